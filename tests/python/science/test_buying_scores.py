"""What a history says about the future: invariants, oracles, and the same in SQL."""

import buying_oracle
import duckdb
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orchestration.science.value.buying_model import REGULARITIES, BuyingParameters
from orchestration.science.value.histories import Histories
from orchestration.science.value.numerators import (
    Discounting,
    _closed_form,
    _summed,
    numerators,
)
from orchestration.science.value.scores import (
    expected_discounted_orders,
    expected_orders,
    p_active,
    p_alive,
)

positive = st.floats(-4.0, 4.0).map(lambda power: float(np.exp(power)))
populations = st.builds(
    BuyingParameters,
    positive,
    positive,
    positive,
    positive,
    st.sampled_from(REGULARITIES),
    st.booleans(),
)
days = st.integers(0, 2000)


@st.composite
def customers(draw):
    repeats, span, silent = draw(st.integers(0, 300)), draw(days), draw(days)
    last = max(span, repeats) / 7 if repeats else 0.0
    return repeats, last, last + silent / 7


@settings(max_examples=300, deadline=None)
@given(populations, customers(), st.integers(0, 1000))
def test_chances_are_chances_and_orders_are_at_least_their_chance(p, customer, horizon):
    h, weeks = Histories.of(*([value] for value in customer)), horizon / 7
    alive, active, orders = (
        p_alive(p, h)[0],
        p_active(p, h, weeks)[0],
        expected_orders(p, h, weeks)[0],
    )
    assert 0.0 <= active <= alive <= 1.0
    assert active <= orders * (1 + 1e-9) + 1e-11
    assert np.isfinite(orders)
    if not horizon:
        assert active == orders == 0.0


@settings(max_examples=200, deadline=None)
@given(populations, customers(), st.integers(1, 500), st.integers(1, 500))
def test_a_longer_horizon_brings_more(p, customer, horizon, further):
    h = Histories.of(*([value] for value in customer))
    soon, late = horizon / 7, (horizon + further) / 7
    assert p_active(p, h, soon)[0] <= p_active(p, h, late)[0] * (1 + 1e-12)
    assert expected_orders(p, h, soon)[0] <= expected_orders(p, h, late)[0] * (1 + 1e-9)


@settings(max_examples=200, deadline=None)
@given(populations, customers(), st.integers(1, 200))
def test_a_later_purchase_is_a_sign_of_life(p, customer, days_later):
    repeats, last, age = customer
    assume(repeats and last + days_later / 7 <= age)
    both = Histories.of([repeats] * 2, [last, last + days_later / 7], [age] * 2)
    early, late = p_alive(p, both)
    assert early <= late
    assert p_active(p, both, 13.0)[0] <= p_active(p, both, 13.0)[1] * (1 + 1e-9) or p.regularity > 1


@settings(max_examples=100, deadline=None)
@given(populations, customers(), st.integers(1, 24), st.floats(0.0, 0.05))
def test_a_discount_takes_away_and_no_discount_takes_nothing(p, customer, steps, rate):
    h, month = Histories.of(*([value] for value in customer)), 365 / 7 / 12
    whole = expected_orders(p, h, steps * month)[0]
    free = expected_discounted_orders(p, h, Discounting(month, steps, 0.0))[0]
    dear = expected_discounted_orders(p, h, Discounting(month, steps, rate))[0]
    assert free == pytest.approx(whole, rel=1e-9)
    least, most = whole * (1 + rate) ** -steps, whole / (1 + rate)
    assert least * (1 - 1e-9) <= dear <= most * (1 + 1e-9)


def test_discounting_is_the_sum_over_its_steps():
    p, h = BuyingParameters(0.5, 6.0, 0.9, 1.6, 2), Histories.of([3, 0], [20, 0], [30, 8])
    until = [expected_orders(p, h, 4.0 * step) for step in range(7)]
    told = sum((until[s] - until[s - 1]) / 1.02**s for s in range(1, 7))
    np.testing.assert_allclose(
        expected_discounted_orders(p, h, Discounting(4.0, 6, 0.02)), told, rtol=1e-12
    )


