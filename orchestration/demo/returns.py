"""What comes back, goods or money.

Refunds are of every kind that accounting knows: part of a line, goods that are scrapped, money
without goods, more money than the line was worth, money for the order as a whole, and all of it
sometimes in a later year.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.block import Block
from orchestration.demo.buyers import Buyers
from orchestration.demo.calendar import LAST_MOMENT
from orchestration.demo.catalogue import IS_GOODS
from orchestration.demo.chance import Ints
from orchestration.demo.lines import Lines
from orchestration.demo.orders import Orders
from orchestration.demo.prices import Prices

DISPOSITIONS = ("restocked", "scrapped", "none")
NONE = 2
REASONS = (
    "changed mind", "damaged in transit", "defective", "wrong item", "quality complaint",
    "late delivery", "goodwill", "price adjustment",
)  # fmt: skip
GOODWILL = 6


@dataclass(frozen=True)
class Returns:
    """One entry per refund; `line` is -1 for a refund of the order as a whole."""

    order: Ints
    line: Ints
    returned_at: Ints
    quantity: Ints
    refund: Ints
    reason: Ints
    disposition: Ints


def make_returns(
    block: Block, buyers: Buyers, orders: Orders, lines: Lines, prices: Prices
) -> Returns:
    """Refunds on delivered lines, and a few on whole orders."""
    chance = block.chance("returns")
    of = lines.order
    sent = (orders.fulfilled_at[of] > 0) & IS_GOODS[lines.product]
    line = np.flatnonzero(sent & chance.happens(buyers.return_rate[orders.buyer[of]], len(of)))
    order, size = of[line], len(line)
    at = orders.fulfilled_at[order] + 3600 * 30 + 3600 * chance.wait(290, size)
    kind = chance.pick([560, 330, 70, 40], size)
    bought = lines.quantity[line] // 100
    back = np.where(
        kind == 0, bought, np.maximum(chance.between(0, 1_000, size) * bought // 1000, 1)
    )
    back = np.where(kind >= 2, 0, back)
    net = prices.order_net[order]
    worth = prices.line_net[line] * (net - prices.order_discount[order]) // np.maximum(net, 1)
    refund = worth * back * 100 // lines.quantity[line].clip(1)
    refund = np.where(kind == 2, worth * chance.between(10, 40, size) // 100, refund)
    refund = np.where(kind == 3, worth + worth * chance.between(5, 30, size) // 100, refund)
    state = np.where(back == 0, NONE, chance.pick([68, 32], size))
    reason = np.select(
        [kind == 3, kind == 2], [GOODWILL, 7], chance.pick([30, 18, 22, 8, 12, 10], size)
    )

    whole = np.flatnonzero((orders.fulfilled_at > 0) & chance.happens(6, len(orders)))
    late = orders.fulfilled_at[whole] + 3600 * chance.between(60, 2_000, len(whole))
    none = np.zeros(len(whole), dtype=np.int64)
    merged_at = np.concatenate([at, late])
    kept = np.flatnonzero(merged_at < LAST_MOMENT)
    kept = kept[np.argsort(merged_at[kept], kind="stable")]
    return Returns(
        order=np.concatenate([order, whole])[kept],
        line=np.concatenate([line, none - 1])[kept],
        returned_at=merged_at[kept],
        quantity=np.concatenate([back * 100, none])[kept],
        refund=np.concatenate([refund, prices.order_net[whole] // 20 // 100 * 100 + 500])[kept],
        reason=np.concatenate([reason, none + GOODWILL])[kept],
        disposition=np.concatenate([state, none + NONE])[kept],
    )
