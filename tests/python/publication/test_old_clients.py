"""A BI tool with a DuckDB of two years ago opens the published file."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OLDEST_CLIENT = "1.1.3"
READ = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
print(duckdb.__version__, connection.execute("select count(*) from marts.fct_profit").fetchone()[0])
"""


def test_an_old_client_reads_the_published_file(company):
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        pytest.skip("uv is not installed beside this Python")
    company.publish("night-0")
    client = subprocess.run(
        [uv, "run", "--no-project", "--with", f"duckdb=={OLDEST_CLIENT}", "python", "-c", READ,
         company.shelf.published / "marts.duckdb"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert client.stdout.split() == [OLDEST_CLIENT, "120"], client.stderr
