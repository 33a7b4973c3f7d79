"""Counts the records of a UTF-8 delimited file without parsing it.

Quotes and line ends are counted in the bytes: a line end with an even number of quotes before
it ends a record. The count is independent of DuckDB's reader, so that the two agreeing means
that no record was swallowed; where they differ, the careful reader decides.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from orchestration.intake.blank_edges import BlankEdges
from orchestration.intake.encodings import chunks
from orchestration.intake.record_parser import LONGEST_RECORD

QUOTE, LINE_FEED, RETURN = 34, 10, 13

Places = npt.NDArray[np.intp]


@dataclass
class Structure:
    """What the bytes of a file tell."""

    records: int = 0
    """Records with the header, without empty lines at the end."""
    blank_records: int = 0
    """Records that hold only delimiters."""
    is_plain: bool = True
    """Whether nothing was seen that the fast reader treats differently: NUL bytes, lone
    carriage returns, blanks before a quote, empty lines before the last record."""
    needs_trimming: bool = False
    """Whether a field may begin or end with blanks."""


class _Scan:
    """One pass over a file, piece by piece."""

    def __init__(self, delimiter: str, width: int) -> None:
        self.result = Structure()
        self.is_hopeless = False
        self._edges = BlankEdges(delimiter)
        self._blank_record = delimiter.encode() * (width - 1)
        self._unfinished = b""
        self._empty_lines = 0

    def read(self, piece: bytes) -> None:
        """Take the next piece; what follows its last record end waits for the next one."""
        data = self._unfinished + piece
        octets = np.frombuffer(data, np.uint8)
        line_ends = np.flatnonzero(octets == LINE_FEED)
        quotes = np.flatnonzero(octets == QUOTE)
        ends = line_ends[np.searchsorted(quotes, line_ends) % 2 == 0] if quotes.size else line_ends
        if ends.size:
            end = int(ends[-1]) + 1
            self._count_records(data, octets, ends)
            self._look_at_bytes(data[:end], quotes[quotes < end])
            # A field with a line end in it may begin or end with it.
            if ends.size < int(np.count_nonzero(line_ends < end)):
                self.result.needs_trimming = True
            self._unfinished = data[end:]
        else:
            self._unfinished = data
        self.is_hopeless = len(self._unfinished) > LONGEST_RECORD

    def finish(self) -> Structure:
        """Count the last record, which needs no line end, and give the result."""
        if self._unfinished and not self.is_hopeless:
            self.read(b"\n")
        if self._unfinished:  # a quote is open
            self.result.is_plain = False
        return self.result

    def _count_records(self, data: bytes, octets: npt.NDArray[np.uint8], ends: Places) -> None:
        begins = np.concatenate(([0], ends[:-1] + 1))
        lengths = ends - begins
        returns = (lengths > 0) & (octets[np.maximum(ends - 1, 0)] == RETURN)
        lengths = lengths - returns
        blank = self._blank_record
        for begin in begins[lengths == len(blank)] if blank else ():
            self.result.blank_records += data.startswith(blank, int(begin))
        full = np.flatnonzero(lengths > 0)
        self._note_empty_lines(lengths.size, full)
        self.result.records += int(full.size)

    def _note_empty_lines(self, lines: int, full: Places) -> None:
        """Empty lines at the end of a file mean nothing; before a record they shift its number."""
        if full.size:
            if int(full[-1]) + 1 - full.size + self._empty_lines:
                self.result.is_plain = False
            self._empty_lines = lines - 1 - int(full[-1])
        else:
            self._empty_lines += lines

    def _look_at_bytes(self, data: bytes, quotes: Places) -> None:
        lone_returns = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
        if b"\0" in data or lone_returns:
            self.result.is_plain = False
        if self._edges.before_quotes(data, quotes):
            self.result.is_plain = False
        if not self.result.needs_trimming:
            self.result.needs_trimming = self._edges.are_in(data, quotes)


def scan_structure(path: Path, delimiter: str, width: int, skip: int = 0) -> Structure:
    """Scan a UTF-8 file of `width` columns, after the first `skip` bytes (the order mark)."""
    scan = _Scan(delimiter, width)
    for piece in chunks(path, skip):
        scan.read(piece)
        if scan.is_hopeless:
            break
    return scan.finish()
