"""Random cost pools and what drives them: work, orders, touches, capacity.

Every fact is typed, as the oracle reads it; `landed` writes it as text. Months are few, so that
pools and drivers meet; weights lie at the edges, so that shares are tiny, huge and equal. No rule
belongs here.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

Facts = Mapping[str, list[dict[str, Any]]]

MONTHS = tuple(date(2025, month, 1) for month in (1, 2, 3))
NOT_BEGUN = date(2026, 1, 1)
ACCOUNTS = ("a0", "a1", "a2", "a3")
CONTACTS = {"c0": "a0", "loose": None}
LEADS = {"won": "a1", "cold": None}
DRIVERS = (
    *("order_count", "net_revenue", "net_revenue", "handling_minutes", "activity_minutes"),
    *("Handling_Minutes", "campaign_touches", "moon_phase", None),
)
WEIGHTS = ("0", "0.01", "0.01", "1", "1", "3", "33.33", "9999999999.99")
AMOUNTS = ("0", "0.0001", "0.0099", "0.01", "1", "-0.05", "9999999999999.9999")


def weight(random: Random) -> Decimal:
    ordinary = Decimal(random.randrange(10**5)).scaleb(-2)
    return random.choice([Decimal(random.choice(WEIGHTS)), ordinary])


def amount(random: Random) -> Decimal:
    ordinary = Decimal(random.randrange(-(10**8), 10**9)).scaleb(-4)
    return random.choice([Decimal(random.choice(AMOUNTS)), ordinary, ordinary])


def moment(random: Random, first: date = MONTHS[0]) -> datetime:
    month = random.choice([one for one in MONTHS if one >= first])
    edge = random.choice([(1, 0, 0), (15, 12, 0), (28, 23, 59)])
    return datetime(month.year, month.month, *edge)


def rarely(random: Random) -> bool:
    return random.random() < 0.08


def random_orders(random: Random) -> dict[str, list[dict[str, Any]]]:
    """Orders of one line each; some are given back in full or half, at once or months later."""
    orders, lines, returns = [], [], []
    for number in range(random.randrange(9)):
        name, at, price = f"o{number}", moment(random), weight(random)
        orders.append(
            {
                "order_id": name,
                "account_id": random.choice([*ACCOUNTS, None]),
                "ordered_at": at,
                "status": "cancelled" if rarely(random) else None,
            }
        )
        lines.append({"order_line_id": name, "order_id": name, "quantity": 1, "unit_price": price})
        if random.random() < 0.4:
            refund = random.choice([price, (price / 2).quantize(Decimal("0.0001"))])
            again = moment(random, at.date().replace(day=1))
            facts = {"order_id": name, "order_line_id": name, "refund_amount": refund}
            returns.append({"return_id": name, "returned_at": max(again, at)} | facts)
    return {"orders": orders, "order_lines": lines, "returns": returns}


def random_work(random: Random) -> dict[str, list[dict[str, Any]]]:
    cases = [
        {
            "case_id": f"case{number}",
            "account_id": random.choice([*ACCOUNTS, None]),
            "contact_id": random.choice([None, *CONTACTS]),
            "category": random.choice(["repair", "enquiry"]),
            "priority": random.choice(["High", "low"]),
            "opened_at": moment(random),
            "handling_minutes": random.choice([None, weight(random), weight(random)]),
            "is_deleted": rarely(random),
        }
        for number in range(random.randrange(9))
    ]
    activities = [
        {
            "activity_id": f"activity{number}",
            "account_id": random.choice([*ACCOUNTS, None, None]),
            "lead_id": random.choice([None, *LEADS]),
            "activity_type": random.choice(["Call", "séance"]),
            "started_at": random.choice([None, *[moment(random) for _ in range(9)]]),
            "duration_minutes": random.choice([None, weight(random), weight(random)]),
            "is_deleted": rarely(random),
        }
        for number in range(random.randrange(9))
    ]
    return {"cases": cases, "activities": activities}


def random_campaigns(random: Random) -> dict[str, list[dict[str, Any]]]:
    spend = {
        (random.choice("kj"), moment(random).date(), random.choice(["media", "tools"])): {
            "amount": amount(random),
            "currency_code": random.choice([None, "EUR", "USD"]),
            "is_deleted": rarely(random),
        }
        for _ in range(random.randrange(7))
    }
    touches = [
        {
            "touch_id": f"touch{number}",
            "campaign_id": random.choice(["k", "k", "j", None]),
            "contact_id": random.choice([None, *CONTACTS]),
            "lead_id": random.choice([None, *LEADS]),
            "touched_at": moment(random),
            "is_deleted": rarely(random),
        }
        for number in range(random.randrange(12))
    ]
    keys = ("campaign_id", "spend_date", "cost_type")
    return {
        "campaign_spend": [dict(zip(keys, key, strict=True)) | row for key, row in spend.items()],
        "campaign_touches": touches,
    }


def random_pools(seed: int) -> Facts:
    """All facts of one company by landing table."""
    random = Random(seed)
    pools = [
        {
            "pool_id": f"p{number:02}",
            "month": month,
            "amount": amount(random),
            "currency_code": random.choice([None, "EUR", "EUR", "USD", "XAU"]),
            "driver": random.choice(DRIVERS),
            "waterfall_step": random.choice([None, "service", "sales"]),
            "is_deleted": rarely(random),
        }
        for number in range(14)
        for month in (*MONTHS, NOT_BEGUN)
    ]
    capacity = [
        {"pool_id": row["pool_id"], "month": row["month"], "practical_minutes": weight(random) * 2}
        for row in pools
        if random.random() < 0.6
    ]
    rate = {"from_currency": "USD", "to_currency": "EUR", "rate_date": date(2025, 1, 31)}
    return {
        "cost_pools": pools,
        "resource_capacity": [
            row | {"practical_minutes": min(row["practical_minutes"], Decimal("9999999999.99"))}
            for row in capacity
        ],
        "fx_rates": [rate | {"rate": Decimal("0.9173")}],
        "accounts": [{"account_id": account} for account in ACCOUNTS],
        "contacts": [{"contact_id": key, "account_id": value} for key, value in CONTACTS.items()],
        "leads": [{"lead_id": key, "converted_account_id": to} for key, to in LEADS.items()],
        **random_orders(random),
        **random_work(random),
        **random_campaigns(random),
    }


def landed(facts: Facts) -> dict[str, list[dict[str, str | None]]]:
    """The same facts as their systems write them."""
    return {
        table: [
            {name: None if value is None else str(value) for name, value in row.items()}
            for row in rows
        ]
        for table, rows in facts.items()
    }
