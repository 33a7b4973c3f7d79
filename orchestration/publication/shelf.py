"""Where releases stand, and the one rename that makes one of them the current one.

`published` is a link to a folder under `releases`. Replacing the link switches the database
and all Parquet files at the same instant; a reader that already opened the old ones keeps them.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

RELEASES_KEPT = 3
"""The current release, and two to go back to or that a long query may still be reading."""


class ShelfError(Exception):
    """The published link cannot be replaced safely; the message says what to do."""


@dataclass(frozen=True)
class Shelf:
    """The releases under one folder. `root` is the data folder, or that of one as-of date."""

    root: Path

    @property
    def releases(self) -> Path:
        """One folder per release, named by its run."""
        return self.root / "releases"

    @property
    def published(self) -> Path:
        """What readers open."""
        return self.root / "published"

    def release(self, run_id: str) -> Path:
        """Folder of the release that a run writes."""
        return self.releases / run_id

    def draft(self, run_id: str) -> Path:
        """Where a release is written; only a finished and audited one is a release."""
        return self.releases / f"{run_id}.draft"

    def current(self) -> Path | None:
        """Folder of the release that readers see, or None before the first one."""
        return self.published.resolve() if self.published.is_symlink() else None

    def clear_drafts(self) -> None:
        """Remove what crashed runs left behind. Only the run that holds the lock may call this."""
        for path in self.releases.glob("*.draft*"):
            shutil.rmtree(path, ignore_errors=False)
        (self.root / "published.next").unlink(missing_ok=True)

    def put_forward(self, run_id: str) -> None:
        """Make the draft of this run the current release, in one step, and clear old ones.

        Raises ShelfError when `published` is a folder that this project did not make.
        """
        if self.published.exists() and not self.published.is_symlink():
            raise ShelfError(
                f"{self.published} is a plain folder or file, but it must be a link to a release. "
                "Move it away; the next run will create the link."
            )
        self.draft(run_id).rename(self.release(run_id))
        following = self.root / "published.next"
        following.unlink(missing_ok=True)
        following.symlink_to(Path(self.releases.name) / run_id, target_is_directory=True)
        _flush_folder(self.releases)
        following.replace(self.published)
        _flush_folder(self.root)
        self._clear_old_releases()

    def _clear_old_releases(self) -> None:
        newest_first = sorted(
            (path for path in self.releases.iterdir() if path.is_dir()),
            key=lambda path: path.stat().st_mtime_ns,
            reverse=True,
        )
        for path in newest_first[RELEASES_KEPT:]:
            if path != self.current():
                shutil.rmtree(path)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
