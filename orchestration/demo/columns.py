"""Typed columns of an export, made from whole numbers.

Money is cents, a moment is seconds since 1970, a word is a position in a list. Everything becomes
Arrow here, with decimals that are never floats, so that all writers print the same digits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.calendar import EPOCH_DAY
from orchestration.demo.chance import Flags, Ints

Column: TypeAlias = Any
"""An Arrow array; Arrow brings no types of its own."""

_DIGITS = np.frombuffer(b"0123456789", dtype=np.uint8)
_LETTERS = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", dtype=np.uint8
)


@dataclass(frozen=True)
class Extract:
    """Rows that one system would export of one contract table, and since when it has them.

    `known_at` is the moment the row came to be, `changed_at` its last change (None = never).
    `early` holds what the changed columns said before that change; None = empty.
    `dropped` makes the table a full copy in every batch and marks rows that the last one lacks.
    """

    system: str
    table: str
    columns: Mapping[str, Column]
    known_at: Ints
    changed_at: Ints | None = None
    early: Mapping[str, Column | None] = field(default_factory=dict)
    dropped: Flags | None = None


def where(flags: Flags, column: Column) -> Column:
    """Blank the column wherever the flag is not set."""
    return pc.if_else(pa.array(flags), column, pa.scalar(None, column.type))


def scaled(units: Ints, digits: int) -> Column:
    """Decimals from whole units of the last digit, e.g. cents with two digits."""
    words = np.empty((len(units), 2), dtype="<i8")
    words[:, 0] = units
    words[:, 1] = units >> 63
    kind = pa.decimal128(18, digits)
    return pa.Array.from_buffers(kind, len(units), [None, pa.py_buffer(words)])


def money(cents: Ints) -> Column:
    """Amounts from cents."""
    return scaled(cents, 2)


def money_or_none(cents: Ints) -> Column:
    """Amounts where zero is exported as an empty cell."""
    return where(cents != 0, money(cents))


def times(moments: Ints) -> Column:
    """Timestamps from seconds since 1970."""
    return pa.array(moments, type=pa.timestamp("s"))


def dates(days: Ints) -> Column:
    """Dates from day numbers."""
    return pa.array((days + EPOCH_DAY).astype(np.int32)).cast(pa.date32())


def words(positions: Ints, choices: Sequence[str]) -> Column:
    """Texts by their position in `choices`; a negative position is empty."""
    indices = pa.array(positions, mask=positions < 0)
    return pa.array(list(choices), type=pa.string()).take(indices)


def constant(text: str, size: int) -> Column:
    """Repeat one text in every row."""
    return pa.repeat(pa.scalar(text), size)


def joined(*parts: Column | str) -> Column:
    """Texts glued together row by row; a part is a column or one text for all rows."""
    return pc.binary_join_element_wise(*parts, "")


def ids(prefix: str, numbers: Ints, width: int, *, letters: bool = False) -> Column:
    """Ids of a prefix and a zero-padded number, as digits or in base 62."""
    alphabet = _LETTERS if letters else _DIGITS
    base = len(alphabet)
    head = np.frombuffer(prefix.encode(), dtype=np.uint8)
    size, length = len(numbers), len(head) + width
    text = np.empty((size, length), dtype=np.uint8)
    text[:, : len(head)] = head
    rest = numbers.astype(np.int64)
    if size and not 0 <= rest.min() <= rest.max() < base**width:
        raise ValueError(f"{rest.max()} does not fit into {width} places after {prefix!r}")
    for place in range(length - 1, len(head) - 1, -1):
        text[:, place] = alphabet[rest % base]
        rest = rest // base
    offsets = np.arange(size + 1, dtype=np.int64) * length
    return pa.LargeStringArray.from_buffers(size, pa.py_buffer(offsets), pa.py_buffer(text)).cast(
        pa.string()
    )
