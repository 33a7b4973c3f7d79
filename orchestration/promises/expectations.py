"""The promises of one contract table as a Great Expectations suite.

Few expectations, each of them one aggregate query over all columns it concerns: a promise costs
one scan of the file, however wide the table is. Every query returns one row per column that
breaks the promise, with how many rows fail.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.contract import Column, Table
from orchestration.intake.sql import identifier, literal
from orchestration.promises import predicates
from orchestration.promises.thresholds import BAD_SHARE, HANDFUL, KEY_SHARE
from orchestration.promises.verdict import (
    ENOUGH_ROWS,
    FORMATS,
    KEYS,
    RANGES,
    READABLE,
    REQUIRED,
)

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite


@dataclass(frozen=True)
class ColumnPromise:
    """A promise about single values: by column, the predicate of a value that breaks it."""

    name: str
    broken_by: Mapping[str, str]

    def query(self) -> str:
        """Write SQL with `{batch}`: one row per column of which too many rows fail."""
        names = ", ".join(literal(name) for name in self.broken_by)
        counts = ", ".join(f"count(*) filter (where {test})" for test in self.broken_by.values())
        counted = (
            f"select unnest([{names}]) as name, unnest([{counts}]) as failed, count(*) as rows"
        )
        return (
            f"select * from ({_verbatim(counted)} from {{batch}})"
            f" where failed > {HANDFUL} and failed > rows * {BAD_SHARE}"
        )


def column_promises(table: Table) -> list[ColumnPromise]:
    """Promises about values that the contract makes for a table, the most basic first."""
    required = [column for column in table.columns if column.is_required]
    promises = [
        ColumnPromise(READABLE, {"_extra": predicates.UNREADABLE}),
        ColumnPromise(REQUIRED, {c.name: predicates.is_missing(c) for c in required}),
        ColumnPromise(FORMATS, _by_column(table, predicates.has_wrong_format)),
        ColumnPromise(RANGES, _by_column(table, predicates.is_out_of_range)),
    ]
    return [promise for promise in promises if promise.broken_by]


def repeated_keys_query(table: Table) -> str:
    """Write SQL with `{batch}`: the keys that too many rows share."""
    key = ", ".join(identifier(name) for name in table.key)
    return (
        f"select * from (select {key}, count(*) as failed, sum(count(*)) over () as rows"
        f" from {{batch}} where {identifier(table.key[0])} is not null group by {key})"
        f" where failed > {HANDFUL} and failed > rows * {KEY_SHARE}"
    )


def suite_for(table: Table, fewest_rows: int) -> "ExpectationSuite":
    """Everything a file of a table must keep; `fewest_rows` comes from its history."""
    # Imported here because it takes seconds, which only a run that has files to judge should pay.
    import great_expectations as gx  # noqa: PLC0415
    from great_expectations.expectations.core.expect_table_row_count_to_be_between import (  # noqa: PLC0415
        ExpectTableRowCountToBeBetween as EnoughRows,
    )
    from great_expectations.expectations.core.unexpected_rows_expectation import (  # noqa: PLC0415
        UnexpectedRowsExpectation as NoRows,
    )

    queries = {promise.name: promise.query() for promise in column_promises(table)}
    queries[KEYS] = repeated_keys_query(table)
    return gx.ExpectationSuite(
        name=f"promises of {table.name}",
        expectations=[
            EnoughRows(min_value=fewest_rows, meta={"name": ENOUGH_ROWS}),
            *(
                NoRows(unexpected_rows_query=query, meta={"name": name})
                for name, query in queries.items()
            ),
        ],
    )


def _by_column(table: Table, predicate: Callable[[Column], str | None]) -> dict[str, str]:
    tests = {column.name: predicate(column) for column in table.columns}
    return {name: test for name, test in tests.items() if test is not None}


def _verbatim(sql: str) -> str:
    """Keep SQL as it is: the query is a format string first, then has `:name` parameters."""
    return sql.replace("{", "{{").replace("}", "}}").replace(":", "\\:")
