"""Ranges of companies that grow: in today's size, for every month ahead, and honest about origins."""

import numpy as np
import pytest
from growing_company import growing_company
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.forecasting.backtest import reported
from orchestration.science.forecasting.forecast import forecast_months
from orchestration.science.forecasting.intervals import HALF_LIFE, LEVELS, Basis, recent_scale
from orchestration.science.forecasting.panel import Panel
from orchestration.science.forecasting.ranges import ranges_at

RUNS = settings(derandomize=True, deadline=None, max_examples=60)
HORIZON = 12


def by_hand(series):
    """The recent scale of one series, month by month."""
    lag = 12 if len(series) >= 24 else 1
    total = weights = 0.0
    for month in range(lag, len(series)):
        if not (np.isnan(series[month]) or np.isnan(series[month - lag])):
            weight = 2.0 ** (-(len(series) - 1 - month) / HALF_LIFE)
            total += weight * abs(series[month] - series[month - lag])
            weights += weight
    return total / weights if weights else 0.0


@RUNS
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
def test_the_scale_is_the_one_computed_by_hand(lengths, seed):
    chance = np.random.default_rng(seed)
    months = chance.normal(100, 30, (len(lengths), 60))
    months[:, 1:-1][chance.random((len(lengths), 58)) < 0.1] = np.nan
    for row, length in enumerate(lengths):
        months[row, : 60 - length] = np.nan
        months[row, 60 - length] = 50.0
    expected = [by_hand(row[60 - length :]) for row, length in zip(months, lengths, strict=True)]
    assert recent_scale(Panel.from_months(months)) == pytest.approx(expected, abs=1e-9)


def test_a_jump_two_years_later_counts_twice():
    jumps = [[100.0] * 36 + [160.0] * 12, [100.0] * 12 + [160.0] * 36]
    late, early = recent_scale(Panel.from_months(jumps))
    assert late == pytest.approx(2 * early)


def growing(seed, months, flat, pace, count=120):
    """Series on their own that stand still, then grow by about `pace` a month."""
    chance = np.random.default_rng(seed)
    time = np.arange(months)
    speed = pace * chance.uniform(0.5, 1.5, (count, 1))
    level = chance.normal(7, 1, (count, 1)) + speed * np.maximum(time - flat, 0)
    noise = chance.normal(0, 0.25, (count, months))
    return np.exp(level + noise + chance.normal(0, 0.15, (count, 12))[:, time % 12])


@pytest.fixture(scope="module", params=[(72, 36, 0.03), (96, 48, 0.02), (96, 0, 0.02)])
def of_growth(request):
    """Shares held by level, (ahead, back-test), over two panels that grow."""
    training, flat, pace = request.param
    inside, claimed, tested = (np.zeros(2) for _ in range(3))
    for seed in range(2):
        months = growing(seed, training + HORIZON, flat, pace)
        forecast = forecast_months(months[:, :-HORIZON], HORIZON)
        actual = months[:, -HORIZON:]
        inside += ((forecast.lower <= actual) & (actual <= forecast.upper)).sum(axis=(1, 2))
        claimed += (~np.isnan(forecast.lower)).sum(axis=(1, 2))
        ranges = reported(forecast.study, np.zeros(len(months), dtype=np.int64))[0].ranges
        tested += [float(ranges[level].coverage) / 2 for level in LEVELS]
    return inside / claimed, tested


def test_ranges_of_growing_series_hold_what_they_promise(of_growth):
    """With a plain mean over the training months they hold 75-77 % and 93 %."""
    ahead, _ = of_growth
    assert 0.78 <= ahead[0] <= 0.83
    assert 0.94 <= ahead[1] <= 0.965


def test_the_back_test_of_growing_series_says_so(of_growth):
    _, tested = of_growth
    assert 0.78 <= tested[0] <= 0.82
    assert 0.93 <= tested[1] <= 0.965


@pytest.fixture(scope="module")
def young():
    """Companies of three years, of which the fourth is kept back."""
    made = [growing_company(seed, 36 + HORIZON) for seed in range(10)]
    return [
        (
            forecast_months(one.months[:, :-HORIZON], HORIZON, 1, one.segments, one.sums),
            one.months[:, -HORIZON:],
        )
        for one in made
    ]


def test_young_companies_with_shared_shocks_are_held_on_average(young):
    shares = [
        ((said.lower <= actual) & (actual <= said.upper)).mean(axis=(1, 2))
        for said, actual in young
    ]
    assert 0.78 <= np.mean(shares, axis=0)[0] <= 0.87
    assert 0.94 <= np.mean(shares, axis=0)[1] <= 0.98
    # One company is one draw of what moves all of its series: no promise is made of it.
    assert np.ptp([share[0] for share in shares]) > 0.1


def test_every_month_ahead_is_judged_that_some_origin_had_met(young):
    """At two years of history one earlier origin has met all twelve months, another the first six."""
    for said, _ in young:
        lower, _, basis = ranges_at(said.study, HORIZON, said.study.folds[0])
        assert np.isfinite(lower).all()
        assert (basis == Basis.FEW_ORIGINS).all()
        ranges = reported(said.study, np.zeros(50, dtype=np.int64))[0].ranges_by_horizon[0.8]
        assert (ranges.scored > 0).all()


def test_how_many_origins_stand_behind_a_range_is_said(young):
    assert (young[0][0].basis == Basis.FEW_ORIGINS).all()
    old = growing_company(1, 72)
    forecast = forecast_months(old.months, HORIZON, 1, old.segments, old.sums)
    assert (forecast.basis == Basis.POOLED).all()
