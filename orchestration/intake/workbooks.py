"""Excel workbooks as text: exactly what the cells hold, not how they are formatted.

A whole number has no decimals (12, not 12.0), other numbers are their shortest plain decimal,
dates and times are ISO 8601, truth values are `true` and `false`.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from orchestration.intake.errors import IntakeError
from orchestration.intake.records import Record

type_of_cell = int | float | str | bool | time | date | datetime | timedelta


def plain_number(value: float) -> str:
    """Shortest decimal that is this number, without exponent or empty decimals."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell_text(value: type_of_cell, decimal_mark: str = ".") -> str:
    """Cell as text. Numbers take the decimal mark of their column's format."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return plain_number(value).replace(".", decimal_mark)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value)


def sheet_records(
    path: Path, sheet: str | None, decimal_marks: dict[int, str] | None = None
) -> Iterator[Record]:
    """Every row of a sheet that holds something, the headings first, numbered as Excel does.

    `decimal_marks` by column place (from 0) are those in which numbers are to be written.
    Raises IntakeError when the workbook or the sheet cannot be opened.
    """
    marks = decimal_marks or {}
    for number, cells in enumerate(_open_sheet(path, sheet).iter_rows(), start=1):
        fields = [cell_text(cell, marks.get(place, ".")) for place, cell in enumerate(cells)]
        record = Record(number, fields)
        if not record.is_blank:
            yield record


def _open_sheet(path: Path, sheet: str | None) -> CalamineSheet:
    try:
        workbook = CalamineWorkbook.from_path(path)
        names = workbook.sheet_names
        if not names or (sheet is not None and sheet not in names):
            raise IntakeError(f"there is no sheet {sheet!r}; the sheets are {', '.join(names)}")
        return workbook.get_sheet_by_name(names[0] if sheet is None else sheet)
    except CalamineError as error:
        raise IntakeError(f"the workbook cannot be opened ({error})") from error
