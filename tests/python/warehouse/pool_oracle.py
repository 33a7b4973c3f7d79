"""Cost pools worked out by hand: who caused what, and what each part costs.

Written from the definitions, not from the models: facts in, parts out, in exact numbers.
`customers` names the customer behind an account, because ties go by the customer's id.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from exact_money import ZERO, product, spread, total
from pool_company import CONTACTS, LEADS, Facts

AS_OF = date(2025, 12, 31)
MEASURES = {
    *("order_count", "net_revenue", "handling_minutes", "activity_minutes", "campaign_touches"),
    "no_driver",
}
# The rate of the last day of January holds for 45 days: for February's last day, not for March's.
USD = {date(2025, 1, 1): Decimal("0.9173"), date(2025, 2, 1): Decimal("0.9173")}
CASE_MINUTES = {"repair": Decimal(140), "enquiry": Decimal(25)}
MORE_WHEN_URGENT = {"repair": Decimal(30), "enquiry": Decimal(10)}
Caused = tuple[str, date, str, Decimal]
Quantities = Mapping[tuple[str, date], Mapping[str, Decimal]]


class Part(NamedTuple):
    """What one member carries of a pool."""

    reason: str | None
    quantity: Decimal | None
    amount: Decimal | None
    is_over_capacity: bool


def month_of(moment: datetime) -> date:
    return moment.date().replace(day=1)


def kept(facts: Facts, table: str) -> Iterator[dict[str, Any]]:
    return (row for row in facts[table] if not row.get("is_deleted"))


def customer(row: Mapping[str, Any], customers: Mapping[str, str], otherwise: str) -> str:
    account = (
        row.get("account_id")
        or CONTACTS.get(row.get("contact_id"))
        or LEADS.get(row.get("lead_id"))
    )
    return customers[account] if account else otherwise


def sales(facts: Facts, customers: Mapping[str, str]) -> Iterator[Caused]:
    """What orders and returns caused; a cancelled order and its returns caused nothing."""
    buyers, sold = {}, {line["order_id"]: line["unit_price"] for line in facts["order_lines"]}
    for order in kept(facts, "orders"):
        if order["status"] is None:
            name, month = order["order_id"], month_of(order["ordered_at"])
            buyers[name] = customer(order, customers, "unknown")
            yield "order_count", month, buyers[name], Decimal(1)
            yield "net_revenue", month, buyers[name], sold[name]
    for back in kept(facts, "returns"):
        if buyer := buyers.get(back["order_id"]):
            yield "net_revenue", month_of(back["returned_at"]), buyer, -back["refund_amount"]


def work(facts: Facts, customers: Mapping[str, str]) -> Iterator[Caused]:
    """Minutes of cases and activities, those of work on prospects included."""
    for case in kept(facts, "cases"):
        minutes = case["handling_minutes"]
        if minutes is None:
            minutes = CASE_MINUTES[case["category"]]
            minutes += MORE_WHEN_URGENT[case["category"]] * (case["priority"] == "High")
        by = customer(case, customers, "unknown")
        yield "handling_minutes", month_of(case["opened_at"]), by, minutes
    for activity in kept(facts, "activities"):
        minutes = activity["duration_minutes"]
        if minutes is None and activity["activity_type"] == "Call":
            minutes = Decimal(15)
        if minutes is not None and activity["started_at"]:
            stranger = "unallocated" if activity["lead_id"] else "unknown"
            by = customer(activity, customers, stranger)
            yield "activity_minutes", month_of(activity["started_at"]), by, minutes


def touches(facts: Facts, customers: Mapping[str, str]) -> Iterator[Caused]:
    """Contacts with any campaign, and with each one."""
    for touch in kept(facts, "campaign_touches"):
        if touch["campaign_id"]:
            by, month = customer(touch, customers, "unallocated"), month_of(touch["touched_at"])
            for measure in ("campaign_touches", f"campaign:{touch['campaign_id']}"):
                yield measure, month, by, Decimal(1)


def quantities(facts: Facts, customers: Mapping[str, str]) -> Quantities:
    """How much of each measure everybody caused in a month."""
    caused: dict[Any, Any] = defaultdict(lambda: defaultdict(Decimal))
    for source in (sales, work, touches):
        for measure, month, who, much in source(facts, customers):
            caused[measure, month][who] += much
    return caused


def priced(row: Mapping[str, Any], month: date) -> Decimal | None:
    currency = row["currency_code"] or "EUR"
    rates = {"EUR": Decimal(1), "USD": USD.get(month)}
    return product(row["amount"], rates.get(currency))


def pools(facts: Facts) -> Iterator[tuple[str, date, str, Decimal | None]]:
    """(pool, month, measure or the reason why there is none, cost)."""
    for row in kept(facts, "cost_pools"):
        if row["month"] <= AS_OF:
            driver = (row["driver"] or "no_driver").lower()
            measure = driver if driver in MEASURES else "unknown_driver"
            yield row["pool_id"], row["month"], measure, priced(row, row["month"])
    spend = defaultdict(lambda: defaultdict(Decimal))
    for row in kept(facts, "campaign_spend"):
        key = f"campaign:{row['campaign_id']}", row["spend_date"].replace(day=1)
        spend[key][row["currency_code"] or "EUR"] += row["amount"]
    for (pool, month), amounts in spend.items():
        parts = [
            priced({"currency_code": currency, "amount": whole}, month)
            for currency, whole in amounts.items()
        ]
        yield pool, month, pool, total(parts)


def allocated(facts: Facts, customers: Mapping[str, str]) -> dict[tuple[Any, ...], Part]:
    """Every part by (pool, month, customer, kind)."""
    caused, parts = quantities(facts, customers), {}
    capacity = {(row["pool_id"], row["month"]): row for row in facts["resource_capacity"]}
    for pool, month, measure, cost in pools(facts):
        amounts = {who: much for who, much in caused.get((measure, month), {}).items() if much}
        weights = {who: max(much, ZERO) for who, much in amounts.items()}
        supplied = capacity.get((pool, month))
        over = False
        if supplied and measure.endswith("_minutes"):
            spare = supplied["practical_minutes"] - sum(weights.values())
            over = spare < 0
            if spare > 0:
                amounts["unused_capacity"] = weights["unused_capacity"] = spare
        if measure in {"no_driver", "unknown_driver"}:
            why = measure
        elif cost is None:
            why = "unknown_rate"
        elif not any(weights.values()):
            why = "unattributed" if pool.startswith("campaign:") else "no_activity"
        else:
            why = None
        if why:
            parts[pool, month, "unallocated", "company_level"] = Part(why, None, cost, over)
            continue
        shares = spread(cost, weights)
        stays = "prospects" if measure == "activity_minutes" else "unattributed"
        for who, much in amounts.items():
            where = {
                "unused_capacity": ("unallocated", "unused_capacity", "unused_capacity"),
                "unallocated": ("unallocated", "company_level", stays),
            }.get(who, (who, "driver", None))
            parts[pool, month, *where[:2]] = Part(where[2], much, shares.get(who, ZERO), over)
    return parts
