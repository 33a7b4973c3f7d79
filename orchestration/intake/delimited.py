"""Raw rows of delimited text: DuckDB's reader where it can be trusted, else the careful one.

The fast reader is strict and its rows are counted against an independent count, so that it
either reads a file exactly or not at all.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from orchestration.intake.encodings import chunks
from orchestration.intake.raw_rows import RawRows, write_raw_rows
from orchestration.intake.records import Record, read_records
from orchestration.intake.sql import literal
from orchestration.intake.structure import scan_structure
from orchestration.intake.text_files import TextShape, opened_after_delimiter_line


def fast_rows(path: Path, shape: TextShape, scratch: Path) -> RawRows | None:
    """Rows as DuckDB reads them, or None when the file is not plain enough for it.

    Whoever reads the relation must be ready for `duckdb.InvalidInputException` and for another
    number of rows than expected; `careful_rows` is then the answer.
    """
    if not shape.encoding.fits or shape.names_delimiter or shape.heading_record > 1:
        return None
    width = len(shape.headings)
    utf8 = _as_utf8(path, shape, scratch)
    skip = shape.encoding.mark_length if utf8 == path else 0
    structure = scan_structure(utf8, shape.delimiter, width, skip)
    if not structure.is_plain:
        return None
    link = scratch / "source.csv"  # DuckDB would take brackets in the file's own name for a pattern
    link.unlink(missing_ok=True)
    link.symlink_to(utf8.resolve())
    fields = ", ".join(f"c{place}" for place in range(width))
    return RawRows(
        relation=(
            f"(select * from (select row_number() over () + 1 as _row, * from {_scan(link, shape)})"
            f" where coalesce({fields}, null) is not null)"
        ),
        needs_trimming=structure.needs_trimming,
        expected_rows=structure.records - 1 - structure.blank_records,
    )


def careful_rows(path: Path, shape: TextShape, scratch: Path) -> RawRows:
    """Rows as the careful reader finds them, broken records among them."""
    width = len(shape.headings)

    def data_records() -> Iterator[Record]:
        with opened_after_delimiter_line(path, shape) as text:
            for record in read_records(text, shape.delimiter, width):
                if record.number > shape.heading_record:
                    yield record

    return write_raw_rows(data_records(), width, scratch / "source.parquet")


def _scan(path: Path, shape: TextShape) -> str:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(shape.headings)))
    return (
        f"read_csv({literal(str(path))}, columns = {{{columns}}}, auto_detect = false,"
        f" header = true, delim = {literal(shape.delimiter)}, quote = '\"', escape = '\"',"
        " nullstr = '', strict_mode = true, null_padding = false)"
    )


def _as_utf8(path: Path, shape: TextShape, scratch: Path) -> Path:
    """File itself when it is UTF-8, else a copy that is."""
    if shape.encoding.name.lower().replace("_", "-") in ("utf-8", "utf8", "ascii"):
        return path
    decoder = codecs.getincrementaldecoder(shape.encoding.name)()
    copy = scratch / "source.utf8"
    with copy.open("wb") as stream:
        for piece in chunks(path, shape.encoding.mark_length):
            stream.write(decoder.decode(piece).encode("utf-8"))
        stream.write(decoder.decode(b"", final=True).encode("utf-8"))
    return copy
