"""What each file of a drop is, before a single row of it is read.

The survey opens every file far enough to see its headings. What it finds decides how the file
is converted; `profit check` prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.contract import Table, landing_contract
from orchestration.intake.drop import DropFile, list_drop
from orchestration.intake.errors import IntakeError
from orchestration.intake.file_format import FileFormat
from orchestration.intake.format_files import load_formats
from orchestration.intake.headings import Layout, Unmapped, map_headings
from orchestration.intake.parquet_files import parquet_columns
from orchestration.intake.recognition import (
    PARQUET_SUFFIXES,
    TEXT_SUFFIXES,
    Recognition,
    recognise,
)
from orchestration.intake.text_files import TextShape, text_shape
from orchestration.intake.workbooks import sheet_records

SEPARATORS = ",;|\t\0 "
"""A line of nothing else is no headings."""


@dataclass(frozen=True)
class Delivery:
    """One file of a drop (or one sheet of it) and what it was taken for."""

    source: DropFile
    how: str
    """How the file was recognised, or why it was not."""
    file_format: FileFormat | None = None
    layout: Layout | None = None
    shape: TextShape | None = None
    """Of delimited text only."""
    heading_record: int = 1
    faults: tuple[str, ...] = ()
    """Reasons why the file cannot land, as far as its first look tells."""

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.source.path

    @property
    def file(self) -> str:
        """Path relative to the drop, with forward slashes."""
        return self.source.file

    @property
    def system(self) -> str:
        """The system's folder name; empty for a file that lies in the drop itself."""
        return self.source.system or ""

    @property
    def table(self) -> Table | None:
        """The contract table the file fills; None when it was not recognised."""
        return landing_contract()[self.file_format.table] if self.file_format else None

    @property
    def mapping(self) -> Mapping[str, str]:
        """Source column to contract column, in file order."""
        sources = self.layout.sources if self.layout else ()
        return {source.name: source.rule.to for source in sources if source.rule}

    @property
    def unmapped(self) -> tuple[Unmapped, ...]:
        """Source columns that land in `_extra`, each with what it may have been meant for."""
        return self.layout.unmapped if self.layout else ()

    @property
    def missing_required(self) -> tuple[str, ...]:
        """Contract columns the file cannot do without and does not have."""
        return self.layout.missing_required if self.layout else ()

    @property
    def encoding(self) -> str | None:
        """Codec name, for delimited text."""
        return self.shape.encoding.name if self.shape else None

    @property
    def delimiter(self) -> str | None:
        """The character between fields, for delimited text."""
        return self.shape.delimiter if self.shape else None

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything worth telling, the faults first."""
        notes = list(self.layout.notes) if self.layout else []
        if self.shape and not self.shape.encoding.fits:
            notes.append(f"some bytes are not {self.encoding}; their rows cannot be read")
        return (*self.faults, *notes)


def survey_drop(drop: Path, formats_folder: Path) -> list[Delivery]:
    """Look at every file of a drop, in the order of their paths.

    Raises IntakeError for a drop without files or a format file that is not one; a file
    that cannot be opened is a Delivery with a fault.
    """
    formats = load_formats(formats_folder)
    return [
        _survey(file, recognition)
        for file in list_drop(drop)
        for recognition in recognise(file, formats)
    ]


def _survey(file: DropFile, recognition: Recognition) -> Delivery:
    file_format, how = recognition.file_format, recognition.how
    if file_format is None:
        return Delivery(file, how)
    table = landing_contract()[file_format.table]
    try:
        headings, heading_record, shape = _headings(file.path, file_format, table)
    except IntakeError as error:
        return Delivery(file, how, file_format, faults=(str(error),))
    except OSError as error:
        raise IntakeError(f"{file.file} cannot be opened: {error.strerror}.") from error
    if not any(heading.strip(SEPARATORS) for heading in headings):
        fault = "it is empty: there is not even a line of headings"
        return Delivery(file, how, file_format, shape=shape, faults=(fault,))
    layout = map_headings(headings, table, file_format)
    faults = layout.faults
    if not any(source.rule for source in layout.sources):
        nothing_fits = (
            f"none of its columns is one of {table.name}; is the first line the headings?"
        )
        faults = (nothing_fits, *faults)
    return Delivery(file, how, file_format, layout, shape, heading_record, faults)


def _headings(
    path: Path, file_format: FileFormat, table: Table
) -> tuple[tuple[str, ...], int, TextShape | None]:
    """Headings in file order, their record number, and the shape of delimited text."""
    suffix = path.suffix.lower()
    if suffix in PARQUET_SUFFIXES:
        with duckdb.connect() as connection:
            return tuple(parquet_columns(connection, path)), 1, None
    if suffix in TEXT_SUFFIXES:
        known = [*file_format.columns, *table.column_names]
        shape = text_shape(path, file_format.encoding, file_format.delimiter, known)
        return shape.headings, shape.heading_record, shape
    record = next(sheet_records(path, file_format.sheet), None)
    return (tuple(record.fields or ()), record.number, None) if record else ((), 1, None)
