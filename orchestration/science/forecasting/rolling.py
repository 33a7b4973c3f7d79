"""The rolling back-test: what would have been forecast then, and what came.

Origins lie H + STEP f months before the end, f = 0, 1, ...; H is the horizon, so that every
forecast of every fold has met its month. At each origin everything is estimated again from the
months before it: seasons and parameters here, weights, champions and ranges in `learning`. Actuals
are those of the panel that is passed: pass what was known then where restatements matter.

The newest `SCORED_FOLDS` are what is published; the `WARM_UP_FOLDS` before them only teach the
first scored fold its weights and ranges. An error is known at an origin when its month lies before
it, which `known_at` says, so no fold learns from a month that it has to forecast.

Young twins. Short series have few folds or none, and their forecasts are worse than those of long
ones. What they would have been is learned from long series of the same panel, forecast as if they
had begun `history` months before each origin, with the seasons that a series of that age would
borrow from its segment. At most `TWINS` of them, evenly spread over the rows.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.accuracy import scales
from orchestration.science.forecasting.intervals import recent_scale
from orchestration.science.forecasting.models import Model, forecast_by_model
from orchestration.science.forecasting.panel import SEASON, Flags, Floats, Ints, Panel
from orchestration.science.forecasting.seasonality import estimated_seasons

STEP = 6
SCORED_FOLDS = 3
WARM_UP_FOLDS = 3
TWINS = 300
GRAIN = 1e-9


@dataclass(frozen=True)
class Rolling:
    """Everything the folds said and saw, newest fold first.

    `forecasts` (folds, models, series, horizon); `actual` and `scored` (folds, series, horizon);
    `scale`, `squared_scale`, `range_scale` (`recent_scale`), `grain` (a billionth of the largest
    value) and `lengths` of the training months (folds, series); `offsets` (folds,) months from the
    origin to the end.
    """

    forecasts: Floats
    actual: Floats
    scored: Flags
    scale: Floats
    squared_scale: Floats
    range_scale: Floats
    grain: Floats
    lengths: Ints
    offsets: Ints

    @property
    def errors(self) -> Floats:
        """Errors of every model, (folds, models, series, horizon)."""
        return np.stack([self.missed(one) for one in self.forecasts.swapaxes(0, 1)], axis=1)

    def missed(self, forecast: Floats) -> Floats:
        """Forecast - actual, (folds, series, horizon); zero where nothing is scored.

        What floating point leaves of a perfect forecast is zero too: relative errors, which
        decide weights and champions, must not be made of it.
        """
        error = np.where(self.scored, forecast - self.actual, 0.0)
        return np.where(np.abs(error) <= self.grain[:, :, None], 0.0, error)

    def known_at(self, months_before_end: int) -> Flags:
        """Which cells had been seen by then, (folds, series, horizon)."""
        ahead = np.arange(1, self.scored.shape[2] + 1)
        return self.scored & (self.offsets[:, None] - ahead >= months_before_end)[:, None, :]

    def months_for(self, folds: int) -> int:
        """Months that a series needs at an origin to have that many folds before it."""
        return SEASON + int(self.scored.shape[2]) + STEP * (folds - 1)

    @property
    def had_a_past(self) -> Flags:
        """Which folds had some error to learn from at their origin, (folds,)."""
        return np.array([self.known_at(int(offset)).any() for offset in self.offsets])


def rolling_forecasts(panel: Panel, horizon: int, segments: Ints) -> Rolling:
    """Forecast every fold from all the months before it; a series takes part with a year of them.

    Raises ValueError where the horizon is not positive.
    """
    return _rolled(panel, horizon, segments, np.arange(len(panel.lengths)), None)


def rolling_twins(panel: Panel, horizon: int, segments: Ints, history: int) -> Rolling:
    """Forecast every fold from the last `history` months, of series that have more than those."""
    shortest = horizon + history
    able = np.flatnonzero(panel.lengths > shortest)
    every = -(-len(able) // TWINS) or 1
    return _rolled(panel, horizon, segments, able[::every], history)


def _rolled(panel: Panel, horizon: int, segments: Ints, rows: Ints, history: int | None) -> Rolling:
    if horizon < 1:
        raise ValueError(f"horizon must be at least one month, got {horizon}")
    offsets = horizon + STEP * np.arange(SCORED_FOLDS + WARM_UP_FOLDS)
    shape = (len(offsets), len(rows), horizon)
    forecasts = np.zeros((len(offsets), len(Model), len(rows), horizon))
    actual, scored = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    scale, squared, ranged, grain = (np.zeros(shape[:2]) for _ in range(4))
    lengths = np.zeros(shape[:2], dtype=np.int64)
    for fold, offset in enumerate(int(offset) for offset in offsets):
        everyone = panel.until(offset)
        training = everyone.take(rows)
        enough = np.flatnonzero(training.lengths >= (history or SEASON))
        if not len(enough):
            continue
        some = training.take(enough)
        if history is None:
            seasons = estimated_seasons(everyone, segments).take(rows[enough])
        else:
            some = some.shortened(history)
            labels = np.concatenate([segments, segments[rows[enough]]])
            seasons = estimated_seasons(everyone.joined(some), labels).take(
                len(segments) + np.arange(len(enough))
            )
        lengths[fold, enough] = some.lengths
        forecasts[fold][:, enough] = forecast_by_model(some, horizon, seasons)
        scale[fold, enough], squared[fold, enough] = scales(some)
        ranged[fold, enough] = recent_scale(some)
        grain[fold, enough] = GRAIN * np.abs(some.values).max(axis=1)
        values, known = panel.take(rows[enough]).window(offset, horizon)
        actual[fold, enough], scored[fold, enough] = values, known
    return Rolling(forecasts, actual, scored, scale, squared, ranged, grain, lengths, offsets)
