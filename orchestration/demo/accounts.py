"""Companies in the CRM and how each of them deals with us.

This is where the stories are set: a few of the largest bargain so hard, return so much and need so
much service that we lose on them, while some small ones pay list price for parts and service.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.block import Block
from orchestration.demo.calendar import DAYS
from orchestration.demo.chance import PARETO, Flags, Ints
from orchestration.demo.markets import (
    CHINA_MARKET,
    MARKETS,
    SWISS_MARKET,
    TERRITORY_OF,
    TONGUE_OF,
)
from orchestration.demo.names import Companies

SEGMENTS = ("enterprise", "mid-market", "small")
HOSPITALITY, OFFICE, SHOPPER, WORKSHOP, RESELLER = range(5)
_TASTE_OF_INDUSTRY = {
    "Hospitality": HOSPITALITY,
    "Food retail": HOSPITALITY,
    "Coffee trade": RESELLER,
    "Machine service": WORKSHOP,
}


@dataclass(frozen=True)
class Accounts:
    """One entry per company. Discounts in hundredths of a percent, days as day numbers."""

    numbers: Ints
    market: Ints
    names: Companies
    segment: Ints
    taste: Ints
    seat: Ints
    weight: Ints
    first_day: Ints
    last_day: Ints
    gap_start: Ints
    gap_end: Ints
    price_discount: Ints
    line_discount: Ints
    order_discount: Ints
    return_rate: Ints
    service_load: Ints
    cycle_days: Ints
    is_old: Flags
    is_prospect: Flags
    is_bargain: Flags

    def __len__(self) -> int:
        """Count the companies."""
        return len(self.numbers)


def _rank_in_group(groups: Ints) -> Ints:
    ranks = np.zeros(len(groups), dtype=np.int64)
    for group in range(int(groups.max()) + 1):
        here = groups == group
        ranks[here] = np.arange(int(here.sum()))
    return ranks


def make_accounts(block: Block) -> Accounts:
    """Make the companies of a block, from giants to corner cafés."""
    chance = block.chance("accounts")
    size = max(60, block.orders * 13 // 100)
    position = np.arange(size)
    market = chance.pick([market.company_share for market in MARKETS], size)
    market[position % 150 == 77] = SWISS_MARKET
    tongue = TONGUE_OF[market]
    names = Companies(_rank_in_group(tongue) + block.number * STRIDE_OF_NAMES, tongue)
    weight = np.minimum(chance.shaped(PARETO, size), 60_000)
    rank = np.empty(size, dtype=np.int64)
    rank[np.argsort(-weight, kind="stable")] = position
    is_key = rank < max(12, size * 35 // 1000)
    is_mid = ~is_key & (rank < size * 3 // 10)
    is_small = ~is_key & ~is_mid
    is_bargain = is_key & (rank % 3 == 1) & (market != CHINA_MARKET) & (market != SWISS_MARKET)
    is_loyal = is_small & (position % 9 == 4)

    industry = names.industry().to_pylist()
    taste = np.array([_TASTE_OF_INDUSTRY.get(name, OFFICE) for name in industry])
    taste[is_bargain] = HOSPITALITY
    taste[is_loyal] = WORKSHOP

    def by_class(key: tuple[int, int], mid: tuple[int, int], small: tuple[int, int]) -> Ints:
        return np.select(
            [is_key, is_mid],
            [chance.between(*key, size), chance.between(*mid, size)],
            chance.between(*small, size),
        )

    price_discount = by_class((1000, 1700), (400, 1200), (0, 600))
    line_discount = by_class((0, 400), (0, 300), (0, 150))
    order_discount = by_class((0, 200), (0, 0), (0, 0))
    price_discount[is_loyal] = 0
    price_discount[is_bargain] = chance.between(3000, 3500, int(is_bargain.sum()))
    line_discount[is_bargain] = chance.between(1100, 1400, int(is_bargain.sum()))
    order_discount[is_bargain] = chance.between(400, 600, int(is_bargain.sum()))

    is_old = chance.happens(np.where(is_key, 750, 600), size)
    first_day = np.where(is_old, 0, chance.between(20, DAYS - 45, size))
    leaves = chance.happens(np.where(is_key, 60, 260), size)
    stay = chance.between(150, 900, size)
    last_day = np.where(leaves, np.minimum(first_day + stay, DAYS - 1), DAYS - 1)
    pauses = chance.happens(70, size) & (last_day - first_day > 500)
    gap_start = np.where(pauses, first_day + chance.between(90, 180, size), DAYS)
    return Accounts(
        numbers=position + block.start,
        market=market,
        names=names,
        segment=np.select([is_key, is_mid], [0, 1], 2),
        taste=taste,
        seat=block.staff.sales_seats(TERRITORY_OF[market], position),
        weight=weight,
        first_day=first_day,
        last_day=last_day,
        gap_start=gap_start,
        gap_end=gap_start + chance.between(220, 320, size),
        price_discount=price_discount,
        line_discount=line_discount,
        order_discount=order_discount,
        return_rate=np.where(is_bargain, 120, 22),
        service_load=np.select([is_bargain, is_loyal], [80, 3], chance.between(4, 16, size)),
        cycle_days=20 + chance.wait(45, size).clip(0, 160),
        is_old=is_old,
        is_prospect=chance.happens(120, size) & ~is_key,
        is_bargain=is_bargain,
    )


def first_contacts(companies: Ints) -> Ints:
    """Find the person whom each company named first; the second one follows two later."""
    return companies * 4 + 1


STRIDE_OF_NAMES = 40_000
"""Room for company names in each block, so that names and domains stay unique."""
