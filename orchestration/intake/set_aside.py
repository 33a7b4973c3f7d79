"""Puts a broken file aside: the original, and beside it a report for whoever must fix it.

`rejected/<batch date>/<system>/<file>` and `<file>.report.md`. The drop itself is not touched.
"""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from orchestration.contract import Table
from orchestration.intake.intake_report import SetAside
from orchestration.intake.survey import Delivery
from orchestration.project import DataFolder
from orchestration.promises.report import RejectedFile, markdown
from orchestration.promises.verdict import BrokenPromise


def set_aside(
    data: DataFolder,
    delivery: Delivery,
    batch_date: date,
    broken: Sequence[BrokenPromise],
    rows: int | None = None,
) -> SetAside:
    """Copy a recognised file and write its report; doing it twice changes nothing.

    `rows` is how many were read, None when the file could not be read that far.
    """
    table = delivery.table
    if table is None:
        raise ValueError(f"{delivery.file} was not recognised, so it can have broken nothing")
    copy = data.rejected / str(batch_date) / delivery.file
    report = copy.with_name(copy.name + ".report.md")
    copy.parent.mkdir(parents=True, exist_ok=True)
    on_the_way = data.incoming / "set_aside"
    shutil.copyfile(delivery.path, on_the_way)
    on_the_way.replace(copy)
    on_the_way.write_text(
        markdown(RejectedFile(delivery.file, table, delivery.how, batch_date, rows), broken),
        encoding="utf-8",
    )
    on_the_way.replace(report)
    return _entry(delivery, table, batch_date, broken, report)


def _entry(
    delivery: Delivery,
    table: Table,
    batch_date: date,
    broken: Sequence[BrokenPromise],
    report: Path,
) -> SetAside:
    return SetAside(
        table=table.name,
        system=delivery.system,
        file=delivery.file,
        batch_date=batch_date,
        broken=tuple(broken),
        report=report,
        stops_the_run=table.stops_the_run,
    )
