"""Random sales with all that commissions rest on, as rows of the landing and of the seeds.

Days lie on boundaries of rates, roles and periods; every row carries the batch it came with, so
that a test can ask what was known on a day. No rule belongs here.
"""

from datetime import date, timedelta
from random import Random

RATES = [
    *(
        {
            "role": "rep",
            "product_margin_tier": tier,
            "base_type": base,
            "rate": rate,
            "owner": "me",
            "valid_from": date(2025, 1, 1),
            "valid_to": date(2025, 4, 1),
        }
        for tier, base, rate in (
            ("high", "gross_profit", "0.0737"),
            ("low", "net_revenue", "0.0213"),
            ("provisional", "cash_received", "0.01"),
            ("unknown", "net_revenue", "0.005"),
        )
    ),
    *(
        {
            "role": "rep",
            "product_margin_tier": tier,
            "base_type": base,
            "rate": rate,
            "owner": "me",
            "valid_from": date(2025, 4, 1),
            "valid_to": None,
        }
        for tier, base, rate in (
            ("high", "cash_received", "0.033"),
            ("low", "gross_profit", "0.061"),
            ("provisional", "net_revenue", "0.02"),
        )
    ),
    *(
        {
            "role": "boss",
            "product_margin_tier": tier,
            "base_type": "net_revenue",
            "rate": "0.0111",
            "owner": "me",
            "valid_from": date(2025, 1, 1),
            "valid_to": None,
        }
        for tier in ("high", "low")
    ),
]
BRACKETS = [
    {
        "role": "rep",
        "from_quota_share": "0.5",
        "multiplier": "1.25",
        "owner": "me",
        "valid_from": date(2025, 1, 1),
        "valid_to": None,
    },
    {
        "role": "rep",
        "from_quota_share": "1",
        "multiplier": "1.1",
        "owner": "me",
        "valid_from": date(2025, 1, 1),
        "valid_to": None,
    },
    {
        "role": "boss",
        "from_quota_share": "1",
        "multiplier": "2",
        "owner": "me",
        "valid_from": date(2025, 4, 1),
        "valid_to": None,
    },
]
TIERS = [
    {
        "product_margin_tier": "high",
        "tier_order": 1,
        "minimum_gross_profit_rate": "0.4",
        "minimum_quantity": None,
        "minimum_history_months": None,
        "rule_version": "1",
        "owner": "me",
        "valid_from": None,
        "valid_to": None,
    },
    {
        "product_margin_tier": "low",
        "tier_order": 2,
        "minimum_gross_profit_rate": None,
        "minimum_quantity": None,
        "minimum_history_months": None,
        "rule_version": "1",
        "owner": "me",
        "valid_from": None,
        "valid_to": None,
    },
    {
        "product_margin_tier": "provisional",
        "tier_order": 9,
        "minimum_gross_profit_rate": None,
        "minimum_quantity": "2",
        "minimum_history_months": 1,
        "rule_version": "1",
        "owner": "me",
        "valid_from": None,
        "valid_to": None,
    },
]
RATES_OF_ANY_TIER = [
    {
        "role": role,
        "product_margin_tier": tier,
        "base_type": base,
        "rate": rate,
        "owner": "me",
        "valid_from": first,
        "valid_to": last,
    }
    for role in ("rep", "boss")
    for tier in ("high", "low", "provisional", "unknown")
    for base, rate, first, last in (
        ("gross_profit", "0.07", date(2025, 1, 1), date(2025, 3, 1)),
        ("cash_received", "0.03", date(2025, 3, 1), date(2025, 6, 1)),
        ("net_revenue", "0.02", date(2025, 6, 1), None),
    )
]
USERS = [
    {"user_id": "rep", "role": "rep"},
    {"user_id": "risen", "role": "Rep", "valid_from": None, "valid_to": "2025-05-01"},
    {"user_id": "risen", "role": "boss", "valid_from": "2025-05-01"},
    {"user_id": "clerk", "role": "clerk"},
]
QUOTAS = [
    *(
        {
            "user_id": "rep",
            "period_start": f"2025-{month:02}-01",
            "period_end": f"2025-{month + 3:02}-01",
            "quota_amount": "61.7",
        }
        for month in (1, 4, 7)
    ),
    {
        "user_id": "risen",
        "period_start": "2025-01-01",
        "period_end": "2026-01-01",
        "quota_amount": "160",
    },
]
SPLITS = {
    "short": {"rep": "60", "risen": "30"},
    "long": {"rep": "70", "risen": "50"},
    "thirds": {"rep": "33.33", "risen": "33.33", "clerk": "33.34"},
    "whole": {"risen": "100"},
    "nothing": {"rep": "0"},
    "owned": {},
}
EDGES = [
    date(2025, 1, 1),
    date(2025, 3, 31),
    date(2025, 4, 1),
    date(2025, 4, 30),
    date(2025, 5, 1),
    date(2025, 6, 30),
    date(2025, 7, 1),
]
FIRST_BATCH = date(2025, 1, 1)


