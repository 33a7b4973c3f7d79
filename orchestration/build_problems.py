"""From dbt's results to the problems people read: which test, which table, which rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.explanation import NotPublishedError, Problem, Runbook
from orchestration.publication.sql import session
from orchestration.run_results import NodeResult

ROWS_SHOWN = 5


def subject_of(node: Mapping[str, Any], nodes: Mapping[str, Any]) -> str | None:
    """Find the model that a test is about: the one it hangs on, else the last that it reads.

    None for a test that reads no model.
    """
    attached = node.get("attached_node")
    if attached in nodes:
        return str(attached)
    layers = ("seed", "staging", "intermediate", "marts")
    models = [unique_id for unique_id in node["depends_on"]["nodes"] if unique_id in nodes]

    def depth(unique_id: str) -> int:
        layer = nodes[unique_id]["fqn"][1]
        return layers.index(layer) if layer in layers else 0

    return max(models, key=depth, default=None)


def _table(unique_id: str, manifest: Mapping[str, Any]) -> str:
    nodes = manifest["nodes"]
    node = nodes.get(unique_id)
    if node is None:
        return unique_id
    if node["resource_type"] == "test":
        tested = subject_of(node, nodes)
        return _table(tested, manifest) if tested else node["name"]
    return f"{node['schema']}.{node['name']}"


def offending_rows(build: Path, query: str) -> list[str]:
    """Ask again for a few rows that a failed test found, as text."""
    if not query or not build.exists():
        return []
    try:
        with session(build=build) as connection:
            connection.execute("use build")
            found = connection.execute(f"select * from ({query}) limit {ROWS_SHOWN}")
            names = [column[0] for column in found.description]
            return [
                ", ".join(f"{name}={value}" for name, value in zip(names, row, strict=True))
                for row in found.fetchall()
            ]
    except duckdb.Error as error:
        return [f"(the rows cannot be shown: {error})"]


def _problem(result: NodeResult, manifest: Mapping[str, Any], build: Path) -> Problem:
    table = _table(result.unique_id, manifest)
    name = manifest["nodes"].get(result.unique_id, {}).get("name", result.unique_id)
    if result.is_test and result.status == "fail":
        rows = offending_rows(build, result.compiled_sql)
        return Problem(name, table, f"{result.failures} rows break it", rows)
    return Problem(name, table, " ".join(result.message.split()))


def _runbook(bad: Sequence[NodeResult], manifest: Mapping[str, Any]) -> Runbook:
    generic = (manifest["nodes"].get(result.unique_id, {}) for result in bad)
    kinds = {(node.get("test_metadata") or {}).get("name") for node in generic}
    if kinds & {"reconciles_to", "row_count_matches"}:
        return Runbook.CONTROL_TOTAL_OFF
    return Runbook.FAILED_BUILD


def stop_on_bad_results(
    results: Sequence[NodeResult], manifest: Mapping[str, Any], build: Path
) -> None:
    """Raise NotPublishedError when any model failed or any test of severity error did."""
    bad = [result for result in results if result.is_bad]
    if not bad:
        return
    # A model that could not be built explains the rest, so it comes first.
    bad.sort(key=lambda result: result.is_test)
    raise NotPublishedError(
        [_problem(result, manifest, build) for result in bad],
        _runbook(bad, manifest),
    )
