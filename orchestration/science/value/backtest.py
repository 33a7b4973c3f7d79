"""Whether the buying model would have been right before: the rolling back-test.

At each origin the model is fitted to what was known then, and its predictions for the next h weeks
are set against what came (Fader & Hardie 2009, *J. Interactive Marketing* 23:61). Beside it two
naives that any spreadsheet has, in orders within the horizon::

    rate          x / T h         repeats so far at their rate; 0 for who first bought at the origin
    last window   orders of the h weeks before the origin, the first order included

and for the chance to be active the best single chance for everybody, in hindsight: the share p of
customers who did buy, with Brier p (1 - p). Beating it takes telling customers apart.

Origins pool by adding their sums: an origin weighs as many customers as it had. An origin whose
customers could not carry a fit is kept with the reason and counts for none of the three.

The warehouse hands over one row per distinct (x, t_x, T, orders before, orders after) and their
count, each as known at the origin: restated orders would leak what came later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from orchestration.science.value.buying_model import REGULARITIES
from orchestration.science.value.calibration import Calibration, calibration, pooled
from orchestration.science.value.errors import NONE, Errors, errors
from orchestration.science.value.fitting import WEAK, BuyingFit, Prior, fit
from orchestration.science.value.histories import Floats, Histories
from orchestration.science.value.refusal import Refusal
from orchestration.science.value.scores import expected_orders, p_active


@dataclass(frozen=True, eq=False)
class Origin:
    """What was known of the customers on a day, and what they did in the h weeks after it."""

    name: str
    histories: Histories
    orders_before: Floats
    orders_after: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together. Raises ValueError."""
        if not len(self.histories) == len(self.orders_before) == len(self.orders_after):
            raise ValueError("orders before and after need one entry per history")


@dataclass(frozen=True)
class Judged:
    """An origin at which the model could be fitted, with the errors of model and naives."""

    name: str
    fitted: BuyingFit
    model: Errors
    rate: Errors
    last_window: Errors
    chances: Calibration


@dataclass(frozen=True)
class Backtest:
    """All origins of a model: the judged ones, and why others could not be."""

    regularity: int
    judged: tuple[Judged, ...]
    refused: tuple[tuple[str, Refusal], ...]

    @property
    def model(self) -> Errors:
        """Errors of the model over all judged origins."""
        return _sum(origin.model for origin in self.judged)

    @property
    def rate(self) -> Errors:
        """Errors of the first naive over the same customers."""
        return _sum(origin.rate for origin in self.judged)

    @property
    def last_window(self) -> Errors:
        """Errors of the second naive over the same customers."""
        return _sum(origin.last_window for origin in self.judged)

    @property
    def chances(self) -> Calibration:
        """Calibration of the chance to be active, over all judged origins."""
        return pooled(origin.chances for origin in self.judged)


def _sum(parts: Iterable[Errors]) -> Errors:
    return reduce(Errors.__add__, parts, NONE)


def rate_orders(histories: Histories, horizon_weeks: float) -> Floats:
    """Predict what the first naive does: repeats so far at their rate."""
    age = histories.age_weeks
    rate = np.divide(histories.repeats, age, out=np.zeros_like(age), where=age > 0)
    return rate * horizon_weeks


def backtest(
    origins: Sequence[Origin],
    horizon_weeks: float,
    regularity: int = 1,
    leaves_at_once: bool = True,
    prior: Prior | None = WEAK,
) -> Backtest:
    """Fit and judge at every origin."""
    judged, refused = [], []
    for origin in origins:
        known = origin.histories
        fitted = fit(known, regularity, leaves_at_once, prior)
        if isinstance(fitted, Refusal):
            refused.append((origin.name, fitted))
            continue
        came, customers = origin.orders_after, known.customers
        chance = p_active(fitted.parameters, known, horizon_weeks)
        ahead = expected_orders(fitted.parameters, known, horizon_weeks)
        judged.append(
            Judged(
                origin.name,
                fitted,
                model=errors(ahead, came, customers),
                rate=errors(rate_orders(known, horizon_weeks), came, customers),
                last_window=errors(origin.orders_before, came, customers),
                chances=calibration(chance, (came > 0).astype(np.float64), customers),
            )
        )
    return Backtest(regularity, tuple(judged), tuple(refused))


def most_regular(
    origins: Sequence[Origin], horizon_weeks: float, prior: Prior | None = WEAK
) -> tuple[Backtest, tuple[Backtest, ...]]:
    """Back-test every regularity; the one with the lowest Brier on P(active), and all of them.

    A regularity is compared only where it could be judged at as many origins as any; of equal ones
    the smaller k is taken, and k = 1 where none could be judged.
    """
    tried = tuple(backtest(origins, horizon_weeks, k, prior=prior) for k in REGULARITIES)
    most = max(len(each.judged) for each in tried)

    def brier(each: Backtest) -> float:
        score = each.chances.brier
        return np.inf if score is None or len(each.judged) < most else score

    return min(tried, key=brier), tried
