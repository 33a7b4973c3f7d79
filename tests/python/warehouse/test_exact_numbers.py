"""The number macros against fractions: every digit, at every size that the contract lets in."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random

import duckdb
import pyarrow as pa
import pytest
from exact_money import product, rounded
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from rendered_macros import macros

# Rows are cheap and queries are not, so one example is a table; a difference names its row.
RUNS = settings(
    derandomize=True, deadline=None, max_examples=6, phases=[Phase.explicit, Phase.generate]
)
ROWS = 800
PLACES = {"quantity": 4, "price": 6, "rate": 10, "to_rate": 10, "amount": 4, "to_amount": 4}
LARGEST = {"quantity": 10**8, "price": 10**8, "rate": 10**4, "to_rate": 10**4, "amount": 10**9}


def number(random, name):
    """A decimal of any size: zero, the smallest unit, the edges of the quick path, the largest."""
    places, largest = PLACES[name], LARGEST[name]
    units = largest * 10**places
    edges = [
        0,
        1,
        5,
        10**places - 1,
        10**places,
        min(largest, 10**7) * 10**places,
        units - 1,
        units,
    ]
    digits = random.randrange(len(str(units)))
    return Decimal(random.choice([*edges, *[random.randrange(10 ** (digits + 1))] * 16])).scaleb(
        -places
    )


def table(seed, *names):
    random = Random(seed)
    return [{name: number(random, name) for name in names} for _ in range(ROWS)]


def assert_computes(expression, rows, expected):
    """The SQL expression is what `expected` says of each row; amounts beyond 10^14 are left out."""
    kept = [(row, expected(row)) for row in rows]
    kept = [(row, value) for row, value in kept if value is None or abs(value) < 10**14]
    schema = pa.schema([(name, pa.decimal128(18, PLACES[name])) for name in rows[0]])
    numbers = pa.Table.from_pylist([row for row, _ in kept], schema=schema)
    with duckdb.connect() as connection:
        connection.register("numbers", numbers)
        computed = connection.execute(f"select {expression} from numbers").fetchall()
    assert len(computed) == len(kept)
    wrong = [
        (row, value, right)
        for (row, right), (value,) in zip(kept, computed, strict=True)
        if value != right
    ]
    assert not wrong[:3]


def quotient(row):
    if not row["to_rate"]:
        return None
    return rounded(Fraction(row["amount"]) * Fraction(row["rate"]) / Fraction(row["to_rate"]))


def inverse(row):
    is_quote = row["rate"] > Decimal("0.0000001")
    return rounded(1 / Fraction(row["rate"]), 10) if is_quote else None


@RUNS
@given(st.integers(0, 10**6))
def test_a_product_is_exact_and_rounded_half_up_once(seed):
    rows = table(seed, "quantity", "price", "rate")
    rows = [row for row in rows if row["quantity"] * row["price"] < 10**13]
    two, three = (macros()["multiply"](*names) for names in (["quantity", "price"], list(rows[0])))
    assert_computes(two, rows, lambda row: product(row["quantity"], row["price"]))
    assert_computes(three, rows, lambda row: product(*row.values()))


@RUNS
@given(st.integers(0, 10**6))
def test_a_product_keeps_its_sign(seed):
    rows = [row | {"amount": -row["amount"]} for row in table(seed, "amount", "rate")]
    times = macros()["multiply"]("amount", "1", "rate")
    assert_computes(times, rows, lambda row: product(row["amount"], row["rate"]))


@RUNS
@given(st.integers(0, 10**6))
def test_money_is_converted_with_one_rounding(seed):
    rows = table(seed, "amount", "rate", "to_rate")
    assert_computes(macros()["convert"]("amount", "rate", "to_rate"), rows, quotient)


@pytest.mark.parametrize(
    ("rate", "turned"),
    [
        pytest.param("3", "0.3333333333", id="rounded down"),
        pytest.param("0.6", "1.6666666667", id="rounded up"),
        pytest.param("0.0000001", None, id="too small to be a quote"),
        pytest.param("0.0000001001", "9990009.9900099900", id="the smallest quote"),
    ],
)
def test_a_quote_is_turned_round(rate, turned):
    expected = turned and Decimal(turned)
    assert_computes(macros()["inverse"]("rate"), [{"rate": Decimal(rate)}], lambda _: expected)


@RUNS
@given(st.integers(0, 10**6))
def test_an_inverse_is_rounded_half_up_to_ten_places(seed):
    assert_computes(macros()["inverse"]("rate"), table(seed, "rate"), inverse)


@pytest.mark.parametrize(
    ("dividend", "divisor", "rate"),
    [
        pytest.param("1", "3", "0.3333", id="rounded down"),
        pytest.param("2", "3", "0.6667", id="rounded up"),
        pytest.param("0.0001", "2", "0.0001", id="half rounds away from zero"),
        pytest.param("-0.0001", "2", "-0.0001", id="below zero too"),
        pytest.param("1", "0", None, id="nothing to divide by"),
        pytest.param("99999999999999.9999", "0.0001", None, id="no rate but a slip"),
    ],
)
def test_a_rate_is_rounded_half_up_to_four_places(dividend, divisor, rate):
    macro = macros()["rounded_quotient"]("amount", "quantity")
    row = {"amount": Decimal(dividend), "quantity": Decimal(divisor)}
    assert_computes(macro, [row], lambda _: rate and Decimal(rate))


def share(row):
    if abs(row["amount"]) >= abs(row["to_amount"]) * 10**11:
        return None
    return rounded(Fraction(row["amount"]) / Fraction(row["to_amount"]), 6)


@RUNS
@given(st.integers(0, 10**6))
def test_a_ratio_is_rounded_half_up_to_six_places_whatever_the_signs(seed):
    random = Random(seed)
    rows = [
        {
            name: random.choice([1, -1]) * number(random, "amount")
            for name in ("amount", "to_amount")
        }
        for _ in range(ROWS)
    ]
    assert_computes(macros()["ratio"]("amount", "to_amount"), rows, share)


@RUNS
@given(st.integers(0, 10**6))
@example(0)
def test_whole_cents_cut_off_what_is_below_the_cent(seed):
    rows = table(seed, "amount")
    cents = macros()["whole_cents"]("amount")
    assert_computes(cents, rows, lambda row: floor(row["amount"] * 100))
    money = macros()["from_cents"](cents)
    assert_computes(money, rows, lambda row: Decimal(floor(row["amount"] * 100)).scaleb(-2))


@pytest.mark.parametrize("factor", ["quantity", "price", "rate"])
def test_an_unknown_factor_makes_the_product_unknown(factor):
    row = dict.fromkeys(("quantity", "price", "rate"), Decimal(1)) | {factor: None}
    assert_computes(macros()["multiply"]("quantity", "price", "rate"), [row], lambda _: None)


def test_a_sum_is_unknown_as_soon_as_one_part_is():
    parts = "(values (cast(1 as decimal(18, 4))), (null)) as parts (amount)"
    sums = [macros()[name]("amount") for name in ("sum_or_unknown", "sum_money")]
    with duckdb.connect() as connection:
        (found,) = connection.execute(f"select {', '.join(sums)} from {parts}").fetchall()
        (known,) = connection.execute(
            f"select {', '.join(sums)} from {parts} where amount is not null"
        ).fetchall()
    assert found == (None, 1)
    assert known == (1, 1)
