"""Random touch histories: who was touched when, what came of it, and what was given back.

Every fact is typed, as the oracle reads it; `landed` writes it as text. Moments lie on a coarse grid,
so that touches coincide with each other and with what they led to. No rule belongs here.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

Facts = Mapping[str, list[dict[str, Any]]]

FIRST_DAY = datetime(2024, 1, 1)
DAYS = 300
CHANNELS = ("direct", "direct", "email", "Paid Search", "paid_social", "trade_fair", "moon", None)
CAMPAIGNS = {"k": "Email", "j": "paid_search", "gone": "content"}
OUTCOMES = ("won", "won", "won", "lost", None, "duplicate", "no_decision")


def moment(random: Random, first: int = 0, last: int = DAYS) -> datetime:
    """A quarter of a day from the first to the last one."""
    return FIRST_DAY + timedelta(days=random.randrange(first, last), hours=6 * random.randrange(4))


def sometimes(random: Random, chance: float) -> bool:
    return random.random() < chance


def money(random: Random) -> Decimal:
    small = Decimal(random.randrange(1, 9)).scaleb(-random.choice([2, 2, 4]))
    return random.choice([small, Decimal(random.randrange(1, 10**7)).scaleb(-2)])


def random_orders(random: Random, account: str, deals: list[str]) -> dict[str, list[Any]]:
    """A few orders of one line each, given back in parts, in full, or in full by parts."""
    orders, lines, returns = [], [], []
    for number in range(random.choice([0, 1, 1, 1, 2, 3])):
        name, price, at = f"o-{account}-{number}", money(random), moment(random, 120)
        orders.append(
            {
                "order_id": name,
                "account_id": account,
                "ordered_at": at,
                "opportunity_id": random.choice([None, None, *deals]),
                "status": "cancelled" if sometimes(random, 0.05) else None,
            }
        )
        lines.append(
            {
                "order_line_id": name,
                "order_id": name,
                "quantity": 1,
                "unit_price": price,
                "unit_cost": None if sometimes(random, 0.1) else money(random),
            }
        )
        half = (price / 2).quantize(Decimal("0.0001"))
        parts = random.choice([[], [], [], [half], [price], [half, price - half]])
        for part, refund in enumerate(parts):
            back = at + timedelta(days=random.choice([0, 3, 40, 40, 90]))
            returns.append(
                {
                    "return_id": f"r-{name}-{part}",
                    "order_id": name,
                    "order_line_id": name,
                    "returned_at": back,
                    "quantity": 0,
                    "refund_amount": refund,
                    "disposition": "none",
                }
            )
    return {"orders": orders, "order_lines": lines, "returns": returns}


def random_pursuit(random: Random, account: str) -> dict[str, list[Any]]:
    """Leads that became the account, or nobody, and its deals."""
    leads: list[dict[str, Any]] = [
        {
            "lead_id": f"l-{account}-{number}",
            "created_at": moment(random, 60, 260),
            "converted_account_id": account if sometimes(random, 0.7) else None,
            "converted_opportunity_id": None,
            "is_deleted": sometimes(random, 0.05),
        }
        for number in range(random.choice([0, 1, 1, 2]))
    ]
    deals: list[dict[str, Any]] = []
    for number in range(random.choice([0, 0, 1, 2])):
        created = moment(random, 80, 260)
        deals.append(
            {
                "opportunity_id": f"d-{account}-{number}",
                "account_id": account if sometimes(random, 0.9) else None,
                "lead_id": random.choice([None, *[lead["lead_id"] for lead in leads]]),
                "created_at": created,
                "closed_at": created + timedelta(days=random.choice([0, 10, 60, 150])),
                "outcome": random.choice(OUTCOMES),
                "amount": money(random),
                "is_deleted": sometimes(random, 0.05),
            }
        )
    for lead in leads:
        if deals and sometimes(random, 0.3):
            lead["converted_opportunity_id"] = random.choice(deals)["opportunity_id"]
    return {"leads": leads, "opportunities": deals}


def random_touches(random: Random, account: str, leads: list[str]) -> list[dict[str, Any]]:
    """From none to many, through one channel or all of them, by whoever stands for the account."""
    channels = random.choice([CHANNELS, CHANNELS, ("direct",), ("email", "direct")])
    touches = []
    for number in range(random.choice([0, 0, 1, 2, 3, 4, 6, 12])):
        who = random.choice(["account_id", "contact_id", "lead_id", "lead_id", "nobody"])
        touches.append(
            {
                # Ids run against time as often as with it.
                "touch_id": f"t{random.randrange(10)}-{account}-{number}",
                "campaign_id": random.choice([None, *CAMPAIGNS, "unlisted"]),
                "channel": random.choice(channels),
                "account_id": account if who == "account_id" else None,
                "contact_id": f"c-{account}" if who == "contact_id" else None,
                "lead_id": random.choice(leads) if who == "lead_id" and leads else None,
                "touched_at": moment(random, 30),
                "is_deleted": sometimes(random, 0.05),
            }
        )
    return touches


def random_histories(seed: int, accounts: int) -> Facts:
    """All facts of one company by landing table."""
    random = Random(seed)
    facts: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in (
            *("accounts", "contacts", "leads", "opportunities", "campaigns", "campaign_touches"),
            *("orders", "order_lines", "returns"),
        )
    }
    for number in range(accounts):
        account = f"a{number:05}"
        # One account in ten is the same company as the one before it.
        taxed = number - 1 if number % 10 == 9 else number
        facts["accounts"].append({"account_id": account, "tax_number": f"DE{taxed:09}"})
        facts["contacts"].append({"contact_id": f"c-{account}", "account_id": account})
        pursuit = random_pursuit(random, account)
        sales = random_orders(
            random, account, [deal["opportunity_id"] for deal in pursuit["opportunities"]]
        )
        for table, rows in (pursuit | sales).items():
            facts[table].extend(rows)
        facts["campaign_touches"].extend(
            random_touches(random, account, [lead["lead_id"] for lead in pursuit["leads"]])
        )
    facts["campaigns"] = [
        {"campaign_id": name, "channel": channel, "is_deleted": name == "gone"}
        for name, channel in CAMPAIGNS.items()
    ]
    return facts
