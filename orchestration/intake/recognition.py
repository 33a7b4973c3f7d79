"""Which contract table a file holds: by its system's format file, else by its own name.

Contract-shaped names are a table's name and, after it, dates or part numbers: `orders.csv`,
`order_lines_2025-03-31_part2.parquet`. A name that is nearly one is reported, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from orchestration.contract import landing_contract
from orchestration.intake.drop import DropFile
from orchestration.intake.file_format import FileFormat

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
PARQUET_SUFFIXES = (".parquet",)
READABLE_SUFFIXES = TEXT_SUFFIXES + WORKBOOK_SUFFIXES + PARQUET_SUFFIXES

DATE_OR_PART = re.compile(r"[ _.-]*(\d{4}-\d{2}-\d{2}|\d{8}|part[ _.-]?\d+|\(\d+\)|[_.-]\d+)$")


@dataclass(frozen=True)
class Recognition:
    """What a file was taken for, or why it was not taken for anything."""

    file_format: FileFormat | None
    how: str


def recognise(
    file: DropFile, formats: Mapping[str, Sequence[FileFormat]]
) -> tuple[Recognition, ...]:
    """Tell what a file holds: one table, or several when its sheets have a format each."""
    if file.path.suffix.lower() not in READABLE_SUFFIXES:
        known = ", ".join(READABLE_SUFFIXES)
        return (Recognition(None, f"{file.path.suffix or 'no suffix'} is not one of {known}"),)
    if file.system is None:
        how = "it lies in the drop itself; put it into a folder named for its system"
        return (Recognition(None, how),)
    fitting = [entry for entry in formats.get(file.system, ()) if _fits(file, entry)]
    if fitting:
        chosen = fitting[:1] + [entry for entry in fitting[1:] if _is_other_sheet(entry, fitting)]
        how = f"{file.system}.yml: {{}}"
        return tuple(Recognition(entry, how.format(entry.match)) for entry in chosen)
    return (_by_name(file, bool(formats.get(file.system))),)


def _fits(file: DropFile, entry: FileFormat) -> bool:
    name = PurePosixPath(file.file).name
    return fnmatchcase(name.casefold(), entry.match.casefold())


def _is_other_sheet(entry: FileFormat, fitting: Sequence[FileFormat]) -> bool:
    """Whether a later entry reads another sheet of the same workbook (the first fit wins else)."""
    earlier = fitting[: fitting.index(entry)]
    return entry.sheet is not None and all(
        other.sheet is not None and other.sheet != entry.sheet for other in earlier
    )


def table_stem(name: str) -> str:
    """File's name in lower case without its suffix, dates and part numbers."""
    stem = PurePosixPath(name).stem.casefold().strip()
    while found := DATE_OR_PART.search(stem):
        stem = stem[: found.start()]
    return stem


def _by_name(file: DropFile, has_formats: bool) -> Recognition:
    stem = table_stem(file.file)
    if stem in landing_contract():
        return Recognition(FileFormat(table=stem), "its name")
    how = "its name is not that of a contract table"
    if has_formats:
        how += f" and no entry of {file.system}.yml matches it"
    near = get_close_matches(stem, list(landing_contract()), n=1, cutoff=0.7)
    return Recognition(None, how + (f"; did you mean {near[0]}?" if near else ""))
