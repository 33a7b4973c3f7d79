"""Wins from deals that do not exist yet: arrivals times maturation.

Deals arrive at the run-rate of the last `ARRIVAL_MONTHS` months, lambda a month. A deal is won in
its k-th month of age (0 = the month it is created in) with probability w_k, the winners' incidence
of `survival` as known at the origin, and brings v on average, the mean of the wins of the last
`MONEY_MONTHS`. So the h-th month ahead holds::

    lambda v (w_0 + w_1 + ... + w_{h-1})

Each created month is a cohort that ripens: the first month ahead only sees quick wins, later ones
also the deals created in between. Leaving this part out is why pipeline forecasts look too low
beyond the length of a cycle.

Arrivals are Poisson with a rate that is itself estimated from n months, wins thin them, amounts
vary: the variance of a month's money is m E[v^2] + (m v)^2 / (n lambda), m the expected wins. For
the sum over the horizon the same with the sum of the m.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import Floats
from orchestration.science.forecasting.pipeline_open import Deals, deal_hazards

ARRIVAL_MONTHS = 12
MONEY_MONTHS = 24


@dataclass(frozen=True)
class NewForecast:
    """Expected money won from deals not yet created by month ahead, and its variances."""

    arrivals: float
    wins: Floats
    mean_won_amount: float
    expected: Floats
    variance: Floats
    variance_of_sum: float


def new_forecast(deals: Deals, origin: int, horizon: int) -> NewForecast:
    """Wins from deals created after the origin, from what was known at it."""
    age = origin - deals.created
    arrived = (age >= 0) & (age < ARRIVAL_MONTHS)
    # A company younger than the window has had fewer months to create deals in.
    months = max(min(ARRIVAL_MONTHS, int(age.max(initial=0)) + 1), 1)
    rate = float(arrived.sum()) / months
    recent = deals.known(origin)[1] & (deals.closed > origin - MONEY_MONTHS)
    money = deals.won_amount[recent]
    mean = float(money.mean()) if len(money) else 0.0
    square = float((money**2).mean()) if len(money) else 0.0
    incidence = deal_hazards(deals, origin).won_at
    ripe = np.cumsum(incidence)[np.minimum(np.arange(horizon), len(incidence) - 1)]
    wins = rate * ripe

    def variance(expected_wins: Floats) -> Floats:
        spread = expected_wins * square
        if rate > 0:
            spread = spread + (expected_wins * mean) ** 2 / (months * rate)
        return np.asarray(spread)

    return NewForecast(
        arrivals=rate,
        wins=wins,
        mean_won_amount=mean,
        expected=wins * mean,
        variance=variance(wins),
        variance_of_sum=float(variance(wins.sum())),
    )
