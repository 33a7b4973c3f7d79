"""The likelihood against its story, its derivatives against differences, its grouping against none."""

import buying_oracle
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.value.buying_model import REGULARITIES, BuyingParameters
from orchestration.science.value.histories import Histories, binned
from orchestration.science.value.likelihood import Likelihood

thetas = st.lists(st.floats(-2.0, 2.5), min_size=4, max_size=4).map(np.array)
kinds = st.tuples(st.sampled_from(REGULARITIES), st.booleans())


@st.composite
def histories(draw, most=12):
    """Some groups of customers, day-grained, one-time and heavy buyers among them."""
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 60), st.integers(0, 1500), st.integers(0, 700), st.integers(1, 9)),
            min_size=1,
            max_size=most,
        )
    )  # fmt: skip
    x, span, silent, count = np.array(rows, dtype=float).T
    last = np.where(x > 0, np.maximum(span, x), 0.0) / 7
    return Histories.of(x, last, last + silent / 7, count)


@pytest.mark.parametrize("leaves_at_once", [True, False])
@pytest.mark.parametrize("k", REGULARITIES)
@pytest.mark.parametrize(
    ("x", "last", "age"), [(0, 0.0, 9.0), (1, 3.0, 12.0), (4, 8.0, 8.0), (6, 20.0, 30.0)]
)
def test_it_is_the_integral_of_the_story(k, leaves_at_once, x, last, age):
    """Up to the factor without parameters, which a second population cancels."""
    some = BuyingParameters(1.7, 4.0, 1.3, 2.1, k, leaves_at_once)
    other = BuyingParameters(2.6, 3.1, 2.2, 1.4, k, leaves_at_once)
    likelihood = Likelihood(Histories.of([x], [last], [age]), k, leaves_at_once)
    found = [likelihood(np.log([p.r, p.alpha, p.a, p.b])).value for p in (some, other)]
    told = [np.log(buying_oracle.likelihood(p, x, last, age)) for p in (some, other)]
    assert found[0] - found[1] == pytest.approx(told[0] - told[1], abs=1e-7)
    if x == 0:
        assert found[0] == pytest.approx(told[0], abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(thetas, kinds, histories())
def test_gradient_and_hessian_are_the_differences(theta, kind, h):
    likelihood, step = Likelihood(h, *kind), 1e-5
    slope = likelihood(theta)
    ahead = [likelihood(theta + step * unit) for unit in np.eye(4)]
    back = [likelihood(theta - step * unit) for unit in np.eye(4)]
    pairs = list(zip(ahead, back, strict=True))
    gradient = [(one.value - other.value) / (2 * step) for one, other in pairs]
    hessian = [(one.gradient - other.gradient) / (2 * step) for one, other in pairs]
    size = 1.0 + abs(slope.value)
    np.testing.assert_allclose(slope.gradient, gradient, rtol=1e-5, atol=1e-8 * size)
    np.testing.assert_allclose(slope.hessian, hessian, rtol=1e-5, atol=1e-7 * size)
    np.testing.assert_allclose(slope.hessian, slope.hessian.T, rtol=1e-9, atol=1e-9 * size)


@settings(max_examples=40, deadline=None)
@given(thetas, kinds, histories())
def test_grouping_changes_nothing(theta, kind, h):
    times = h.customers.astype(int)
    apart = Histories.of(
        *(np.repeat(each, times) for each in (h.repeats, h.last_weeks, h.age_weeks))
    )
    grouped, single = Likelihood(h, *kind)(theta), Likelihood(apart, *kind)(theta)
    assert grouped.value == pytest.approx(single.value, rel=1e-11)
    np.testing.assert_allclose(grouped.gradient, single.gradient, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(grouped.hessian, single.hessian, rtol=1e-8, atol=1e-8)


def test_more_rows_than_are_computed_at_once_add_up():
    theta = np.log([0.5, 6.0, 0.9, 1.6])
    p = BuyingParameters(0.5, 6.0, 0.9, 1.6)
    h, _ = buying_oracle.simulated(p, 40_000, 80.0, 0.0, seed=1)
    halves = [
        Histories.of(h.repeats[half], h.last_weeks[half], h.age_weeks[half])
        for half in (slice(0, 11_111), slice(11_111, None))
    ]
    both = sum(Likelihood(half, 1, True)(theta).value for half in halves)
    assert Likelihood(h, 1, True)(theta).value == pytest.approx(both, rel=1e-12)


def test_bins_keep_the_customers_and_their_sums():
    h, _ = buying_oracle.simulated(BuyingParameters(0.5, 2.0, 0.3, 3.0), 50_000, 80.0, 0.0, seed=2)
    rough = binned(h)
    assert len(rough) < len(h) / 3
    assert rough.customer_count == h.customer_count
    assert rough.returned_count == h.returned_count
    for name in ("repeats", "last_weeks", "age_weeks"):
        sums = [each.customers @ getattr(each, name) for each in (rough, h)]
        assert sums[0] == pytest.approx(sums[1], rel=1e-12)


@pytest.mark.parametrize(
    ("x", "last", "age", "customers"),
    [
        pytest.param(-1, 0, 1, 1, id="fewer than no repeats"),
        pytest.param(1, 5, 4, 1, id="a purchase after the as-of date"),
        pytest.param(0, 1, 4, 1, id="a second date without a second purchase"),
        pytest.param(2, 0, 4, 1, id="three purchase days on one date"),
        pytest.param(0, 0, np.nan, 1, id="an unknown age"),
        pytest.param(0, 0, 4, 0, id="a group of nobody"),
    ],
)
def test_what_cannot_be_a_history_is_refused(x, last, age, customers):
    with pytest.raises(ValueError, match="must"):
        Histories.of([x], [last], [age], [customers])


@pytest.mark.parametrize(
    "p", [(0.0, 1, 1, 1), (1, -1, 1, 1), (1, 1, np.nan, 1), (1, 1, 1, np.inf), (1, 1, 1, 1, 5)]
)
def test_what_cannot_be_a_population_is_refused(p):
    with pytest.raises(ValueError, match="must be"):
        BuyingParameters(*p)
