"""The five cheap models, each on every series of a panel at once.

1. **Seasonal naive**: the same month of the last year; with less than a year, the last month.
2. **Simple smoothing** of the deseasonalised series: a level without trend.
3. **Theta** (Assimakopoulos & Nikolopoulos 2000, winner of the M3 competition) of the
   deseasonalised series: the mean of the straight line through it and of the simple smoothing of
   2 y - line, which equals simple smoothing with half the line's slope as drift (Hyndman & Billah
   2003).
4. **Damped Holt** of the deseasonalised series.
5. **Damped Holt-Winters**, whose seasons learn.

Why these: on the monthly series of the M competitions their weighted mean is as good as automatic
selection among dozens of models, at a thousandth of the work, because their mistakes differ.

Deseasonalising takes the indices of `seasonality.estimated_seasons`; given those of a panel as it
was then, a model knows nothing later. Forecasts of series that were never below zero are
cut at zero. Every forecast is finite for every series of at least one month; the unit is the
series' own.
"""

from enum import IntEnum

import numpy as np

from orchestration.science.forecasting.holt_winters import Start, seasonally_smoothed
from orchestration.science.forecasting.panel import SEASON, Floats, Ints, Panel
from orchestration.science.forecasting.seasonality import Seasons
from orchestration.science.forecasting.smoothing import DAMPED, SIMPLE, Fit, grid, smoothed


class Model(IntEnum):
    """The models by their place in every array of forecasts."""

    SEASONAL_NAIVE = 0
    SIMPLE_SMOOTHING = 1
    THETA = 2
    DAMPED_HOLT = 3
    HOLT_WINTERS = 4


_NEAR_TREND = grid((0.6, 1.0, 1.5), (0.5, 1.0, 1.8), (-0.05, 0.0, 0.05))
_NEAR_SEASONS = grid((0.3, 0.7, 1.0), (0.0, 0.7), (0.0, 0.07, 0.15, 0.3))


def forecast_by_model(panel: Panel, horizon: int, seasons: Seasons) -> Floats:
    """Forecasts of every model, shape (5, series, horizon)."""
    count, width = panel.values.shape
    past = seasons.over(panel.phases, np.arange(width))
    ahead = seasons.over(panel.phases + panel.lengths, np.arange(horizon))
    plain = np.where(panel.inside, seasons.removed(panel.values, past), 0.0)
    trend = _damped_holt(plain, panel.lengths)
    first_year = seasons.over(panel.phases, np.arange(SEASON))
    forecasts = np.empty((len(Model), count, horizon))
    forecasts[Model.SEASONAL_NAIVE] = seasonal_naive(panel, horizon)
    forecasts[Model.SIMPLE_SMOOTHING] = seasons.restored(
        simply_smoothed(plain, panel.lengths).forecast(horizon), ahead
    )
    forecasts[Model.THETA] = seasons.restored(theta(plain, panel.lengths, horizon), ahead)
    forecasts[Model.DAMPED_HOLT] = seasons.restored(trend.forecast(horizon), ahead)
    forecasts[Model.HOLT_WINTERS] = seasonally_smoothed(
        panel.values,
        panel.lengths,
        Start(trend.level0, trend.slope0, first_year, seasons.multiplicative),
        _near_seasons(trend),
    ).forecast(horizon)
    positive = np.asarray(panel.values >= 0).all(axis=1, keepdims=True)
    return np.where(positive, np.maximum(forecasts, 0.0), forecasts)


def seasonal_naive(panel: Panel, horizon: int) -> Floats:
    """Repeat the last year, or the last month where there is no year; (series, horizon)."""
    back = np.where(panel.lengths >= SEASON, SEASON, 1)[:, None]
    columns = panel.lengths[:, None] - back + np.arange(horizon) % back
    return np.take_along_axis(panel.values, np.maximum(columns, 0), axis=1)


def simply_smoothed(values: Floats, lengths: Ints) -> Fit:
    """Smooth simply, with alpha between 0 and 1 to about a hundredth."""
    coarse = smoothed(values, lengths, SIMPLE)
    steps = np.linspace(-0.07, 0.07, 8)
    alpha = np.clip(coarse.alpha[:, None] + steps, 0.0, 1.0)
    zero = np.zeros_like(alpha)
    return smoothed(values, lengths, (alpha, zero, zero))


def theta(values: Floats, lengths: Ints, horizon: int) -> Floats:
    """Theta forecasts of series without seasons, shape (n, horizon)."""
    columns = np.arange(values.shape[1])
    inside = columns < lengths[:, None]
    count = np.maximum(lengths, 1)[:, None]
    middle = (count - 1) / 2
    mean = values.sum(axis=1, keepdims=True) / count
    across = np.where(inside, columns - middle, 0.0)
    square = (across**2).sum(axis=1, keepdims=True)
    slope = (across * values).sum(axis=1, keepdims=True) / np.where(square > 0, square, 1.0)
    line = mean + slope * (columns - middle)
    bent = np.where(inside, 2 * values - line, 0.0)
    ahead = mean + slope * (lengths[:, None] + np.arange(horizon) - middle)
    return np.asarray(0.5 * (ahead + simply_smoothed(bent, lengths).forecast(horizon)))


def _damped_holt(values: Floats, lengths: Ints) -> Fit:
    coarse = smoothed(values, lengths, DAMPED)
    alpha = np.clip(coarse.alpha[:, None] * _NEAR_TREND[0], 0.01, 1.0)
    beta = np.clip(coarse.beta[:, None] * _NEAR_TREND[1], 0.0, 1.0)
    phi = np.clip(coarse.phi[:, None] + _NEAR_TREND[2], 0.8, 0.95)
    return smoothed(values, lengths, (alpha, beta, phi))


def _near_seasons(trend: Fit) -> tuple[Floats, Floats, Floats, Floats]:
    alpha = np.clip(trend.alpha[:, None] * _NEAR_SEASONS[0], 0.01, 1.0)
    beta = trend.beta[:, None] * np.where(_NEAR_SEASONS[1] > 0, 1.0, 0.3)
    phi = np.broadcast_to(trend.phi[:, None], alpha.shape)
    gamma = np.broadcast_to(_NEAR_SEASONS[2], alpha.shape)
    return alpha, beta, phi, gamma
