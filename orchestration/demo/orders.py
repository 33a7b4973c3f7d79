"""Who ordered when, and what became of the order.

Every customer orders at least once; the rest of the orders go to customers by weight and by how
much of the season they were with us.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from orchestration.demo.accounts import OFFICE, RESELLER, SHOPPER
from orchestration.demo.block import Block
from orchestration.demo.buyers import SHOP, YOUZAN, Buyers
from orchestration.demo.calendar import (
    CHINA,
    COMPANIES,
    LAST_MOMENT,
    SHOPPERS,
    day_number,
    day_of,
    moment,
)
from orchestration.demo.chance import Flags, Ints

_SEASONS = (COMPANIES, SHOPPERS, CHINA)
_SHARES = (450, 430, 120)
_HOURS = ((27_000, 62_000), (25_000, 83_000), (3_000, 50_000))
SALE, CANCELLED, VOID, TEST = range(4)
_PHASED_OUT_DAY = day_number(date(2025, 9, 15))


@dataclass(frozen=True)
class Orders:
    """One entry per order. Moments in seconds since 1970; 0 = it did not happen."""

    system: Ints
    numbers: Ints
    buyer: Ints
    is_guest: Flags
    day: Ints
    ordered_at: Ints
    fulfilled_at: Ints
    cancelled_at: Ints
    fate: Ints
    is_first: Flags
    line_count: Ints
    line_start: Ints

    def __len__(self) -> int:
        """Count the orders."""
        return len(self.numbers)


def _buyers_and_days(block: Block, buyers: Buyers, system: int) -> tuple[Ints, Ints]:
    chance = block.chance(f"orders {system}")
    ours = np.flatnonzero(buyers.system == system)
    season = _SEASONS[system]
    size = max(block.orders * _SHARES[system] // 1000, len(ours))
    mass = season.mass(buyers.first_day[ours], buyers.last_day[ours])
    pull = buyers.weight[ours] * (mass // 1000 + 1) // 100 + 1
    buyer = np.concatenate([ours, ours[chance.pick(pull, size - len(ours))]])
    first, last = buyers.first_day[buyer], buyers.last_day[buyer]
    day = season.draw(chance, first, last)
    paused = (day >= buyers.gap_start[buyer]) & (day < buyers.gap_end[buyer])
    resumed = np.minimum(buyers.gap_end[buyer], last)
    return buyer, np.where(paused, season.draw(chance, resumed, last), day)


def make_orders(block: Block, buyers: Buyers) -> Orders:
    """Make the orders of a block, sorted by moment within each system."""
    parts = []
    for number, (low, high) in enumerate(_HOURS):
        buyer, day = _buyers_and_days(block, buyers, number)
        second = block.chance(f"hours {number}").between(low, high, len(day))
        at = np.minimum(moment(day, second), LAST_MOMENT - 60)
        order = np.lexsort((buyer, at))
        parts.append((buyer[order], at[order]))
    buyer = np.concatenate([part[0] for part in parts])
    ordered_at = np.concatenate([part[1] for part in parts])
    size, system, day = len(buyer), buyers.system[buyer], day_of(ordered_at)
    chance = block.chance("order fates")
    fate = chance.pick([953, 33, 9, 5], size)
    fate[(system == YOUZAN) & (fate == TEST)] = SALE
    ready = ordered_at + 3600 * (
        8 + chance.wait(np.array([120, 40, 30])[system], size).clip(0, 900)
    )
    earliest = np.full(len(buyers), np.iinfo(np.int64).max)
    np.minimum.at(earliest, buyer, ordered_at)
    taste = buyers.taste[buyer]
    shopping, trading = chance.pick([56, 27, 12, 5], size), 2 + chance.between(0, 5, size)
    office, other = chance.wait(2_500, size) // 1_000, chance.wait(3_000, size) // 1_000
    kinds = [taste == SHOPPER, taste == RESELLER, taste == OFFICE]
    line_count = 1 + np.select(kinds, [shopping, trading, office], other).clip(0, 11)
    return Orders(
        system=system,
        numbers=np.concatenate([np.arange(len(part[0])) for part in parts]) + block.start,
        buyer=buyer,
        is_guest=(system == SHOP) & chance.happens(60, size),
        day=day,
        ordered_at=ordered_at,
        fulfilled_at=np.where((fate == SALE) & (ready < LAST_MOMENT), ready, 0),
        cancelled_at=np.where(
            (fate == CANCELLED) | (fate == VOID),
            np.minimum(ordered_at + chance.between(600, 100_000, size), LAST_MOMENT), 0,
        ),
        fate=fate,
        is_first=ordered_at == earliest[buyer],
        line_count=line_count,
        line_start=np.concatenate(([0], np.cumsum(line_count)[:-1])),
    )  # fmt: skip
