"""What every calendar month adds or takes: index, shrinkage, and trend to show.

Index (classical decomposition; Hyndman & Athanasopoulos, Forecasting: Principles and Practice,
ch. 3.4): the trend is the centred twelve-month average, with half a month at both ends::

    trend_t = (y_{t-6}/2 + y_{t-5} + ... + y_{t+5} + y_{t+6}/2) / 12

Multiplicative series have detail y_t / trend_t, additive ones y_t - trend_t. The index of a
calendar month is the mean of its details, normalised to sum to 12 (or to 0). It needs every
calendar month once inside the trend, that is 24 months.

Shrinkage. A mean of k Januaries is noisy. Let s2 be the variance of the details within calendar
months (12 (k - 1) degrees of freedom) and S2 the variance of the twelve means. The index is drawn
towards a flat year by the James-Stein factor (Miller & Williams 2003, Int. J. Forecasting 19)::

    index = flat + max(0, 1 - (9 / 11) (s2 / k) / S2) (index - flat)

so a series without seasons loses its index without a test that flips. A series of at most
`SHORT_MONTHS` months is drawn towards its segment instead (empirical Bayes)::

    index = segment + tau2 / (tau2 + s2 / k) (index - segment)

tau2 being the variance of the longer members' own indices round their mean; without 24 months of
its own it takes the segment's, and without longer members the flat year. Segments are labels of
series that share a calendar; multiplicative and additive members are never mixed: additive ones
are not comparable in size, so they are pooled in units of their mean absolute value.

Multiplicative where every month is above zero, else additive: a share of nothing means nothing.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import SEASON, Flags, Floats, Ints, Panel

SHORT_MONTHS = 36
"""Up to here a series is short: its own seasons are hardly seen twice."""
LONGER_MEMBERS = 3
"""Members that a segment needs before it says anything about seasons."""


@dataclass(frozen=True)
class Seasons:
    """Indices by calendar month (series, 12), January first, and how they are to be read."""

    index: Floats
    multiplicative: Flags

    def take(self, rows: Ints) -> "Seasons":
        """Give the seasons of some series."""
        return Seasons(self.index[rows], self.multiplicative[rows])

    def over(self, phases: Ints, columns: Ints) -> Floats:
        """Index at columns counted from each series' first month, shape (series, columns)."""
        months = (phases[:, None] + columns) % SEASON
        return np.take_along_axis(self.index, months, axis=1)

    def removed(self, values: Floats, season: Floats) -> Floats:
        """Values without their season."""
        is_factor = self.multiplicative[:, None]
        return np.where(is_factor, values / np.where(is_factor, season, 1.0), values - season)

    def restored(self, values: Floats, season: Floats) -> Floats:
        """Values with their season."""
        return np.where(self.multiplicative[:, None], values * season, values + season)


def centred_average(panel: Panel) -> tuple[Floats, Flags]:
    """Centred twelve-month average and where it exists, shapes (series, months)."""
    count, width = panel.values.shape
    trend = np.zeros((count, width))
    half = SEASON // 2
    exists = np.zeros((count, width), dtype=np.bool_)
    if width > SEASON:
        inner = np.zeros((count, width - SEASON))
        for shift in range(SEASON + 1):
            weight = 0.5 if shift in (0, SEASON) else 1.0
            inner += weight / SEASON * panel.values[:, shift : shift + width - SEASON]
        trend[:, half : width - half] = inner
        columns = np.arange(width)
        exists = (columns >= half) & (columns < panel.lengths[:, None] - half)
    return np.where(exists, trend, 0.0), exists


def is_multiplicative(panel: Panel) -> Flags:
    """Whether every month of a series is above zero."""
    lowest = np.where(panel.inside, panel.values, np.inf).min(axis=1, initial=np.inf)
    return np.asarray((lowest > 0) & (panel.lengths > 0))


def seasonality_index(panel: Panel, factor: Flags) -> tuple[Floats, Flags, Floats]:
    """Unshrunk index by calendar month, whether it exists, and the variance of its means.

    `factor` says which series are read as multiplicative. Shapes (series, 12), (series,),
    (series,). The index is flat where it does not exist. A filled month is no evidence of a season
    and is left out of the means.
    """
    trend, exists = centred_average(panel)
    exists &= panel.observed
    detail = np.where(
        factor[:, None], panel.values / np.where(trend > 0, trend, 1.0), panel.values - trend
    )
    months = (panel.phases[:, None] + np.arange(panel.values.shape[1])) % SEASON
    sums, squares, counts = (np.zeros((len(factor), SEASON)) for _ in range(3))
    for month in range(SEASON):
        here = exists & (months == month)
        counts[:, month] = here.sum(axis=1)
        sums[:, month] = np.where(here, detail, 0.0).sum(axis=1)
        mean = sums[:, month] / np.maximum(counts[:, month], 1)
        squares[:, month] = np.where(here, (detail - mean[:, None]) ** 2, 0.0).sum(axis=1)
    known = (counts > 0).all(axis=1)
    means = sums / np.maximum(counts, 1)
    average = means.mean(axis=1, keepdims=True)
    known &= ~factor | (average[:, 0] > 0)
    normalised = np.where(
        factor[:, None], means / np.where(average > 0, average, 1.0), means - average
    )
    flat = factor.astype(np.float64)[:, None]
    freedom = counts.sum(axis=1) - SEASON
    within = squares.sum(axis=1) / np.maximum(freedom, 1)
    noise = within * (1 / np.maximum(counts, 1)).mean(axis=1)
    # One year of details says nothing of their spread: then all of it may be noise.
    noise = np.where(freedom >= SEASON // 2, noise, ((normalised - flat) ** 2).mean(axis=1))
    return np.where(known[:, None], normalised, flat), known, noise


def estimated_seasons(panel: Panel, segments: Ints) -> Seasons:
    """Shrunk indices of every series; `segments` labels the series that share a calendar."""
    factor = is_multiplicative(panel)
    index, known, noise = seasonality_index(panel, factor)
    size = np.abs(panel.values).sum(axis=1) / np.maximum(panel.lengths, 1)
    unit = np.where(factor, 1.0, size)[:, None]
    # A series of zeros has no size and so no season, whatever its segment does.
    divisor = np.where(unit > 0, unit, 1.0)
    own = (index - factor[:, None]) / divisor
    noise = noise / divisor[:, 0] ** 2
    spread = (own**2).sum(axis=1) / (SEASON - 1)
    keep = 1 - (SEASON - 3) / (SEASON - 1) * noise / np.where(spread > 0, spread, 1.0)
    shrunk = np.where(spread > 0, np.maximum(keep, 0.0), 0.0)[:, None] * own
    short = panel.lengths <= SHORT_MONTHS
    groups = segments * 2 + factor
    for group in np.unique(groups[short]):
        members = groups == group
        longer = members & known & ~short
        if longer.sum() < LONGER_MEMBERS:
            continue
        centre = own[longer].mean(axis=0)
        excess = own[longer].var(axis=0, ddof=1).mean() - noise[longer].mean()
        weight = np.where(
            known, np.maximum(excess, 0.0) / (np.maximum(excess, 0.0) + noise + 1e-12), 0
        )
        pooled = centre + weight[:, None] * (own - centre)
        shrunk = np.where((members & short)[:, None], pooled, shrunk)
    return Seasons(index=shrunk * unit + factor[:, None], multiplicative=factor)
