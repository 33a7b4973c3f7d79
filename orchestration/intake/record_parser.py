"""Splits one record of delimited text into fields, or says why that cannot be done."""

from collections import deque
from itertools import islice
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
        """Take the next line, or '' after the last."""
        return self._returned.popleft() if self._returned else self._stream.readline()

    def take(self, count: int) -> list[str]:
        """Take up to so many lines; none after the last."""
        lines = [self._returned.popleft() for _ in range(min(count, len(self._returned)))]
        lines += islice(self._stream, count - len(lines))
        return [line for line in lines if line]

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

    def __init__(self, lines: Lines, delimiter: str) -> None:
        """Begin with the next line."""
        self.first_line = lines.next()
        self.text = self.first_line
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
        return self._quoted()

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
