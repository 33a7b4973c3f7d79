"""Holding a written release to its promises, before anybody reads it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations.core.unexpected_rows_expectation import (
    UnexpectedRowsExpectation,
)

from orchestration.promises.duckdb_source import ReadingConnection
from orchestration.publication.contents import Mart
from orchestration.publication.layout import DATABASE, released
from orchestration.publication.promises import ROWS_SHOWN, Promise, promises_of, read_papers
from orchestration.publication.sql import session


@dataclass(frozen=True)
class BrokenPromise:
    """A promise that a release breaks, with a few of the rows that break it."""

    mart: str
    promise: str
    rows: Sequence[str]


@contextmanager
def _expectations_on(release: Path) -> Iterator[SQLDatasource]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    with session(release=release / DATABASE) as connection:
        settings: Mapping[str, Any] = {
            "connection_string": "duckdb:///:memory:",
            "create_temp_table": False,
            "kwargs": {"creator": lambda: ReadingConnection(connection)},
        }
        yield context.data_sources.add_sql("release", **settings)


def _shown(result: ExpectationValidationResult) -> list[str]:
    """Rows that break the promise; where the query itself failed, why it did."""
    rows = result.result.get("details", {}).get("unexpected_rows", [])
    if rows:
        return [str(dict(row)) for row in rows[:ROWS_SHOWN]]
    errors = (result.exception_info or {}).values()
    return [error["exception_message"] for error in errors if isinstance(error, dict)][:1]


def _broken(
    source: SQLDatasource, mart: Mart, promises: Sequence[Promise]
) -> Iterator[BrokenPromise]:
    batch = (
        source.add_query_asset(mart.name, query=f"select * from {released(mart.name)}")
        .add_batch_definition_whole_table("whole")
        .get_batch()
    )
    suite = gx.ExpectationSuite(
        mart.name,
        expectations=[
            UnexpectedRowsExpectation(unexpected_rows_query=promise.query, description=promise.name)
            for promise in promises
        ],
    )
    for result in batch.validate(suite, result_format="COMPLETE").results:
        if not result.success and result.expectation_config:
            promise = result.expectation_config.description or result.expectation_config.type
            yield BrokenPromise(mart.name, promise, _shown(result))


def broken_promises(release: Path, marts: Sequence[Mart]) -> list[BrokenPromise]:
    """Hold a written release to every promise; an empty list means that it may be published."""
    papers = read_papers(release)
    with _expectations_on(release) as source:
        return [
            broken
            for mart in marts
            for broken in _broken(source, mart, list(promises_of(mart, papers, release)))
        ]
