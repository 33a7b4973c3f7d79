"""The pipeline forecast where the truth is known: right on average, whatever deals are like."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steady_pipeline import BIG_DEALS_LOSE, STALE_DEALS_STAY, STEADY, steady_pipeline

from orchestration.science.forecasting.pipeline import pipeline_forecast
from orchestration.science.forecasting.pipeline_backtest import came
from orchestration.science.forecasting.pipeline_open import (
    Deals,
    Snapshots,
    by_age_and_value,
    deal_hazards,
    open_forecast,
)
from orchestration.science.forecasting.pipeline_value import (
    band_ratios,
    value_band,
    value_edges,
)

HORIZON = 6
ORIGIN = 35
COMPANIES = 60
KINDS = {"steady": STEADY, "big deals lose": BIG_DEALS_LOSE, "stale deals stay": STALE_DEALS_STAY}


@pytest.fixture(scope="module", params=KINDS)
def companies(request):
    return [steady_pipeline(seed, KINDS[request.param]) for seed in range(COMPANIES)]


def test_both_parts_are_right_on_average(companies):
    """Within three standard errors of the mean of sixty companies, and within a tenth."""
    misses = {"open": [], "new": []}
    for deals, snapshots in companies:
        said = pipeline_forecast(deals, snapshots, ORIGIN, HORIZON)
        old, new = (money.sum() for money in came(deals, ORIGIN, HORIZON))
        misses["open"].append((said.open.expected_sum - old, old))
        misses["new"].append((said.new.expected_sum - new, new))
    for part, pairs in misses.items():
        miss, money = np.array(pairs).T
        error = miss.std(ddof=1) / len(miss) ** 0.5
        assert abs(miss.mean()) < 3 * error, part
        assert abs(miss.mean()) < 0.1 * money.mean(), part


def test_small_and_big_deals_are_each_won_as_often_as_expected():
    """A right sum of wrong chances would be wrong as soon as the mix of deals is another.

    The middle one of three bands holds both kinds, so some of what is said of the big is of the
    small; one rate for all would say 2.8 times what came of the big ones.
    """
    said, seen = np.zeros(2), np.zeros(2)
    for seed in range(20):
        deals, snapshots = steady_pipeline(seed, BIG_DEALS_LOSE)
        forecast = open_forecast(deals, snapshots, ORIGIN, HORIZON)
        amount = snapshots.amount[snapshots.month == ORIGIN]
        big = (amount > np.exp(8)).astype(int)
        won = deals.won[forecast.deal] & (deals.closed[forecast.deal] <= ORIGIN + HORIZON)
        said += np.bincount(big, forecast.probability.sum(axis=1), 2)
        seen += np.bincount(big, won, 2)
    assert said == pytest.approx(seen, rel=0.4)


def test_a_pipeline_of_big_deals_alone_promises_little():
    """The same past, and only big deals open: one rate for all would say 1.6 times what came."""
    said = seen = 0.0
    for seed in range(20):
        deals, snapshots = steady_pipeline(seed, BIG_DEALS_LOSE)
        left = snapshots.of((snapshots.month < ORIGIN) | (snapshots.amount > np.exp(8)))
        forecast = open_forecast(deals, left, ORIGIN, HORIZON)
        won = deals.closed[forecast.deal] <= ORIGIN + HORIZON
        said += forecast.expected.sum()
        seen += deals.won_amount[forecast.deal[won]].sum()
    assert said == pytest.approx(seen, rel=0.35)


def test_an_old_deal_is_worth_less_than_a_young_one_where_old_ones_are_forgotten():
    deals, _ = steady_pipeline(6, STALE_DEALS_STAY, a_month=60)
    chances = deal_hazards(deals, ORIGIN).won_ahead(np.array([1, 20]), HORIZON).sum(axis=1)
    assert chances[1] < 0.2 * chances[0]


def test_value_teaches_nothing_where_age_explains_all():
    """Every deal is won in its second month, whatever it is worth."""
    created = np.repeat(np.arange(24), 12)
    none = np.zeros(len(created), dtype=bool)
    deals = Deals(created, created + 1, ~none, none, np.ones(len(created)))
    amount = np.tile(np.arange(1.0, 13.0), 24)
    seen = Snapshots(created, np.arange(len(created)), 0 * created, amount, amount, created + 1)
    past, now = seen.of(seen.month < 23), seen.of(seen.month == 23)
    base = deal_hazards(deals, 23).won_ahead(np.zeros(12, dtype=int), 3)
    assert by_age_and_value(deals, past, now, 23, 3) == pytest.approx(base)


def test_bands_by_hand():
    amounts = np.array([10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, np.nan])
    edges = value_edges(amounts)
    assert edges.tolist() == [30.0, 50.0]
    assert value_band(amounts, edges).tolist() == [0, 0, 0, 1, 1, 2, 2, 3]
    assert value_band(np.array([0.0, 1e9]), edges).tolist() == [0, 2]


def test_bands_of_amounts_that_are_all_the_same_or_unknown():
    assert value_band(np.full(3, 5.0), value_edges(np.full(9, 5.0))).tolist() == [0, 0, 0]
    assert value_band(np.array([np.nan, 5.0]), value_edges(np.full(2, np.nan))).tolist() == [3, 0]


def test_band_ratios_by_hand():
    """Bands of twenty sightings at .5: sixteen and four ended, the others have no sightings."""
    band, expected = np.repeat([0, 1], 20), np.full(40, 0.5)
    ended = np.concatenate([np.arange(20) < 16, np.arange(20) < 4])
    strength = (10**2 + 10**2) / (6**2 + 6**2 - 20)
    assert band_ratios(band, ended, expected) == pytest.approx(
        [(16 + strength) / (10 + strength), (4 + strength) / (10 + strength), 1, 1]
    )


@settings(derandomize=True, deadline=None, max_examples=15)
@given(st.integers(0, 10**6), st.sampled_from(list(KINDS.values())), st.integers(12, 40))
def test_it_is_in_any_money_and_any_order_the_same(seed, chances, origin):
    deals, snapshots = steady_pipeline(seed, chances, a_month=6)
    one = pipeline_forecast(deals, snapshots, origin, HORIZON)
    # a power of two, so that money in it is as exact as before
    dear = pipeline_forecast(
        replace(deals, won_amount=8 * deals.won_amount),
        replace(snapshots, amount=8 * snapshots.amount),
        origin,
        HORIZON,
    )
    order = np.random.default_rng(seed).permutation(len(deals.created))
    place = np.argsort(order)
    rows = np.random.default_rng(seed).permutation(len(snapshots.month))
    shuffled = pipeline_forecast(
        Deals(*(column[order] for column in vars(deals).values())),
        Snapshots(**{**vars(snapshots), "deal": place[snapshots.deal]}).of(rows),
        origin,
        HORIZON,
    )
    for part in ("open", "new", "total"):
        expected = getattr(one, part).expected
        assert getattr(dear, part).expected == pytest.approx(8 * expected)
        assert getattr(shuffled, part).expected == pytest.approx(expected)
