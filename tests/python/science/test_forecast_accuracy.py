"""Metrics worked by hand, and where each of them is null."""

import numpy as np
import pytest

from orchestration.science.forecasting.accuracy import (
    Cells,
    as_rows,
    interval_accuracy,
    point_accuracy,
    scales,
)
from orchestration.science.forecasting.panel import Panel

ACTUAL = np.array([[10.0, 20.0], [0.0, -10.0]])
FORECAST = np.array([[12.0, 16.0], [1.0, -10.0]])
ALL = np.ones((2, 2), dtype=bool)
SCALE = np.array([2.0, 0.5])


def cells(actual=ACTUAL, scored=ALL, scale=SCALE):
    return Cells(actual, scored, scale, scale**2)


def test_points_by_hand():
    """Errors 2, -4, 1, 0; sum of |y| is 40; scaled errors 1, 2, 2, 0."""
    said = as_rows(point_accuracy(FORECAST, cells()))
    assert said == {
        "scored": [4.0],
        "mae": [7 / 4],
        "wape": [7 / 40],
        "bias": [-1 / 40],
        "mase": [5 / 4],
        "rmsse": [pytest.approx(1.5)],
    }


def test_points_by_horizon():
    said = as_rows(point_accuracy(FORECAST, cells(), by_horizon=True))
    assert said["mae"] == [1.5, 2.0]
    assert said["wape"] == [3 / 10, 4 / 30]
    assert said["bias"] == [3 / 10, -4 / 30]
    assert said["mase"] == [1.5, 1.0]


def test_ranges_by_hand():
    """Bounds are inside; of 10 in [9, 10], 20 in [8, 19], 0 in [0, 2], -10 in [-9, 0] two are."""
    lower, upper = np.array([[9.0, 8.0], [0.0, -9.0]]), np.array([[10.0, 19.0], [2.0, 0.0]])
    said = as_rows(interval_accuracy(lower, upper, cells(), 0.8))
    assert said["coverage"] == [0.5]
    assert said["width"] == [(1 + 11 + 2 + 9) / 4]
    assert said["scaled_width"] == [(1 / 2 + 11 / 2 + 2 / 0.5 + 9 / 0.5) / 4]
    below = [0.1 * 1, 0.1 * 12, 0.0, 0.9 * 1]
    above = [0.0, 0.9 * 1, 0.1 * 2, 0.1 * 10]
    assert said["pinball"] == [pytest.approx((sum(below) + sum(above)) / 8)]


def test_nothing_scored_is_null():
    nothing = cells(scored=np.zeros((2, 2), dtype=bool))
    assert as_rows(point_accuracy(FORECAST, nothing)) == {
        "scored": [0.0], "mae": [None], "wape": [None], "bias": [None], "mase": [None], "rmsse": [None],
    }  # fmt: skip
    said = as_rows(interval_accuracy(FORECAST, FORECAST, nothing, 0.8))
    assert said.pop("scored") == [0.0]
    assert set(map(tuple, said.values())) == {(None,)}


def test_wape_and_bias_of_nothing_sold_are_null_and_mae_is_not():
    said = as_rows(point_accuracy(FORECAST, cells(actual=0 * ACTUAL)))
    assert said["wape"] == said["bias"] == [None]
    assert said["mae"] == [39 / 4]


def test_a_flat_training_series_has_no_mase():
    said = as_rows(point_accuracy(FORECAST, cells(scale=np.zeros(2))))
    assert said["mase"] == said["rmsse"] == [None]
    one_flat = as_rows(point_accuracy(FORECAST, cells(scale=np.array([2.0, 0.0]))))
    assert one_flat["mase"] == [1.5]


def test_scales_are_the_seasonal_naives_errors_in_training():
    """From two years on against the year before, else against the month before."""
    year = np.arange(12.0)
    long = np.concatenate([year, year + 3, year + 5])
    absolute, squared = scales(Panel.from_months([long, [np.nan] * 13 + [*range(0, 46, 2)]]))
    assert absolute.tolist() == [(12 * 3 + 12 * 2) / 24, 2.0]
    assert squared.tolist() == [(12 * 9 + 12 * 4) / 24, 4.0]


def test_a_filled_month_counts_in_no_scale():
    year = np.arange(12.0)
    months = np.concatenate([year, year + 3, year + 3])
    months[14] = np.nan
    absolute, _ = scales(Panel.from_months([months]))
    assert absolute[0] == pytest.approx(11 * 3 / 22)
