"""Wins from deals that are open now: an empirical-Bayes win rate times a hazard by age.

Input is what the pipeline looked like at past month ends: for every deal open then, its stage and
amount of then. Months are integers (year * 12 + month); a snapshot of month m knows all of m.

1. **Age.** Discrete competing hazards of all deals known at the origin (`survival`) give every open
   deal of age a a base probability p_j(a) of being won in the j-th month from now. Old deals fade:
   it is their age at which winners have left.
2. **Stage.** Over the snapshots of the last `LOOK_BACK` months, wins that came in the j-th month
   (O) are held against the base's expectation (E), by stage. Their ratio is shrunk towards 1 in
   the manner of Marshall (1991), a gamma prior whose strength comes from the data::

       tau2 = max(0, (sum (O - E)^2 - sum E) / sum E^2)        over stages
       ratio = (O + k) / (E + k),        k = 1 / tau2

   so a stage with three deals stays with the age, and one with three hundred has its own rate.
   Ratios are per month ahead, as late stages win soon and early ones late.
3. **Money.** A deal counts with its amount of now times rho, what past snapshots' winners brought
   over what they said then. An unknown amount is the mean of the known open ones.

P(won in j) = p_j ratio_j, cut so that a deal's months sum to at most 1. Variance, deals being
independent given all that: sum of p (1 - p) (rho amount)^2 for one month or for all of them.
"""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.science.forecasting.panel import Flags, Floats, Ints
from orchestration.science.forecasting.survival import Hazards, hazards

LOOK_BACK = 24
"""Months of snapshots that teach stages and money: older ones were another sales team."""
LAST_AGE = 36


@dataclass(frozen=True)
class Deals:
    """Every deal ever: months of creation and end (any month where open), outcome, money won."""

    created: Ints
    closed: Ints
    won: Flags
    lost: Flags
    won_amount: Floats

    def known(self, origin: int) -> tuple[Flags, Flags, Flags]:
        """Which existed, were won and were lost by the end of a month."""
        there = self.created <= origin
        ended = there & (self.closed <= origin)
        return there, ended & self.won, ended & self.lost


@dataclass(frozen=True)
class Snapshots:
    """One row per deal and month end at which it was open."""

    month: Ints
    deal: Ints
    stage: Ints
    amount: Floats
    probability: Floats
    """What the CRM said then, 0-1; only the static naive reads it, and the expected close."""
    expected_close: Ints

    def of(self, rows: Flags) -> "Snapshots":
        """Give some of the rows."""
        return Snapshots(*(getattr(self, field.name)[rows] for field in fields(self)))


@dataclass(frozen=True)
class OpenForecast:
    """Expected money won from open deals by month ahead, and its variances."""

    deal: Ints
    probability: Floats
    """P(won in month 1..horizon), (deals, horizon)."""
    amount: Floats
    """What each would bring, in the unit of the amounts."""
    expected: Floats
    variance: Floats
    variance_of_sum: float


def deal_hazards(deals: Deals, origin: int) -> Hazards:
    """Hazards by age as known at the end of a month."""
    there, won, lost = deals.known(origin)
    ended = won | lost
    age = np.where(ended, deals.closed, origin) - deals.created
    return hazards(age[there], won[there], lost[there], LAST_AGE)


def open_forecast(deals: Deals, snapshots: Snapshots, origin: int, horizon: int) -> OpenForecast:
    """Wins from the deals of the origin's snapshot, from what was known at the origin."""
    base = deal_hazards(deals, origin)
    past = snapshots.of((snapshots.month < origin) & (snapshots.month >= origin - LOOK_BACK))
    now = snapshots.of(snapshots.month == origin)
    stages = np.unique(np.concatenate([past.stage, now.stage]))
    came = _wins(deals, past, stages, origin, horizon)
    hoped = _hopes(past, stages, origin, base.won_ahead(_ages(deals, past), horizon))
    ratio = shrunk_ratios(came, hoped)[np.searchsorted(stages, now.stage)]
    probability = base.won_ahead(_ages(deals, now), horizon) * ratio
    probability /= np.maximum(probability.sum(axis=1, keepdims=True), 1.0)
    amount = _amounts(now.amount) * realisation(deals, past, origin)
    every = probability.sum(axis=1)
    return OpenForecast(
        deal=now.deal,
        probability=probability,
        amount=amount,
        expected=amount @ probability,
        variance=amount**2 @ (probability * (1 - probability)),
        variance_of_sum=float((amount**2 * every * (1 - every)).sum()),
    )


def realisation(deals: Deals, past: Snapshots, origin: int) -> float:
    """Money that won deals brought over what their snapshots said; 1 where none can tell."""
    won = deals.known(origin)[1][past.deal] & ~np.isnan(past.amount)
    said = past.amount[won].sum()
    return float(deals.won_amount[past.deal[won]].sum() / said) if said > 0 else 1.0


def _amounts(amount: Floats) -> Floats:
    known = ~np.isnan(amount)
    mean = amount[known].mean() if known.any() else 0.0
    return np.where(known, amount, mean)


def shrunk_ratios(came: Floats, hoped: Floats) -> Floats:
    """Shrunk ratios of wins seen to wins expected, (stages, horizon), as in the module."""
    square = (hoped**2).sum(axis=0)
    excess = ((came - hoped) ** 2).sum(axis=0) - hoped.sum(axis=0)
    varies = (excess > 0) & (square > 0)
    strength = np.where(varies, square / np.where(varies, excess, 1.0), 1.0)
    return np.where(varies, (came + strength) / (hoped + strength), 1.0)


def _ages(deals: Deals, snapshots: Snapshots) -> Ints:
    return snapshots.month - deals.created[snapshots.deal]


def _wins(deals: Deals, past: Snapshots, stages: Ints, origin: int, horizon: int) -> Floats:
    """Wins by stage and months ahead that had come by the origin."""
    ahead = deals.closed[past.deal] - past.month
    won = deals.known(origin)[1][past.deal] & (ahead >= 1) & (ahead <= horizon)
    table = np.zeros((len(stages), horizon))
    np.add.at(table, (np.searchsorted(stages, past.stage[won]), ahead[won] - 1), 1.0)
    return table


def _hopes(past: Snapshots, stages: Ints, origin: int, base: Floats) -> Floats:
    """Wins by stage and months ahead that age alone expects, of months that had come."""
    ahead = np.arange(1, base.shape[1] + 1)
    table = np.zeros((len(stages), base.shape[1]))
    np.add.at(
        table,
        np.searchsorted(stages, past.stage),
        base * (past.month[:, None] + ahead <= origin),
    )
    return table
