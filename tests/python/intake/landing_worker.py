"""Lands a drop in a process of its own, so that a test can kill it at any moment.

Files are not judged: importing what judges them takes longer than all the landing does, and it
is the landing that is to be killed.
"""

import sys
from functools import partial
from pathlib import Path

from orchestration.intake import admission
from orchestration.intake.land import land_drop
from orchestration.project import DataFolder
from orchestration.promises.verdict import Verdict

if __name__ == "__main__":
    admission.judge = lambda *_: Verdict(())  # type: ignore[assignment]
    report = partial(print, flush=True)
    land_drop(Path(sys.argv[1]), DataFolder(Path(sys.argv[2])), report=report)
