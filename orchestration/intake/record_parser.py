"""Splits one record of delimited text into fields, or says why that cannot be done."""

import csv
from collections import deque
from typing import TextIO

from orchestration.intake.encodings import MISFIT

LONGEST_RECORD = 2_000_000
"""Characters. An open quote is given up after as many; DuckDB's reader has the same bound."""


class BrokenRecordError(Exception):
    """A record that is not well formed; the message says in what way."""


class Lines:
    """The lines of a text, each with its ending, that can be given back."""

    def __init__(self, stream: TextIO) -> None:
        """Read from a text opened with `newline=''`."""
        self._stream = stream
        self._returned: deque[str] = deque()

    def next(self) -> str:
        """Next line, or '' after the last."""
        return self._returned.popleft() if self._returned else self._stream.readline()

    def give_back(self, lines: list[str]) -> None:
        """Let these be the next lines again."""
        self._returned.extendleft(reversed(lines))


def _refuse_flaws(text: str) -> None:
    if "\0" in text:
        raise BrokenRecordError("contains NUL bytes")
    if not text.isascii() and MISFIT.search(text):
        raise BrokenRecordError("contains bytes that are not of the file's encoding")


class RecordParser:
    """Splits one record, borrowing further lines while a quoted field is open."""

    def __init__(self, line: str, lines: Lines, delimiter: str) -> None:
        """Begin with the first line of a record; `lines` are those after it."""
        self.text = line
        self.borrowed: list[str] = []
        self._lines = lines
        self._delimiter = delimiter

    def fields(self) -> list[str]:
        """Split the record into its fields as written, quotes taken off.

        Raises BrokenRecordError when they cannot be told.
        """
        _refuse_flaws(self.text)
        if '"' not in self.text:
            return self.text.rstrip("\r\n").split(self._delimiter)
        return self._simply_quoted() or self._quoted()

    def _simply_quoted(self) -> list[str] | None:
        """Let the C parser read what it certainly reads as we do: one line, no blanks."""
        if self.text.startswith(" ") or f"{self._delimiter} " in self.text:
            return None
        line = self.text.rstrip("\r\n")
        try:
            return next(csv.reader([line], delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None

    def _quoted(self) -> list[str]:
        fields = []
        position = 0
        while True:
            field, position = self._field(position)
            fields.append(field)
            if self.text[position : position + 1] != self._delimiter:
                return fields
            position += 1

    def _field(self, start: int) -> tuple[str, int]:
        """Field at `start`, and the place of the delimiter or line end after it."""
        quote = start
        while self.text.startswith(" ", quote) and self._is_inside(quote):
            quote += 1
        if self.text[quote : quote + 1] != '"':
            end = self.text.find(self._delimiter, start)
            end = end if end >= 0 else len(self.text.rstrip("\r\n"))
            return self.text[start:end], end
        closing = self._closing_quote(quote + 1)
        end = closing + 1
        while self.text.startswith(" ", end) and self._is_inside(end):
            end += 1
        if self._is_inside(end) and self.text[end] not in (self._delimiter, "\r", "\n"):
            raise BrokenRecordError("has a quote inside a quoted field that is not doubled")
        return self.text[quote + 1 : closing].replace('""', '"'), end

    def _is_inside(self, position: int) -> bool:
        return position < len(self.text) and self.text[position] != self._delimiter

    def _closing_quote(self, position: int) -> int:
        while True:
            position = self.text.find('"', position)
            if position < 0:
                position = self._borrow()
            elif self.text[position + 1 : position + 2] == '"':
                position += 2
            else:
                return position

    def _borrow(self) -> int:
        """Append the next line to the record; the place where it begins."""
        line = self._lines.next()
        self.borrowed.append(line)
        begin = len(self.text)
        if not line or begin + len(line) > LONGEST_RECORD:
            raise BrokenRecordError("opens a quote that is never closed")
        _refuse_flaws(line)
        self.text += line
        return begin
