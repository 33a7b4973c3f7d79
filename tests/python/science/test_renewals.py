"""The renewal model against its paper, a count of simulated customers, and its own surroundings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.value.refusal import Refusal
from orchestration.science.value.renewals import (
    RenewalModel,
    TermEnds,
    fit,
    judged,
    log_likelihood,
)
from orchestration.science.value.skill_gate import verdict_on_chances

# Fader & Hardie (2007), table 1: share of the customers of two products who are left after 1 to 12
# years; the first seven years are what the paper fits.
HIGH_END = [.869, .743, .653, .593, .551, .517, .491, .468, .445, .427, .409, .394]  # fmt: skip
REGULAR = [.631, .468, .382, .326, .289, .262, .241, .223, .207, .194, .183, .173]  # fmt: skip
FITTED_YEARS = 7


def ends_of(left, customers=1000.0):
    """What a yearly count of who is left says of renewals."""
    there = customers * np.array([1.0, *left])
    return TermEnds(np.arange(len(left), dtype=float), there[1:], -np.diff(there))


def lost_in(year, alpha, beta):
    """Share lost at the end of a year, by the recursion of the paper's equation (7)."""
    share = alpha / (alpha + beta)
    for term in range(2, year + 1):
        share *= (beta + term - 2) / (alpha + beta + term - 1)
    return share


@pytest.mark.parametrize(
    ("left", "alpha", "beta"), [(HIGH_END, 0.668, 3.806), (REGULAR, 0.704, 1.182)]
)
def test_the_parameters_of_the_paper(left, alpha, beta):
    model = fit(ends_of(left[:FITTED_YEARS]), prior=None)
    assert model.alpha == pytest.approx(alpha, abs=6e-4)
    assert model.beta == pytest.approx(beta, abs=6e-4)


def test_the_five_years_after_those_that_were_fitted():
    model = fit(ends_of(HIGH_END[:FITTED_YEARS]), prior=None)
    told = [model.survival(year) for year in range(8, 13)]
    assert told == pytest.approx([0.460, 0.436, 0.414, 0.395, 0.378], abs=2e-3)
    assert told == pytest.approx(HIGH_END[FITTED_YEARS:], abs=0.02)


@given(st.floats(0.05, 20), st.floats(0.05, 20), st.integers(1, 12))
def test_who_is_left_is_all_but_the_lost(alpha, beta, years):
    lost = sum(lost_in(year, alpha, beta) for year in range(1, years + 1))
    assert RenewalModel(alpha, beta).survival(years) == pytest.approx(1 - lost, abs=1e-9)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 50), st.integers(0, 50)), max_size=12),
    st.floats(-0.3, 0.3),
    st.floats(-0.3, 0.3),
)
def test_every_company_has_the_best_model_or_a_reason(groups, aside, along):
    columns = np.array(groups, dtype=float).reshape(-1, 3).T
    ends = TermEnds(*columns)
    found = fit(ends)
    if isinstance(found, Refusal):
        assert ends.count < 30
        return
    chances = found.chances(np.arange(10.0))
    assert ((chances > 0) & (chances < 1)).all()
    assert (np.diff(chances) > 0).all()

    def belief(model):
        spread = np.log([model.alpha, model.beta]) / 2
        return log_likelihood(ends, model) - 0.5 * float(spread @ spread)

    other = RenewalModel(found.alpha * np.exp(aside), found.beta * np.exp(along))
    assert belief(found) >= belief(other) - 1e-6


def tossed(customers, draw, terms, seed):
    """Ends of terms of customers who each keep their own chance to leave."""
    chance = np.random.default_rng(seed)
    leave, there = draw(chance, customers), np.ones(customers, dtype=bool)
    renewed, ended = [], []
    for _ in range(terms):
        goes = there & (chance.random(customers) < leave)
        ended.append(goes.sum())
        there &= ~goes
        renewed.append(there.sum())
    return TermEnds(np.arange(terms, dtype=float), np.array(renewed, float), np.array(ended, float))


def test_simulated_customers_give_back_their_population():
    ends = tossed(200_000, lambda chance, size: chance.beta(0.8, 2.5, size), terms=8, seed=1)
    model = fit(ends)
    assert model.alpha == pytest.approx(0.8, rel=0.03)
    assert model.beta == pytest.approx(2.5, rel=0.03)


def test_customers_who_differ_are_told_apart():
    def differ(chance, size):
        return chance.beta(0.5, 0.7, size)

    test = judged(tossed(3000, differ, 6, seed=2), tossed(3000, differ, 6, seed=3))
    assert verdict_on_chances(test).is_model
    assert test.calibration_error < 0.02


def test_customers_who_are_alike_get_one_chance():
    def alike(_, size):
        return np.full(size, 0.3)

    test = judged(tossed(300, alike, 6, seed=4), tossed(300, alike, 6, seed=5))
    assert not verdict_on_chances(test).is_model


@pytest.mark.parametrize(
    ("renewed", "ended", "reason"),
    [(0, 0, "no_term_has_ended"), (20, 9, "too_few_terms_ended")],
)
def test_too_few_ends_are_refused(renewed, ended, reason):
    found = fit(TermEnds(np.zeros(1), np.array([float(renewed)]), np.array([float(ended)])))
    assert found.reason == reason


@pytest.mark.parametrize(("renewed", "ended"), [(30, 0), (0, 30), (29, 1)])
def test_one_sided_ends_still_give_chances(renewed, ended):
    found = fit(TermEnds(np.zeros(1), np.array([float(renewed)]), np.array([float(ended)])))
    assert 0 < found.chances(np.zeros(1))[0] < 1


@settings(max_examples=20)
@given(st.lists(st.floats(-5, 5) | st.just(float("nan")), min_size=3, max_size=3))
def test_what_is_no_count_is_an_error(values):
    if all(value >= 0 for value in values):
        return
    with pytest.raises(ValueError, match="counts"):
        TermEnds(*(np.array([value]) for value in values))
