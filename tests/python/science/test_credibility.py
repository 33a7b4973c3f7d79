"""What an order is worth: against the definition, against simulated truth, and at the edges."""

import math

import cdnow
import duckdb
import gamma_gamma
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.value.credibility import Credibility, Margins, clipped, credibility
from orchestration.science.value.refusal import Reason, Refusal


def margins_of(orders):
    """Margins of customers, each a list of the margins of its orders."""
    return Margins.of_customers(
        np.array([float(len(own)) for own in orders]),
        np.array([math.fsum(own) for own in orders]),
        np.array([math.fsum(value * value for value in own) for own in orders]),
        np.array([math.fsum(own) for own in orders]),
    )


def oracle(orders):
    """sigma^2, tau^2 and mu straight from the definition, order by order."""
    every = [value for own in orders for value in own]
    mu = math.fsum(every) / len(every)
    means = [math.fsum(own) / len(own) for own in orders]
    inner = math.fsum((v - m) ** 2 for own, m in zip(orders, means, strict=True) for v in own)
    sigma2 = inner / (len(every) - len(orders))
    outer = math.fsum(len(own) * (m - mu) ** 2 for own, m in zip(orders, means, strict=True))
    weight = len(every) - sum(len(own) ** 2 for own in orders) / len(every)
    return mu, sigma2, max((outer - (len(orders) - 1) * sigma2) / weight, 0.0)


companies = st.lists(
    st.lists(st.integers(-50_000, 50_000).map(lambda cents: cents / 100), min_size=1, max_size=8),
    min_size=2,
    max_size=15,
)


@settings(max_examples=200, deadline=None)
@given(companies)
def test_it_is_the_definition(orders):
    orders = [*orders, [1.0, 2.0]]
    found, (mu, sigma2, tau2) = credibility(margins_of(orders)), oracle(orders)
    assert isinstance(found, Credibility)
    size = max(1.0, *(abs(value) for own in orders for value in own)) ** 2
    assert found.mean == pytest.approx(mu, abs=1e-9 * size)
    assert found.within_variance == pytest.approx(sigma2, abs=1e-9 * size)
    assert found.between_variance == pytest.approx(tau2, abs=1e-9 * size)


@settings(max_examples=200, deadline=None)
@given(companies)
def test_orders_already_made_are_worth_what_they_earned(orders):
    given_margins = margins_of(orders)
    found = credibility(given_margins)
    assert isinstance(found, Credibility)
    n = np.array([float(len(own)) for own in orders])
    each = found.expected_margin(n, np.array([math.fsum(own) for own in orders]))
    assert float(n @ each) == pytest.approx(float(given_margins.earned.sum()), abs=1e-6)
    assert ((found.own_weight(n) >= 0.0) & (found.own_weight(n) <= 1.0)).all()


def test_simulated_customers_are_told_apart_as_they_are():
    chance = np.random.default_rng(11)
    n = chance.integers(1, 12, 20_000)
    truth = chance.normal(30.0, 8.0, len(n))
    who = np.repeat(np.arange(len(n)), n)
    order = chance.normal(truth[who], 24.0)
    total, squares = np.bincount(who, order), np.bincount(who, order * order)
    found = credibility(Margins.of_customers(n.astype(float), total, squares, total))
    assert isinstance(found, Credibility)
    assert found.k == pytest.approx((24.0 / 8.0) ** 2, rel=0.05)
    off = {
        "credible": found.expected_margin(n.astype(float), total) - truth,
        "own": total / n - truth,
        "everybody's": found.mean - truth,
    }
    assert min(off, key=lambda name: np.square(off[name]).mean()) == "credible"


def test_a_million_orders_of_one_outlier_do_not_set_anybodys_value():
    order = np.concatenate([np.tile([20.0, 40.0], 300), [1e6]])
    cut = clipped(order)
    assert cut.max() == 40.0
    who = np.arange(len(order)) // 2
    n = np.bincount(who).astype(float)
    found = credibility(
        Margins.of_customers(
            n, np.bincount(who, cut), np.bincount(who, cut * cut), np.bincount(who, order)
        )
    )
    assert isinstance(found, Credibility)
    assert found.expected_margin(n, np.bincount(who, cut)) @ n == pytest.approx(order.sum())


