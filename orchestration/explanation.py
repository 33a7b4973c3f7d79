"""Why a run was not published, in words that somebody woken at night can act on.

Every failure ends here as the same few facts: what failed, on which table, a few offending rows
and the page to open next. The command line, Dagster and the notifier all show this text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Runbook(Enum):
    """Where to read on, relative to the project."""

    BROKEN_EXTRACT = "orchestration/runbooks/broken_extract.md"
    FAILED_BUILD = "orchestration/runbooks/failed_build.md"
    CONTROL_TOTAL_OFF = "orchestration/runbooks/control_total_off.md"
    RESTORE = "orchestration/runbooks/restore.md"


@dataclass(frozen=True)
class Problem:
    """One check that failed, or one thing that could not be done."""

    check: str
    table: str
    detail: str
    rows: Sequence[str] = ()
    """A few offending rows, ready to print."""


class NotPublishedError(Exception):
    """A run that ends without a publication; yesterday's file stands."""

    def __init__(self, problems: Sequence[Problem], runbook: Runbook) -> None:
        """Say what failed and where to read on. `problems` starts with the most telling one."""
        super().__init__(explain(problems, runbook))
        self.problems = problems


PROBLEMS_SHOWN = 5


def _lines(problem: Problem) -> list[str]:
    lines = [
        f"  failed check  {problem.check}",
        f"  table         {problem.table}",
        f"  found         {problem.detail}",
    ]
    heading = "  for example   "
    for row in problem.rows:
        lines.append(f"{heading}{row}")
        heading = " " * len(heading)
    return lines


def explain(problems: Sequence[Problem], runbook: Runbook) -> str:
    """Write what people read: a few problems in full, then where to read on."""
    blocks = ["\n".join(_lines(problem)) for problem in problems[:PROBLEMS_SHOWN]]
    further = problems[PROBLEMS_SHOWN:]
    if further:
        names = ", ".join(problem.check for problem in further)
        blocks.append(f"  and {len(further)} more: {names}")
    return "\n\n".join([*blocks, f"  next step     {runbook.value}"])
