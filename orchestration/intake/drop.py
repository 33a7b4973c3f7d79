"""Which files lie in a drop, and which system each one comes from.

A drop is `<drop>/<system>/<file>`, possibly with folders in between. Names that begin with
`_`, `.` or `~$` are markers, hidden files and editors' locks, not exports.
"""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from orchestration.intake.errors import IntakeError

IGNORED_PREFIXES = ("_", ".", "~$")


@dataclass(frozen=True)
class DropFile:
    """One export. `system` is None for a file that lies in the drop itself."""

    path: Path
    file: str
    """Path relative to the drop, with forward slashes."""
    system: str | None

    @property
    def folders(self) -> tuple[str, ...]:
        """Names of the folders between the drop and the file, the system first."""
        return tuple(self.file.split("/")[:-1])


def composed(name: str) -> str:
    """Name in Unicode NFC, as format files are written; some systems store names decomposed."""
    return unicodedata.normalize("NFC", name)


def list_drop(drop: Path) -> list[DropFile]:
    """Every export of a drop, by relative path.

    Raises IntakeError when the folder does not exist or holds no file at all.
    """
    if not drop.is_dir():
        raise IntakeError(f"The drop folder {drop} does not exist (or is not a folder).")
    files = []
    for folder, subfolders, names in os.walk(drop):
        subfolders[:] = [name for name in subfolders if not name.startswith(IGNORED_PREFIXES)]
        files += [Path(folder) / name for name in names if not name.startswith(IGNORED_PREFIXES)]
    if not files:
        raise IntakeError(
            f"The drop folder {drop} holds no files. Put each export into a folder named for"
            " the system it comes from: <drop>/<system>/<file>."
        )
    return sorted((_as_drop_file(drop, path) for path in files), key=lambda file: file.file)


def _as_drop_file(drop: Path, path: Path) -> DropFile:
    relative = path.relative_to(drop)
    system = composed(relative.parts[0]) if len(relative.parts) > 1 else None
    return DropFile(path=path, file=composed(relative.as_posix()), system=system)
