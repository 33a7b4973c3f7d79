"""What follows an order: parcels, payments on time or late, and money that is paid back."""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.block import Block
from orchestration.demo.buyers import ERP, SHOP, YOUZAN, Buyers
from orchestration.demo.calendar import LAST_MOMENT
from orchestration.demo.catalogue import IS_GOODS, IS_MACHINE
from orchestration.demo.chance import Flags, Ints
from orchestration.demo.lines import Lines, has_goods
from orchestration.demo.orders import SALE, TEST, Orders
from orchestration.demo.prices import Prices
from orchestration.demo.returns import Returns


@dataclass(frozen=True)
class Payments:
    """One entry per movement of money; negative = paid back."""

    order: Ints
    paid_at: Ints
    method: Ints
    amount: Ints
    fee: Ints


@dataclass(frozen=True)
class Shipments:
    """One entry per parcel, with what the carrier charged in cents of the order's currency."""

    order: Ints
    shipped_at: Ints
    carrier: Ints
    freight: Ints


METHODS = ("bank", "card", "paypal", "gift_card", "direct_debit", "wechat_pay", "alipay")
CARRIERS = ("DHL", "DPD", "Kuehne Spedition", "Royal Mail", "UPS", "FedEx", "顺丰速运")
_CARRIER_CHOICES = np.array(
    [[0, 1], [0, 1], [0, 1], [0, 1], [0, 1], [3, 1], [4, 5], [6, 6], [0, 1]]
)
_FORWARDER = 2


def _fees(method: Ints, amount: Ints) -> Ints:
    rate: Ints = np.array([0, 175, 249, 0, 20, 60, 60])[method]
    fixed: Ints = np.array([0, 25, 35, 0, 0, 0, 0])[method]
    return np.where(amount > 0, amount * rate // 10_000 + fixed, 0)


def make_payments(block: Block, orders: Orders, prices: Prices, returns: Returns) -> Payments:
    """Make what came in for each order, on account weeks later, and what was paid back."""
    chance = block.chance("payments")
    size = len(orders)
    method = np.select(
        [orders.system == ERP, orders.system == YOUZAN],
        [chance.pick([88, 0, 0, 0, 12], size), chance.pick([0, 0, 0, 0, 0, 70, 30], size)],
        chance.pick([0, 52, 43, 5], size),
    )
    delay = np.where(orders.system == ERP, 86_400 * (12 + chance.wait(16, size)), 40)
    start = np.where(orders.system == ERP, orders.fulfilled_at, orders.ordered_at)
    at = start + delay + chance.between(0, 30_000, size) * (orders.system == ERP)
    settled = (start > 0) & ((orders.fate == SALE) | (orders.system == SHOP)) & (at < LAST_MOMENT)
    settled &= (orders.fate != TEST) & ~((orders.system == ERP) & chance.happens(15, size))
    paid = np.flatnonzero(settled)
    undone = np.flatnonzero(settled & (orders.cancelled_at > 0))
    back_at = np.maximum(returns.returned_at, at[returns.order]) + 90_000
    refunded = np.flatnonzero(
        settled[returns.order] & (back_at < LAST_MOMENT) & (returns.refund > 0)
    )
    of = np.concatenate([paid, undone, returns.order[refunded]])
    amount = np.concatenate(
        [prices.order_total[paid], -prices.order_total[undone], -returns.refund[refunded]]
    )
    moments = np.concatenate([at[paid], orders.cancelled_at[undone] + 300, back_at[refunded]])
    order = np.argsort(moments, kind="stable")
    of, amount, moments = of[order], amount[order], moments[order]
    return Payments(of, moments, method[of], amount, _fees(method[of], amount))


def make_shipments(block: Block, buyers: Buyers, orders: Orders, lines: Lines) -> Shipments:
    """One parcel or pallet per delivered order with goods; some go in two parts."""
    chance = block.chance("shipments")
    sent = np.flatnonzero((orders.fulfilled_at > 0) & has_goods(orders, lines))
    second = sent[chance.happens(60, len(sent))]
    of = np.concatenate([sent, second])
    size = len(of)
    later = np.concatenate([np.zeros(len(sent), dtype=np.int64), chance.between(1, 5, len(second))])
    at = np.minimum(orders.fulfilled_at[of] + later * 86_400, LAST_MOMENT)
    heavy = IS_MACHINE[lines.product] & (orders.system[lines.order] == ERP)
    pallets = np.add.reduceat(heavy * lines.quantity, orders.line_start)[of] // 100
    units = np.add.reduceat(lines.quantity * IS_GOODS[lines.product], orders.line_start)[of] // 100
    market = buyers.market[orders.buyer[of]]
    carrier = _CARRIER_CHOICES[market, chance.between(0, 1, size)]
    is_pallet: Flags = (pallets > 0) & np.isin(carrier, (0, 1))
    zone: Ints = np.array([100, 130, 130, 140, 150, 120, 190, 700, 180])[market]
    freight = (410 + units * 45 + pallets * 3900 + chance.between(0, 120, size)) * zone // 100
    order = np.argsort(at, kind="stable")
    return Shipments(
        of[order], at[order], np.where(is_pallet, _FORWARDER, carrier)[order], freight[order]
    )
