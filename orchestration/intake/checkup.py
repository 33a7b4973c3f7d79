"""`profit check`: what a run would make of a drop, as text. Changes nothing."""

from datetime import date
from pathlib import Path

from orchestration.intake.checkup_text import as_text
from orchestration.intake.examination import MANIFEST, examine
from orchestration.project import FORMATS_FOLDER, DataFolder


def check_drop(
    drop: Path,
    data: DataFolder | None = None,
    formats_folder: Path = FORMATS_FOLDER,
    as_of: date | None = None,
    manifest: Path = MANIFEST,
) -> str:
    """Examine a drop on top of what has landed in `data` and say what was found.

    Raises IntakeError for a drop that does not exist or is empty, and for a bad format file.
    """
    return as_text(examine(drop, data, formats_folder, as_of, manifest))
