"""Writes the release of a build with whatever DuckDB it is run with, and prints that version.

Run as a script: BUILD LANDING MANIFEST FOLDER.
"""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from orchestration.contract import landing_contract
from orchestration.project import ROOT
from orchestration.publication.contents import public_marts
from orchestration.publication.identity import identify
from orchestration.publication.provenance import newest_batch_date
from orchestration.publication.release import Sources, write_release

ANY_MOMENT = datetime(2026, 1, 1, 3, 0, tzinfo=UTC)


def write(build: Path, landing: Path, manifest_file: Path, folder: Path) -> None:
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    day = newest_batch_date(landing) or date.min
    identity = identify("engines", day, ANY_MOMENT, manifest, ROOT / "dbt_project.yml")
    sources = Sources(build, landing, tuple(landing_contract()))
    write_release(folder, sources, public_marts(manifest), identity)


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:]))
    print(duckdb.__version__)
