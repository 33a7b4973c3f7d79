"""Telephone numbers, tax numbers and the different ways in which people type them."""

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.chance import Flags, Ints
from orchestration.demo.columns import Column, ids, joined
from orchestration.demo.names import by_tongue


def phones(numbers: Ints, tongues: Ints) -> Column:
    """Telephone numbers in the style of the language area, from ranges nobody is given."""
    tail = numbers % 10_000
    return by_tongue(
        tongues,
        [ids("+49 30 23125 ", tail % 1000, 3), ids("+33 1 99 00 ", tail, 4),
         ids("+44 20 7946 0", tail % 1000, 3), ids("+1 303 555 0", tail % 200, 3),
         ids("+86 10 0000 ", tail, 4)],
    )  # fmt: skip


def tax_numbers(numbers: Ints, countries: Column, *, typed: bool) -> Column:
    """Tax numbers of companies: the same signs, as people type them or run together."""
    plain = ids("", 100_000_000 + (numbers * 7_654_321 + 23_456_789) % 899_999_963, 9)
    if not typed:
        return pc.if_else(pc.equal(countries, "US"), plain, joined(countries, plain))
    parts = [pc.utf8_slice_codeunits(plain, start, start + 3) for start in (0, 3, 6)]
    american = joined(
        pc.utf8_slice_codeunits(plain, 0, 2), "-", pc.utf8_slice_codeunits(plain, 2, 9)
    )
    spaced = pc.binary_join_element_wise(countries, *parts, " ")
    return pc.if_else(pc.equal(countries, "US"), american, spaced)


def upper_where(flags: Flags, column: Column) -> Column:
    """Capitals where the flag is set: the same address, typed differently."""
    return pc.if_else(pa.array(flags), pc.utf8_upper(column), column)
