"""Ranges hold what they promise, in finite samples too, and say so where they cannot."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.forecasting.intervals import (
    Basis,
    bounds,
    calibrated,
    interval_scale,
)
from orchestration.science.forecasting.panel import Panel

RUNS = settings(derandomize=True, deadline=None, max_examples=60)


def scores(errors, levels=(0.8, 0.95), scored=None):
    """Half-widths of errors (folds, series) at one horizon, every scale being 1."""
    errors = np.asarray(errors, dtype=float)[:, :, None]
    known = np.ones(errors.shape, dtype=bool) if scored is None else scored[:, :, None]
    return calibrated(errors, known, np.ones(errors.shape[:2]), levels)


def test_the_quantile_counts_the_series_to_come():
    """Of 9 series, 80 % of ten equally likely places: the eighth smallest score."""
    widths = scores([[3, -1, 2, 9, 5, -8, 7, 4, -6]])
    assert widths.scores[0, 0] == 8
    assert widths.basis[:, 0].tolist() == [Basis.POOLED, Basis.FEW_SERIES]


@pytest.mark.parametrize(
    ("series", "level", "basis"),
    [
        pytest.param(4, 0.80, Basis.POOLED, id="four are just enough for 80 %"),
        pytest.param(3, 0.80, Basis.FEW_SERIES, id="three are not"),
        pytest.param(19, 0.95, Basis.POOLED, id="nineteen are just enough for 95 %"),
        pytest.param(18, 0.95, Basis.FEW_SERIES, id="eighteen are not"),
    ],
)
def test_how_many_series_a_level_needs(series, level, basis):
    widths = scores([range(1, series + 1)], (level,))
    assert widths.basis[0, 0] == basis
    if basis == Basis.POOLED:
        assert widths.scores[0, 0] == series
    else:
        assert widths.scores[0, 0] > series


def test_few_series_get_students_range():
    """Two series with scores 3 and 4: root mean square 3.5355, t(2) at 90 % 1.8856, sqrt(1.5)."""
    widths = scores([[3, -4]], (0.8,))
    assert widths.scores[0, 0] == pytest.approx(3.5355339 * 1.8856181 * 1.2247449)


def test_no_score_is_no_range():
    widths = scores([[3, -4]], scored=np.zeros((1, 2), dtype=bool))
    assert np.isnan(widths.scores).all()
    assert (widths.basis == Basis.NONE).all()


def test_the_series_is_the_unit_not_its_folds():
    """One wild series with many folds is one voice among twenty, not twenty among forty."""
    errors = np.zeros((20, 20))
    errors[0] = range(20)
    errors[1:, 19] = 100.0
    known = np.zeros((20, 20), dtype=bool)
    known[0], known[:, 19] = True, True
    assert scores(errors, (0.8,), known).scores[0, 0] == 16


def test_coverage_is_at_least_nominal_for_the_next_series():
    """2,000 panels of 25 skewed series with three folds that lean on each other."""
    chance = np.random.default_rng(1)
    inside = np.zeros(2)
    for _ in range(2000):
        size = chance.lognormal(0, 0.7, 26)
        errors = size * chance.standard_t(4, (3, 26))
        widths = scores(errors[:, :25])
        inside += np.abs(errors[0, 25]) <= widths.scores[:, 0]
    share = inside / 2000
    assert 0.79 <= share[0] <= 0.85
    assert 0.95 <= share[1] <= 0.995


def test_few_series_err_on_the_wide_side():
    chance = np.random.default_rng(2)
    inside = 0
    for _ in range(2000):
        errors = chance.normal(0, 1, (3, 6))
        inside += abs(errors[0, 5]) <= scores(errors[:, :5], (0.95,)).scores[0, 0]
    assert inside / 2000 >= 0.95


@RUNS
@given(st.integers(1, 40), st.integers(1, 4), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_ranges_are_nested_ordered_and_never_shrink(series, folds, horizon, seed):
    chance = np.random.default_rng(seed)
    errors = chance.standard_cauchy((folds, series, horizon))
    known = chance.random(errors.shape) < 0.8
    scale = chance.lognormal(0, 1, (folds, series)) * (chance.random((folds, series)) < 0.9)
    levels = (0.5, 0.8, 0.95)
    widths = calibrated(errors, known, scale, levels)
    point, unit = chance.normal(0, 1, (series, horizon)), np.ones(series)
    spans = [bounds(point, unit, row, np.zeros(series, dtype=bool)) for row in widths.scores]
    for lower, upper in spans:
        there = ~np.isnan(lower)
        assert (lower[there] <= point[there]).all()
        assert (point[there] <= upper[there]).all()
    for (low, high), (wider_low, wider_high) in pairwise(spans):
        there = ~np.isnan(low)
        assert (wider_low[there] <= low[there]).all()
        assert (wider_high[there] >= high[there]).all()
    for row in widths.scores:
        assert (np.diff(row[~np.isnan(row)]) >= 0).all()


def test_a_flat_series_borrows_a_scale_in_proportion_to_its_size():
    moving = [[*range(1, 41)], [*range(3, 123, 3)]]
    panel = Panel.from_months([*moving, [50.0] * 40, [0.0] * 40])
    scale = interval_scale(panel, np.array([12.0, 36.0, 0.0, 0.0]))
    assert scale.tolist() == [12.0, 36.0, pytest.approx(50 * 12 / 20.5), 0.0]


@pytest.mark.parametrize("levels", [(0.95, 0.8), (0.0, 0.8), (0.8, 1.0)])
def test_levels_that_make_no_sense_are_refused(levels):
    with pytest.raises(ValueError, match="levels must rise"):
        scores([[1.0]], levels)
