"""What landing a drop came to."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from orchestration.intake.batches import Batch
from orchestration.promises.verdict import BrokenPromise


@dataclass(frozen=True)
class SetAside:
    """A file that broke its promise: copied to `rejected/`, not landed."""

    table: str
    system: str
    file: str
    """Path relative to the drop."""
    batch_date: date
    broken: tuple[BrokenPromise, ...]
    report: Path
    """The readable report beside the copy."""
    stops_the_run: bool

    @property
    def reasons(self) -> tuple[str, ...]:
        """What was broken, one sentence each."""
        return tuple(f"{promise.promise}: {promise.detail}" for promise in self.broken)


@dataclass(frozen=True)
class Unrecognised:
    """A file that was left alone, and why."""

    file: str
    reason: str


@dataclass
class IntakeReport:
    """Every file of a drop is in exactly one of these lists."""

    landed: list[Batch] = field(default_factory=list)
    already_landed: list[Batch] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)

    @property
    def must_stop(self) -> list[SetAside]:
        """Broken files of tables that a run cannot go on without; empty when it can go on."""
        return [file for file in self.set_aside if file.stops_the_run]
