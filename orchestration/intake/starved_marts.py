"""Which public marts go without input when contract tables have no rows, by dbt's lineage."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class StarvedMart:
    """A public mart that reads tables without rows."""

    name: str
    missing: tuple[str, ...]
    has_other_input: bool
    """Whether it also reads tables with rows; otherwise it is certainly empty."""
    fillers: tuple[str, ...] = ()
    """Which of the missing ones are said to fill it (`filled_by`): without them it may be empty."""


def starved_marts(manifest_path: Path, missing: Collection[str]) -> list[StarvedMart] | None:
    """Public marts that read a missing contract table, by name; None without a manifest."""
    if not manifest_path.exists():
        return None
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    starved = []
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model" or node.get("access") != "public":
            continue
        tables = _tables_read(manifest, node["unique_id"])
        lacking = tuple(sorted(tables & set(missing)))
        if lacking:
            filled_by = node["config"].get("meta", {}).get("filled_by", ())
            starved.append(
                StarvedMart(
                    name=node["name"],
                    missing=lacking,
                    has_other_input=bool(tables - set(lacking)),
                    fillers=tuple(table for table in lacking if table in filled_by),
                )
            )
    return sorted(starved, key=lambda mart: mart.name)


def _tables_read(manifest: Mapping[str, Any], unique_id: str) -> set[str]:
    """Contract tables that a model reads, directly or through other models."""
    seen, waiting = set(), [unique_id]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += manifest["parent_map"].get(node, [])
    return {node.split(".")[-1] for node in seen if node.startswith("source.")}