@pytest.mark.parametrize(
    ("orders", "k", "expected"),
    [
        pytest.param([[5.0], [9.0], [1.0]], math.inf, [5.0, 5.0, 5.0], id="one order each: nothing is known of anybody"),
        pytest.param([[7.0, 7.0], [7.0]], math.inf, [7.0, 7.0], id="all orders equal"),
        pytest.param([[1.0, 9.0], [2.0, 8.0]], math.inf, [5.0, 5.0], id="no difference between customers"),
        pytest.param([[4.0, 4.0], [10.0, 10.0]], 0.0, [4.0, 10.0], id="no difference within customers"),
        pytest.param([[3.0, -5.0]], math.inf, [-1.0], id="a single customer, who loses money"),
        pytest.param([[-4.0, -4.0], [-10.0, -10.0]], 0.0, [-4.0, -10.0], id="all lose money"),
    ],
)  # fmt: skip
def test_edges(orders, k, expected):
    found = credibility(margins_of(orders))
    assert isinstance(found, Credibility)
    assert found.k == k
    n = np.array([float(len(own)) for own in orders])
    total = np.array([math.fsum(own) for own in orders])
    assert found.expected_margin(n, total).tolist() == pytest.approx(expected)


def test_who_has_not_ordered_gets_the_mean():
    found = credibility(margins_of([[4.0, 4.0], [10.0, 12.0]]))
    assert isinstance(found, Credibility)
    assert found.expected_margin(np.zeros(1), np.zeros(1)).tolist() == pytest.approx(
        [found.mean + found.restored]
    )


def test_no_customer_is_refused():
    refused = credibility(Margins(*np.zeros((6, 0))))
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.NO_CUSTOMERS


def test_sums_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        Margins(*np.zeros((6, 1)))
    with pytest.raises(ValueError, match="NaN"):
        Margins(*np.full((6, 1), np.nan))
    with pytest.raises(ValueError, match="one length"):
        Margins(np.ones(2), *np.ones((5, 1)))


def test_clipping_is_what_sql_calls_quantile_cont():
    order = np.random.default_rng(2).normal(10.0, 30.0, 777)
    found = duckdb.sql(
        "select quantile_cont(o, [0.01, 0.99]) from (select unnest($o) as o)",
        params={"o": order.tolist()},
    ).fetchall()[0][0]
    assert [clipped(order).min(), clipped(order).max()] == pytest.approx(found)


def test_gamma_gamma_has_its_published_parameters():
    """Fader & Hardie (2013): 6.25, 3.74, 15.44 on the 946 repeat customers of the CDNOW sample."""
    x, _, _, mean = cdnow.sample_table()
    parameters, log_likelihood = gamma_gamma.fit(x[x > 0], mean[x > 0])
    assert len(x[x > 0]) == 946
    assert parameters == pytest.approx((6.24879, 3.74459, 15.44778), rel=1e-4)
    assert log_likelihood == pytest.approx(-4055.923, abs=1e-3)


@pytest.mark.parametrize(
    ("x", "mean", "expected"),
    [(2, 22.35, 24.663714), (1, 11.77, 18.916852), (7, 73.7386, 71.468353), (0, 0, 35.218978)],
)
def test_gamma_gamma_is_a_credibility_with_its_own_k(x, mean, expected):
    p, q, gamma = 6.25, 3.74, 15.44
    assert gamma_gamma.expected_spend(p, q, gamma, x, mean) == pytest.approx(expected, abs=5e-7)
    alike = Credibility(
        mean=p * gamma / (q - 1), restored=0.0, within_variance=(q - 1) / p, between_variance=1.0
    )
    assert alike.expected_margin(np.array([float(x)]), np.array([x * mean]))[0] == pytest.approx(
        expected, abs=5e-7
    )
