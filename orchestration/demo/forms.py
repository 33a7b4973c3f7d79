"""The forms in which the demo's systems export: headers, encodings, number and date styles.

Each form undoes what the format file of the same system does. A cell that is not what its column
should hold is exported as it is: that is how broken rows get out of real systems.
"""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import TypeAlias

from orchestration.contract import landing_contract
from orchestration.demo.defects import EXTRA_CELL
from orchestration.demo.order_ids import YOUZAN_PREFIX
from orchestration.demo.texts import Row
from orchestration.demo.xlsx import Cell, workbook

Style: TypeAlias = Callable[[str], str]
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def german_date(text: str) -> str:
    """31.12.2025 for 2025-12-31."""
    return _DATE.sub(r"\3.\2.\1", text)


def german_number(text: str) -> str:
    """1,5 for 1.5."""
    return text.replace(".", ",") if _NUMBER.fullmatch(text) else text


def chinese_time(text: str) -> str:
    """2025/12/31 10:00:00 for 2025-12-31 10:00:00."""
    return _DATE.sub(r"\1/\2/\3", text)


def minute(text: str) -> str:
    """Cut the seconds off a time."""
    return _TIME.sub(r"\1-\2-\3 \4:\5", text)


def utc_time(text: str) -> str:
    """ISO 8601 with a T and the zone."""
    return _TIME.sub(r"\1-\2-\3T\4:\5:\6Z", text)


def cents(text: str) -> str:
    """Whole cents for an amount with two decimals."""
    return str(int(text.replace(".", ""))) if _NUMBER.fullmatch(text) else text


def without_prefix(text: str) -> str:
    """Turn an id into what the system itself knows."""
    return text.removeprefix(YOUZAN_PREFIX)


@dataclass(frozen=True)
class Form:
    """How one table leaves one system. `headers` maps contract columns to the system's own."""

    name: str = "{table}_{batch}.csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\n"
    headers: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    sheet: str = ""

    def columns(self, table: str, rows: list[Row]) -> list[str]:
        """Contract columns of the file: those of the form, else those any row has, in order."""
        if self.headers:
            return list(self.headers)
        present = {name for row in rows for name in row}
        return [name for name in landing_contract()[table].column_names if name in present]

    def values(self, row: Row, columns: list[str]) -> list[str]:
        """Cells of one row, styled."""
        cells = [row.get(name, "") for name in columns]
        styled = [
            self.styles.get(name, str)(cell) for name, cell in zip(columns, cells, strict=True)
        ]
        return [*styled, row[EXTRA_CELL]] if EXTRA_CELL in row else styled

    def render(self, table: str, rows: list[Row]) -> bytes:
        """Bytes of the file."""
        columns = self.columns(table, rows)
        header = [self.headers.get(name, name) for name in columns]
        body = [self.values(row, columns) for row in rows]
        if self.sheet:
            notes: list[list[Cell]] = [["Controlling"], ["Betraege netto, je Monat"]]
            return workbook({"Info": notes, self.sheet: [header, *map(_typed, body)]})
        text = StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end)
        writer.writerows([header, *body])
        return text.getvalue().encode(self.encoding)


def _typed(cells: list[str]) -> list[Cell]:
    """Spreadsheet cells: dates and numbers as such, the rest as text."""
    typed: list[Cell] = []
    for cell in cells:
        if _DATE.fullmatch(cell):
            typed.append(date.fromisoformat(cell))
        elif _NUMBER.fullmatch(cell):
            typed.append((cell,))
        else:
            typed.append(cell)
    return typed
