"""The order systems' exports of returns, payments and shipments."""

import numpy as np

from orchestration.demo.aftermath import CARRIERS, METHODS
from orchestration.demo.buyers import ERP, SHOP, SYSTEMS, YOUZAN
from orchestration.demo.chance import Ints
from orchestration.demo.columns import (
    Extract,
    ids,
    money,
    money_or_none,
    scaled,
    times,
    where,
    words,
)
from orchestration.demo.markets import CURRENCIES, PRICE_FACTORS
from orchestration.demo.order_ids import line_ids, order_ids
from orchestration.demo.returns import DISPOSITIONS, REASONS
from orchestration.demo.trade import Trade


def return_extract(trade: Trade, system: int, at: Ints) -> Extract:
    """Refunds of one system; `at` are their positions."""
    returns = trade.returns
    of = returns.order[at]
    number = trade.block.start + at
    prefix = {ERP: "GS", SHOP: "88", YOUZAN: "yz-R"}[system]
    columns = {
        "return_id": ids(prefix, number + 10_000_000, 8),
        "order_id": order_ids(system, trade.orders, of),
        "order_line_id": line_ids(system, trade, returns.line[at]),
        "returned_at": times(returns.returned_at[at]),
        "quantity": where(returns.quantity[at] > 0, scaled(returns.quantity[at], 2)),
        "refund_amount": money(returns.refund[at]),
        "reason": words(returns.reason[at], REASONS),
        "disposition": words(returns.disposition[at], DISPOSITIONS),
    }
    if system == ERP:
        columns["currency_code"] = words(trade.prices.currency[of], CURRENCIES)
    return Extract(SYSTEMS[system], "returns", columns, returns.returned_at[at])


def payment_extract(trade: Trade, system: int, at: Ints) -> Extract:
    """Movements of money of one system; `at` are their positions."""
    payments = trade.payments
    of, number = payments.order[at], trade.block.start * 4 + at
    first = {ERP: "ZE", SHOP: "63"}[system]
    columns = {
        "payment_id": ids(first, number + 100_000_000, 9),
        "order_id": order_ids(system, trade.orders, of),
        "paid_at": times(payments.paid_at[at]),
        "payment_method": words(payments.method[at], METHODS),
        "amount": money(payments.amount[at]),
        "fee_amount": money_or_none(payments.fee[at]),
        "currency_code": words(trade.prices.currency[of], CURRENCIES),
        "status": words((payments.amount[at] < 0).astype(np.int64), ("settled", "refunded")),
    }
    return Extract(SYSTEMS[system], "payments", columns, payments.paid_at[at])


def shipment_extract(trade: Trade, system: int, at: Ints) -> Extract:
    """Parcels of one system; `at` are their positions."""
    shipments = trade.shipments
    of, number = shipments.order[at], trade.block.start * 4 + at
    factor = np.array(PRICE_FACTORS)[trade.prices.currency[of]]
    columns = {
        "shipment_id": ids({ERP: "LS", SHOP: "45"}[system], number + 100_000_000, 9),
        "order_id": order_ids(system, trade.orders, of),
        "shipped_at": times(shipments.shipped_at[at]),
        "carrier": words(shipments.carrier[at], CARRIERS),
        "freight_cost_amount": money(shipments.freight[at] * factor // 1000),
        "currency_code": words(trade.prices.currency[of], CURRENCIES),
    }
    return Extract(SYSTEMS[system], "shipments", columns, shipments.shipped_at[at])
