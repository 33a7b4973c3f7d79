"""How good forecasts were, by METRICS: never a percentage of an actual that may be zero.

Errors are e = forecast - actual: positive means too much was promised. Over the scored cells::

    MAE      mean |e|
    WAPE     sum |e| / sum |y|                        null where sum |y| = 0
    bias     sum e / sum |y|                          null where sum |y| = 0
    MASE     mean of |e| / scale                      Hyndman & Koehler 2006
    RMSSE    root of the mean of e^2 / squared scale
    coverage share of y inside [lower, upper], bounds included
    width    mean of upper - lower; scaled_width the same over the series' scale
    pinball  mean of max(q (y - f), (q - 1) (y - f)) for the bound f of quantile q

`scale` is the mean absolute (for RMSSE squared) twelve-month difference inside the training
months; with less than two years of them the one-month difference, as a scale of one or two
differences is an accident. A flat training series has none: MASE and RMSSE leave it out, and are
null where nothing is left.

Null is nan here and null in the warehouse; a metric is also null where nothing was scored.
Arrays are (..., series, horizon); the metrics by horizon sum over all other axes. MAE and width are
in the unit of the series and so only mean something for series of one unit.
"""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.science.forecasting.panel import SEASON, Flags, Floats, Ints, Panel


@dataclass(frozen=True)
class Cells:
    """What forecasts are held against: actuals, which of them count, and the series' scales.

    `actual` and `scored` are (..., series, horizon), the scales (..., series) as of `scales`.
    """

    actual: Floats
    scored: Flags
    scale: Floats
    squared_scale: Floats

    def within(self, chosen: Flags) -> "Cells":
        """Count only the chosen cells."""
        return Cells(self.actual, self.scored & chosen, self.scale, self.squared_scale)


@dataclass(frozen=True)
class Accuracy:
    """Metrics of points; every field has one number per horizon, or one for all of them."""

    scored: Floats
    mae: Floats
    wape: Floats
    bias: Floats
    mase: Floats
    rmsse: Floats


@dataclass(frozen=True)
class IntervalAccuracy:
    """Metrics of one interval."""

    scored: Floats
    coverage: Floats
    width: Floats
    scaled_width: Floats
    pinball: Floats


def difference_lag(panel: Panel) -> Ints:
    """How many months back the seasonal naive of a scale looks, per series."""
    return np.where(panel.lengths >= 2 * SEASON, SEASON, 1)


def scales(panel: Panel) -> tuple[Floats, Floats]:
    """Mean absolute and mean squared difference of the seasonal naive inside a panel, per series.

    Zero for a flat series and for one of less than two months.
    """
    lag = difference_lag(panel)
    absolute, squared = np.zeros(len(lag)), np.zeros(len(lag))
    for months in (SEASON, 1):
        rows = lag == months
        now, before = panel.values[rows, months:], panel.values[rows, :-months]
        here = panel.observed[rows, months:] & panel.observed[rows, :-months]
        difference = np.where(here, now - before, 0.0)
        count = np.maximum(here.sum(axis=1), 1)
        absolute[rows] = np.abs(difference).sum(axis=1) / count
        squared[rows] = (difference**2).sum(axis=1) / count
    return absolute, squared


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below != 0, above / below, np.nan)


def _summed(cells: Floats | Flags, by_horizon: bool) -> Floats:
    axes = tuple(range(cells.ndim - 1)) if by_horizon else tuple(range(cells.ndim))
    return np.asarray(cells.sum(axis=axes), dtype=np.float64)


def point_accuracy(forecast: Floats, cells: Cells, by_horizon: bool = False) -> Accuracy:
    """Score points over the scored cells, by horizon or over all of them."""
    scored = cells.scored
    error = np.where(scored, forecast - cells.actual, 0.0)
    weight = np.where(scored, np.abs(cells.actual), 0.0)
    absolute, squared = (
        np.broadcast_to(one[..., None], error.shape) for one in (cells.scale, cells.squared_scale)
    )
    sized = scored & (absolute > 0)
    count = _summed(scored, by_horizon)
    total = _summed(weight, by_horizon)
    in_scales = np.where(sized, np.abs(error) / np.where(sized, absolute, 1.0), 0.0)
    in_squares = np.where(sized, error**2 / np.where(sized, squared, 1.0), 0.0)
    sized_count = _summed(sized, by_horizon)
    return Accuracy(
        scored=count,
        mae=_ratio(_summed(np.abs(error), by_horizon), count),
        wape=_ratio(_summed(np.abs(error), by_horizon), total),
        bias=_ratio(_summed(error, by_horizon), total),
        mase=_ratio(_summed(in_scales, by_horizon), sized_count),
        rmsse=np.sqrt(_ratio(_summed(in_squares, by_horizon), sized_count)),
    )


def interval_accuracy(
    lower: Floats, upper: Floats, cells: Cells, level: float, by_horizon: bool = False
) -> IntervalAccuracy:
    """Score the interval that claims to hold `level` of the actuals."""
    actual, scored, scale = cells.actual, cells.scored, cells.scale
    count = _summed(scored, by_horizon)
    inside = scored & (lower <= actual) & (actual <= upper)
    width = np.where(scored, upper - lower, 0.0)
    unit = np.broadcast_to(scale[..., None], width.shape)
    sized = scored & (unit > 0)
    loss = np.zeros_like(width)
    for bound, quantile in ((lower, (1 - level) / 2), (upper, (1 + level) / 2)):
        above = actual - bound
        loss += np.where(scored, np.maximum(quantile * above, (quantile - 1) * above), 0.0) / 2
    return IntervalAccuracy(
        scored=count,
        coverage=_ratio(_summed(inside, by_horizon), count),
        width=_ratio(_summed(width, by_horizon), count),
        scaled_width=_ratio(
            _summed(np.where(sized, width / np.where(sized, unit, 1.0), 0.0), by_horizon),
            _summed(sized, by_horizon),
        ),
        pinball=_ratio(_summed(loss, by_horizon), count),
    )


def as_rows(accuracy: Accuracy | IntervalAccuracy) -> dict[str, list[float | None]]:
    """Give the metrics as plain numbers by name, nan as None: what a table takes."""
    return {
        field.name: [
            None if np.isnan(number) else float(number)
            for number in np.atleast_1d(getattr(accuracy, field.name))
        ]
        for field in fields(accuracy)
    }
