"""What each file of a drop is and what a run would make of it, tried out and thrown away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.contract import landing_contract
from orchestration.intake.batches import Batch
from orchestration.intake.intake_report import IntakeReport, SetAside
from orchestration.intake.land import land_drop
from orchestration.intake.landing import landed_files
from orchestration.intake.starved_marts import StarvedMart, starved_marts
from orchestration.intake.survey import Delivery, survey_drop
from orchestration.intake.trial import Refusal, TrialError, refusals, trial_folder
from orchestration.project import FORMATS_FOLDER, ROOT, DataFolder

MANIFEST = ROOT / "target" / "manifest.json"


@dataclass(frozen=True)
class FileCheckup:
    """One file and what would become of it: exactly one of the three, or not recognised."""

    delivery: Delivery
    would_land: Batch | None = None
    landed_before: Batch | None = None
    would_be_set_aside: SetAside | None = None
    refusals: tuple[Refusal, ...] = ()
    """Rows that would be quarantined."""


@dataclass(frozen=True)
class Checkup:
    """What a run on a drop would do."""

    drop: Path
    files: tuple[FileCheckup, ...]
    missing_tables: tuple[str, ...]
    """Contract tables that would have no rows, counting what has landed before."""
    starved: tuple[StarvedMart, ...] | None
    """Public marts that read a missing table; None when dbt has no manifest to tell."""
    staging_problem: str | None
    """Why the quarantine could not be foreseen, if it could not."""


def examine(
    drop: Path,
    data: DataFolder | None = None,
    formats_folder: Path = FORMATS_FOLDER,
    as_of: date | None = None,
    manifest: Path = MANIFEST,
) -> Checkup:
    """Try a drop out on top of what has landed in `data`, in a folder that is thrown away.

    Raises IntakeError as `land_drop` does.
    """
    deliveries = survey_drop(drop, formats_folder)
    with trial_folder(data or DataFolder.from_environment()) as trial:
        report = land_drop(drop, trial, as_of, formats_folder, report=lambda _: None)
        missing = tuple(
            name
            for name in landing_contract()
            if not any(f.rows for f in landed_files(trial, name))
        )
        found: list[Refusal] = []
        problem = None
        try:
            found = refusals(trial, as_of, [batch.batch_id for batch in report.landed])
        except TrialError as error:
            problem = str(error)
    starved = starved_marts(manifest, missing)
    return Checkup(
        drop=drop,
        files=tuple(_file(delivery, report, found) for delivery in deliveries),
        missing_tables=missing,
        starved=None if starved is None else tuple(starved),
        staging_problem=problem,
    )


def _has_rows(data: DataFolder, table: str) -> bool:
    return any(file.rows for file in landed_files(data, table))


def _file(delivery: Delivery, report: IntakeReport, found: Sequence[Refusal]) -> FileCheckup:
    table = delivery.table.name if delivery.table else None

    def is_it(entry: Batch | SetAside) -> bool:
        return (entry.file, entry.table) == (delivery.file, table)

    landed = next(filter(is_it, report.landed), None)
    return FileCheckup(
        delivery=delivery,
        would_land=landed,
        landed_before=next(filter(is_it, report.already_landed), None),
        would_be_set_aside=next(filter(is_it, report.set_aside), None),
        refusals=tuple(r for r in found if landed is not None and r.batch_id == landed.batch_id),
    )