@settings(max_examples=150, deadline=None)
@given(
    st.builds(BuyingParameters, positive, positive, positive, positive, st.just(1), st.booleans()),
    customers(), st.integers(7, 1000),
)  # fmt: skip
def test_numerators_have_the_digits_of_sixty_digit_arithmetic(p, customer, horizon):
    repeats, _, age = customer
    assume(horizon / 7 < 200 * (p.alpha + age))
    found = numerators(p, np.array([float(repeats)]), np.array([age]), horizon / 7)[0, 0]
    assert found == pytest.approx(
        buying_oracle.expected_if_alive(p, repeats, age, horizon / 7), rel=1e-9
    )


@pytest.mark.parametrize(
    "p",
    [
        pytest.param(BuyingParameters(0.5, 6.0, 1.0, 1.6), id="a = 1"),
        pytest.param(BuyingParameters(0.5, 6.0, 1.0 + 1e-9, 1.6), id="a next to 1"),
        pytest.param(BuyingParameters(0.5, 6.0, 0.4, 0.6, 1, leaves_at_once=False), id="BG with a + b = 1"),
        pytest.param(BuyingParameters(402.0, 0.05, 308.0, 0.0839), id="parts of the closed form underflow"),
        pytest.param(BuyingParameters(0.4, 0.27, 887.0, 1.62), id="nearly everybody leaves at once"),
        pytest.param(BuyingParameters(0.04, 648.1, 1.121, 465.6), id="next to no orders"),
        pytest.param(BuyingParameters(900.0, 4000.0, 5.0, 70.0), id="all with one rate"),
    ],
)  # fmt: skip
def test_where_the_closed_form_fails_the_sum_stands_in(p):
    for x, age, horizon in ((0, 0.0, 52.0), (1, 12.3, 156.0), (7, 40.0, 13.0), (300, 150.0, 52.0)):
        found = numerators(p, np.array([float(x)]), np.array([age]), horizon)[0, 0]
        assert found == pytest.approx(buying_oracle.expected_if_alive(p, x, age, horizon), rel=1e-9)


def test_closed_form_and_sum_agree_wherever_the_closed_form_answers():
    chance, answered, asked = np.random.default_rng(5), 0, 0
    for _ in range(100):
        r, a, b = 10 ** chance.uniform(-2.5, 3.0, 3)
        p = BuyingParameters(r, 10 ** chance.uniform(-0.5, 3.0), a, b, 1, chance.random() < 0.7)
        age = chance.integers(0, 2000, 30) / 7
        x = np.floor(chance.random(30) ** 4 * np.minimum(7 * age, 400))
        closed = _closed_form(p, x, age, 52.0)
        good = np.isfinite(closed)
        np.testing.assert_allclose(closed[good], _summed(p, x, age, 52.0)[0, good], rtol=1e-9)
        answered, asked = answered + good.sum(), asked + len(good)
    assert answered > 0.7 * asked


@pytest.mark.parametrize("k", [1, 2, 3, 6])
def test_customers_do_what_is_expected_of_them(k):
    """A million simulated customers, by how often they came: orders, activity and life within 4.5 SE."""
    p = BuyingParameters(1.4, 3.0 / k, 0.7, 2.4, k)
    h, after = buying_oracle.simulated(p, 1_000_000, 26.0, 13.0, seed=k)
    orders, active = expected_orders(p, h, 13.0), p_active(p, h, 13.0)
    groups = [h.repeats == x for x in range(12)]
    groups += [(h.last_weeks > 20) & (h.repeats > 2), (h.last_weeks < 10) & (h.repeats > 0)]
    for group in groups:
        for told, came in ((orders, after), (active, after > 0)):
            off = came[group] - told[group]
            assert abs(off.mean()) < 4.5 * off.std() / np.sqrt(len(off))


@pytest.mark.parametrize("k", REGULARITIES)
def test_no_valid_customer_of_any_population_gets_nonsense(k):
    """10^6 random customers for k = 1, 10^5 for the others, from populations of all kinds."""
    chance = np.random.default_rng(20260101 + k)
    tried, each = 0, 4000
    while tried < (1_000_000 if k == 1 else 100_000):
        r, a, b = 10 ** chance.uniform(-2.5, 2.5, 3)
        p = BuyingParameters(r, 10 ** chance.uniform(-1, 3), a, b, k, bool(chance.random() < 0.5))
        age = chance.integers(0, 3650, each)
        x = np.floor(10 ** chance.uniform(0, 3, each)) - 1
        x = np.minimum(x, age)
        last = np.where(x > 0, x + np.floor(chance.random(each) * (age - x + 1)), 0)
        h = Histories.of(x, last / 7, age / 7)
        horizon = float(chance.choice([1.0, 13.0, 52.0, 156.0, 260.0]))
        alive, active, orders = (
            p_alive(p, h),
            p_active(p, h, horizon),
            expected_orders(p, h, horizon),
        )
        assert ((active >= 0) & (active <= alive) & (alive <= 1)).all(), p
        assert (np.isfinite(orders) & (orders >= active * (1 - 1e-9) - 1e-11)).all(), p
        tried += each


