"""One release: a new folder with `marts.duckdb`, a Parquet copy of each mart, and its papers.

A release is written beside the current one and touched by nobody until it has been audited.
The same build gives the same rows in the same order, that of their grain, and the same Parquet
bytes (DuckDB lays out its own file anew each time); only the identity says which run it was.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.publication.contents import Mart
from orchestration.publication.identity import Identity
from orchestration.publication.layout import DATABASE, PARQUET, built, released
from orchestration.publication.papers import describe_papers, write_identity, write_totals
from orchestration.publication.provenance import write_batches, write_freshness
from orchestration.publication.sql import name, session, text

# The oldest format that DuckDB still writes; every client tried can read it.
STORAGE_VERSION = "v1.0.0"


@dataclass(frozen=True)
class Sources:
    """What a release is written from."""

    build: Path
    """The DuckDB file that dbt built."""
    landing: Path
    tables: Sequence[str]
    """The contract tables, by name."""


def _describe(connection: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    table = released(mart.name)
    connection.execute(f"comment on table {table} is {text(mart.description)}")
    for column in mart.columns:
        meaning = text(column.description)
        connection.execute(f"comment on column {table}.{name(column.name)} is {meaning}")


def _copy(connection: duckdb.DuckDBPyConnection, mart: Mart, parquet: Path) -> None:
    columns = ", ".join(name(column) for column in mart.column_names)
    order = ", ".join(f"{name(column)} nulls last" for column in mart.grain)
    table = released(mart.name)
    connection.execute(
        f"create table {table} as select {columns} from {built(mart.name)} order by {order}"
    )
    file = text(parquet / f"{mart.name}.parquet")
    connection.execute(f"copy {table} to {file} (format parquet, compression zstd)")


def _flush(folder: Path) -> None:
    """Force a folder and everything in it to the disk, so that a power cut cannot lose a part."""
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_release(
    folder: Path, sources: Sources, marts: Sequence[Mart], identity: Identity
) -> None:
    """Write a complete release into `folder`, which must not exist yet.

    Raises duckdb.Error when the build file lacks a mart or is locked, OSError when the disk
    refuses. Whatever is left behind then is rubbish and is cleared by a later run.
    """
    parquet = folder / PARQUET
    parquet.mkdir(parents=True)
    with session(build=sources.build) as connection:
        connection.execute(f"set temp_directory = {text(f'{folder}.spill')}")
        connection.execute(
            f"attach {text(folder / DATABASE)} as release (storage_version {text(STORAGE_VERSION)})"
        )
        for mart in marts:
            _copy(connection, mart, parquet)
            _describe(connection, mart)
        write_identity(connection, identity)
        write_totals(connection, marts)
        landed = (sources.landing, sources.tables, identity.as_of_date)
        write_batches(connection, released("publication_batches"), *landed)
        write_freshness(connection, released("publication_freshness"), *landed)
        describe_papers(connection)
        connection.execute("checkpoint release")
        connection.execute("detach release")
    for file in (folder / DATABASE, *parquet.iterdir()):
        # A tool that opened a published file for writing would lock every reader out.
        file.chmod(0o444)
    _flush(folder)
