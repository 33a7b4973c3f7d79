"""What the pipeline forecast would have said at past month ends, against what came.

Every origin is the end of a month with a whole horizon behind it. Each forecast is made from the
deals and snapshots known at its origin and held against the money of the months after it:

* `open`: wins of the deals that were open at the origin;
* `new`: wins of the deals created after it;
* `total`: both, against (open + new + run-rate) / 2, and against two naives: the run-rate alone,
  and the static pipeline.

The static pipeline is what a CRM shows: amount times the probability that the deal's stage carried
at the origin (0-1, as stored then), in the month of its expected close; overdue deals count in the
first month. It knows neither age nor deals to come. It is scored on the horizon's sum of the open
deals (`static_open`) and of all wins (`static`).

Metrics per forecast: WAPE = sum |came - said| / sum came over origins, of the horizon's sums and by
month ahead; bias = sum (said - came) / sum came. Null (nan) where nothing came. Origins overlap, so
their errors are not independent: read a WAPE of twelve origins as three or four.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import Floats
from orchestration.science.forecasting.pipeline import (
    CAUTIOUS_INFLATION,
    FEWEST_ORIGINS,
    PipelineForecast,
    pipeline_forecast,
    summed_by,
)
from orchestration.science.forecasting.pipeline_open import Deals, Snapshots


@dataclass(frozen=True)
class Score:
    """Error of one forecast over all origins; nan is null."""

    wape_of_sum: float
    wape_by_month: float
    bias: float


@dataclass(frozen=True)
class PipelineBacktest:
    """Scores by forecast, and how much wider than assumed the misses were."""

    origins: tuple[int, ...]
    scores: dict[str, Score]
    inflation: dict[str, float]
    inflation_is_known: bool


def came(deals: Deals, origin: int, horizon: int) -> tuple[Floats, Floats]:
    """Money won in each month after the origin: from deals open then, and from newer ones."""
    ahead = deals.closed - origin
    inside = deals.won & (ahead >= 1) & (ahead <= horizon)
    old = inside & (deals.created <= origin)
    new = inside & (deals.created > origin)
    ours, others = (
        summed_by(ahead[rows] - 1, deals.won_amount[rows], horizon) for rows in (old, new)
    )
    return ours, others


def static_pipeline(snapshots: Snapshots, origin: int, horizon: int) -> Floats:
    """Amount times stage probability by month of expected close."""
    money = snapshots.amount * snapshots.probability
    now = (snapshots.month == origin) & ~np.isnan(money)
    ahead = np.maximum(snapshots.expected_close[now] - origin, 1)
    inside = ahead <= horizon
    return summed_by(ahead[inside] - 1, money[now][inside], horizon)


def backtested(
    deals: Deals, snapshots: Snapshots, origins: tuple[int, ...], horizon: int
) -> PipelineBacktest:
    """Score every forecast at the given origins; the last horizon must have ended for all."""
    said: dict[str, list[Floats]] = {}
    true: dict[str, list[Floats]] = {}
    misses: dict[str, list[float]] = {"open": [], "new": [], "total": []}
    for origin in origins:
        forecast = pipeline_forecast(deals, snapshots, origin, horizon)
        static = static_pipeline(snapshots, origin, horizon)
        old, new = came(deals, origin, horizon)
        rows = {
            "open": (forecast.open.expected, old),
            "static_open": (static, old),
            "new": (forecast.new.expected, new),
            "pipeline": (forecast.open.expected + forecast.new.expected, old + new),
            "run_rate": (forecast.run_rate.expected, old + new),
            "static": (static, old + new),
            "total": (forecast.total.expected, old + new),
        }
        for name, (one, other) in rows.items():
            said.setdefault(name, []).append(one)
            true.setdefault(name, []).append(other)
        _add_misses(misses, forecast, old, new)
    known = len(origins) >= FEWEST_ORIGINS
    return PipelineBacktest(
        origins=origins,
        scores={name: _score(np.array(said[name]), np.array(true[name])) for name in said},
        inflation={
            name: max(1.0, float(np.mean(np.square(past)) ** 0.5)) if known else CAUTIOUS_INFLATION
            for name, past in misses.items()
        },
        inflation_is_known=known,
    )


def _add_misses(
    misses: dict[str, list[float]], forecast: PipelineForecast, old: Floats, new: Floats
) -> None:
    for name, part, sum_came in (
        ("open", forecast.open, old.sum()),
        ("new", forecast.new, new.sum()),
        ("total", forecast.total, old.sum() + new.sum()),
    ):
        if part.deviation_of_sum > 0:
            misses[name].append((sum_came - part.expected_sum) / part.deviation_of_sum)


def _score(said: Floats, true: Floats) -> Score:
    total = true.sum()
    if total == 0:
        return Score(float("nan"), float("nan"), float("nan"))
    return Score(
        wape_of_sum=float(np.abs((said - true).sum(axis=1)).sum() / total),
        wape_by_month=float(np.abs(said - true).sum() / total),
        bias=float((said - true).sum() / total),
    )
