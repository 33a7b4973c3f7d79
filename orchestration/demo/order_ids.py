"""Ids of customers, orders and lines, in the style of the system that made them.

Debtor and document numbers in the ERP, long plain numbers in the shop, dated numbers at youzan,
which carry `yz-` so that they cannot meet the ids of another system.
"""

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.buyers import ERP, SHOP, Buyers
from orchestration.demo.calendar import STAMP_OF_DAY
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Column, ids, joined
from orchestration.demo.orders import Orders
from orchestration.demo.trade import Trade

YOUZAN_PREFIX = "yz-"


def product_ids(products: Ints) -> Column:
    """Article numbers; they begin with a zero and must stay text."""
    return ids("", 10_100 + products * 7, 6)


def customer_ids(system: int, buyers: Buyers, at: Ints) -> Column:
    """Ids of customers of one system."""
    numbers = buyers.numbers[at]
    if system == ERP:
        return ids("D", numbers + 10_000_000, 8)
    if system == SHOP:
        return ids("", 7_012_400_000_000 + numbers * 61 + 17, 13)
    return ids(YOUZAN_PREFIX, 880_000_000_000 + numbers * 7, 12)


def order_ids(system: int, orders: Orders, at: Ints) -> Column:
    """Ids of orders of one system."""
    numbers = orders.numbers[at]
    if system == ERP:
        return ids("AU", numbers + 10_000_000, 8)
    if system == SHOP:
        return ids("", 5_480_000_000_000 + numbers * 37 + 11, 13)
    return ids(f"{YOUZAN_PREFIX}E", STAMP_OF_DAY[orders.day[at]] * 1_000_000_000 + numbers, 17)


def any_order_ids(orders: Orders, at: Ints) -> Column:
    """Ids of orders of all systems, row by row; a negative position is empty."""
    known = at.clip(0)
    choices = [order_ids(system, orders, known) for system in range(3)]
    chosen = pc.choose(pa.array(orders.system[known]), *choices)
    return pc.if_else(pa.array(at >= 0), chosen, pa.scalar(None, pa.string()))


def line_ids(system: int, trade: Trade, at: Ints) -> Column:
    """Ids of order lines of one system; a negative position is empty."""
    known = at.clip(0)
    if system == SHOP:
        number = trade.block.start * 16 + known
        column = ids("", 13_900_000_000_000 + number * 53, 14)
    else:
        order = order_ids(system, trade.orders, trade.lines.order[known])
        position = (trade.lines.position[known] + 1) * (10 if system == ERP else 1)
        column = joined(order, "-", ids("", position, 3 if system == ERP else 2))
    return pc.if_else(pa.array(at >= 0), column, pa.scalar(None, pa.string()))
