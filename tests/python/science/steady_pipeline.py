"""A company whose hazards never change, so that a right forecast is right on average.

Deals arrive at a constant rate and each month of its life, the first included, a deal is won, lost,
forgotten or goes on with chances that stay as they were on its first day. They may depend on what
it is worth (`big`: the dearer half wins less and is lost more) and `forgotten` deals stay open for
ever. What the CRM says is what a win brings; stage and stated probability say nothing.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.pipeline_open import Deals, Snapshots

STILL_OPEN = 10**6


@dataclass(frozen=True)
class Chances:
    """Monthly chances of a small deal and of a big one, and of being forgotten."""

    won: tuple[float, float] = (0.2, 0.2)
    lost: tuple[float, float] = (0.15, 0.15)
    forgotten: float = 0.0


STEADY = Chances()
BIG_DEALS_LOSE = Chances(won=(0.35, 0.05), lost=(0.05, 0.25))
STALE_DEALS_STAY = Chances(forgotten=0.08)


def steady_pipeline(
    seed: int, chances: Chances, a_month: float = 30, months: int = 54
) -> tuple[Deals, Snapshots]:
    """Every deal and every month end at which it was open."""
    chance = np.random.default_rng(seed)
    created = np.repeat(np.arange(months), chance.poisson(a_month, months))
    count = len(created)
    amount = np.exp(chance.normal(8, 1, count))
    big = (amount > np.exp(8)).astype(int)
    won, lost = (np.array(pair)[big] for pair in (chances.won, chances.lost))
    ends = won + lost + chances.forgotten
    age = chance.geometric(ends) - 1
    what = chance.random(count) * ends
    is_won, is_lost = what < won, (what >= won) & (what < won + lost)
    closed = np.where(is_won | is_lost, created + age, STILL_OPEN)
    closed = np.where(closed < months, closed, STILL_OPEN)
    over = closed < months
    deals = Deals(
        created, closed, is_won & over, is_lost & over, np.where(is_won & over, amount, 0)
    )
    lived = np.minimum(closed, months) - created
    deal = np.repeat(np.arange(count), lived)
    month = created[deal] + np.arange(len(deal)) - np.repeat(np.cumsum(lived) - lived, lived)
    return deals, Snapshots(
        month,
        deal,
        np.zeros(len(deal), dtype=int),
        amount[deal],
        np.full(len(deal), 0.5),
        month + 2,
    )
