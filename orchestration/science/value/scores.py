"""What a customer's history says about their future: alive, active, number of orders.

In the notation of `buying_model`, for one customer with (x, t_x, T)::

    odds     = a / (b+x-1+m) ((alpha+T) / (alpha+t_x))^R / D        left : stayed
    P(alive) = 1 / (1 + odds)
    P(active in h) = P(alive) (1 - S(T+h) / S(T))                   at least one order in h weeks
    S(t) = sum over j < k of (R)_j / j! ((t-t_x)/(alpha+t))^j ((alpha+T)/(alpha+t))^R;  S(T) = D
    E(orders in h) = P(alive) / D sum over j < k of u^j N_j         N_j from `numerators`

For BG (m = 0) the odds of a one-time buyer are 0. Churn risk is 1 - P(active in h). Sources: Fader,
Hardie & Lee (2005), Batislam et al. (2007), Platzer & Reutterer (2016).

The same in SQL, over (repeats x, last_days, age_days) and the one row of parameters, weeks being
days / 7.0, for k = 1. The scores of a million customers are a view, not a table::

    (r + x) * ln((alpha + age_weeks) / (alpha + last_weeks)) + ln(a / (b + x))   as log_odds
    1 / (1 + exp(least(log_odds, 700)))                                          as p_alive
    p_alive * (1 - pow((alpha + age_weeks) / (alpha + age_weeks + h), r + x))    as p_active
    p_alive * numerator                                                          as expected_orders

(m = 1; the numerator joins on x and age_days.) For k > 1, with shape = r + k * x and
u = (age_weeks - last_weeks) / (alpha + age_weeks), which is 0 for who bought on the as-of date::

    1 + shape * u + shape * (shape + 1) / 2 * u * u + ...          k terms   as stage_sum
    shape * ln(...) + ln(a / (b + x)) - ln(stage_sum)                        as log_odds
    p_alive / stage_sum * (numerator_0 + u * numerator_1 + ...)   k terms    as expected_orders

and p_active with S(T+h): the stage_sum at u = (age_weeks + h - last_weeks) / (alpha + age_weeks
+ h), times pow((alpha + age_weeks) / (alpha + age_weeks + h), shape), over the stage_sum at T.

Expected orders are purchase days, as x counts them. The age of a customer who bought for the first
time today is 0: they have the population's expectation, times the chance that the first coin let
them stay.
"""

import numpy as np
from scipy.special import expit

from orchestration.science.value.buying_model import BuyingParameters, rising
from orchestration.science.value.histories import Floats, Histories
from orchestration.science.value.numerators import Discounting, discounted_numerators, numerators


def _waited(p: BuyingParameters, h: Histories) -> Floats:
    """u: the part of the time since the last purchase in all of it, alpha included."""
    waited: Floats = (h.age_weeks - h.last_weeks) / (p.alpha + h.age_weeks)
    return waited


def _stage_sum(p: BuyingParameters, shape: Floats, waited: Floats) -> Floats:
    total = np.ones_like(shape)
    for j, coefficient in enumerate(rising(shape, p.regularity)[1:], start=1):
        total += coefficient * waited**j
    return total


def p_alive(p: BuyingParameters, h: Histories) -> Floats:
    """Chance that each customer has not left for good."""
    shape, coins = p.stages(h.repeats), h.repeats - 1.0 + p.coins_at_once
    since_last = np.log1p((h.age_weeks - h.last_weeks) / (p.alpha + h.last_weeks))
    log_d = np.log(_stage_sum(p, shape, _waited(p, h)))
    log_coin = np.log(p.b + np.maximum(coins, 0.0))
    alive: Floats = expit(log_d + log_coin - np.log(p.a) - shape * since_last)
    return np.where(coins < 0, 1.0, alive)


def p_active(p: BuyingParameters, h: Histories, horizon_weeks: float) -> Floats:
    """Chance that each customer buys at least once in the next `horizon_weeks`."""
    if not horizon_weeks >= 0.0:
        raise ValueError(f"the horizon must not be negative, got {horizon_weeks}")
    shape, then = p.stages(h.repeats), p.alpha + h.age_weeks + horizon_weeks
    silent = -shape * np.log1p(horizon_weeks / (p.alpha + h.age_weeks))
    if p.regularity > 1:
        now = _stage_sum(p, shape, _waited(p, h))
        later = _stage_sum(p, shape, (h.age_weeks + horizon_weeks - h.last_weeks) / then)
        silent = np.minimum(silent + np.log(later) - np.log(now), 0.0)
    active: Floats = p_alive(p, h) * -np.expm1(silent)
    return active


def _per_customer(p: BuyingParameters, h: Histories, pieces: Floats) -> Floats:
    waited = _waited(p, h)
    if_alive: Floats = np.einsum("jn,jn->n", pieces, waited ** np.arange(p.regularity)[:, None])
    expected: Floats = p_alive(p, h) * if_alive / _stage_sum(p, p.stages(h.repeats), waited)
    return expected


def expected_orders(p: BuyingParameters, h: Histories, horizon_weeks: float) -> Floats:
    """Purchase days that each customer is expected to have in the next `horizon_weeks`."""
    repeats, age_weeks, place = h.pairs()
    return _per_customer(p, h, numerators(p, repeats, age_weeks, horizon_weeks)[:, place])


def expected_discounted_orders(p: BuyingParameters, h: Histories, ahead: Discounting) -> Floats:
    """Purchase days that each customer is expected to have, in purchase days of today's worth."""
    repeats, age_weeks, place = h.pairs()
    return _per_customer(p, h, discounted_numerators(p, repeats, age_weeks, ahead)[:, place])


def expected_orders_of_a_new_customer(p: BuyingParameters, weeks: float) -> float:
    """E[X(t)]: repeat purchase days of a random customer in their first `weeks` weeks."""
    return float(expected_orders(p, Histories.of([0.0], [0.0], [0.0]), weeks)[0])
