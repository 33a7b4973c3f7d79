"""Wins from deals that do not exist yet: arrivals times maturation.

Deals arrive at lambda a month: the rate of the last twelve months, C_1 deals, brought from the
middle of that year to its end at the pace of the year before, C_0::

    lambda = C_1 / 12 exp(w log(C_1 / C_0) / 2),      w = s^2 / (s^2 + 1 / C_1 + 1 / C_0)

Years are compared, so seasons do not look like growth; s = `GROWTH_SPREAD` is how much companies
differ in it, so a team of few deals keeps its year's mean (w is the credibility of a difference
whose Poisson variance is known). Growth is not carried on beyond the origin. A mean of a year
alone is half a year and half a horizon old: at 3 % a month a fifth too low. A history below two
years shows no growth.

A deal is won in its k-th month of age (0 = the month it is created in) with probability w_k, the
winners' incidence of `survival` as known at the origin, and brings v on average, the mean of the
wins of the last `MONEY_MONTHS`. So the h-th month ahead holds::

    lambda v (w_0 + w_1 + ... + w_{h-1})

Each created month is a cohort that ripens: the first month ahead only sees quick wins, later ones
also the deals created in between. Leaving this part out is why pipeline forecasts look too low
beyond the length of a cycle.

Arrivals are Poisson with a rate that is itself estimated, wins thin them, amounts vary: the
variance of a month's money is m E[v^2] + (m v)^2 u, m the expected wins and u the variance of log
lambda, (1 + w / 2)^2 / C_1 + (w / 2)^2 / C_0. For the sum over the horizon the same with the sum of
the m.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import Floats, Ints
from orchestration.science.forecasting.pipeline_open import Deals, deal_hazards

ARRIVAL_MONTHS = 12
MONEY_MONTHS = 24
GROWTH_SPREAD = 0.2
"""Standard deviation of yearly log growth among companies."""


@dataclass(frozen=True)
class NewForecast:
    """Expected money won from deals not yet created by month ahead, and its variances."""

    arrivals: float
    wins: Floats
    mean_won_amount: float
    expected: Floats
    variance: Floats
    variance_of_sum: float


def arrivals(age: Ints) -> tuple[float, float]:
    """Deals to come a month and the variance of its logarithm, from months since creation."""
    # A company younger than the window has had fewer months to create deals in.
    months = max(min(ARRIVAL_MONTHS, int(age.max(initial=0)) + 1), 1)
    this, before = (
        float(((age >= first) & (age < first + ARRIVAL_MONTHS)).sum())
        for first in (0, ARRIVAL_MONTHS)
    )
    if this == 0:
        return 0.0, 0.0
    if before == 0 or age.max() + 1 < 2 * ARRIVAL_MONTHS:
        return this / months, 1 / this
    trust = GROWTH_SPREAD**2 / (GROWTH_SPREAD**2 + 1 / this + 1 / before)
    rate = this / months * float(this / before) ** (trust / 2)
    return rate, (1 + trust / 2) ** 2 / this + (trust / 2) ** 2 / before


def new_forecast(deals: Deals, origin: int, horizon: int) -> NewForecast:
    """Wins from deals created after the origin, from what was known at it."""
    rate, doubt = arrivals(origin - deals.created)
    recent = deals.known(origin)[1] & (deals.closed > origin - MONEY_MONTHS)
    money = deals.won_amount[recent]
    mean = float(money.mean()) if len(money) else 0.0
    square = float((money**2).mean()) if len(money) else 0.0
    incidence = deal_hazards(deals, origin).won_at
    ripe = np.cumsum(incidence)[np.minimum(np.arange(horizon), len(incidence) - 1)]
    wins = rate * ripe

    def variance(expected_wins: Floats) -> Floats:
        return np.asarray(expected_wins * square + (expected_wins * mean) ** 2 * doubt)

    return NewForecast(
        arrivals=rate,
        wins=wins,
        mean_won_amount=mean,
        expected=wins * mean,
        variance=variance(wins),
        variance_of_sum=float(variance(wins.sum())),
    )
