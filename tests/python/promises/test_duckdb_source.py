"""The DB-API connection that Great Expectations reads DuckDB through."""

import subprocess
import sys

import duckdb

from orchestration.project import ROOT
from orchestration.promises.duckdb_source import ReadingConnection


def test_a_result_survives_the_next_query_on_the_connection():
    with duckdb.connect() as database:
        connection = ReadingConnection(database)
        first, second = connection.cursor(), connection.cursor()
        first.execute("select * from range(5) as numbers(n)")
        second.execute("select ?", ["x"])
        assert first.rowcount == 5
        assert [column[0] for column in first.description] == ["n"]
        assert first.fetchone() == (0,)
        assert first.fetchmany(2) == [(1,), (2,)]
        assert first.fetchall() == [(3,), (4,)]
        assert first.fetchone() is None
        assert second.fetchall() == [("x",)]


def test_great_expectations_is_imported_only_to_judge():
    code = (
        "import sys, orchestration.intake.land, orchestration.intake.checkup;"
        "sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
