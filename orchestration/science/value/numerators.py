"""How often a customer who is still there will buy: the part of a score that SQL cannot compute.

In the notation of `buying_model`. Of a customer alive at T, j < k stages of the current gap are
behind them with weight (R)_j / j! u^j; given j, the rate is Gamma(R+j, alpha+T) and p is
Beta(a, b+x+m), independent of it. Purchase n of the next h weeks takes n k - j more stages and
n - 1 coins that say stay, so the expected number of purchases, times (R)_j / j!, is::

    N_j = ((1-z) / z)^j sum over s >= j of P(s) C(s, j) H(s // k)
    P(s) = (R)_s / s! z^s (1-z)^R,   z = h / (alpha+T+h)
    H(n) = S_1 + ... + S_n,   S_n = (b+x+m)_(n-1) / (a+b+x+m)_(n-1)

with s the stages since the last purchase and C the binomial coefficient: exact for every k (the
literature has an approximation for k > 1). For k = 1 it equals::

    N_0 = c / (a-1) [1 - (1-z)^(a-1) 2F1(a+b-1-r+m, a-1; c; z)],   c = a+b+x-1+m

equation (10) of Fader, Hardie & Lee (2005) after Euler's transformation, whose parts do not
overflow where those of the printed form do (buyers with hundreds of orders). The closed form is
used wherever it is accurate, the sum elsewhere: for k > 1, where the bracket cancels (a near 1, or
next to no orders), and where its parts leave the floating-point numbers (large a, or c near 0 for
BG). All terms of the sum are positive, so it loses no digits; it takes thousands of terms only
where z is near 1.

N_j depends on (x, T) alone. A million customers have some 26,000 such pairs, so SQL joins N_j and
computes the rest (`scores`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import comb, hyp2f1

from orchestration.science.value.buying_model import BuyingParameters
from orchestration.science.value.histories import Floats

# A bracket this much smaller than its parts has lost more than four of their sixteen digits.
CANCELS = 1e-4
CELLS_AT_ONCE = 1 << 17
# Stages after which the sum ends; what lies beyond counts as having just these. Reached only where
# alpha + T is less than a hundred-thousandth of h.
MOST_STAGES = 1 << 22
# Logarithm of a probability that can still be multiplied up from.
SMALLEST_START = -600.0


def numerators(
    p: BuyingParameters, repeats: Floats, age_weeks: Floats, horizon_weeks: float
) -> Floats:
    """N_j for each pair (x, T), as an array of shape (k, pairs). In orders. Never NaN."""
    if not horizon_weeks >= 0.0:
        raise ValueError(f"the horizon must not be negative, got {horizon_weeks}")
    if horizon_weeks == 0.0:
        return np.zeros((p.regularity, len(repeats)))
    if p.regularity > 1:
        return _summed(p, repeats, age_weeks, horizon_weeks)
    orders = _closed_form(p, repeats, age_weeks, horizon_weeks)
    doubtful = ~np.isfinite(orders)
    orders[doubtful] = _summed(p, repeats[doubtful], age_weeks[doubtful], horizon_weeks)[0]
    return orders[np.newaxis]


@dataclass(frozen=True)
class Discounting:
    """A horizon in equal steps, e.g. 12 months; an order of step s is worth 1 / (1 + rate)^s."""

    step_weeks: float
    steps: int
    rate_per_step: float

    def __post_init__(self) -> None:
        """Refuse what is no horizon. Raises ValueError."""
        if not self.step_weeks > 0.0 or self.steps < 1:
            raise ValueError(f"a horizon needs steps of some length, got {self}")
        if not self.rate_per_step > -1.0:
            raise ValueError(f"the discount rate must be above -100 %, got {self.rate_per_step}")


def discounted_numerators(
    p: BuyingParameters, repeats: Floats, age_weeks: Floats, ahead: Discounting
) -> Floats:
    """Like `numerators`, in orders of today's worth."""
    total, worth_of_next = np.zeros((p.regularity, len(repeats))), 0.0
    # The orders of a step are those until its end less those until its start; summed by parts.
    for step in range(ahead.steps, 0, -1):
        worth = (1.0 + ahead.rate_per_step) ** -step
        until = numerators(p, repeats, age_weeks, step * ahead.step_weeks)
        total += (worth - worth_of_next) * until
        worth_of_next = worth
    return total


