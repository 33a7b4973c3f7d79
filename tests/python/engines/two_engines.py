"""The demo company built and released twice from one landing, by two versions of DuckDB.

The next version is laid over the environment for one process at a time; nothing is installed into
the environment itself. Getting it needs the package index, or a uv cache that has it.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from orchestration.project import ROOT, DataFolder

NEXT_VERSION = "2.0.0"
LAST_WORDS = 4000


@dataclass(frozen=True)
class Engine:
    """One version of DuckDB and the folder in which it builds."""

    version: str
    python: Sequence[str | Path]
    """How Python is started so that it finds this version."""
    environment: Mapping[str, str]
    folder: Path

    @property
    def release(self) -> Path:
        """The release that this version wrote."""
        return self.folder / "release"

    @property
    def build(self) -> Path:
        """The file that dbt built with this version."""
        return self.folder / "build.duckdb"

    @property
    def target(self) -> Path:
        """dbt's target folder."""
        return self.folder / "target"

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start Python on this version, in the project's root."""
        return subprocess.Popen(
            [*self.python, *arguments], cwd=ROOT, env={**os.environ, **self.environment},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip


def finish(process: subprocess.Popen[str], purpose: str) -> str:
    """Wait for a process and return what it printed; a failure is the test's failure."""
    output, errors = process.communicate()
    if process.returncode:
        pytest.fail(f"{purpose} failed:\n{output[-LAST_WORDS:]}\n{errors[-LAST_WORDS:]}")
    return output


def engines(folder: Path, data: DataFolder) -> tuple[Engine, Engine]:
    """The version that is locked and the next one, both on one landing."""
    locked, following = folder / "locked", folder / "next"
    overlay = [
        *(Path(sys.executable).with_name("uv"), "run", "--frozen", "--no-sync"),
        *("--with", f"duckdb=={NEXT_VERSION}", "python"),
    ]
    return (
        Engine(duckdb.__version__, [sys.executable], _environment(data, locked), locked),
        Engine(NEXT_VERSION, overlay, _environment(data, following), following),
    )


def _environment(data: DataFolder, folder: Path) -> dict[str, str]:
    folder.mkdir()
    return {
        "PROFIT_DATA": str(data.root),
        "PROFIT_BUILD": str(folder / "build.duckdb"),
        "UV_PROJECT_ENVIRONMENT": sys.prefix,
    }


def require(engine: Engine) -> None:
    """Fail with the reason where this version of DuckDB cannot be had."""
    if not Path(engine.python[0]).exists():
        pytest.fail(f"{engine.python[0]} is missing; `make test` puts it there")
    version = finish(
        engine.start("-c", "import duckdb; print(duckdb.__version__)"),
        f"Getting DuckDB {engine.version} from the package index (this test needs it)",
    )
    assert version.strip() == engine.version


def build_with_all_tests(both: Sequence[Engine]) -> None:
    """Run dbt build, unit and data tests included, on all engines at the same time."""
    builds = [
        engine.start(
            # quiet, or one waits for the other's output to be read
            "-m", "dbt.cli.main", "build", "--quiet", "--target-path", engine.target,
            "--log-path", engine.target,
        )
        for engine in both
    ]  # fmt: skip
    for engine, build in zip(both, builds, strict=True):
        finish(build, f"dbt build on DuckDB {engine.version}")


def write_release(engine: Engine, data: DataFolder) -> None:
    """Write the release of what this version built, with this version."""
    worker = Path(__file__).with_name("release_worker.py")
    papers = (engine.build, data.landing, engine.target / "manifest.json", engine.release)
    version = finish(engine.start(worker, *papers), f"The release on DuckDB {engine.version}")
    assert version.strip() == engine.version
