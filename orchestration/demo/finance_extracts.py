"""Finance: cost pools, the minutes behind them, and the ledger.

Pools grow with the company: each is a share of the average monthly net revenue, so that a bigger
company has bigger pools. The ledger nearly agrees with the sales: francs are in it, and now and
then somebody books by hand.
"""

from typing import NamedTuple

import numpy as np

from orchestration.demo.calendar import MONTH_STARTS, MONTHS, day_number, moment
from orchestration.demo.chance import Chance, Ints
from orchestration.demo.columns import Extract, constant, dates, money, scaled, words
from orchestration.demo.totals import Totals

MONTH_DAYS: Ints = np.array([day_number(start) for start in MONTH_STARTS])
DRIVERS = ("order_count", "shipments", "return_count", "handling_minutes", "activity_minutes",
           "net_revenue", "order_line_count")  # fmt: skip
_NO_DRIVER = -1


class Pool(NamedTuple):
    """One pool: its share of net revenue in hundredths of a percent and how far it breathes."""

    pool_id: str
    name: str
    step: str
    category: str
    driver: int
    share: int
    breathes: int
    currency: str = "EUR"


POOLS = (
    Pool("P100", "Warehouse and packing", "fulfilment", "labour", 6, 150, 40),
    Pool("P110", "Packaging material", "fulfilment", "material", 1, 45, 80),
    Pool("P120", "Returns handling", "fulfilment", "operating", 2, 45, 50),
    Pool("P200", "Service desk", "service", "labour", 3, 180, 20),
    Pool("P210", "Field technicians", "service", "labour", 3, 110, 20),
    Pool("P300", "Field sales salaries", "sales", "labour", 4, 420, 5),
    Pool("P310", "Sales travel", "sales", "operating", 4, 90, 40),
    Pool("P400", "Marketing team and tools", "marketing", "labour", 5, 150, 5),
    Pool("P500", "Rent and utilities", "overhead", "operating", 5, 210, 0),
    Pool("P505", "London office", "overhead", "operating", 5, 40, 0, "GBP"),
    Pool("P510", "Administration", "overhead", "labour", 0, 260, 5),
    Pool("P520", "IT and systems", "overhead", "operating", 0, 120, 10),
    Pool("P590", "Legal and one-off", "overhead", "operating", _NO_DRIVER, 25, 100),
)
_STEADY = {"P200": 125, "P210": 130, "P300": 118}
"""Pools with people, and their practical minutes in percent of the average month's work."""


def _net_revenue(totals: Totals) -> Ints:
    sold = totals.goods + totals.services + totals.shipping
    net: Ints = np.maximum(sold - totals.discounts - totals.refunds, 0)
    return net


def pool_extract(totals: Totals, seed: int) -> Extract:
    """Thirteen pools in 36 months; the amounts follow the season as far as a pool breathes."""
    net = _net_revenue(totals)
    average = int(net.sum()) // MONTHS
    chance = Chance(seed, "pools")
    amounts = []
    for pool in POOLS:
        follow = average + (net - average) * pool.breathes // 100
        drift = 1000 + 4 * np.arange(MONTHS) - 70
        noise = 1000 + chance.between(-30, 30, MONTHS) * (1 + pool.breathes // 20)
        cents = follow * pool.share // 10_000 * drift // 1000 * noise // 1000
        amounts.append(cents // 1_000 * 1_000 if pool.breathes < 20 else cents // 10 * 10)
    amounts[-1][20] = -amounts[-1][20]
    number = np.repeat(np.arange(len(POOLS)), MONTHS)
    month = np.tile(MONTH_DAYS, len(POOLS))
    return Extract(
        "finance", "cost_pools",
        {
            "pool_id": words(number, [pool.pool_id for pool in POOLS]),
            "month": dates(month),
            "pool_name": words(number, [pool.name for pool in POOLS]),
            "waterfall_step": words(number, [pool.step for pool in POOLS]),
            "cost_category": words(number, [pool.category for pool in POOLS]),
            "amount": money(np.concatenate(amounts)),
            "currency_code": words(number, [pool.currency for pool in POOLS]),
            "driver": words(np.array([pool.driver for pool in POOLS])[number], DRIVERS),
        },
        moment(month),
    )  # fmt: skip


def capacity_extract(totals: Totals) -> Extract:
    """Minutes that people could work, hired in steps once a year; busy months go over them."""
    work = {"P200": totals.service_minutes, "P210": totals.service_minutes,
            "P300": totals.sales_minutes}  # fmt: skip
    minutes = []
    for pool_id, percent in _STEADY.items():
        yearly = work[pool_id].reshape(3, 12).sum(axis=1) // 12
        minutes.append(np.repeat(np.maximum(yearly, 1) * percent // 100 // 60 * 60 + 60, 12))
    number = np.repeat(np.arange(len(_STEADY)), MONTHS)
    month = np.tile(MONTH_DAYS, len(_STEADY))
    return Extract(
        "finance", "resource_capacity",
        {
            "pool_id": words(number, list(_STEADY)),
            "month": dates(month),
            "practical_minutes": scaled(np.concatenate(minutes), 0),
        },
        moment(month),
    )  # fmt: skip


def ledger_extract(totals: Totals) -> Extract:
    """Balances by account and month; credits are negative, as the ledger has them."""
    by_hand = np.zeros(MONTHS, dtype=np.int64)
    by_hand[[7, 14, 26]] = (120_000, -45_000, 8_731)
    accounts = (
        ("4400", "revenue", -totals.goods + by_hand),
        ("4410", "revenue", -totals.services),
        ("4490", "revenue", -totals.shipping),
        ("4700", "revenue_deduction", totals.discounts),
        ("4720", "revenue_deduction", totals.refunds),
        ("3270", "liability", -totals.gift_cards),
        ("5000", "cost_of_goods", totals.cost_of_goods),
    )
    number = np.repeat(np.arange(len(accounts)), MONTHS)
    month = np.tile(MONTH_DAYS, len(accounts))
    return Extract(
        "finance", "gl_balances",
        {
            "gl_account": words(number, [account for account, _, _ in accounts]),
            "month": dates(month),
            "account_type": words(number, [kind for _, kind, _ in accounts]),
            "amount": money(np.concatenate([balance for _, _, balance in accounts])),
            "currency_code": constant("EUR", len(number)),
        },
        moment(month),
    )  # fmt: skip
