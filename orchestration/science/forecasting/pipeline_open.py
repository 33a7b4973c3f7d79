"""Wins from deals that are open now: an empirical-Bayes win rate times a hazard by age.

Input is what the pipeline looked like at past month ends: for every deal open then, its stage and
amount of then. Months are integers (year * 12 + month); a snapshot of month m knows all of m.

1. **Age.** Discrete competing hazards of all deals known at the origin (`survival`) give every open
   deal of age a a base probability p_j(a) of being won in the j-th month from now. Old deals fade:
   it is their age at which winners have left.
2. **Value.** Both hazards are multiplied by the ratios of the deal's band of value
   (`pipeline_value`): large deals are lost more often.
3. **Stage.** Over the snapshots of the last `LOOK_BACK` months, wins that came in the j-th month
   are held against what 1 and 2 expected, by stage, and the ratio is shrunk (`shrunken_ratios`).
   Ratios are per month ahead, as late stages win soon and early ones late.
4. **Money.** A deal counts with its amount of now times rho, the money that those snapshots' deals
   brought in the months that have come over what amount and probability said they would, as if the
   money of `PAR_WINS` more wins had come as said. It holds what was cut from amounts before the
   win, and what still makes the dear deals of one band rarer than the cheap. An unknown amount is
   the mean of the known ones.

P(won in j) = p_j ratio_j, cut so that a deal's months sum to at most 1. Variance, deals being
independent given all that: sum of p (1 - p) (rho amount)^2 for one month or for all of them.
"""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.science.forecasting.panel import Flags, Floats, Ints
from orchestration.science.forecasting.pipeline_value import band_ratios, value_band, value_edges
from orchestration.science.forecasting.shrunken_ratios import shrunk_ratios
from orchestration.science.forecasting.survival import Hazards, hazards

LOOK_BACK = 24
"""Months of snapshots that teach stages and money: older ones were another sales team."""
LAST_AGE = 36
PAR_WINS = 10.0
"""Expected wins that the trust in amounts as they stand is worth."""


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
    past = snapshots.of((snapshots.month < origin) & (snapshots.month >= origin - LOOK_BACK))
    now = snapshots.of(snapshots.month == origin)
    chances = [by_age_and_value(deals, past, some, origin, horizon) for some in (past, now)]
    stages = np.unique(np.concatenate([past.stage, now.stage]))
    # the months ahead of past snapshots that had come
    over = past.month[:, None] + np.arange(1, horizon + 1) <= origin
    came = _wins(deals, past, stages, origin, horizon)
    hoped = np.zeros_like(came)
    np.add.at(hoped, np.searchsorted(stages, past.stage), chances[0] * over)
    ratio = shrunk_ratios(came, hoped)
    lesson, probability = (
        _at_most_once(chance * ratio[np.searchsorted(stages, some.stage)])
        for chance, some in zip(chances, (past, now), strict=True)
    )
    amount = _amounts(now.amount) * realisation(deals, past, lesson * over, origin)
    every = probability.sum(axis=1)
    return OpenForecast(
        deal=now.deal,
        probability=probability,
        amount=amount,
        expected=amount @ probability,
        variance=amount**2 @ (probability * (1 - probability)),
        variance_of_sum=float((amount**2 * every * (1 - every)).sum()),
    )


def realisation(deals: Deals, past: Snapshots, lesson: Floats, origin: int) -> float:
    """Money that past snapshots brought over what they said; 1 where none can tell.

    `lesson` is what was expected of each in the months that had come, (snapshots, horizon).
    """
    ahead = deals.closed[past.deal] - past.month
    won = deals.known(origin)[1][past.deal] & (ahead <= lesson.shape[1])
    wins = float(lesson.sum())
    if wins == 0:
        return 1.0
    said = float((_amounts(past.amount) @ lesson).sum())
    par = PAR_WINS * said / wins
    return float(deals.won_amount[past.deal[won]].sum() + par) / (said + par) if said > 0 else 1.0


def by_age_and_value(
    deals: Deals, past: Snapshots, some: Snapshots, origin: int, horizon: int
) -> Floats:
    """P(won in month 1..horizon) of some snapshots, by what the past ones taught."""
    base = deal_hazards(deals, origin)
    edges = value_edges(past.amount)
    band = value_band(past.amount, edges)
    next_age = np.minimum(_ages(deals, past) + 1, LAST_AGE)
    ends_next = deals.closed[past.deal] == past.month + 1
    mine = value_band(some.amount, edges)
    won, lost = (
        band_ratios(band, ends_next & end[past.deal], hazard[next_age])[mine]
        for end, hazard in ((deals.won, base.won), (deals.lost, base.lost))
    )
    return base.won_ahead(_ages(deals, some), horizon, won, lost)


def _at_most_once(probability: Floats) -> Floats:
    return np.asarray(probability / np.maximum(probability.sum(axis=1, keepdims=True), 1.0))


def _amounts(amount: Floats) -> Floats:
    known = ~np.isnan(amount)
    mean = amount[known].mean() if known.any() else 0.0
    return np.where(known, amount, mean)


def _ages(deals: Deals, snapshots: Snapshots) -> Ints:
    return snapshots.month - deals.created[snapshots.deal]


def _wins(deals: Deals, past: Snapshots, stages: Ints, origin: int, horizon: int) -> Floats:
    """Wins by stage and months ahead that had come by the origin."""
    ahead = deals.closed[past.deal] - past.month
    won = deals.known(origin)[1][past.deal] & (ahead >= 1) & (ahead <= horizon)
    table = np.zeros((len(stages), horizon))
    np.add.at(table, (np.searchsorted(stages, past.stage[won]), ahead[won] - 1), 1.0)
    return table
