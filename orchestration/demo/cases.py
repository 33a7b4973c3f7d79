"""Service cases: who needs help with which order, and how long it takes us."""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.calendar import LAST_MOMENT, day_of
from orchestration.demo.catalogue import IS_MACHINE
from orchestration.demo.chance import Ints
from orchestration.demo.trade import Trade

CATEGORIES = ("enquiry", "complaint", "repair", "return")
REPAIR = 2


@dataclass(frozen=True)
class Cases:
    """One entry per case; `account` is -1 where the desk does not know the company."""

    order: Ints
    account: Ints
    product: Ints
    category: Ints
    opened_at: Ints
    closed_at: Ints
    minutes: Ints
    agent: Ints

    def __len__(self) -> int:
        """Count the cases."""
        return len(self.order)


def make_cases(trade: Trade) -> Cases:
    """Cases about orders; customers with a heavy service load open most of them."""
    chance, orders, buyers = trade.block.chance("cases"), trade.orders, trade.buyers
    size = len(orders) * 34 // 100
    load = np.where(orders.fulfilled_at > 0, buyers.service_load[orders.buyer], 0)
    order = chance.pick(load, size)
    opened = orders.fulfilled_at[order] + 3_600 * (6 + chance.wait(700, size))
    keep = opened < LAST_MOMENT
    order, opened = order[keep], opened[keep]
    rank = np.argsort(opened, kind="stable")
    order, opened = order[rank], opened[rank]
    size = len(order)
    line = trade.orders.line_start[order] + np.arange(size) % trade.orders.line_count[order]
    product = trade.lines.product[line]
    category = np.where(
        IS_MACHINE[product], chance.pick([20, 20, 50, 10], size), chance.pick([46, 30, 4, 20], size)
    )
    took = 3_600 * (2 + chance.wait(60, size).clip(0, 700))
    closed = np.where(opened + took < LAST_MOMENT, opened + took, 0)
    usual: Ints = np.array([22, 55, 160, 35])[category]
    heavy = buyers.service_load[orders.buyer[order]] > 40
    minutes = 2 + usual * (400 + chance.wait(700, size).clip(0, 3_000)) // 1000 * (1 + heavy)
    seats = trade.block.staff.agents
    return Cases(
        order=order,
        account=buyers.account[orders.buyer[order]],
        product=product,
        category=category,
        opened_at=opened,
        closed_at=closed,
        minutes=minutes,
        agent=trade.block.staff.occupant(seats[np.arange(size) % len(seats)], day_of(opened)),
    )
