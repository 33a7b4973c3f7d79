"""The log-likelihood of the MBG/CNBD-k family with its exact first and second derivatives.

For one customer, in the notation of `buying_model`::

    lnG(R) - lnG(r) + r ln(alpha) + lnG(a+b) + lnG(b+x+m) - lnG(b) - lnG(a+b+x+m)
      + ln( exp(L1) + exp(L2) )
    L1 = ln D - R ln(alpha+T)                       still alive at T
    L2 = ln a - ln(b+x-1+m) - R ln(alpha+t_x)       left after the last purchase

For BG (m = 0) a one-time buyer has no L2. k = 1 is equation (6) of Fader, Hardie & Lee (2005) and,
with m = 1, of Batislam et al. (2007). For k > 1 a factor that holds no parameter is left out (the
product of the gaps to the power k-1), so values of different k cannot be compared with each other.

With w = exp(L2) / (exp(L1)+exp(L2)), the chance to have left, the last term has gradient
(1-w) L1' + w L2' and Hessian (1-w) L1'' + w L2'' + w (1-w) (L2'-L1')(L2'-L1')^T. The gamma terms
depend on x alone and are evaluated once for each distinct x.

Everything is in theta = (ln r, ln alpha, ln a, ln b), where no step can leave the model.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln, polygamma

from orchestration.science.value.buying_model import BuyingParameters, rising
from orchestration.science.value.histories import Floats, Histories
from orchestration.science.value.newton import Slope

# What is computed of so many rows stays in the cache. More of them would also wake the threads of
# OpenBLAS, whose waiting for each other costs ten times the sums on a machine that is shared.
AT_ONCE = 1 << 13
LARGEST_ODDS = 700.0


@dataclass(frozen=True, eq=False)
class _StageSum:
    """ln D and its derivatives; those by alpha are to be multiplied by 1 / (alpha+T) each."""

    log: Floats
    r: Floats
    alpha: Floats
    r_r: Floats
    r_alpha: Floats
    alpha_alpha: Floats


def parameters_at(theta: Floats, regularity: int, leaves_at_once: bool) -> BuyingParameters:
    """Make the population of a point of the search."""
    r, alpha, a, b = (float(value) for value in np.exp(theta))
    return BuyingParameters(r, alpha, a, b, regularity, leaves_at_once)


def _stage_sum(shape: Floats, elapsed: Floats, stages: int) -> _StageSum:
    total, by_r, by_j, by_rr, by_rj, by_jj = (np.zeros_like(shape) for _ in range(6))
    power, first, second = np.ones_like(shape), np.zeros_like(shape), np.zeros_like(shape)
    for j, coefficient in enumerate(rising(shape, stages)):
        term = coefficient * power
        total += term
        by_r += term * first
        by_rr += term * (first * first - second)
        by_j += term * j
        by_rj += term * first * j
        by_jj += term * (j * (j + 1))
        power = power * elapsed
        first = first + 1.0 / (shape + j)
        second = second + 1.0 / (shape + j) ** 2
    r, alpha = by_r / total, -by_j / total
    return _StageSum(
        log=np.log(total),
        r=r,
        alpha=alpha,
        r_r=by_rr / total - r * r,
        r_alpha=-by_rj / total - r * alpha,
        alpha_alpha=by_jj / total - alpha * alpha,
    )


def _trigamma(at: Floats | float) -> Floats:
    slope: Floats = polygamma(1, at)
    return slope


@dataclass(frozen=True, eq=False)
class _Rows:
    """Some of the histories."""

    repeats: Floats
    place: NDArray[np.int64]
    last: Floats
    age: Floats
    customers: Floats


class Likelihood:
    """The log-likelihood of given histories as a function of theta."""

    def __init__(self, histories: Histories, regularity: int, leaves_at_once: bool) -> None:
        """Prepare what does not depend on theta."""
        self._k = regularity
        self._leaves_at_once = leaves_at_once
        self._x, place = np.unique(histories.repeats, return_inverse=True)
        self._counts = np.bincount(place, weights=histories.customers)
        h = histories
        self._rows = [
            _Rows(h.repeats[at], place[at], h.last_weeks[at], h.age_weeks[at], h.customers[at])
            for at in (slice(start, start + AT_ONCE) for start in range(0, len(h), AT_ONCE))
        ]

    def __call__(self, theta: Floats) -> Slope:
        """Value, gradient and Hessian at theta."""
        p = parameters_at(theta, self._k, self._leaves_at_once)
        slope = self._gammas(p)
        for rows in self._rows:
            slope += self._mixture(p, rows)
        scale = np.exp(theta)
        gradient = slope.gradient * scale
        hessian = slope.hessian * np.outer(scale, scale) + np.diag(gradient)
        return Slope(slope.value, gradient, hessian)

    def _gammas(self, p: BuyingParameters) -> Slope:
        n, total = self._counts, self._counts.sum()
        shape, stayed = p.stages(self._x), p.b + self._x + p.coins_at_once
        both, tossed = p.a + p.b, p.a + stayed
        value = n @ (gammaln(shape) + gammaln(stayed) - gammaln(tossed)) + total * (
            p.r * np.log(p.alpha) - gammaln(p.r) + gammaln(both) - gammaln(p.b)
        )
        by_a = total * digamma(both) - n @ digamma(tossed)
        by_b = by_a + n @ digamma(stayed) - total * digamma(p.b)
        by_r = n @ digamma(shape) - total * (digamma(p.r) - np.log(p.alpha))
        a_b = total * _trigamma(both) - n @ _trigamma(tossed)
        hessian = np.zeros((4, 4))
        hessian[0, 0] = n @ _trigamma(shape) - total * _trigamma(p.r)
        hessian[0, 1] = hessian[1, 0] = total / p.alpha
        hessian[1, 1] = -total * p.r / p.alpha**2
        hessian[2:, 2:] = a_b
        hessian[3, 3] += n @ _trigamma(stayed) - total * _trigamma(p.b)
        return Slope(float(value), np.array([by_r, total * p.r / p.alpha, by_a, by_b]), hessian)

    def _mixture(self, p: BuyingParameters, rows: _Rows) -> Slope:
        n, age, last = rows.customers, rows.age, rows.last
        shape = p.stages(rows.repeats)
        log_age, log_last = np.log(p.alpha + age), np.log(p.alpha + last)
        per_age, per_last = 1.0 / (p.alpha + age), 1.0 / (p.alpha + last)
        # -L1' by r and alpha, and L2' - L1' by each parameter
        here_r, here_alpha, gone_alpha = log_age, shape * per_age, shape * per_last
        coins = self._x - 1 + p.coins_at_once
        coin = np.where(coins >= 0, p.b + coins, np.inf)
        odds = (np.log(p.a) - np.log(coin)).take(rows.place) + shape * (log_age - log_last)
        d = _stage_sum(shape, (age - last) * per_age, self._k) if self._k > 1 else None
        if d:
            here_r, here_alpha, odds = log_age - d.r, here_alpha - per_age * d.alpha, odds - d.log
        gap = np.empty((4, len(shape)))
        np.subtract(here_r, log_last, out=gap[0])
        np.subtract(here_alpha, gone_alpha, out=gap[1])
        gap[2], gap[3] = 1.0 / p.a, (-1.0 / coin).take(rows.place)

        # ln(1 + exp(odds)) is odds where exp would overflow
        relative = np.exp(np.minimum(odds, LARGEST_ODDS))
        stays = 1.0 / (1.0 + relative)
        here = n * stays
        gone = here * relative
        torn = gone * stays
        value = n @ (np.log1p(relative) - shape * log_age)
        if odds.max() > LARGEST_ODDS:
            value += n @ np.maximum(odds - LARGEST_ODDS, 0.0)
        value += n @ d.log if d else 0.0

        has_left = gone.sum()
        gradient = np.array([-(here @ here_r), -(here @ here_alpha), has_left / p.a, gone @ gap[3]])
        gradient[:2] -= gone @ log_last, gone @ gone_alpha
        hessian = (gap * torn) @ gap.T
        r_alpha = -(here @ per_age) - gone @ per_last
        alpha_alpha = (here * per_age) @ (shape * per_age) + (gone * per_last) @ gone_alpha
        if d:
            hessian[0, 0] += here @ d.r_r
            r_alpha += (here * per_age) @ d.r_alpha
            alpha_alpha += (here * per_age**2) @ d.alpha_alpha
        hessian[:2, :2] += [[0.0, r_alpha], [r_alpha, alpha_alpha]]
        hessian[2, 2] -= has_left / p.a**2
        hessian[3, 3] += (gone * gap[3]) @ gap[3]
        return Slope(float(value), gradient, hessian)
