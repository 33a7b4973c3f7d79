"""The search for a population: it arrives, it says how, or it says why there is nothing to find."""

from dataclasses import replace

import buying_oracle
import cdnow
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.value import fitting, newton
from orchestration.science.value.buying_model import REGULARITIES, BuyingParameters
from orchestration.science.value.fitting import BuyingFit, fit
from orchestration.science.value.histories import Histories
from orchestration.science.value.likelihood import Likelihood
from orchestration.science.value.refusal import Reason, Refusal
from orchestration.science.value.scores import expected_orders, p_active, p_alive


def values(p):
    return np.array([p.r, p.alpha, p.a, p.b])


@pytest.mark.parametrize("k", REGULARITIES)
@pytest.mark.parametrize("leaves_at_once", [True, False])
def test_it_finds_the_population_that_made_the_customers(k, leaves_at_once):
    made = BuyingParameters(1.4, 3.0 / k, 0.8, 2.5, k, leaves_at_once)
    h, _ = buying_oracle.simulated(made, 40_000, 80.0, 0.0, seed=k)
    found = fit(h, k, leaves_at_once, prior=None)
    assert isinstance(found, BuyingFit)
    off = (values(found.parameters) - values(made)) / np.array(found.standard_errors)
    assert (np.abs(off) < 4.0).all(), off


def test_standard_errors_are_how_far_the_estimates_scatter():
    made = BuyingParameters(1.4, 3.0, 0.8, 2.5)
    off = []
    for seed in range(60):
        h, _ = buying_oracle.simulated(made, 3_000, 80.0, 0.0, seed=1000 + seed)
        found = fit(h, prior=None)
        assert isinstance(found, BuyingFit)
        off.append((values(found.parameters) - values(made)) / np.array(found.standard_errors))
    scatter = np.sqrt(np.mean(np.square(off), axis=0))
    assert ((scatter > 0.7) & (scatter < 1.4)).all(), scatter


def test_ages_and_weights_do_not_matter_to_where_it_arrives():
    """Binned, in another order, grouped or not: the same summit."""
    h = cdnow.company(whole=True).histories
    shuffled = np.random.default_rng(3).permutation(len(h))
    other = Histories.of(h.repeats[shuffled], h.last_weeks[shuffled], h.age_weeks[shuffled])
    keys, counts = np.unique(
        np.stack([h.repeats, h.last_weeks, h.age_weeks]), axis=1, return_counts=True
    )
    fits = [fit(each) for each in (h, other, Histories.of(*keys, counts))]
    for each in fits:
        assert isinstance(each, BuyingFit)
        np.testing.assert_allclose(values(each.parameters), values(fits[0].parameters), rtol=1e-5)
        assert each.log_likelihood == pytest.approx(fits[0].log_likelihood, abs=1e-6)
        assert each.convergence.exact_passes <= 4


def test_the_prior_is_weak():
    h = cdnow.sample_histories()
    free, weak = fit(h, prior=None), fit(h)
    assert isinstance(free, BuyingFit)
    assert isinstance(weak, BuyingFit)
    moved = np.abs(values(weak.parameters) - values(free.parameters)) / np.array(
        free.standard_errors
    )
    assert (moved < 0.1).all(), moved
    assert free.log_likelihood - 0.01 < weak.log_likelihood <= free.log_likelihood


@pytest.mark.parametrize(
    ("h", "reason"),
    [
        pytest.param(([], [], []), Reason.NO_CUSTOMERS, id="no customers"),
        pytest.param(([0.0] * 50, [0.0] * 50, [0.0] * 50), Reason.NO_TIME_HAS_PASSED, id="all first bought today"),
        pytest.param(([0.0] * 50, [0.0] * 50, [9.0] * 50), Reason.NOBODY_CAME_BACK, id="single purchases only"),
        pytest.param(([0.0] * 50 + [1.0] * 9, [0.0] * 50 + [2.0] * 9, [9.0] * 59), Reason.TOO_FEW_CAME_BACK, id="nine came back"),
    ],
)  # fmt: skip
def test_no_evidence_is_refused_with_the_reason(h, reason):
    refused = fit(Histories.of(*h))
    assert isinstance(refused, Refusal)
    assert refused.reason is reason
    assert refused.explanation