def moment(day: date) -> str:
    return f"{day} 12:00"


def _money(random: Random, largest: int, places: int = 2) -> str:
    return str(random.randrange(1, largest * 10**places) / 10**places)


def random_sales(seed: int, order_count: int = 60) -> dict[str, list[dict]]:
    """Rows of every landing table; all batches are the first one."""
    random = Random(seed)
    tables = {
        "users": USERS,
        "quotas": QUOTAS,
        "opportunities": [{"opportunity_id": deal, "owner_user_id": "rep"} for deal in SPLITS],
        "opportunity_splits": [
            {"opportunity_id": deal, "user_id": user, "split_percent": percent}
            for deal, shares in SPLITS.items()
            for user, percent in shares.items()
        ],
        "product_costs": [
            {"product_id": product, "valid_from": "2024-01-01", "material_cost": cost}
            for product, cost in (("rich", "4.0001"), ("poor", "9.37"), ("dear", "31"))
        ],
        "fx_rates": [
            {
                "from_currency": "USD",
                "to_currency": "EUR",
                "rate_date": str(date(2024, 12, 1) + timedelta(days=30 * n)),
                "rate": "0.87654321",
            }
            for n in range(12)
        ],
        "orders": [],
        "order_lines": [],
        "returns": [],
        "payments": [],
    }
    for number in range(order_count):
        _random_order(random, f"o{number}", tables)
    return {
        name: [{"batch_date": FIRST_BATCH} | row for row in rows] for name, rows in tables.items()
    }


def _random_order(random: Random, order_id: str, tables: dict[str, list[dict]]) -> None:
    day = random.choice([*EDGES, FIRST_BATCH + timedelta(days=random.randrange(240))])
    currency = random.choice(["EUR", "EUR", None, "USD", "USD", "XAU"])
    order = {"order_id": order_id, "ordered_at": moment(day), "currency_code": currency}
    order["opportunity_id"] = random.choice([*SPLITS, None, None])
    order["sales_user_id"] = random.choice(["rep", "rep", "risen", "clerk", "stranger", None])
    order["tax_amount"] = random.choice([None, _money(random, 30)])
    order["order_discount_amount"] = random.choice([None, None, _money(random, 5)])
    order["shipping_charged_amount"] = random.choice([None, "4.9"])
    tables["orders"].append(order)
    due = 0.0
    for number in range(random.choice([1, 1, 2, 3])):
        line = {"order_line_id": f"{order_id}-{number}", "order_id": order_id}
        line["product_id"] = random.choice(["rich", "rich", "poor", "dear", "costless"])
        line["quantity"] = random.choice(["1", "2", "3.5"])
        line["unit_price"] = random.choice(["10", "9.99", _money(random, 90), "0"])
        tables["order_lines"].append(line)
        due += float(line["quantity"]) * float(line["unit_price"])
        for again in range(random.choice([0, 0, 0, 1, 2, 3])):
            refund = {"return_id": f"{order_id}-{number}-r{again}", "order_id": order_id}
            refund["order_line_id"] = line["order_line_id"]
            refund["returned_at"] = moment(day + timedelta(days=random.choice([0, 1, 40, 100])))
            refund["refund_amount"] = random.choice([_money(random, 20), f"{due:.2f}", "0"])
            refund["quantity"] = random.choice([None, "1"])
            refund["disposition"] = random.choice(["restocked", "scrapped"])
            tables["returns"].append(refund)
    for number in range(random.choice([0, 1, 1, 2, 3])):
        payment = {"payment_id": f"{order_id}-p{number}", "order_id": order_id}
        payment["paid_at"] = moment(day + timedelta(days=random.choice([0, 1, 30, 60, 95])))
        payment["amount"] = random.choice([f"{due * 1.19:.2f}", f"{due / 3 + 1:.2f}", "-5", "7"])
        payment["currency_code"] = random.choice([None, None, currency, "USD"])
        payment["status"] = random.choice(["settled", "Settled", None, "pending"])
        tables["payments"].append(payment)
