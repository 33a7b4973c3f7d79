"""What staging makes of landed rows, worked out a second time from the rules in words.

Only batches up to the as-of date are known. A row that breaks a promise is quarantined for the
first one it breaks; one whose parent is not staged points to nothing; neither is a version.

A key belongs to the first system, by name, that has a version of it; versions from other systems
are quarantined. Of the owner's versions the newest is staged: by the source's own time (a known
one beats none), then batch date, load, batch id and row. The others are superseded.

A key counts as deleted when its staged version says so, on the day of that version's own time,
else of its batch; or when a full copy of its system leaves it out, on the date of the first copy
after it was last seen. A broken row still shows that its key is there. A full copy, which is all
full rows of a system and date, says nothing when one of its rows has no readable key.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Landed:
    """One landed row as far as the rules look at it. `key` is None where it cannot be read."""

    row: int
    key: Key | None
    problem: str | None
    parents: tuple[tuple[str, str, str], ...]
    updated_at: datetime | None
    is_deleted: bool
    system: str
    batch_id: str
    batch_date: date
    loaded_at: datetime
    is_full: bool

    @property
    def age(self) -> tuple[Any, ...]:
        """Sorts versions, the newest last."""
        told = (self.updated_at is not None, self.updated_at or datetime.min)
        return (*told, self.batch_date, self.loaded_at, self.batch_id, self.row)


@dataclass(frozen=True)
class Kept:
    """The staged version of a key."""

    row: int
    deleted_on: date | None


@dataclass(frozen=True)
class Staged:
    """One table after staging: what is kept by key, why the other rows are not, by row."""

    kept: Mapping[Key, Kept]
    reasons: Mapping[int, str]


def staged(landing: Mapping[str, list[Landed]], as_of: date) -> dict[str, Staged]:
    """Every table of a landing, which lists parents before their children."""
    tables: dict[str, Staged] = {}
    for name, rows in landing.items():
        known = [row for row in rows if row.batch_date <= as_of]
        tables[name] = _staged(known, tables)
    return tables


def _staged(rows: list[Landed], tables: Mapping[str, Staged]) -> Staged:
    reasons = {row.row: reason for row in rows if (reason := _refusal(row, tables))}
    versions = defaultdict(list)
    for row in rows:
        if row.row not in reasons:
            versions[row.key].append(row)
    kept = {}
    for key, candidates in versions.items():
        owner = min(row.system for row in candidates)
        newest = max((row for row in candidates if row.system == owner), key=lambda row: row.age)
        kept[key] = Kept(newest.row, _deleted_on(newest, rows))
        for row in candidates:
            if row is not newest:
                reasons[row.row] = "superseded" if row.system == owner else "key_of_two_systems"
    return Staged(kept, reasons)


def _refusal(row: Landed, tables: Mapping[str, Staged]) -> str | None:
    if row.problem:
        return row.problem
    for column, table, value in row.parents:
        if (value,) not in tables[table].kept:
            return f"points_to_nothing:{column}"
    return None


def _deleted_on(newest: Landed, rows: Iterable[Landed]) -> date | None:
    if newest.is_deleted:
        return newest.updated_at.date() if newest.updated_at else newest.batch_date
    of_system = [row for row in rows if row.system == newest.system]
    last_seen = max(row.batch_date for row in of_system if row.key == newest.key)
    copies = {row.batch_date for row in of_system if row.is_full}
    mute = {row.batch_date for row in of_system if row.is_full and row.key is None}
    return min((copy for copy in copies - mute if copy > last_seen), default=None)
