"""dbt's manifest: what the project consists of, as Dagster and publication need to know it.

Reading it is all that happens on import of the definitions. It is parsed anew, by a call that
says so, only where it is missing or older than the project.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from orchestration.project import ROOT

PARTS = ("models", "macros", "seeds/reference", "tests/generic", "tests/singular")
SETTINGS = ("dbt_project.yml", "profiles.yml")


class ProjectError(Exception):
    """dbt cannot parse the project; the message is dbt's."""


def manifest_path(project: Path = ROOT) -> Path:
    """Where dbt writes the manifest; dbt's own `DBT_TARGET_PATH` moves it."""
    return project / os.environ.get("DBT_TARGET_PATH", "target") / "manifest.json"


def _times_of_change(project: Path) -> Iterator[float]:
    for name in SETTINGS:
        yield (project / name).stat().st_mtime
    for part in PARTS:
        # Folders too: their time is all that a deleted file leaves behind.
        for path in (project / part, *(project / part).rglob("*")):
            if path.exists():
                yield path.stat().st_mtime


def is_current(project: Path = ROOT) -> bool:
    """Whether a manifest exists that is newer than every file it was made from."""
    path = manifest_path(project)
    return path.exists() and path.stat().st_mtime >= max(_times_of_change(project))


def parse(project: Path = ROOT) -> None:
    """Have dbt write the manifest. Raises ProjectError when the project cannot be parsed."""
    outcome = subprocess.run(
        [
            *(sys.executable, "-m", "orchestration.dbt_worker"),
            *("--project-dir", str(project), "--profiles-dir", str(project)),
            *("--log-level", "none", "--log-level-file", "none"),
        ],
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if outcome.returncode != 0:
        raise ProjectError(f"dbt cannot parse the project: {outcome.stdout or outcome.stderr}")


def read(project: Path = ROOT) -> Mapping[str, Any]:
    """Read the manifest as it is on disk."""
    manifest: Mapping[str, Any] = json.loads(manifest_path(project).read_text(encoding="utf-8"))
    return manifest


def current(project: Path = ROOT) -> Mapping[str, Any]:
    """Read the manifest of the project as it is now, parsing first where that is needed."""
    if not is_current(project):
        parse(project)
    return read(project)
