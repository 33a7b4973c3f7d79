"""The two steps from a tested build to what readers see: write and audit, then put forward.

Shared by the nightly run and by the rebuild of a past day; only the folders differ.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from orchestration.contract import landing_contract
from orchestration.explanation import NotPublishedError, Problem, Runbook
from orchestration.project import ROOT
from orchestration.publication.contents import public_marts
from orchestration.publication.identity import identify
from orchestration.publication.provenance import newest_batch_date
from orchestration.publication.release import Sources, write_release
from orchestration.publication.shelf import Shelf


@dataclass(frozen=True)
class Build:
    """A DuckDB file that dbt built and tested, and what it was built from."""

    file: Path
    landing: Path
    manifest: Mapping[str, Any]
    as_of: date | None
    """Day it was built for; None = the newest batch date that landed."""


AUDIT = "orchestration.publication.audit"


def warm_up() -> None:
    """Import what the audit needs while something else is being waited for.

    Great Expectations takes seconds to import; only a run that publishes should pay for them.
    """
    threading.Thread(target=import_module, args=(AUDIT,), daemon=True).start()


def day_spoken_for(build: Build) -> date:
    """Find the as-of date of a build. Raises NotPublishedError when nothing has landed."""
    day = build.as_of or newest_batch_date(build.landing)
    if day is None:
        problem = Problem("something_has_landed", "landing", f"{build.landing} holds no batch")
        raise NotPublishedError([problem], Runbook.BROKEN_EXTRACT)
    return day


def write_audited_draft(shelf: Shelf, run_id: str, build: Build) -> None:
    """Write this run's release and hold it to its promises.

    Raises NotPublishedError when it breaks one; the draft stays for a look until the next run.
    """
    from orchestration.publication.audit import broken_promises  # noqa: PLC0415 (see warm_up)

    marts = public_marts(build.manifest)
    identity = identify(
        run_id, day_spoken_for(build), datetime.now(UTC), build.manifest, ROOT / "dbt_project.yml"
    )
    shelf.clear_drafts()
    draft = shelf.draft(run_id)
    sources = Sources(build.file, build.landing, tuple(landing_contract()))
    write_release(draft, sources, marts, identity)
    broken = broken_promises(draft, marts)
    if broken:
        problems = [
            Problem(finding.promise, f"marts.{finding.mart}", f"draft in {draft}", finding.rows)
            for finding in broken
        ]
        raise NotPublishedError(problems, Runbook.CONTROL_TOTAL_OFF)
