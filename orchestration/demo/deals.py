"""Deals: how companies became customers and bought more, and what was tried in vain.

Deals that were won lead to an order; deals that were lost, abandoned or are still open do not.
A company that is new in the three years has a first deal that created it, often from a lead.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.buyers import ERP
from orchestration.demo.calendar import COMPANIES, DAYS, day_of, moment
from orchestration.demo.chance import Chance, Ints
from orchestration.demo.orders import CANCELLED, SALE
from orchestration.demo.trade import Trade

OUTCOMES = ("won", "lost", "no_decision", "duplicate")
WON = 0
OPEN = -1
NEW_BUSINESS, EXPANSION = 0, 1
_WORTH_A_DEAL = 150_000


@dataclass(frozen=True)
class Deals:
    """One entry per deal; `order` is the order it led to, `lead` where it grew from, or -1."""

    numbers: Ints
    account: Ints
    order: Ints
    lead: Ints
    kind: Ints
    outcome: Ints
    amount: Ints
    created_at: Ints
    closed_at: Ints
    cycle: Ints
    order_deal: Ints

    def __len__(self) -> int:
        """Count the deals."""
        return len(self.numbers)


def _first_orders(trade: Trade) -> Ints:
    """Position of the first sale to each company that is new in the three years, else -1."""
    orders, accounts = trade.orders, trade.accounts
    company = trade.buyers.account[orders.buyer]
    counts = np.flatnonzero((orders.system == ERP) & (company >= 0) & (orders.fate == SALE))
    first = np.full(len(accounts), -1)
    first[company[counts][::-1]] = counts[::-1]
    return np.where(accounts.is_old, -1, first)


def account_created_at(trade: Trade) -> Ints:
    """When the CRM first saved each company: old ones long ago, others with their first deal."""
    accounts = trade.accounts
    first = _first_orders(trade)
    long_ago = moment(-30 - (np.arange(len(accounts)) * 769) % 2600, 36_000)
    with_deal = trade.orders.ordered_at[first] - accounts.cycle_days * 86_400 - 200_000
    untraded = moment(np.maximum(accounts.first_day - 20, 1), 40_000)
    return np.select([accounts.is_old, first >= 0], [long_ago, with_deal], untraded)


def _lost_deals(trade: Trade, chance: Chance, created: Ints, size: int) -> dict[str, Ints]:
    """Deals without an order: each prospect has one, the rest go to companies at random."""
    accounts = trade.accounts
    prospects = np.flatnonzero(accounts.is_prospect)
    company = np.concatenate([prospects, chance.between(0, len(accounts) - 1, size)])
    size = len(company)
    earliest = np.maximum(day_of(created[company]), 0).clip(0, DAYS - 10)
    day = COMPANIES.draw(chance, earliest, np.full(size, DAYS - 3))
    cycle = 5 + chance.wait(60, size).clip(0, 320)
    outcome = chance.pick([0, 72, 22, 6], size)
    outcome = np.where(day + cycle >= DAYS - 1, OPEN, outcome)
    forgotten = chance.happens(40, size)
    return {
        "account": company,
        "order": np.full(size, -1),
        "kind": np.where(np.arange(size) < len(prospects), NEW_BUSINESS, EXPANSION),
        "outcome": np.where(forgotten, OPEN, outcome),
        "amount": (150_000 + chance.wait(650_000, size)) // 5_000 * 5_000,
        "created_at": moment(day, chance.between(28_000, 60_000, size)),
        "cycle": cycle,
    }


def _won_deals(trade: Trade, chance: Chance, created: Ints) -> dict[str, Ints]:
    """Deals behind orders: the first of each new company, and some of the larger later ones."""
    orders = trade.orders
    company = trade.buyers.account[orders.buyer]
    first = _first_orders(trade)
    is_first = np.zeros(len(orders), dtype=bool)
    is_first[first[first >= 0]] = True
    worth = trade.prices.order_net > _WORTH_A_DEAL
    eligible = (orders.system == ERP) & (company >= 0) & (orders.fate <= CANCELLED) & worth
    won = np.flatnonzero(is_first | (eligible & chance.happens(260, len(orders))))
    is_new, account = is_first[won], company[won]
    usual = 6 + chance.wait(28, len(won)).clip(0, 150)
    wanted = np.where(is_new, trade.accounts.cycle_days[account], usual)
    closed_at = orders.ordered_at[won] - np.where(is_new, 200_000, 90_000)
    created_at = np.maximum(closed_at - wanted * 86_400, created[account])
    deals = {
        "account": account,
        "order": won,
        "kind": np.where(is_new, NEW_BUSINESS, chance.pick([0, 70, 30], len(won))),
        "outcome": np.full(len(won), WON),
        "amount": (trade.prices.order_net - trade.prices.order_discount)[won] // 1_000 * 1_000,
        "created_at": created_at,
        "cycle": (closed_at - created_at) // 86_400,
    }
    # A company that orders within a day of being saved had no time for a deal.
    usable = deals["cycle"] >= 1
    return {name: values[usable] for name, values in deals.items()}


def make_deals(trade: Trade) -> Deals:
    """Make the deals of a block, by creation; `order_deal` has the deal of each order or -1."""
    chance = trade.block.chance("deals")
    created = account_created_at(trade)
    won = _won_deals(trade, chance, created)
    lost = _lost_deals(trade, chance, created, len(won["order"]))
    merged = {name: np.concatenate([won[name], lost[name]]) for name in won}
    by_age = np.argsort(merged["created_at"], kind="stable")
    merged = {name: values[by_age] for name, values in merged.items()}
    size = len(by_age)
    order_deal = np.full(len(trade.orders), -1)
    has_order = merged["order"] >= 0
    order_deal[merged["order"][has_order]] = np.flatnonzero(has_order)
    has_lead = (merged["kind"] == NEW_BUSINESS) & chance.happens(700, size)
    closed_at = merged["created_at"] + merged["cycle"] * 86_400
    return Deals(
        numbers=np.arange(size) + trade.block.start,
        lead=np.where(has_lead, np.cumsum(has_lead) - 1, -1),
        closed_at=np.where(merged["outcome"] == OPEN, 0, closed_at),
        order_deal=order_deal,
        **merged,
    )
