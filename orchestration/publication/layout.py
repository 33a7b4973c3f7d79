"""Names inside a release: its files and, while one is being written or read, its tables."""

from orchestration.publication.contents import MARTS_SCHEMA
from orchestration.publication.sql import name

DATABASE = "marts.duckdb"
PARQUET = "parquet"
# DuckDB names an opened file after its stem, so the default schema of `marts.duckdb` is what
# people write as `marts.<mart>`; a schema called marts would make that name ambiguous.
SCHEMA = "main"


def released(table: str) -> str:
    """Table of the release attached as `release`."""
    return f"release.{SCHEMA}.{name(table)}"


def built(mart: str) -> str:
    """Mart in the build file attached as `build`."""
    return f"build.{MARTS_SCHEMA}.{name(mart)}"
