"""Delimited text, record by record, when it is not clean enough for the fast reader.

RFC 4180 with common sense: fields may be quoted, quotes in quotes are doubled, quoted fields may
span lines, lines end in LF, CRLF or CR. A record that does not parse is given back as the text
of its first line with what is wrong, and reading goes on at the next line, so that one open
quote costs one record and never the rest of the file. Nothing is repaired by guessing.

Python's C parser reads ahead as long as there can be no doubt about what it finds; every other
record is left to the RecordParser.
"""

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from orchestration.intake.encodings import has_misfits
from orchestration.intake.record_parser import BrokenRecordError, Lines, RecordParser

LINES_AT_A_TIME = 500
LINES_AFTER_DOUBT = 20
"""Lines read with all care after a doubtful one, because they seldom come alone."""


class Record(NamedTuple):
    """One record. `number` counts every record of the file from 1, empty lines included."""

    number: int
    fields: list[str] | None
    """None when the record could not be split; then `problem` says why."""
    raw: str = ""
    """Text of a record that could not be split."""
    problem: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether the record holds no value at all."""
        return self.fields is not None and not any(self.fields)


def read_records(stream: TextIO, delimiter: str, width: int | None = None) -> Iterator[Record]:
    """Every record of a text opened with `newline=''`.

    With a `width`, a record of another number of fields is a broken one, unless it is blank
    or only has empty fields too many.
    """
    lines = Lines(stream)
    # A blank that begins a field, then a quote. The blank comes first in the pattern, and what
    # precedes it after, because only then is the search quick.
    blank_before_quote = re.compile(f' (?<![^\\r\\n{re.escape(delimiter)}] ) *"')
    number = 0
    while block := lines.take(LINES_AT_A_TIME):
        text = "".join(block)
        is_doubtful = has_misfits(text) or blank_before_quote.search(text)
        read = 0
        for fields, line in [] if is_doubtful else _read_ahead(block, delimiter, width):
            number, read = number + 1, line
            yield Record(number, fields)
        lines.give_back(block[read:])
        left = min(len(block) - read, LINES_AFTER_DOUBT if read else len(block))
        while left > 0:
            record, used = _next_record(number + 1, lines, delimiter, width)
            number, left = number + 1, left - used
            yield record


def _read_ahead(
    block: list[str], delimiter: str, width: int | None
) -> Iterator[tuple[list[str], int]]:
    """Yield records of a block and the lines read so far, up to the first that is in doubt."""
    reader = csv.reader(block, delimiter=delimiter, strict=True)
    try:
        for fields in reader:
            if width is not None and len(fields) != width and any(fields):
                return
            yield fields or [""], reader.line_num
    except csv.Error:
        return


def _next_record(
    number: int, lines: Lines, delimiter: str, width: int | None
) -> tuple[Record, int]:
    """Read one record with all care; also how many lines it took."""
    parser = RecordParser(lines, delimiter)
    try:
        fields = parser.fields()
        if width is not None and len(fields) != width and any(fields):
            fields = _fitted(fields, width)
        return Record(number, fields), 1 + len(parser.borrowed)
    except BrokenRecordError as problem:
        lines.give_back(parser.borrowed)
        return Record(number, None, parser.first_line.rstrip("\r\n"), str(problem)), 1


def _fitted(fields: list[str], width: int) -> list[str]:
    if len(fields) < width or any(fields[width:]):
        raise BrokenRecordError(f"has {len(fields)} fields where the header has {width}")
    return fields[:width]
