"""Whether a file may land: the last step of intake, and the account of what became of it."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice

from orchestration.intake.batches import modified_on
from orchestration.intake.candidates import Candidate
from orchestration.intake.intake_report import IntakeReport, Unrecognised
from orchestration.intake.landing import admit, landed_files, landed_path, read_landed
from orchestration.intake.set_aside import set_aside
from orchestration.intake.survey import Delivery
from orchestration.project import DataFolder
from orchestration.promises.judge import judge
from orchestration.promises.thresholds import DELTAS_COMPARED
from orchestration.promises.verdict import CAN_BE_READ, COLUMNS, BrokenPromise
from orchestration.promises.volume import EarlierBatch


class Admission:
    """Lets files into one landing or sets them aside, and keeps the report."""

    def __init__(self, data: DataFolder, report: Callable[[str], None]) -> None:
        """Begin with an empty report; `report` is told each outcome in one line."""
        self.outcome = IntakeReport()
        self._data = data
        self._report = report

    def leave_out(self, delivery: Delivery, batch_date: date | None) -> None:
        """Account for a delivery that cannot even be converted."""
        if delivery.table is None:
            self.outcome.unrecognised.append(Unrecognised(delivery.file, delivery.how))
            self._report(f"not recognised  {delivery.file}: {delivery.how}")
            return
        promise = COLUMNS if delivery.layout else CAN_BE_READ
        broken = [BrokenPromise(promise, fault) for fault in delivery.faults]
        self.set_aside(delivery, batch_date or modified_on(delivery.path), broken)

    def is_new(self, item: Candidate) -> bool:
        """Whether a batch has not landed yet; one that has is accounted for."""
        path = item.landed(self._data)
        if path is None:
            return True
        landed = read_landed(path)
        self.outcome.already_landed.append(item.as_batch(landed.batch_date, landed.rows))
        self._report(f"landed before   {item.delivery.file}: on {landed.batch_date}")
        return False

    def admit(self, item: Candidate) -> None:
        """Judge a converted and dated file; then it lands or is set aside."""
        if item.batch_date is None:
            raise ValueError(f"{item.delivery.file} has no batch date yet")
        verdict = judge(
            item.converted, item.table, item.file_format.full, self._earlier(item, item.batch_date)
        )
        if not verdict.kept:
            self.set_aside(item.delivery, item.batch_date, verdict.broken, item.rows)
            return
        batch = item.as_batch(item.batch_date, item.rows)
        admit(
            item.converted, landed_path(self._data, batch.table, batch.batch_date, batch.batch_id)
        )
        self.outcome.landed.append(batch)
        self._report(f"landed          {batch.file}: {batch.rows:,} rows of {batch.table}")

    def _earlier(self, item: Candidate, before: date) -> list[EarlierBatch]:
        alike = (
            EarlierBatch(file.batch_date, file.rows, file.is_full)
            for file in landed_files(self._data, item.table.name)
            if file.system == item.delivery.system
            and file.is_full == item.file_format.full
            and file.batch_date < before
        )
        return list(islice(alike, DELTAS_COMPARED))

    def set_aside(
        self,
        delivery: Delivery,
        day: date,
        broken: Sequence[BrokenPromise],
        rows: int | None = None,
    ) -> None:
        """Put a broken file aside with its report; `rows` None = it could not be read."""
        entry = set_aside(self._data, delivery, day, broken, rows)
        self.outcome.set_aside.append(entry)
        self._report(f"set aside       {entry.file}: {'; '.join(entry.reasons)}")