def test_a_search_that_does_not_arrive_is_refused(monkeypatch):
    monkeypatch.setattr(fitting, "MOST_BINNED_PASSES", 2)
    monkeypatch.setattr(fitting, "MOST_EXACT_PASSES", 2)
    refused = fit(cdnow.sample_histories())
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.DID_NOT_CONVERGE


ALIKE = {
    "all alike": ([4.0] * 200, [20.0] * 200, [30.0] * 200),
    "all bought today": ([4.0] * 200, [30.0] * 200, [30.0] * 200),
    "ten customers": (np.arange(1.0, 11.0), np.arange(1.0, 11.0) * 2, np.full(10, 25.0)),
    "daily buyers": ([700.0] * 40, [100.0] * 40, [100.0] * 40),
    "one came back, all old": ([0.0] * 9000 + [1.0] * 10, [0.0] * 9000 + [1.0] * 10, [500.0] * 9010),
    "two kinds": ([0.0] * 500 + [50.0] * 500, [0.0] * 500 + [100.0] * 500, [104.0] * 1000),
}  # fmt: skip


@pytest.mark.parametrize("k", REGULARITIES)
@pytest.mark.parametrize("name", ALIKE)
def test_customers_who_are_all_alike_still_have_an_answer(name, k):
    """Their likelihood rises for ever; the prior ends the search. What comes of it is usable."""
    h = Histories.of(*ALIKE[name])
    found = fit(h, k)
    assert isinstance(found, BuyingFit), found
    assert found.convergence.still_to_gain < 1e-6
    for scores in (p_alive(found.parameters, h), p_active(found.parameters, h, 13.0)):
        assert ((scores >= 0) & (scores <= 1)).all()
    orders = expected_orders(found.parameters, h, 52.0)
    assert (np.isfinite(orders) & (orders >= 0)).all()


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(20, 400),
    st.sampled_from(REGULARITIES),
    st.lists(st.floats(-2.0, 2.0), min_size=4, max_size=4),
)
def test_any_company_gets_a_summit_or_a_reason(seed, customers, k, theta):
    p = BuyingParameters(*np.exp(np.array(theta)), k)
    h, _ = buying_oracle.simulated(p, customers, 60.0, 0.0, seed)
    h = replace(h, repeats=np.minimum(h.repeats, 400.0))
    found = fit(h, k)
    if isinstance(found, Refusal):
        assert found.reason in {Reason.NOBODY_CAME_BACK, Reason.TOO_FEW_CAME_BACK}
        return
    likelihood, top = Likelihood(h, k, True), np.log(values(found.parameters))
    assert np.isfinite(found.standard_errors).all()

    def posterior(theta):
        return likelihood(theta).value + fitting.WEAK.at(theta).value

    around = np.random.default_rng(seed).normal(scale=0.05, size=(20, 4))
    assert all(posterior(top + step) <= posterior(top) + 1e-7 for step in around)


def test_the_climb_leaves_a_saddle():
    """Where the function is not concave plain Newton would walk to the saddle at the origin."""

    def bowl(at):
        x, y = at
        return newton.Slope(
            x**2 - x**4 - y**2,
            np.array([2 * x - 4 * x**3, -2 * y]),
            np.array([[2 - 12 * x**2, 0.0], [0.0, -2.0]]),
        )

    top = newton.climb(bowl, np.array([0.05, 1.0]), 1e-12, 50)
    assert top.has_converged
    assert top.at == pytest.approx([np.sqrt(0.5), 0.0], abs=1e-5)


def test_the_climb_ends_where_nothing_is_finite():
    nowhere = newton.Slope(np.nan, np.zeros(2), np.eye(2))
    assert not newton.climb(lambda _: nowhere, np.zeros(2), 1e-9, 20).has_converged
