"""The file that dbt builds in. It holds nothing that the landing cannot give again."""

from pathlib import Path

import duckdb

from orchestration.publication.sql import session
from orchestration.transient import may_pass


def discard_unreadable(build: Path) -> bool:
    """Remove a build file that DuckDB cannot open, so that the next build starts afresh.

    A power cut can leave one, and so can going back to an older DuckDB. Returns whether it was
    removed. A file that somebody else has open is left alone.
    """
    if not build.exists():
        return False
    try:
        with session(build=build):
            return False
    except duckdb.Error as error:
        if may_pass(error):
            return False
    build.unlink()
    build.with_name(f"{build.name}.wal").unlink(missing_ok=True)
    return True
