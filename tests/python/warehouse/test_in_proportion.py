"""The rule of three on money: exact, half-up, and unknown where there is nothing to divide by."""

from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from exact_money import rounded
from rendered_macros import macros

EDGES = ("0", "0.0001", "1", "3", "-7", "-0.0001", "99.9999", "12345678.9012", "-99999999.9999")


def in_proportion(amount, part, whole):
    values = [f"cast('{value}' as decimal(18, 4))" for value in (amount, part, whole)]
    return duckdb.sql(f"select {macros()['in_proportion'](*values)}").fetchone()[0]


@pytest.mark.parametrize(
    ("amount", "part", "whole", "result"),
    [
        pytest.param("10", "1", "3", "3.3333", id="a third"),
        pytest.param("20", "1", "3", "6.6667", id="two thirds, rounded up"),
        pytest.param("0.0001", "1", "2", "0.0001", id="half a unit goes up"),
        pytest.param("-0.0001", "1", "2", "-0.0001", id="away from zero on both sides"),
        pytest.param("-10", "-1", "3", "3.3333", id="two negatives"),
        pytest.param("10", "0", "3", "0", id="no part"),
        pytest.param("10", "1", "0", None, id="no whole"),
        pytest.param("10", "1", "-3", None, id="a whole below nothing"),
        pytest.param("99999999", "99999999", "0.0001", None, id="more than money can hold"),
    ],
)
def test_worked_by_hand(amount, part, whole, result):
    assert in_proportion(amount, part, whole) == (result and Decimal(result))


@pytest.mark.parametrize("amount", EDGES)
@pytest.mark.parametrize("part", EDGES)
def test_it_is_the_fraction_rounded_once(amount, part):
    for whole in ("1", "3", "7.0001", "99999999.9999"):
        exact = rounded(Fraction(amount) * Fraction(part) / Fraction(whole))
        assert in_proportion(amount, part, whole) == (exact if abs(exact) < 10**12 else None)
