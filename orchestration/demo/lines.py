"""What was in each order: products and quantities. Lines of one order lie next to each other."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from orchestration.demo.accounts import SHOPPER
from orchestration.demo.block import Block
from orchestration.demo.buyers import Buyers
from orchestration.demo.calendar import DAYS, day_number
from orchestration.demo.catalogue import (
    FAMILY_OF,
    IS_GIFT_CARD,
    IS_GOODS,
    IS_MACHINE,
    IS_PER_KILO,
    IS_SERVICE,
    LAUNCHED,
    NAMES,
    PACK,
    PHASED_OUT,
    WEIGHTS,
)
from orchestration.demo.chance import Chance, Flags, Ints
from orchestration.demo.orders import Orders

_PHASED_OUT_DAY = day_number(date(2025, 9, 15))


@dataclass(frozen=True)
class Lines:
    """One entry per order line; quantity in hundredths of a unit."""

    order: Ints
    position: Ints
    product: Ints
    quantity: Ints


def _beside(product: Ints) -> Ints:
    """Step to a neighbour in the family, so that no order lists a product twice in a row."""
    last = np.append(FAMILY_OF[1:] != FAMILY_OF[:-1], True)
    return np.where(last[product], product - 1, product + 1)


def _available(product: Ints, day: Ints) -> Ints:
    """Replace what was not yet, or no longer, on sale by its neighbour in the same family."""
    launched = np.zeros(len(NAMES), dtype=np.int64)
    for name, first_day in LAUNCHED.items():
        launched[NAMES.index(name)] = day_number(first_day)
    ended = np.full(len(NAMES), DAYS)
    ended[NAMES.index(PHASED_OUT)] = _PHASED_OUT_DAY
    off_sale = (day < launched[product]) | (day >= ended[product])
    return np.where(off_sale, product - 1, product)


def _quantities(chance: Chance, taste: Ints, product: Ints, is_big: Flags) -> Ints:
    size = len(product)
    packs = 1 + chance.wait(1200, size) // 1000
    single = 1 + chance.pick([82, 13, 5], size)
    trade = np.where(IS_MACHINE[product], 1 + chance.wait(700, size) // 1000, packs * PACK[product])
    trade = np.where(is_big, trade * 3 // 2 + (chance.between(0, 2, size) * PACK[product]), trade)
    units = np.where(taste == SHOPPER, single, trade)
    once = IS_SERVICE[product] | IS_GIFT_CARD[product]
    hundredths = np.where(once, 1 + chance.pick([94, 6], size), units) * 100
    loose = IS_PER_KILO[product]
    return np.where(loose, hundredths + chance.between(0, 3, size) * 25, hundredths)


def make_lines(block: Block, buyers: Buyers, orders: Orders, is_big: Flags) -> Lines:
    """Make the lines of a block's orders; `is_big` marks the buyers who order in bulk."""
    chance = block.chance("lines")
    order = np.repeat(np.arange(len(orders)), orders.line_count)
    size = len(order)
    taste = buyers.taste[orders.buyer[order]]
    product = np.zeros(size, dtype=np.int64)
    for kind in range(len(WEIGHTS)):
        here = np.flatnonzero(taste == kind)
        product[here] = chance.pick(WEIGHTS[kind], len(here))
    again = np.flatnonzero((product[1:] == product[:-1]) & (order[1:] == order[:-1])) + 1
    product[again] = _beside(product[again])
    product = _available(product, orders.day[order])
    return Lines(
        order=order,
        position=np.arange(size) - orders.line_start[order],
        product=product,
        quantity=_quantities(chance, taste, product, is_big[orders.buyer[order]]),
    )


def has_goods(orders: Orders, lines: Lines) -> Flags:
    """Whether anything in the order has to be shipped."""
    return np.add.reduceat(IS_GOODS[lines.product].astype(np.int64), orders.line_start) > 0