def _closed_form(p: BuyingParameters, repeats: Floats, age: Floats, horizon: float) -> Floats:
    """N_0 by its closed form; not a number where that is no good."""
    c = repeats + (p.a + p.b - 1.0 + p.coins_at_once)
    z = horizon / (p.alpha + age + horizon)
    with np.errstate(all="ignore"):
        f = hyp2f1(p.a + p.b - 1.0 - p.r + p.coins_at_once, p.a - 1.0, c, z)
        power = (p.a - 1.0) * np.log1p(-z)
        bracket = -np.expm1(power + np.log(f))
        is_lost = np.abs(bracket) < CANCELS * (1.0 + np.abs(power))
        orders: Floats = np.where(is_lost, np.nan, c / (p.a - 1.0) * bracket)
    return orders


def _summed(p: BuyingParameters, repeats: Floats, age: Floats, horizon: float) -> Floats:
    """N_j by their sums, for as many pairs at once as fit into the cache."""
    shape, odds = p.stages(repeats), horizon / (p.alpha + age)
    # The slowest of them, j = k - 1, sums over a negative binomial of this mean and deviation.
    mean = (shape + p.regularity) * odds
    deviation = np.sqrt(mean * (1.0 + odds))
    # Beyond these the terms fall like z^s at last, and the remainder is below 1e-16 of the sum.
    needed = mean + 10.0 * deviation + 40.0 / np.log1p(1.0 / odds) + 2.0 * p.regularity
    needed = np.minimum(needed, MOST_STAGES).astype(np.int64)
    orders, order = np.empty((p.regularity, len(repeats))), np.argsort(needed, kind="stable")
    start = 0
    while start < len(order):
        chunk = order[start : start + max(1, CELLS_AT_ONCE // int(needed[order[start]]))]
        chunk = chunk[needed[chunk] <= 1.5 * needed[chunk[0]]]
        blocks = -(-int(needed[chunk[-1]]) // p.regularity)
        orders[:, chunk] = _sums_of(p, repeats[chunk], odds[chunk], blocks)
        start += len(chunk)
    return orders


def _sums_of(p: BuyingParameters, repeats: Floats, odds: Floats, blocks: int) -> Floats:
    stages = np.arange(blocks * p.regularity)
    chances = _chances_of_stages(p.stages(repeats), odds, stages)

    distinct, place = np.unique(repeats, return_inverse=True)
    purchases = np.arange(blocks - 1)
    stayed = p.b + distinct[:, np.newaxis] + p.coins_at_once
    bought = np.zeros((len(distinct), blocks))
    bought[:, 1:2] = 1.0
    bought[:, 2:] = np.cumprod((stayed + purchases) / (p.a + stayed + purchases), axis=1)[:, :-1]
    bought = np.cumsum(bought, axis=1)[place]

    beyond = np.maximum(1.0 - chances.sum(axis=1), 0.0)
    weighted = chances.reshape(len(repeats), blocks, -1) * bought[:, :, np.newaxis]
    ways = comb(stages[:, np.newaxis], np.arange(p.regularity))
    sums: Floats = (weighted.reshape(len(repeats), -1) @ ways).T
    sums[0] += beyond * bought[:, -1]
    return sums / odds ** np.arange(p.regularity)[:, np.newaxis]


def _chances_of_stages(shape: Floats, odds: Floats, stages: NDArray[np.int64]) -> Floats:
    """P(s), one row per pair. (1-z) is 1 / (1+odds), and z is odds / (1+odds)."""
    none = -shape * np.log1p(odds)
    steps = (shape[:, np.newaxis] + stages[:-1]) / stages[1:] * (odds / (1.0 + odds))[:, np.newaxis]
    chances = np.empty((len(shape), len(stages)))
    if none.min() > SMALLEST_START:
        chances[:, 0] = np.exp(none)
        chances[:, 1:] = steps
        return np.cumprod(chances, axis=1, out=chances)
    chances[:, 0] = none
    chances[:, 1:] = np.log(steps)
    return np.exp(np.cumsum(chances, axis=1, out=chances), out=chances)
