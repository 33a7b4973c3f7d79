"""The same small company once for each kind of correction, told again after the close.

Ids, roles and products carry the name of the correction, so that all companies land together and
none sees another's. No rule belongs here.
"""

from datetime import date

from commission_company import TIERS, moment

CLOSE = date(2025, 4, 11)
FIRST_BATCH = date(2025, 3, 31)
LATER_BATCH = date(2025, 5, 20)
# cause: table, row that is told again, what it says then
CORRECTIONS = {
    "order": ("orders", 0, {"status": "cancelled"}),
    "order_line": ("order_lines", 2, {"quantity": "2"}),
    "return": ("returns", 0, {"refund_amount": "11.11"}),
    "payment": ("payments", 0, {"amount": "90"}),
    "cost": ("product_costs", 0, {"material_cost": "5"}),
    "product": ("products", 0, {"product_type": "gift_card"}),
    "exchange_rate": ("fx_rates", 0, {"rate": "0.8"}),
    "split": ("opportunity_splits", 0, {"split_percent": "30"}),
    "owner": ("opportunities", 1, {"owner_user_id": "owner-rep"}),
    "role": ("users", 0, {"role": "clerk"}),
    "quota": ("quotas", 0, {"quota_amount": "30"}),
    "rate_card": None,
    "accelerators": None,
    "nothing": None,
}
CURRENCIES = {"exchange_rate": "USD"}  # of all others GBP
BASES = (
    ("gross_profit", "0.07", date(2025, 1, 1), date(2025, 3, 1)),
    ("cash_received", "0.03", date(2025, 3, 1), None),
)
NEW_TIERS = [rule | {"rule_version": "2", "known_from": LATER_BATCH} for rule in TIERS[1:]]


def company(name):
    """Four orders: paid by profit, by cash, shared, and held by the owner of the deal."""
    currency = CURRENCIES.get(name, "GBP")
    rep, boss = f"{name}-rep", f"{name}-boss"

    def order(kind, month, **cells):
        day = moment(date(2025, month, 10))
        return {"order_id": f"{name}-{kind}", "ordered_at": day, "currency_code": currency} | cells

    return {
        "users": [
            {"user_id": user, "role": user, "valid_from": "2024-01-01"} for user in (rep, boss)
        ],
        "quotas": [
            {
                "user_id": rep,
                "period_start": "2025-01-01",
                "period_end": "2025-04-01",
                "quota_amount": "100",
                "currency_code": "EUR",
            }
        ],
        "opportunities": [
            {"opportunity_id": f"{name}-shared", "owner_user_id": rep},
            {"opportunity_id": f"{name}-owned", "owner_user_id": boss},
        ],
        "opportunity_splits": [
            {"opportunity_id": f"{name}-shared", "user_id": user, "split_percent": percent}
            for user, percent in ((rep, "60"), (boss, "40"))
        ],
        "products": [{"product_id": name, "product_type": "goods"}],
        "product_costs": [{"product_id": name, "valid_from": "2024-01-01", "material_cost": "4"}],
        "orders": [
            order("profit", 1, sales_user_id=rep),
            order("cash", 3, sales_user_id=rep),
            order("shared", 2, opportunity_id=f"{name}-shared"),
            order("owned", 2, opportunity_id=f"{name}-owned"),
        ],
        "order_lines": [
            {
                "order_line_id": f"{name}-{kind}-1",
                "order_id": f"{name}-{kind}",
                "product_id": name,
                "quantity": "3",
                "unit_price": "33.33",
            }
            for kind in ("profit", "cash", "shared", "owned")
        ],
        "payments": [
            {
                "payment_id": f"{name}-paid",
                "order_id": f"{name}-cash",
                "paid_at": moment(date(2025, 3, 20)),
                "amount": "60",
                "status": "settled",
            }
        ],
        "returns": [
            {
                "return_id": f"{name}-back",
                "order_id": f"{name}-profit",
                "order_line_id": f"{name}-profit-1",
                "returned_at": moment(date(2025, 3, 1)),
                "quantity": "1",
                "refund_amount": "33.33",
                "disposition": "restocked",
            }
        ],
        "fx_rates": [
            {
                "from_currency": currency,
                "to_currency": "EUR",
                "rate_date": f"2025-{month:02}-01",
                "rate": "0.9",
            }
            for month in (1, 2, 3)
        ],
    }


def landed(corrected):
    """All companies; with what was told again after the close, or without."""
    tables = {}
    for number, (name, correction) in enumerate(CORRECTIONS.items()):
        rows_of = company(name)
        for table, rows in rows_of.items():
            told = [row | {"batch_date": FIRST_BATCH} for row in rows]
            kept = tables.setdefault(table, [])
            kept.extend(row for row in told if row not in kept)
        if corrected and correction:
            table, position, says = correction
            again = {"batch_date": LATER_BATCH, "_row": 900 + number}
            tables[table].append(rows_of[table][position] | says | again)
    return tables


def seeds(corrected):
    """Rate card, brackets and tier rules of all companies, with the rows that were told late."""
    rates, brackets = [], []
    for name in CORRECTIONS:
        for role in (f"{name}-rep", f"{name}-boss"):
            rates += [
                {
                    "role": role,
                    "product_margin_tier": tier,
                    "base_type": base,
                    "rate": rate,
                    "owner": "me",
                    "valid_from": first,
                    "valid_to": last,
                    "known_from": None,
                }
                for tier in ("high", "low", "provisional", "unknown")
                for base, rate, first, last in BASES
            ]
            brackets.append(
                {
                    "role": role,
                    "from_quota_share": "0.5",
                    "multiplier": "1.25",
                    "owner": "me",
                    "valid_from": date(2025, 1, 1),
                    "valid_to": None,
                    "known_from": None,
                }
            )
    if not corrected:
        return rates, brackets, TIERS
    late = {"known_from": LATER_BATCH}
    late_rates = [
        row | {"rate": "0.1"} | late for row in rates if row["role"].startswith("rate_card")
    ]
    late_brackets = [
        row | {"from_quota_share": "0.1"} | late
        for row in brackets
        if row["role"].startswith("accelerators")
    ]
    return [*rates, *late_rates], [*brackets, *late_brackets], [*TIERS, *NEW_TIERS]
