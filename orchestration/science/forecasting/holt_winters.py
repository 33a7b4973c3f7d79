"""Damped Holt-Winters: level, trend and seasons that all learn.

Recursion (Winters 1960; Gardner & McKenzie 1989; component form of Hyndman & Athanasopoulos,
ch. 8.3), with before = level + phi slope::

    multiplicative: forecast = before * season,   r = e / season,   s = e / before
    additive:       forecast = before + season,   r = e,            s = e
    level  <- before + alpha r
    slope  <- phi slope + alpha beta r
    season <- season + gamma s        (of this calendar month)

Starting states are those of the damped Holt fit of the deseasonalised series and its shrunk
seasonal indices, so gamma = 0 and the same parameters give that fit again: what is searched here
is whether seasons move, and how level and slope want to learn beside them.

A multiplicative `before` is held above a hundredth of the series' mean, and a season above 0.05:
a candidate that would leave the positive numbers gets large errors instead of infinite ones.

Shapes as in `smoothing`; seasons (n, 12) begin with the calendar month of column 0.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import SEASON, Flags, Floats, Ints

LOWEST_SEASON = 0.05
LOWEST_LEVEL = 0.01

Candidates = tuple[Floats, Floats, Floats, Floats]
"""alpha, beta, phi and gamma, each of shape (n or 1, C)."""


@dataclass(frozen=True)
class Start:
    """States before the first month, and which series are multiplicative."""

    level: Floats
    slope: Floats
    seasons: Floats
    multiplicative: Flags


@dataclass(frozen=True)
class SeasonalFit:
    """Best parameters and the states after the last month, one row per series.

    `seasons` (n, 12) begin with the month after the last.
    """

    alpha: Floats
    beta: Floats
    phi: Floats
    gamma: Floats
    level: Floats
    slope: Floats
    seasons: Floats
    squared_error: Floats
    multiplicative: Flags

    def forecast(self, horizon: int) -> Floats:
        """Forecasts 1 to `horizon` months after the end, shape (n, horizon)."""
        damping = np.cumsum(self.phi[:, None] ** np.arange(1, horizon + 1), axis=1)
        trend = self.level[:, None] + damping * self.slope[:, None]
        season = self.seasons[:, np.arange(horizon) % SEASON]
        return np.where(self.multiplicative[:, None], trend * season, trend + season)


def seasonally_smoothed(
    values: Floats, lengths: Ints, start: Start, candidates: Candidates
) -> SeasonalFit:
    """Best candidate of each series from given starting states; the first wins a tie."""
    count, width = len(values), candidates[0].shape[1]
    level, slope, squared = (
        np.zeros((count, width)),
        np.zeros((count, width)),
        np.zeros((count, width)),
    )
    state = np.zeros((count, SEASON, width))
    for is_factor in (True, False):
        rows = np.flatnonzero(start.multiplicative == is_factor)
        rows = rows[np.argsort(-lengths[rows], kind="stable")]
        if len(rows):
            level[rows], slope[rows], state[rows], squared[rows] = _run(
                values[rows],
                lengths[rows],
                (start.level[rows], start.slope[rows], start.seasons[rows]),
                tuple(one if len(one) == 1 else one[rows] for one in candidates),
                is_factor,
            )
    best = squared.argmin(axis=1)
    every = np.arange(count)
    alpha, beta, phi, gamma = (
        np.broadcast_to(one, (count, width))[every, best] for one in candidates
    )
    order = (lengths[:, None] + np.arange(SEASON)) % SEASON
    return SeasonalFit(
        alpha=alpha,
        beta=beta,
        phi=phi,
        gamma=gamma,
        level=level[every, best],
        slope=slope[every, best],
        seasons=np.take_along_axis(state[every, :, best], order, axis=1),
        squared_error=squared[every, best],
        multiplicative=start.multiplicative,
    )


def _run(
    values: Floats,
    lengths: Ints,
    start: tuple[Floats, Floats, Floats],
    candidates: tuple[Floats, ...],
    is_factor: bool,
) -> tuple[Floats, Floats, Floats, Floats]:
    """States after the end and squared errors of every candidate; longest series first."""
    alpha, beta, phi, gamma = candidates
    shape = (len(values), alpha.shape[1])
    level = np.repeat(start[0][:, None], shape[1], axis=1)
    slope = np.repeat(start[1][:, None], shape[1], axis=1)
    season = np.repeat(start[2][:, :, None], shape[1], axis=2).astype(np.float64)
    squared = np.zeros(shape)
    means = np.abs(values).sum(axis=1) / np.maximum(lengths, 1)
    floor = np.where(means > 0, means, 1.0)[:, None] * LOWEST_LEVEL
    for column in range(values.shape[1]):
        running = int(np.searchsorted(-lengths, -column, side="left"))
        if running == 0:
            break
        rows = slice(0, running)
        a, b, f, g = (one if len(one) == 1 else one[rows] for one in (alpha, beta, phi, gamma))
        month = column % SEASON
        ahead = f * slope[rows]
        before = level[rows] + ahead
        here = season[rows, month]
        if is_factor:
            before = np.maximum(before, floor[rows])
            error = values[rows, column, None] - before * here
            change = a * (error / here)
            season[rows, month] = np.maximum(here + g * (error / before), LOWEST_SEASON)
        else:
            error = values[rows, column, None] - before - here
            change = a * error
            season[rows, month] = here + g * error
        squared[rows] += error * error
        level[rows] = before + change
        slope[rows] = ahead + b * change
    return level, slope, season, squared
