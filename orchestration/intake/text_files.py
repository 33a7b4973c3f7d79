"""The shape of a delimited text file: encoding, delimiter and headings."""

import io
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from orchestration.intake.encodings import MISFIT_HANDLER, Encoding, detect_encoding
from orchestration.intake.headings import normalised
from orchestration.intake.records import Record, read_records

DELIMITERS = (",", ";", "\t", "|")
HEAD_BYTES = 1 << 18
HEAD_RECORDS = 50


@dataclass(frozen=True)
class TextShape:
    """How a delimited file is written."""

    encoding: Encoding
    delimiter: str
    headings: tuple[str, ...]
    """Empty when the file holds no value at all."""
    heading_record: int = 1
    """Record number of the headings; later than 1 when empty lines come first."""
    names_delimiter: bool = False
    """Whether a line `sep=;`, meant for Excel, comes before everything else."""


@contextmanager
def opened(path: Path, encoding: Encoding) -> Iterator[TextIO]:
    """Text of a file after its order mark; bytes that do not fit are marked, not lost."""
    with path.open("rb") as stream:
        stream.seek(encoding.mark_length)
        yield io.TextIOWrapper(stream, encoding=encoding.name, errors=MISFIT_HANDLER, newline="")


@contextmanager
def opened_after_delimiter_line(path: Path, shape: TextShape) -> Iterator[TextIO]:
    """Open the text from the headings on, as a spreadsheet shows it."""
    with opened(path, shape.encoding) as text:
        if shape.names_delimiter:
            text.readline()
        yield text


def text_shape(
    path: Path, encoding: str | None, delimiter: str | None, known: Collection[str]
) -> TextShape:
    """Find out how a file is written; `known` headings help to tell its delimiter.

    `encoding` and `delimiter` are what a format file says, None where it says nothing.
    """
    found = detect_encoding(path, encoding)
    with opened(path, found) as text:
        head = text.read(HEAD_BYTES)
    named = _named_delimiter(head)
    if named is not None:
        head = head[head.index("\n") + 1 :] if "\n" in head else ""
    if len(head) >= HEAD_BYTES - 100:  # the last line is probably cut off
        head = head[: head.rfind("\n") + 1] or head
    candidates = [delimiter or named] if delimiter or named else DELIMITERS
    forms = {normalised(name) for name in known}
    best = max(candidates, key=lambda candidate: _score(head, candidate or ",", forms)) or ","
    headings = _heading_record(head, best)
    return TextShape(
        encoding=found,
        delimiter=best,
        headings=tuple(headings.fields or ()) if headings else (),
        heading_record=headings.number if headings else 1,
        names_delimiter=named is not None,
    )


def _named_delimiter(head: str) -> str | None:
    line = head.split("\n", 1)[0].rstrip("\r")
    return line[4] if line.lower().startswith("sep=") and len(line) == 5 else None


def _head_records(head: str, delimiter: str) -> list[Record]:
    records = []
    for record in read_records(io.StringIO(head, newline=""), delimiter):
        if not record.is_blank:
            records.append(record)
        if len(records) == HEAD_RECORDS:
            break
    return records


def _heading_record(head: str, delimiter: str) -> Record | None:
    records = _head_records(head, delimiter)
    if not records or records[0].fields is None:
        return None
    return records[0]


def _score(head: str, delimiter: str, known: Collection[str]) -> tuple[int, int, int]:
    """How well a delimiter explains the head: known headings, then agreeing records, then width."""
    records = [record for record in _head_records(head, delimiter) if record.fields]
    if not records:
        return (0, 0, 0)
    widths = Counter(len(record.fields or ()) for record in records)
    width = len(records[0].fields or ())
    headings = sum(1 for heading in records[0].fields or () if normalised(heading) in known)
    return (headings, widths[width] if width > 1 else 0, width)
