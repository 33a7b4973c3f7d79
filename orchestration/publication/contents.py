"""What is published: the public marts, as dbt's manifest and their contracts describe them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MARTS_SCHEMA = "marts"


@dataclass(frozen=True)
class PublishedColumn:
    """One column of a mart, in contract order."""

    name: str
    data_type: str
    description: str


@dataclass(frozen=True)
class Mart:
    """One public mart."""

    name: str
    description: str
    grain: tuple[str, ...]
    """Columns that tell its rows apart."""
    filled_by: tuple[str, ...]
    """Contract tables that are enough to fill it: with rows in all of them it cannot be empty."""
    columns: tuple[PublishedColumn, ...]
    grain_may_be_null: tuple[str, ...] = ()
    """Columns of the grain that say something by being null, as the yml lists them."""

    @property
    def always_known(self) -> tuple[str, ...]:
        """Columns of the grain that are never null."""
        return tuple(name for name in self.grain if name not in self.grain_may_be_null)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in contract order."""
        return tuple(column.name for column in self.columns)


def _mart(node: Mapping[str, Any]) -> Mart:
    columns = tuple(
        PublishedColumn(
            name=column["name"],
            data_type=column.get("data_type") or "",
            description=column.get("description") or "",
        )
        for column in node["columns"].values()
    )
    meta = node["config"].get("meta", {})
    grain = tuple(meta.get("grain", ()))
    missing = [name for name in grain if name not in {column.name for column in columns}]
    if not grain or missing:
        raise ValueError(
            f"{node['name']} is public, so its yml must name its grain among its columns "
            f"(config.meta.grain); found {list(grain)}"
        )
    return Mart(
        name=node["name"],
        description=node.get("description") or "",
        grain=grain,
        filled_by=tuple(meta.get("filled_by", ())),
        columns=columns,
        grain_may_be_null=tuple(meta.get("grain_may_be_null", ())),
    )


def public_marts(manifest: Mapping[str, Any]) -> tuple[Mart, ...]:
    """Every model with public access in the schema `marts`, by name.

    Raises ValueError for a public mart that does not say its grain: without it neither the order
    of the rows nor the promise that no row is repeated could be kept.
    """
    nodes = (
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and node["schema"] == MARTS_SCHEMA
        and node["config"].get("access", node.get("access")) == "public"
    )
    return tuple(_mart(node) for node in sorted(nodes, key=lambda node: str(node["name"])))
