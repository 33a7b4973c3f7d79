"""How long things last while many of them still do: deals, contracts, stage visits.

**Kaplan-Meier** (1958). With d_t ends and n_t at risk at age t::

    S(t) = product over s <= t of (1 - d_s / n_s)
    Var S(t) = S(t)^2 sum d_s / (n_s (n_s - d_s))          (Greenwood 1926)

The 95 % interval is on the log(-log S) scale, so it stays within 0 and 1. The median is the first
age with S <= 1/2, nan where it is not reached: more than half still last.

**Competing ends by month of age.** A deal is won or lost, and what is won cannot be lost. For whole
months of age a, with n_a deals that were still open when that month of age began and whose month
has ended::

    h_won(a) = won_a / n_a,        h_lost(a) = lost_a / n_a
    open(a)  = product over b <= a of (1 - h_won(b) - h_lost(b))
    I_won(a) = sum over b <= a of open(b - 1) h_won(b)      (Aalen & Johansen 1978)

Deals that are still open are counted in every month that they have lived and in none after: young
deals neither count as lost nor are left out. Counting winners among closed deals only would take
the quick for the good.

Old ages are thin. Each hazard is drawn towards that of the age before as if `PRIOR` more
deal-months had been seen with it; the first towards that of all ages, and an age nobody reached
goes on as the one before. To draw the old towards all ages would promise the forgotten the wins of
the young: a deal that nobody closes is open, old, and never won.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from orchestration.science.forecasting.panel import Flags, Floats, Ints

PRIOR = 30.0
"""Deal-months that the hazard of the age before is worth."""


@dataclass(frozen=True)
class SurvivalCurve:
    """One row per age at which something ended; `median` is nan where it is not reached."""

    age: Floats
    at_risk: Ints
    ended: Ints
    survival: Floats
    lower: Floats
    upper: Floats
    median: float


def kaplan_meier(ages: npt.ArrayLike, ended: npt.ArrayLike, level: float = 0.95) -> SurvivalCurve:
    """Share that lasts beyond each age; `ended` is false for what still lasts.

    An end and a censoring at one age: the censored was still at risk. Raises ValueError on a
    negative or unknown age.
    """
    age = np.asarray(ages, dtype=np.float64)
    end = np.asarray(ended, dtype=np.bool_)
    if age.shape != end.shape or not (age >= 0).all():
        raise ValueError("every age must be known and not negative, with its end or not")
    at = np.unique(age[end])
    at_risk = len(age) - np.searchsorted(np.sort(age), at, side="left")
    ends = np.searchsorted(np.sort(age[end]), at, side="right") - np.searchsorted(
        np.sort(age[end]), at, side="left"
    )
    survival: Floats = np.cumprod(1 - ends / at_risk, dtype=np.float64)
    left = at_risk - ends
    greenwood = np.cumsum(ends / (at_risk * np.where(left > 0, left, 1)))
    inside = (survival > 0) & (survival < 1)
    log = np.log(np.where(inside, survival, 0.5))
    reach = stats.norm.ppf((1 + level) / 2) * np.sqrt(greenwood) / np.abs(log)
    bound = [np.where(inside, np.exp(log * np.exp(sign * reach)), survival) for sign in (1, -1)]
    half = np.flatnonzero(survival <= 0.5 + 1e-12)
    median = float(at[half[0]]) if len(half) else float("nan")
    return SurvivalCurve(at, at_risk, ends, survival, bound[0], bound[1], median)


@dataclass(frozen=True)
class Hazards:
    """Monthly probabilities of being won or lost at each age 0, 1, ..., given still open."""

    won: Floats
    lost: Floats

    @property
    def still_open(self) -> Floats:
        """Share still open after each month of age."""
        return np.asarray(np.cumprod(1 - self.won - self.lost))

    @property
    def won_at(self) -> Floats:
        """Share of all deals won in each month of age."""
        before: Floats = np.concatenate([np.ones(1), self.still_open[:-1]])
        return before * self.won

    def won_ahead(
        self,
        ages: Ints,
        horizon: int,
        won_ratio: Floats | None = None,
        lost_ratio: Floats | None = None,
    ) -> Floats:
        """P(won in month 1..horizon from now) of deals open now at these ages, (deals, horizon).

        Beyond the last age of the table its last hazards go on. A deal's ratios multiply its
        hazards, cut so that they stay a probability.
        """
        last = len(self.won) - 1
        at = np.minimum(ages[:, None] + 1 + np.arange(horizon), last)
        won, lost = (
            hazard[at] * (1.0 if ratio is None else ratio[:, None])
            for hazard, ratio in ((self.won, won_ratio), (self.lost, lost_ratio))
        )
        most = np.maximum(won + lost, 1.0)
        stays = np.cumprod(1 - (won + lost) / most, axis=1)
        before = np.concatenate([np.ones((len(ages), 1)), stays[:, :-1]], axis=1)
        return np.asarray(before * won / most)


def hazards(ages: Ints, won: Flags, lost: Flags, last_age: int) -> Hazards:
    """Hazards by age, 0 to `last_age`, from every deal's age at its end or now.

    A deal that is neither won nor lost was still open at the end of that month of age. Raises
    ValueError on a negative age or an end that is both.
    """
    if (ages < 0).any() or (won & lost).any():
        raise ValueError("ages must not be negative, and no deal is both won and lost")
    size = last_age + 1
    at = np.minimum(ages, last_age)
    lived = np.bincount(at, minlength=size)
    risk = lived[::-1].cumsum()[::-1].astype(np.float64)
    counts = [np.bincount(at[end], minlength=size).astype(np.float64) for end in (won, lost)]
    return Hazards(*(_drawn_to_the_age_before(count, risk) for count in counts))


def _drawn_to_the_age_before(count: Floats, risk: Floats) -> Floats:
    before = count.sum() / max(risk.sum(), 1.0)
    drawn = np.empty(len(count))
    for age in range(len(count)):
        before = drawn[age] = (count[age] + PRIOR * before) / (risk[age] + PRIOR)
    return drawn