@pytest.mark.parametrize("k", [1, 3])
def test_the_formulas_of_the_docstring_say_the_same_in_sql(k):
    p, chance = BuyingParameters(0.55, 6.6 / k, 0.88, 1.53, k), np.random.default_rng(9)
    age = chance.integers(0, 900, 500)
    x = np.minimum(np.floor(chance.random(500) ** 3 * 60), age)
    last = np.where(x > 0, x + np.floor(chance.random(500) * (age - x + 1)), 0).astype(int)
    h = Histories.of(x, last / 7, age / 7)
    repeats, age_weeks, _ = h.pairs()
    pieces = numerators(p, repeats, age_weeks, 52.0)
    con = duckdb.connect()
    con.execute(
        "create table customers (i integer, repeats integer, last_days integer, age_days integer)"
    )
    con.executemany(
        "insert into customers values (?, ?, ?, ?)",
        [(i, int(x[i]), int(last[i]), int(age[i])) for i in range(500)],
    )
    con.execute("create table pieces (repeats integer, age_days integer, n double[])")
    con.executemany(
        "insert into pieces values (?, ?, ?)",
        [
            (int(r), round(w * 7), list(n))
            for r, w, n in zip(repeats, age_weeks, pieces.T, strict=True)
        ],
    )
    con.execute(
        f"create table p as select {p.r!r} as r, {p.alpha!r} as alpha, {p.a!r} as a, {p.b!r} as b, {k} as k, 13.0 as h"
    )

    def stage_sum(u):
        terms = ["1", f"shape * {u}", f"shape * (shape + 1) / 2 * {u} * {u}"][:k]
        return "(" + " + ".join(terms) + ")"

    later = "((age_weeks + h - last_weeks) / (alpha + age_weeks + h))"
    expected = "(" + " + ".join(f"n[{j + 1}] * pow(u, {j})" for j in range(k)) + ")"
    found = con.execute(f"""
        with shaped as (
            select *, last_days / 7.0 as last_weeks, age_days / 7.0 as age_weeks, r + k * repeats as shape
            from customers inner join pieces using (repeats, age_days) cross join p
        ), waited as (
            select *, (age_weeks - last_weeks) / (alpha + age_weeks) as u from shaped
        ), odds as (
            select *, {stage_sum("u")} as stage_sum,
                shape * ln((alpha + age_weeks) / (alpha + last_weeks)) + ln(a / (b + repeats))
                - ln({stage_sum("u")}) as log_odds
            from waited
        ), alive as (select *, 1 / (1 + exp(least(log_odds, 700))) as p_alive from odds)
        select
            p_alive,
            p_alive * (1 - {stage_sum(later)} / stage_sum
                * pow((alpha + age_weeks) / (alpha + age_weeks + h), shape)),
            p_alive / stage_sum * {expected}
        from alive order by i
    """).fetchnumpy()
    told = p_alive(p, h), p_active(p, h, 13.0), expected_orders(p, h, 52.0)
    for column, values in zip(found.values(), told, strict=True):
        np.testing.assert_allclose(column, values, rtol=1e-10, atol=1e-14)


def test_what_is_no_horizon_is_refused():
    h = Histories.of([1], [2], [3])
    p = BuyingParameters(1, 1, 1, 1)
    for weeks in (-1.0, np.nan):
        with pytest.raises(ValueError, match="horizon"):
            p_active(p, h, weeks)
        with pytest.raises(ValueError, match="horizon"):
            expected_orders(p, h, weeks)
    for wrong in ((0.0, 12, 0.01), (4.0, 0, 0.01), (4.0, 12, -1.0)):
        with pytest.raises(ValueError, match=r"steps|rate"):
            Discounting(*wrong)
