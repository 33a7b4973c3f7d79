"""The price-volume-mix-cost-rate bridge in fractions, by its textbook formulae.

With s the share of an item in all units, m its unit margin and p and c its unit price and cost:
volume = (Q1 - Q0) * mean m0, mix = sum of Q1 * (s1 - s0) * (m0 - mean m0), price = sum of
q1 * (p1 - p0) at the rates of before, cost = sum of q1 * (c0 - c1). The models work from whole
quantities and amounts instead, so nothing here is how they do it. Nothing is rounded; `roundings`
says how many half units of the fourth place each of their effects may be away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

Posting = Mapping[str, Any]
REPORTING_CURRENCY = "EUR"
PERIODS = {
    "previous_month": (1, 1),
    "same_month_last_year": (1, 12),
    "previous_quarter": (3, 3),
    "previous_year": (12, 12),
}
"""Months that a period lasts, and that the one before it lies back."""


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


@dataclass
class Side:
    """What was sold of one item in one period."""

    quantity: Fraction = Fraction(0)
    revenue: Fraction = Fraction(0)
    constant: Fraction = Fraction(0)
    cost: Fraction = Fraction(0)
    currencies: set[str] = field(default_factory=set)


@dataclass
class Bridge:
    """Effects of one comparison in one scope."""

    effects: dict[str, Fraction]
    roundings: dict[str, int]
    counts: dict[str, int]


def comparisons(postings: Sequence[Posting]) -> Iterator[tuple[str, int, range, range]]:
    """Every comparison with something before it: its name, start, and the months of both sides."""
    months = {month_number(row["posted_date"]) for row in postings}
    for name, (length, distance) in PERIODS.items():
        for start in sorted({month // length * length for month in months}):
            before = range(start - distance, start - distance + length)
            if before.stop > min(months):
                yield name, start, before, range(start, start + length)


def is_item(row: Posting) -> bool:
    return row["line_kind"] == "product" and row["gross_profit_amount"] is not None


def net_local(row: Posting) -> Fraction:
    return Fraction(row["value_local"] - row["order_discount_local"] - row["returns_local"])


def average_rates(before: Iterable[Posting]) -> dict[str, Fraction]:
    """What each currency fetched on average; returns say nothing about it."""
    amounts, locals_ = defaultdict(Fraction), defaultdict(Fraction)
    for row in before:
        if is_item(row) and row["posting_type"] == "sale":
            amounts[row["currency_code"]] += Fraction(row["net_revenue_amount"])
            locals_[row["currency_code"]] += net_local(row)
    return {
        currency: amounts[currency] / local
        for currency, local in locals_.items()
        if currency != REPORTING_CURRENCY and local > 0
    }


def sides(rows: Iterable[Posting], rates: Mapping[str, Fraction]) -> dict[str, Side]:
    items = defaultdict(Side)
    for row in filter(is_item, rows):
        side, revenue = items[row["product_id"]], Fraction(row["net_revenue_amount"])
        rate = rates.get(row["currency_code"])
        side.quantity += Fraction(row["quantity"])
        side.revenue += revenue
        side.constant += revenue if rate is None else net_local(row) * rate
        side.cost += Fraction(row["cogs_amount"])
        side.currencies |= {row["currency_code"]} & rates.keys()
    return items


def other_profit(rows: Iterable[Posting]) -> Fraction:
    known = [row for row in rows if row["gross_profit_amount"] is not None and not is_item(row)]
    return sum((Fraction(row["gross_profit_amount"]) for row in known), Fraction(0))


def bridge(
    before: Sequence[Posting], after: Sequence[Posting], rates: Mapping[str, Fraction]
) -> Bridge:
    """The effects that lead from one side to the other, at the rates of before."""
    old, new = sides(before, {}), sides(after, rates)
    groups = defaultdict(list)
    for item in sorted(old.keys() | new.keys()):
        had, has = (side.get(item, Side()) for side in (old, new))
        status = {
            (True, True): "comparable",
            (False, True): "new",
            (True, False): "lost",
            (False, False): "other",
        }[had.quantity > 0, has.quantity > 0]
        groups[status].append((had, has))
    effects = {
        status: sum(
            (b.revenue - b.cost - a.revenue + a.cost for a, b in groups[status]), Fraction(0)
        )
        for status in ("new", "lost", "other")
    }
    effects["other"] += other_profit(after) - other_profit(before)
    pairs = groups["comparable"]
    effects |= comparable_effects(pairs)
    converted = sum(len(has.currencies) for _, has in pairs)
    count = len(pairs)
    return Bridge(
        effects,
        {"volume": 1, "mix": 2 * count + 1, "price": count + converted, "cost": count}
        | {"fx": converted, "new": 0, "lost": 0, "other": 0},
        {status: len(groups[status]) for status in ("comparable", "new", "lost")},
    )


def comparable_effects(pairs: Sequence[tuple[Side, Side]]) -> dict[str, Fraction]:
    """Volume, mix, price, cost and rates of the items that were sold in both periods."""
    effects = dict.fromkeys(("volume", "mix", "price", "cost", "fx"), Fraction(0))
    if not pairs:
        return effects
    units_before = sum(had.quantity for had, _ in pairs)
    units_after = sum(has.quantity for _, has in pairs)
    mean_margin = sum(had.revenue - had.cost for had, _ in pairs) / units_before
    effects["volume"] = (units_after - units_before) * mean_margin
    for had, has in pairs:
        margin = (had.revenue - had.cost) / had.quantity
        moved_share = has.quantity / units_after - had.quantity / units_before
        effects["mix"] += units_after * moved_share * (margin - mean_margin)
        effects["price"] += has.constant - has.quantity * had.revenue / had.quantity
        effects["cost"] += has.quantity * had.cost / had.quantity - has.cost
        effects["fx"] += has.revenue - has.constant
    return effects
