"""What a format file may say about one kind of file, and what makes it nonsense."""

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import duckdb

from orchestration.contract import Table

DATED_TYPES = ("date", "timestamp")


@dataclass(frozen=True)
class ColumnRule:
    """Where a source column goes, and the unit it is in (`divide_by` 100 for cents)."""

    to: str
    divide_by: Decimal | None = None


@dataclass(frozen=True)
class FileFormat:
    """How one kind of file is written. The defaults describe a contract-shaped file."""

    table: str
    match: str = "*"
    """Glob on the file name, letter case aside."""
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    decimal_mark: str = "."
    thousands_mark: str | None = None
    date_formats: Mapping[str, str] = field(default_factory=dict)
    """strptime format by contract column."""
    full: bool = False
    """Whether the file is a full copy, so that a key it leaves out is deleted."""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """Namespace by contract column, put before every value."""
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


def is_number(data_type: str) -> bool:
    """Whether values of a contract type are numbers."""
    return data_type == "integer" or data_type.startswith("decimal")


def complaints(file_format: FileFormat, table: Table) -> Iterator[str]:
    """Everything in a format that cannot be meant, given the contract table it fills."""
    yield from _column_complaints(file_format, table)
    yield from _notation_complaints(file_format)


def _column_complaints(file_format: FileFormat, table: Table) -> Iterator[str]:
    types = {column.name: column.data_type for column in table.columns}
    targets = [rule.to for rule in file_format.columns.values()] + list(file_format.constants)
    for name in [*targets, *file_format.prefixes, *file_format.date_formats]:
        if name not in types:
            yield f"{table.name} has no column called {name}"
    for name in sorted({name for name in targets if targets.count(name) > 1}):
        yield f"{name} is filled more than once"
    for rule in file_format.columns.values():
        if rule.divide_by is not None and not is_number(types.get(rule.to, "integer")):
            yield f"{rule.to} is not a number and cannot be divided"
        # Beyond these bounds the exact arithmetic would leave the 38 digits that DuckDB has.
        if rule.divide_by is not None and not Decimal("0.000001") <= rule.divide_by <= 10**9:
            yield f"divide_by of {rule.to} must lie between 0.000001 and a billion"
    for name in file_format.date_formats:
        if types.get(name, "date") not in DATED_TYPES:
            yield f"{name} is not a date and takes no date format"


def _notation_complaints(file_format: FileFormat) -> Iterator[str]:
    marks = (file_format.decimal_mark, file_format.thousands_mark or "")
    if len(marks[0]) != 1 or len(marks[1]) > 1 or marks[0] == marks[1]:
        yield "decimal_mark and thousands_mark must be two different single characters"
    if file_format.delimiter is not None and len(file_format.delimiter) != 1:
        yield "the delimiter must be a single character"
    for text in sorted(set(file_format.date_formats.values())):
        try:
            duckdb.execute("select try_strptime('', ?)", [text]).fetchall()
        except duckdb.Error:
            yield f"{text} is not a date format (strptime)"
    try:
        codecs.lookup(file_format.encoding or "utf-8")
    except LookupError:
        yield f"no encoding is called {file_format.encoding}"
