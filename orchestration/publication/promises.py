"""What is promised about a release: each promise is a query that finds what breaks it.

Derived from the manifest (columns, grain, what a mart needs to be filled) and from the build
file (row counts and totals, as the release's papers recorded them). They compare the copy with
its original and with its contract; rules about meaning are dbt tests and were kept before a
release was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from orchestration.publication.contents import Mart
from orchestration.publication.layout import DATABASE, PARQUET, released
from orchestration.publication.sql import name, session, text

ROWS_SHOWN = 5


@dataclass(frozen=True)
class Promise:
    """One promise about one mart."""

    mart: str
    name: str
    query: str
    """Rows that break the promise; `{batch}` stands for the mart."""


@dataclass(frozen=True)
class Papers:
    """What the release says about itself: counts and totals of the build it was copied from."""

    row_counts: Mapping[str, int]
    totals: Mapping[str, Mapping[str, Decimal | None]]
    landed_rows: Mapping[str, int]
    """Landed rows per contract table."""


def read_papers(release: Path) -> Papers:
    """Read the papers of a written release."""
    with session(release=release / DATABASE) as connection:
        counts = connection.execute(f"from {released('publication_marts')}").fetchall()
        totals: dict[str, dict[str, Decimal | None]] = {}
        for mart, column, total in connection.execute(
            f"from {released('publication_totals')}"
        ).fetchall():
            totals.setdefault(mart, {})[column] = total
        landed = connection.execute(
            "select source_table, sum(row_count)"
            f" from {released('publication_batches')} group by source_table"
        ).fetchall()
    return Papers(dict(counts), totals, {table: int(rows) for table, rows in landed})


def _counted(mart: Mart, papers: Papers) -> str:
    sums = (
        f"cast(sum({name(column)}) as decimal(38, 6)) as {name(column)}"
        for column in papers.totals.get(mart.name, {})
    )
    return ", ".join(["count(*) as row_count", *sums])


def _copied_promise(mart: Mart, papers: Papers) -> Promise:
    expected = {"row_count": papers.row_counts[mart.name], **papers.totals.get(mart.name, {})}
    wrong = " or ".join(
        f"{name(column)} is distinct from {'null' if value is None else f'{value:f}'}"
        for column, value in expected.items()
    )
    counted = f"select {_counted(mart, papers)} from {{batch}}"
    return Promise(
        mart.name,
        "table_has_the_rows_and_totals_of_the_build",
        f"select * from ({counted}) where {wrong}",
    )


def _parquet_promise(mart: Mart, papers: Papers, release: Path) -> Promise:
    parquet = f"read_parquet({text(release / PARQUET / f'{mart.name}.parquet')})"
    counted = _counted(mart, papers)
    return Promise(
        mart.name,
        "parquet_has_the_rows_and_totals_of_the_table",
        f"(select {counted} from {parquet}) except (select {counted} from {{batch}})",
    )


def _column_promise(mart: Mart) -> Promise:
    agreed = text(", ".join(mart.column_names))
    columns = "select string_agg(column_name, ', ') as columns from (describe from {batch})"
    return Promise(
        mart.name,
        "columns_are_those_of_the_contract",
        f"select * from ({columns}) where columns is distinct from {agreed}",
    )


def _grain_promise(mart: Mart) -> Promise:
    key = ", ".join(name(column) for column in mart.grain)
    unknown = " or ".join(f"{name(column)} is null" for column in mart.always_known)
    return Promise(
        mart.name,
        "one_row_per_grain",
        f"select {key}, count(*) as row_count from {{batch}} group by {key}"
        f" having count(*) > 1 or {unknown} limit {ROWS_SHOWN}",
    )


def promises_of(mart: Mart, papers: Papers, release: Path) -> Iterator[Promise]:
    """Every promise about one mart, cheapest first."""
    yield _column_promise(mart)
    if mart.filled_by and all(papers.landed_rows.get(table) for table in mart.filled_by):
        yield Promise(
            mart.name,
            "is_not_empty_where_its_extracts_landed",
            "select * from (select count(*) as row_count from {batch}) where row_count = 0",
        )
    yield _copied_promise(mart, papers)
    yield _parquet_promise(mart, papers, release)
    yield _grain_promise(mart)
