"""Which source column becomes which contract column.

A format file's columns first, then headings that are a contract column's own name. Headings
are compared without regard to letter case, surrounding blanks and full-width forms; anything
beyond that is a near-miss to tell the user about, never a guess.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from orchestration.contract import Table
from orchestration.intake.file_format import ColumnRule, FileFormat


@dataclass(frozen=True)
class SourceColumn:
    """One column of a file: its place (from 0), a name of its own, and what becomes of it."""

    index: int
    name: str
    rule: ColumnRule | None


@dataclass(frozen=True)
class Unmapped:
    """A source column that no contract column takes, with contract columns it may be."""

    name: str
    near_misses: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """How the columns of one file become those of its table."""

    sources: tuple[SourceColumn, ...]
    unmapped: tuple[Unmapped, ...]
    missing_required: tuple[str, ...]
    notes: tuple[str, ...]
    """Remarks that do not keep the file from landing."""
    faults: tuple[str, ...]
    """Reasons why the file cannot land."""


def normalised(heading: str) -> str:
    """Heading as it is compared: NFKC, single blanks, no letter case."""
    return " ".join(unicodedata.normalize("NFKC", heading).split()).casefold()


def near(name: str, candidates: Collection[str]) -> tuple[str, ...]:
    """Up to two candidates that a name may have been meant for, nearest first."""
    by_form = {_snake(candidate): candidate for candidate in candidates}
    return tuple(by_form[form] for form in get_close_matches(_snake(name), by_form, 2, 0.7))


def map_headings(headings: Sequence[str], table: Table, file_format: FileFormat) -> Layout:
    """Map the headings of a file, in file order, to the columns of its contract table."""
    rules = {normalised(name): rule for name, rule in file_format.columns.items()}
    filled = {rule.to for rule in rules.values()} | set(file_format.constants)
    for column in table.column_names:
        if column not in filled:
            rules.setdefault(column, ColumnRule(column))

    forms = [normalised(heading) for heading in headings]
    repeated = {form for form, count in Counter(forms).items() if form in rules and count > 1}
    sources = tuple(
        SourceColumn(index, name, rules.get(form))
        for index, (name, form) in enumerate(zip(_own_names(headings), forms, strict=True))
    )
    reached = {source.rule.to for source in sources if source.rule} | set(file_format.constants)
    missing = [name for name in table.column_names if name not in reached]
    unmapped = tuple(
        Unmapped(source.name, near(source.name, missing))
        for source in sources
        if source.rule is None and forms[source.index]
    )
    missing_required = tuple(name for name in missing if name in table.required_columns)
    return Layout(
        sources=sources,
        unmapped=unmapped,
        missing_required=missing_required,
        notes=tuple(_absent_rules(file_format, forms, [column.name for column in unmapped])),
        faults=(
            *(f"the column {name} is there more than once" for name in sorted(repeated)),
            *(_missing_text(name, unmapped) for name in missing_required),
        ),
    )


def _snake(name: str) -> str:
    return normalised(name).replace(" ", "_").replace("-", "_")


def _own_names(headings: Sequence[str]) -> list[str]:
    """Headings, made different where they repeat or are empty: they become JSON keys."""
    names: list[str] = []
    for place, heading in enumerate(headings, start=1):
        name = heading.strip() or f"column {place}"
        count = 2
        while name in names:
            name = f"{heading.strip() or f'column {place}'} ({count})"
            count += 1
        names.append(name)
    return names


def _absent_rules(
    file_format: FileFormat, forms: Sequence[str], unmapped: Sequence[str]
) -> list[str]:
    notes = []
    for heading in file_format.columns:
        if normalised(heading) not in forms:
            meant = near(heading, unmapped)
            notes.append(
                f"the format names a column {heading} that the file does not have"
                + (f"; did you mean {' or '.join(meant)}?" if meant else "")
            )
    return notes


def _missing_text(name: str, unmapped: Sequence[Unmapped]) -> str:
    meant = [column.name for column in unmapped if name in column.near_misses]
    hint = f"; is it the column {' or '.join(meant)}?" if meant else ""
    return f"the required column {name} is missing{hint}"
