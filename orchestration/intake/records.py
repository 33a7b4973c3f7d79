"""Delimited text, record by record, when it is not clean enough for the fast reader.

RFC 4180 with common sense: fields may be quoted, quotes in quotes are doubled, quoted fields may
span lines, lines end in LF, CRLF or CR. A record that does not parse is given back as the text
of its first line with what is wrong, and reading goes on at the next line, so that one open
quote costs one record and never the rest of the file. Nothing is repaired by guessing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from orchestration.intake.record_parser import BrokenRecordError, Lines, RecordParser


@dataclass(frozen=True)
class Record:
    """One record. `number` counts every record of the file from 1, empty lines included."""

    number: int
    fields: list[str] | None
    """None when the record could not be split; then `problem` says why."""
    raw: str = ""
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
    number = 0
    while line := lines.next():
        number += 1
        parser = RecordParser(line, lines, delimiter)
        try:
            fields = parser.fields()
            if width is not None and len(fields) != width and any(fields):
                fields = _fitted(fields, width)
            yield Record(number, fields, parser.text.rstrip("\r\n"))
        except BrokenRecordError as problem:
            lines.give_back(parser.borrowed)
            yield Record(number, None, line.rstrip("\r\n"), str(problem))


def _fitted(fields: list[str], width: int) -> list[str]:
    if len(fields) < width or any(fields[width:]):
        raise BrokenRecordError(f"has {len(fields)} fields where the header has {width}")
    return fields[:width]
