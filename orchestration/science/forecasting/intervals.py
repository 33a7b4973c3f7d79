"""Ranges that hold what they promise: pooled conformal intervals.

Score of a past forecast: |forecast - actual| / scale of its series. The half-width for a horizon
is a quantile of the scores that all series of the panel had at that horizon, times the scale of
the series it is put round (split conformal prediction, Vovk et al. 2005; Lei et al. 2018). No
distribution is assumed, only that a new score is exchangeable with the old ones.

Finite samples. Scores of one series in several folds lean on each other, so the series is the unit
(Dunn, Wasserman & Ramdas 2022): with k series each has mass 1 / (k + 1), spread evenly over its
folds, and the last 1 / (k + 1) sits at infinity. The half-width is the smallest score with at least
`level` of the mass at or below it: at least nominal coverage for the next series. It is finite
from k = level / (1 - level) on: 4 series for 80 %, 19 for 95 %.

Origins. The next forecast is of the same series from a new origin, and what moves all series at
once moves all their scores: with one or two origins behind it a half-width has seen one or two
such shocks, however many series there are. On average over companies it still holds what it
promises; of one company it may not, and it says so (`Basis.FEW_ORIGINS`, set in `ranges`).
Counting 1 / ((1 - r) / k + r / origins) series instead of k, r the correlation of scores within
an origin (the design effect, Kish 1965), was tried: over generated companies that win customers
for years ranges then held 83 % instead of 80 %, at a worse interval score.

With fewer series the half-width is parametric and says so (`Basis.FEW_SERIES`): the root mean
square score times the Student quantile of k degrees of freedom and sqrt(1 + 1 / k), which is wide.
Without any score there is no interval (`Basis.NONE`): half-widths are nan.

Half-widths do not shrink with the horizon: where a later month came out narrower, which is the
accident of a sample, it is averaged with its neighbours (isotonic regression over the months). A
running maximum would keep the guarantee of every month, and was tried: over 200 series it covers
82-83 % where 80 % is promised. A wider level is never narrower, so intervals are nested; isotonic
regression keeps that order.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from scipy import optimize, stats

from orchestration.science.forecasting.accuracy import difference_lag
from orchestration.science.forecasting.panel import Flags, Floats, Panel

LEVELS = (0.80, 0.95)
HALF_LIFE = 24
"""Months; 12 and 36 held 83 % and 79 % of the year ahead of growing series, this 81 %."""


class Basis(IntEnum):
    """What a half-width rests on."""

    POOLED = 0
    FEW_ORIGINS = 1
    FEW_SERIES = 2
    NONE = 3


@dataclass(frozen=True)
class HalfWidths:
    """In units of a series' scale, (levels, horizon), with the basis of each."""

    scores: Floats
    basis: np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def recent_scale(panel: Panel) -> Floats:
    """Mean absolute difference as in `scales`, of which the newest months count most.

    The smoothed mean absolute deviation of Brown (1959, Statistical Forecasting for Inventory
    Control): a month `HALF_LIFE` months ago counts half. A plain mean over all training months
    is that of a company half as old, too small where it grows.
    """
    lag = difference_lag(panel)[:, None]
    columns = np.arange(panel.values.shape[1])
    earlier = np.maximum(columns - lag, 0)
    seen = panel.observed & np.take_along_axis(panel.observed, earlier, axis=1) & (columns >= lag)
    age = np.maximum(panel.lengths[:, None] - 1 - columns, 0)
    weight = np.where(seen, 0.5 ** (age / HALF_LIFE), 0.0)
    difference = np.abs(panel.values - np.take_along_axis(panel.values, earlier, axis=1))
    total = weight.sum(axis=1)
    return np.asarray((weight * difference).sum(axis=1) / np.where(total > 0, total, 1.0))


def interval_scale(panel: Panel, absolute: Floats) -> Floats:
    """Scale for ranges: the one given; a flat series borrows the panel's typical one.

    Typical is the median of scale over mean absolute value, so a flat series gets a range in
    proportion to its size. Only a series of zeros, or a panel of flat ones, keeps a scale of zero.
    """
    size = np.abs(panel.values).sum(axis=1) / np.maximum(panel.lengths, 1)
    moving = (absolute > 0) & (size > 0)
    typical = np.median(absolute[moving] / size[moving]) if moving.any() else 0.0
    return np.where(absolute > 0, absolute, typical * size)


def calibrated(
    errors: Floats, scored: Flags, scale: Floats, levels: tuple[float, ...] = LEVELS
) -> HalfWidths:
    """Half-widths by level and horizon from errors (folds, series, horizon).

    `scale` is (folds, series); cells of series without a scale do not count. Raises ValueError on
    a level outside (0, 1) or levels that do not rise.
    """
    if any(not 0 < level < 1 for level in levels) or list(levels) != sorted(levels):
        raise ValueError(f"levels must rise between 0 and 1, got {levels}")
    usable = scored & (scale > 0)[:, :, None]
    scores = np.where(usable, np.abs(errors) / np.where(scale > 0, scale, 1.0)[:, :, None], 0.0)
    horizon = errors.shape[2]
    widths = np.empty((len(levels), horizon))
    basis = np.empty((len(levels), horizon), dtype=np.int64)
    for month in range(horizon):
        for place, level in enumerate(levels):
            width, kind = _half_width(scores[:, :, month], usable[:, :, month], level)
            widths[place, month], basis[place, month] = width, kind
    for place in range(len(levels)):
        there = basis[place] != Basis.NONE
        if there.any():
            widths[place, there] = optimize.isotonic_regression(widths[place, there]).x
    # Only where one level is pooled and a wider one Student's could they have crossed.
    return HalfWidths(np.maximum.accumulate(widths, axis=0), basis)


def _half_width(scores: Floats, usable: Flags, level: float) -> tuple[float, Basis]:
    per_series = usable.sum(axis=0)
    count = int((per_series > 0).sum())
    if count == 0:
        return float("nan"), Basis.NONE
    mass = (usable / np.maximum(per_series, 1))[usable]
    values = scores[usable]
    # The tolerance keeps k = 19 on the finite side of 95 %.
    if count + 1e-9 < level * (count + 1):
        mean_square = float((mass * values**2).sum() / count)
        student = float(stats.t.ppf((1 + level) / 2, df=count))
        return student * (mean_square * (1 + 1 / count)) ** 0.5, Basis.FEW_SERIES
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(mass[order]) / (count + 1)
    place = min(int(np.searchsorted(reached, level - 1e-9)), len(order) - 1)
    return float(values[order[place]]), Basis.POOLED


def bounds(
    point: Floats, scale: Floats, half_widths: Floats, never_negative: Flags
) -> tuple[Floats, Floats]:
    """Lower and upper bound (series, horizon) round points; cut at zero where asked.

    `half_widths` is one level's row of `HalfWidths.scores`.
    """
    reach = scale[:, None] * half_widths
    lower, upper = point - reach, point + reach
    return np.where(never_negative[:, None], np.maximum(lower, 0.0), lower), upper
