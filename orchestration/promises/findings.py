"""What a failed expectation means, in words and with the rows that show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.contract import Column, Table
from orchestration.intake.sql import identifier, literal
from orchestration.promises.expectations import column_promises
from orchestration.promises.predicates import format_name
from orchestration.promises.thresholds import EXAMPLES
from orchestration.promises.verdict import (
    ENOUGH_ROWS,
    FORMATS,
    KEYS,
    RANGES,
    READABLE,
    REQUIRED,
    BrokenPromise,
    Example,
)
from orchestration.promises.volume import Floor

PROBLEM = "(_extra ->> '_problem') || ': ' || (_extra ->> '_unreadable')"


@dataclass(frozen=True)
class Findings:
    """Explains the results of one file's judgement."""

    rows: Path
    table: Table
    floor: Floor

    def explain(self, promise: str, result: Mapping[str, Any]) -> list[BrokenPromise]:
        """Broken promises behind one failed expectation: one per column that breaks it."""
        if promise == ENOUGH_ROWS:
            detail = (
                f"it has {result['observed_value']:,} rows and must have at least"
                f" {self.floor.rows:,}: {self.floor.reason}"
            )
            return [BrokenPromise(promise, detail)]
        found = result["details"]["unexpected_rows"]
        explain = self._repeated_key if promise == KEYS else self._failing_column
        return [explain(promise, row) for row in found]

    def _failing_column(self, promise: str, row: Mapping[str, Any]) -> BrokenPromise:
        name, count = row["name"], f"in {row['failed']:,} of {row['rows']:,} rows"
        test = next(p.broken_by[name] for p in column_promises(self.table) if p.name == promise)
        if promise == READABLE:
            detail = f"the fields do not fit the headings {count}"
            return BrokenPromise(promise, detail, None, self._examples(test, PROBLEM))
        column = next(column for column in self.table.columns if column.name == name)
        says = {
            REQUIRED: f"{name} is empty",
            FORMATS: f"{name} is not {format_name(column)}",
            RANGES: f"{name} is out of bounds ({_bounds(column)})",
        }
        examples = self._examples(test, identifier(name))
        return BrokenPromise(promise, f"{says[promise]} {count}", name, examples)

    def _repeated_key(self, promise: str, row: Mapping[str, Any]) -> BrokenPromise:
        names = self.table.key
        key = ", ".join(f"{name} {row[name] or '(empty)'}" for name in names)
        detail = f"the same key ({key}) is in {row['failed']:,} of {row['rows']:,} rows"
        test = " and ".join(
            f"{identifier(name)} is not distinct from {_literal_or_null(row[name])}"
            for name in names
        )
        return BrokenPromise(promise, detail, names[0], self._examples(test, identifier(names[0])))

    def _examples(self, test: str, value: str) -> tuple[Example, ...]:
        query = (
            f"select _row, {value} from read_parquet({literal(str(self.rows))})"
            f" where {test} order by _row limit {EXAMPLES}"
        )
        with duckdb.connect() as connection:
            found: Sequence[tuple[int, str | None]] = connection.execute(query).fetchall()
        return tuple(Example(row, text) for row, text in found)


def _bounds(column: Column) -> str:
    words = {"minimum": "at least", "maximum": "at most", "above": "more than"}
    return ", ".join(
        f"{text} {column.meta[bound]}" for bound, text in words.items() if bound in column.meta
    )


def _literal_or_null(value: str | None) -> str:
    return "null" if value is None else literal(value)
