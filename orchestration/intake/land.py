"""Lands a drop: every file exactly once, or not at all and with the reason.

Order of the work: survey, then dated files by date, then undated ones together. Each file is
converted in `incoming/`, judged there, and either renamed into the landing or set aside. The
process may die at any point: the next run sweeps `incoming/` and lands what has not landed.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from orchestration.intake.admission import Admission
from orchestration.intake.batches import date_in_name, modified_on
from orchestration.intake.candidates import Candidate, candidate, common_date
from orchestration.intake.errors import IntakeError
from orchestration.intake.intake_report import IntakeReport
from orchestration.intake.landing import ensure_empty_tables, sweep_incoming
from orchestration.intake.sql import intake_connection
from orchestration.intake.survey import Delivery, survey_drop
from orchestration.project import FORMATS_FOLDER, DataFolder
from orchestration.promises.verdict import CAN_BE_READ, BrokenPromise


def land_drop(  # noqa: PLR0913 - what a drop lands with, all but two by default
    drop: Path,
    data: DataFolder,
    as_of: date | None = None,
    formats_folder: Path = FORMATS_FOLDER,
    report: Callable[[str], None] = print,
    *,
    loaded_at: datetime | None = None,
) -> IntakeReport:
    """Land every file of a drop that keeps its promise, and say what became of each.

    `as_of` dates the files that carry no date in their name. `report` is given one line per
    file. `loaded_at` (UTC, without zone; now by default) is the same for the whole drop: the
    same drop with the same `loaded_at` gives the same bytes.

    Raises IntakeError for a drop that does not exist or is empty, and for a bad format file.
    """
    moment = loaded_at or datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    deliveries = survey_drop(drop, formats_folder)
    sweep_incoming(data)
    ensure_empty_tables(data)
    admission = Admission(data, report)
    with intake_connection(data.incoming) as connection:
        _Intake(connection, data, moment, admission).take(deliveries, drop, as_of)
    sweep_incoming(data)
    return admission.outcome


class _Intake:
    """One drop on its way to admission."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        data: DataFolder,
        loaded_at: datetime,
        admission: Admission,
    ) -> None:
        self._connection = connection
        self._data = data
        self._loaded_at = loaded_at
        self._admission = admission

    def take(self, deliveries: list[Delivery], drop: Path, as_of: date | None) -> None:
        """Take every delivery through to its outcome."""
        candidates = []
        for place, delivery in enumerate(deliveries):
            converted = self._data.incoming / f"{place}.parquet"
            found = candidate(delivery, drop, as_of, converted)
            if found is not None:
                candidates.append(found)
            else:
                self._admission.leave_out(delivery, date_in_name(delivery.source, drop) or as_of)
        dated = [item for item in candidates if item.batch_date is not None]
        for item in sorted(dated, key=lambda item: (str(item.batch_date), item.delivery.file)):
            if self._admission.is_new(item) and self._convert(item):
                self._admission.admit(item)
        self._take_undated([item for item in candidates if item.batch_date is None])

    def _take_undated(self, undated: list[Candidate]) -> None:
        rows = {}
        for item in undated:
            landed = item.landed(self._data)
            if landed is not None or self._convert(item):
                rows[item.converted] = landed or item.converted
        readable = [item for item in undated if item.converted in rows]
        newest = common_date(self._connection, [(item, rows[item.converted]) for item in readable])
        for item in readable:
            if self._admission.is_new(item):
                item.set_date(self._connection, newest or modified_on(item.delivery.path))
                if self._admission.is_new(item):
                    self._admission.admit(item)

    def _convert(self, item: Candidate) -> bool:
        try:
            item.convert(self._connection, self._loaded_at)
        except IntakeError as error:
            day = item.batch_date or modified_on(item.delivery.path)
            self._admission.set_aside(item.delivery, day, [BrokenPromise(CAN_BE_READ, str(error))])
            return False
        return True
