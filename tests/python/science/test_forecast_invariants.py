"""What must hold for every panel, whatever is in it."""

import numpy as np
import pytest
from forecast_company import company
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.forecasting.forecast import forecast_months
from orchestration.science.forecasting.models import forecast_by_model
from orchestration.science.forecasting.panel import Panel
from orchestration.science.forecasting.seasonality import estimated_seasons

RUNS = settings(derandomize=True, deadline=None, max_examples=5)
SEEDS = st.integers(0, 2**32 - 1)
HORIZON = 4


def five(months):
    panel = Panel.from_months(months)
    segments = np.zeros(len(panel.lengths), dtype=np.int64)
    return forecast_by_model(panel, HORIZON, estimated_seasons(panel, segments))


def same(one, other, factor=1.0):
    return np.allclose(factor * one, other, rtol=1e-6, atol=1e-9 * factor, equal_nan=True)


def odd_panel(seed):
    """Twenty ordinary series and ten made of anything: zeros, holes, losses, three months."""
    chance = np.random.default_rng(seed)
    wild = chance.normal(0, 1, (10, 60)) * 10.0 ** chance.integers(-3, 7, (10, 1))
    wild *= chance.random((10, 60)) < chance.random((10, 1))
    wild[chance.random((10, 60)) < 0.3 * chance.random((10, 1))] = np.nan
    for row in wild[:5]:
        row[: chance.integers(0, 60)] = np.nan
    return np.concatenate([company(20, seed=seed % 1000, months=60).months, wild])


@RUNS
@given(SEEDS)
def test_numbers_are_finite_or_refused_and_ranges_nested(seed):
    forecast = forecast_months(odd_panel(seed), HORIZON)
    rows = ~forecast.refused
    assert np.isfinite(forecast.point[rows]).all()
    assert np.isnan(forecast.point[~rows]).all()
    (low80, low95), (high80, high95) = forecast.lower[:, rows], forecast.upper[:, rows]
    there = ~np.isnan(low95)
    point = forecast.point[rows]
    for smaller, larger in ((low95, low80), (low80, point), (point, high80), (high80, high95)):
        assert (smaller[there] <= larger[there] + 1e-9 * np.abs(larger[there])).all()


@RUNS
@given(SEEDS, st.sampled_from([1e-3, 0.5, 7.0, 100.0]))
def test_another_unit_gives_the_same_forecast_in_it(seed, factor):
    months = odd_panel(seed)
    one, other = forecast_months(months, HORIZON), forecast_months(factor * months, HORIZON)
    assert (one.kind == other.kind).all()
    assert (one.champion == other.champion).all()
    assert same(one.point, other.point, factor)
    assert same(one.lower, other.lower, factor)
    assert same(one.upper, other.upper, factor)
    assert same(one.weights, other.weights)


@RUNS
@given(SEEDS)
def test_the_order_of_series_does_not_matter(seed):
    months = odd_panel(seed)
    order = np.random.default_rng(seed).permutation(len(months))
    one, other = forecast_months(months, HORIZON), forecast_months(months[order], HORIZON)
    assert (one.kind[order] == other.kind).all()
    assert same(one.point[order], other.point)
    assert same(one.upper[:, order], other.upper)


@RUNS
@given(SEEDS)
def test_the_same_panel_gives_the_same_forecast(seed):
    months = odd_panel(seed)
    one, other = forecast_months(months, HORIZON), forecast_months(months.copy(), HORIZON)
    assert np.array_equal(one.point, other.point, equal_nan=True)
    assert np.array_equal(one.lower, other.lower, equal_nan=True)


@RUNS
@given(SEEDS, st.sampled_from([-400.0, 1000.0, 25_000.0]))
def test_more_of_everything_is_that_much_more(seed, shift):
    """Series with losses before and after the shift are read additively, so all models follow."""
    chance = np.random.default_rng(seed)
    months = np.cumsum(chance.normal(0, 30, (6, 60)), axis=1) - 50_000
    one, other = five(months), five(months + shift)
    assert other - shift == pytest.approx(one, abs=1e-5 * np.abs(months).max())


@RUNS
@given(SEEDS)
def test_months_before_the_first_do_not_matter(seed):
    months = company(15, seed=seed % 1000, months=60).months
    wider = np.concatenate([np.full((15, 24), np.nan), months], axis=1)
    assert same(forecast_months(months, HORIZON).point, forecast_months(wider, HORIZON).point)


@RUNS
@given(SEEDS)
def test_losses_are_forecast_as_mirrored_gains(seed):
    """Of series that were below zero once: seasons are additive, nothing is cut."""
    months = np.random.default_rng(seed).normal(0, 5, (8, 60))
    assert same(five(-months), -five(months))
