"""The seasonality index as METRICS defines it, its shrinkage, and the parts that are shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textbook_series import AIRLINE

from orchestration.science.forecasting.decomposition import decomposed
from orchestration.science.forecasting.panel import Panel
from orchestration.science.forecasting.seasonality import estimated_seasons, seasonality_index

CALENDAR = np.array([0.5, 0.7, 0.9, 1.0, 1.1, 1.3, 1.4, 1.2, 1.0, 0.9, 0.8, 1.2])
FLAT = np.zeros(64, dtype=np.int64)


def test_a_calendar_is_found_exactly():
    """A level times a calendar that sums to 12, beginning in April."""
    months = 200 * np.tile(np.roll(CALENDAR, -3), 4)
    shown = decomposed(Panel.from_months([months], first_month=4))
    assert shown.index[0] == pytest.approx(CALENDAR)
    assert shown.index[0].sum() == pytest.approx(12)
    inner = slice(6, 42)
    assert shown.trend[0, inner] == pytest.approx([200.0] * 36)
    assert shown.rest[0, inner] == pytest.approx([0.0] * 36, abs=1e-9)
    assert np.isnan(shown.trend[0, :6]).all()
    assert np.isnan(shown.rest[0, 42:]).all()


def test_the_airline_index_is_rs():
    """R 4: decompose(AirPassengers, "multiplicative")$figure, as printed to seven places."""
    figure = [0.9102304, 0.8836253, 1.0073663, 0.9759060, 0.9813780, 1.1127758, 1.2265555, 1.2199110, 1.0604919, 0.9217572, 0.8011781, 0.8988244]  # fmt: skip
    assert decomposed(Panel.from_months([AIRLINE])).index[0] == pytest.approx(figure, abs=1e-6)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_the_parts_add_up_to_the_actual(seed):
    chance = np.random.default_rng(seed)
    months = chance.normal(chance.choice([0, 3]), 1, (3, 48)) * 100
    months[1, :20] = np.nan
    months[2, chance.integers(13, 47)] = np.nan
    panel = Panel.from_months(months, first_month=int(chance.integers(1, 13)))
    shown = decomposed(panel)
    there = ~np.isnan(shown.rest)
    assert (there <= panel.observed).all()
    total = shown.trend + shown.season + shown.rest
    assert total[there] == pytest.approx(panel.values[there])


def test_less_than_two_years_have_no_index():
    assert np.isnan(decomposed(Panel.from_months([np.arange(1.0, 24)])).index).all()
    assert not np.isnan(decomposed(Panel.from_months([np.arange(1.0, 25)])).index).any()


def test_a_trend_below_zero_has_no_ratio_but_parts():
    shown = decomposed(Panel.from_months([np.tile(CALENDAR, 4) - 5]))
    assert np.isnan(shown.index).all()
    assert shown.season[0, 6:42] == pytest.approx((np.tile(CALENDAR, 4) - 1)[6:42])


def test_a_month_of_nothing_leaves_no_multiple_but_an_amount():
    """A trend that is above zero all the same, which alone would make of 12 sales a multiple."""
    year = np.array([0.0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0])
    shown = decomposed(Panel.from_months([np.tile(year, 4), np.tile(year + 0.1, 4)]))
    assert np.isnan(shown.index[0]).all()
    assert shown.added[0] == pytest.approx(year - 1)
    assert shown.index[1].sum() == pytest.approx(12)
    assert np.isnan(shown.added[1]).all()


def test_noise_without_seasons_loses_its_index():
    chance = np.random.default_rng(6)
    panel = Panel.from_months(np.exp(chance.normal(5, 0.2, (64, 60))))
    raw, known, _ = seasonality_index(panel, np.ones(64, dtype=bool))
    shrunk = estimated_seasons(panel, FLAT).index
    assert known.all()
    assert np.abs(shrunk - 1).mean() < 0.4 * np.abs(raw - 1).mean()


def test_clear_seasons_are_kept():
    chance = np.random.default_rng(7)
    panel = Panel.from_months(np.tile(CALENDAR, 5) * np.exp(chance.normal(5, 0.03, (64, 60))))
    assert np.abs(estimated_seasons(panel, FLAT).index - CALENDAR).max() < 0.06


def test_a_short_series_takes_the_calendar_of_its_segment():
    """Ten months of a newcomer in a segment of old ones, and of one in a segment without any."""
    chance = np.random.default_rng(8)
    old = np.tile(CALENDAR, 5) * np.exp(chance.normal(5, 0.03, (6, 60)))
    young = np.full((2, 60), np.nan)
    young[:, -10:] = 100.0
    panel = Panel.from_months(np.concatenate([old, young]))
    index = estimated_seasons(panel, np.array([3] * 7 + [9])).index
    assert np.abs(index[6] - CALENDAR).max() < 0.05
    assert index[7].tolist() == [1.0] * 12


def test_a_short_series_with_another_calendar_keeps_part_of_its_own():
    chance = np.random.default_rng(9)
    old = np.tile(CALENDAR, 5) * np.exp(chance.normal(0, 0.02, (8, 60)))
    own = np.full((1, 60), np.nan)
    own[0, -36:] = np.tile(CALENDAR[::-1], 3) * np.exp(chance.normal(0, 0.02, 36))
    mixed = old * np.exp(chance.normal(0, 0.3, (8, 12)))[:, np.arange(60) % 12]
    panel = Panel.from_months(np.concatenate([mixed, own]))
    index = estimated_seasons(panel, np.zeros(9, dtype=np.int64)).index[8]
    assert np.abs(index - CALENDAR[::-1]).mean() < 0.2 * np.abs(index - CALENDAR).mean()
