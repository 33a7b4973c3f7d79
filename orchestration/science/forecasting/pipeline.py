"""The pipeline forecast: open deals, deals to come, and the run-rate, with ranges.

    pipeline = wins from open deals + wins from deals not yet created
    total    = (pipeline + run-rate) / 2

The pipeline part knows who is in it but leans on its hazards; the run-rate (mean money won in the
last twelve months) knows nothing and so cannot be fooled. Their mistakes differ, so their mean is
better than either on most companies; the back-test says whether it is on this one.

Ranges. A month's money is positive and skewed: a gamma distribution with the expected mean and
variance, whose quantiles are the bounds. The variances of the parts assume independent deals; real
ones share a quarter, a manager and a market. So standard deviations are multiplied by what past
origins showed::

    inflation = max(1, root mean square over origins of (came - expected) / standard deviation)

of the sum over the horizon, for the open part, the new part, the run-rate and the total, each on
its own. Fewer than `FEWEST_ORIGINS` origins with a whole horizon behind them at which the part
claimed a range: the inflation is not known, 2 is taken, and `Inflation.is_known` says so.

A gamma that varies ever more at the same mean piles up at zero, and its upper quantiles fall again:
beyond that variation (`widest_variation`) a larger inflation widens the lower end only.

A range can be its own point, at one end or both: where a part's standard deviation is zero (nothing
is open, nothing was ever won, or every month brought the same) nothing shows how far it may be off;
and where chances are so small that most of the distribution lies at zero, its upper quantile is
below the mean, and the bound is the mean.

The total's variance is that of its two halves, a quarter of the pipeline's plus a quarter of the
run-rate's own, both treated as moving together (the larger, safer sum of standard deviations).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import optimize, stats

from orchestration.science.forecasting.panel import Floats, Ints
from orchestration.science.forecasting.pipeline_new import new_forecast
from orchestration.science.forecasting.pipeline_open import Deals, Snapshots, open_forecast

RUN_RATE_MONTHS = 12
FEWEST_ORIGINS = 6
CAUTIOUS_INFLATION = 2.0


@dataclass(frozen=True)
class Part:
    """Money won by month ahead: mean and standard deviation, and those of the whole horizon."""

    expected: Floats
    deviation: Floats
    expected_sum: float
    deviation_of_sum: float

    def range(self, level: float, inflation: float = 1.0) -> tuple[Floats, Floats]:
        """Bounds by month ahead that hold `level`, from a gamma distribution."""
        return _gamma_bounds(self.expected, self.deviation, level, inflation)

    def range_of_sum(self, level: float, inflation: float = 1.0) -> tuple[float, float]:
        """Bounds of the horizon's sum."""
        low, high = _gamma_bounds(
            np.array([self.expected_sum]), np.array([self.deviation_of_sum]), level, inflation
        )
        return float(low[0]), float(high[0])


@dataclass(frozen=True)
class PipelineForecast:
    """The parts at one origin; `total` is the published one."""

    origin: int
    open: Part
    new: Part
    run_rate: Part
    total: Part


def monthly_wins(deals: Deals, origin: int, months: int) -> Floats:
    """Money won in each of the last `months` months up to the origin, oldest first."""
    won = deals.known(origin)[1]
    place = deals.closed - (origin - months + 1)
    inside = won & (place >= 0)
    return summed_by(place[inside], deals.won_amount[inside], months)


def summed_by(place: Ints, amount: Floats, size: int) -> Floats:
    """Sum amounts by place, 0 to `size` - 1."""
    return np.bincount(place, amount, size).astype(np.float64)


def pipeline_forecast(
    deals: Deals, snapshots: Snapshots, origin: int, horizon: int
) -> PipelineForecast:
    """Forecast from what was known at the end of the origin month.

    Raises ValueError where the horizon is below one month or nothing was ever created.
    """
    if horizon < 1:
        raise ValueError(f"horizon must be at least one month, got {horizon}")
    if not (deals.created <= origin).any():
        raise ValueError("no deal existed at the origin: there is no pipeline to forecast")
    opened = open_forecast(deals, snapshots, origin, horizon)
    new = new_forecast(deals, origin, horizon)
    first = int(deals.created[deals.created <= origin].min())
    months = min(RUN_RATE_MONTHS, origin - first + 1)
    history = monthly_wins(deals, origin, months)
    rate, spread = float(history.mean()), float(history.std(ddof=1)) if months > 1 else 0.0
    parts = [
        Part(
            one.expected,
            np.sqrt(one.variance),
            float(one.expected.sum()),
            one.variance_of_sum**0.5,
        )
        for one in (opened, new)
    ]
    runs = Part(
        np.full(horizon, rate),
        np.full(horizon, spread * (1 + 1 / months) ** 0.5),
        rate * horizon,
        spread * (horizon + horizon**2 / months) ** 0.5,
    )
    pipeline = Part(
        parts[0].expected + parts[1].expected,
        np.hypot(parts[0].deviation, parts[1].deviation),
        parts[0].expected_sum + parts[1].expected_sum,
        float(np.hypot(parts[0].deviation_of_sum, parts[1].deviation_of_sum)),
    )
    total = Part(
        (pipeline.expected + runs.expected) / 2,
        (pipeline.deviation + runs.deviation) / 2,
        (pipeline.expected_sum + runs.expected_sum) / 2,
        (pipeline.deviation_of_sum + runs.deviation_of_sum) / 2,
    )
    return PipelineForecast(origin, parts[0], parts[1], runs, total)


@cache
def widest_variation(quantile: float) -> float:
    """Coefficient of variation at which the quantile of a gamma of mean 1 is highest."""
    found = optimize.minimize_scalar(
        lambda variation: -stats.gamma.ppf(quantile, variation**-2, scale=variation**2),
        bounds=(0.05, 20.0),
        method="bounded",
    )
    return float(found.x)


def _gamma_bounds(
    mean: Floats, deviation: Floats, level: float, inflation: float
) -> tuple[Floats, Floats]:
    usable = (mean > 0) & (deviation > 0)
    m, s = np.where(usable, mean, 1.0), np.where(usable, deviation, 1.0)
    highest = np.maximum(s, widest_variation((1 + level) / 2) * m)
    low, high = (
        np.where(usable, stats.gamma.ppf(side, (m / spread) ** 2, scale=spread**2 / m), mean)
        for side, spread in (
            ((1 - level) / 2, inflation * s),
            ((1 + level) / 2, np.minimum(inflation * s, highest)),
        )
    )
    # A distribution with most of its mass at zero has a mean above its upper quantile.
    return np.minimum(low, mean), np.maximum(high, mean)
