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

Ranges are judged for `open`, `new`, `run_rate` and `total`, each at the origins at which it claimed
one: a standard deviation of zero (nothing open, the same money every month) claims a point, which
no factor widens, so such an origin judges nothing and is not counted. `held` counts the judged
origins at which the money lay in the 80 % range, inflation included: a factor learned from the
same origins, so it flatters, and where it still holds little (a team of few and uneven wins) no
factor helps.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.intervals import LEVELS
from orchestration.science.forecasting.panel import Floats
from orchestration.science.forecasting.pipeline import (
    CAUTIOUS_INFLATION,
    FEWEST_ORIGINS,
    Part,
    pipeline_forecast,
    summed_by,
)
from orchestration.science.forecasting.pipeline_open import Deals, Snapshots

PARTS = ("open", "new", "run_rate", "total")
"""What is published with ranges."""


@dataclass(frozen=True)
class Score:
    """Error of one forecast over all origins; nan is null."""

    wape_of_sum: float
    wape_by_month: float
    bias: float


@dataclass(frozen=True)
class Inflation:
    """How much wider than assumed the misses of a part were, and the origins that say so."""

    factor: float = CAUTIOUS_INFLATION
    origins: int = 0
    held: int = 0

    @classmethod
    def of(cls, judged: list[tuple[Part, float]]) -> "Inflation":
        """Judge forecasts by the money that came, one per origin at which a range was claimed."""
        factor = CAUTIOUS_INFLATION
        if len(judged) >= FEWEST_ORIGINS:
            misses = [(money - one.expected_sum) / one.deviation_of_sum for one, money in judged]
            factor = max(1.0, float(np.mean(np.square(misses)) ** 0.5))
        held = 0
        for one, money in judged:
            low, high = one.range_of_sum(LEVELS[0], factor)
            held += low <= money <= high
        return cls(factor, len(judged), held)

    @property
    def is_known(self) -> bool:
        """Whether enough origins tell."""
        return self.origins >= FEWEST_ORIGINS


@dataclass(frozen=True)
class PipelineBacktest:
    """Scores by forecast, and the inflation of each part's ranges."""

    origins: tuple[int, ...]
    scores: dict[str, Score]
    inflation: dict[str, Inflation]


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
    judged: dict[str, list[tuple[Part, float]]] = {name: [] for name in PARTS}
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
        for name in PARTS:
            part: Part = getattr(forecast, name)
            if part.deviation_of_sum > 0:
                judged[name].append((part, float(rows[name][1].sum())))
    return PipelineBacktest(
        origins=origins,
        scores={name: _score(np.array(said[name]), np.array(true[name])) for name in said},
        inflation={name: Inflation.of(past) for name, past in judged.items()},
    )


def _score(said: Floats, true: Floats) -> Score:
    total = true.sum()
    if total == 0:
        return Score(float("nan"), float("nan"), float("nan"))
    return Score(
        wape_of_sum=float(np.abs((said - true).sum(axis=1)).sum() / total),
        wape_by_month=float(np.abs(said - true).sum() / total),
        bias=float((said - true).sum() / total),
    )
