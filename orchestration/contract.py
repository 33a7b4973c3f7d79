"""The landing contract, read from the dbt sources' yml, where it is written once.

Everything that needs to know what a table looks like (intake, promises, the demo company, the
tests) asks here; dbt reads the same yml. Nothing here opens data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.project import CONTRACT_FOLDER

LINEAGE_COLUMNS: Mapping[str, str] = {
    "_system": "VARCHAR",
    "_file": "VARCHAR",
    "_row": "BIGINT",
    "_batch_id": "VARCHAR",
    "_loaded_at": "TIMESTAMP",
    "_is_full": "BOOLEAN",
    "_extra": "VARCHAR",
}
"""What intake adds to each landed row, with its DuckDB type, in file order after the contract."""


@dataclass(frozen=True)
class Column:
    """One column of a contract table. `meta` holds the promises written beside it."""

    name: str
    data_type: str
    description: str
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_required(self) -> bool:
        """Whether a row without a value is quarantined."""
        return bool(self.meta.get("required"))

    @property
    def happened(self) -> bool:
        """Whether the column says when something happened, so that no value can lie ahead."""
        return bool(self.meta.get("happened"))


@dataclass(frozen=True)
class Table:
    """One table of the landing contract."""

    name: str
    source: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    stops_the_run: bool
    """Whether a broken file of this table stops the run; otherwise the run goes on without it."""

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in contract order."""
        return tuple(column.name for column in self.columns)

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Columns that a file cannot do without: the key and what `required` marks."""
        return tuple(column.name for column in self.columns if column.is_required)


def _table(source: str, entry: Mapping[str, Any]) -> Table:
    meta = entry["config"]["meta"]
    columns = tuple(
        Column(
            name=column["name"],
            data_type=column["data_type"],
            description=column["description"],
            meta=column.get("config", {}).get("meta", {}),
        )
        for column in entry["columns"]
    )
    return Table(
        name=entry["name"],
        source=source,
        description=entry["description"],
        columns=columns,
        key=tuple(meta["key"]),
        stops_the_run=meta["on_broken"] == "stop",
    )


@cache
def landing_contract(folder: Path = CONTRACT_FOLDER) -> Mapping[str, Table]:
    """Every contract table by name, in the order of the yml files."""
    tables = {}
    for path in sorted(folder.glob("*/_*__sources.yml")):
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
            for entry in source["tables"]:
                tables[entry["name"]] = _table(source["name"], entry)
    return tables
