"""Random touch histories: who was touched when, what came of it, and what was given back.

Every fact is typed, as the oracle reads it; `landed` writes it as text. Moments lie on a coarse grid,
so that touches coincide with each other and with what they led to. No rule belongs here.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from drawn_histories import one_in
from hypothesis import strategies as st

Facts = Mapping[str, list[dict[str, Any]]]

FIRST_DAY = datetime(2024, 1, 1)
DAYS = 300
CHANNELS = ("direct", "direct", "email", "Paid Search", "paid_social", "trade_fair", "moon", None)
CAMPAIGNS = {"k": "Email", "j": "paid_search", "gone": "content"}
TABLES = (
    *("accounts", "contacts", "leads", "opportunities", "campaigns", "campaign_touches"),
    *("orders", "order_lines", "returns"),
)
OUTCOMES = ("won", "won", "won", "lost", None, "duplicate", "no_decision")


NOBODY, SELF = "nobody", "@"
"""`@` stands for the account in every id until the histories have names."""


def moments(first: int = 0, last: int = DAYS) -> st.SearchStrategy[datetime]:
    """A quarter of a day from the first to the last one."""
    return st.sampled_from(
        [
            FIRST_DAY + timedelta(days=day, hours=6 * quarter)
            for day in range(first, last)
            for quarter in range(4)
        ]
    )


ORDERED, PURSUED, WOOED = moments(120), moments(60, 260), moments(80, 260)
TOUCHED = moments(30)
UP_TO_THREE, UP_TO_TWO = st.sampled_from([0, 1, 1, 1, 2, 3]), st.sampled_from([0, 1, 1, 2])
MONEY = st.sampled_from(
    [Decimal(units).scaleb(-places) for units in range(1, 9) for places in (2, 2, 4)]
    + [Decimal(units).scaleb(-2) for units in range(11, 10**7, 416_667)]
)
GIVEN_BACK = st.sampled_from(["nothing", "nothing", "nothing", "half", "all", "all in halves"])
RETURN_DAYS = st.sampled_from([timedelta(days=days) for days in (0, 3, 40, 40, 90)])
CLOSE_DAYS = st.sampled_from([*(timedelta(days=days) for days in (0, 10, 60, 150)), None])
"""Days until a deal ended; None = nobody told when."""
ENDS = st.sampled_from(list(product(OUTCOMES, [*[True] * 9, False], [*[False] * 9, True])))
"""Outcome of a deal, whether it names its account, and whether it is deleted."""
CHANNELS_USED = st.sampled_from([CHANNELS, CHANNELS, ("direct",), ("email", "direct")])
TOUCH_COUNTS = st.sampled_from([0, 1, 2, 3, 4, 6, 12])
TOUCHERS = st.sampled_from(
    [
        (campaign, who, is_deleted)
        for is_deleted in [*[False] * 9, True]
        for campaign in (None, *CAMPAIGNS, "unlisted")
        for who in ("account_id", "contact_id", "lead_id", "lead_id", NOBODY)
    ]
)
# Ids run against time as often as with it.
DIGITS = st.integers(0, 9)


def random_orders(draw: st.DrawFn, account: str, deals: list[str]) -> dict[str, list[Any]]:
    """A few orders of one line each, given back in parts, in full, or in full by parts."""
    orders, lines, returns = [], [], []
    for number in range(draw(UP_TO_THREE)):
        name, price, at = f"o-{account}-{number}", draw(MONEY), draw(ORDERED)
        orders.append(
            {
                "order_id": name,
                "account_id": account,
                "ordered_at": at,
                "opportunity_id": draw(st.sampled_from([None, None, *deals])) if deals else None,
                "status": "cancelled" if draw(one_in(12)) else None,
            }
        )
        lines.append(
            {
                "order_line_id": name,
                "order_id": name,
                "quantity": 1,
                "unit_price": price,
                "unit_cost": None if draw(one_in(10)) else draw(MONEY),
            }
        )
        half = (price / 2).quantize(Decimal("0.0001"))
        parts = {"half": [half], "all": [price], "all in halves": [half, price - half]}
        for part, refund in enumerate(parts.get(draw(GIVEN_BACK), [])):
            returns.append(
                {
                    "return_id": f"r-{name}-{part}",
                    "order_id": name,
                    "order_line_id": name,
                    "returned_at": at + draw(RETURN_DAYS),
                    "quantity": 0,
                    "refund_amount": refund,
                    "disposition": "none",
                }
            )
    return {"orders": orders, "order_lines": lines, "returns": returns}


def closed(draw: st.DrawFn, created: datetime) -> datetime | None:
    days = draw(CLOSE_DAYS)
    return None if days is None else created + days


def random_pursuit(draw: st.DrawFn, account: str) -> dict[str, list[Any]]:
    """Leads that became the account, or nobody, and its deals."""
    leads: list[dict[str, Any]] = [
        {
            "lead_id": f"l-{account}-{number}",
            "created_at": draw(PURSUED),
            "converted_account_id": None if draw(one_in(3)) else account,
            "converted_opportunity_id": None,
            "is_deleted": draw(one_in(12)),
        }
        for number in range(draw(UP_TO_TWO))
    ]
    deals: list[dict[str, Any]] = []
    for number in range(draw(UP_TO_TWO)):
        created = draw(WOOED)
        outcome, has_account, is_deleted = draw(ENDS)
        names = [None, *[lead["lead_id"] for lead in leads]]
        deals.append(
            {
                "opportunity_id": f"d-{account}-{number}",
                "account_id": account if has_account else None,
                "lead_id": draw(st.sampled_from(names)) if leads else None,
                "created_at": created,
                "closed_at": closed(draw, created),
                "outcome": outcome,
                "amount": draw(MONEY),
                "is_deleted": is_deleted,
            }
        )
    for lead in leads if deals else []:
        if draw(one_in(3)):
            lead["converted_opportunity_id"] = draw(st.sampled_from(deals))["opportunity_id"]
    return {"leads": leads, "opportunities": deals}


def of_a_lead_alone(draw: st.DrawFn, account: str) -> dict[str, list[Any]]:
    """A lead that became nobody, touched before their deal was won: a customer without an account."""
    lead, created = f"l-{account}-alone", draw(WOOED)
    touch = {
        "touch_id": f"t{draw(DIGITS)}-{account}-alone",
        "channel": draw(st.sampled_from(CHANNELS)),
    }
    deal = {"opportunity_id": f"d-{account}-alone", "outcome": "won", "amount": draw(MONEY)}
    closing = {"closed_at": closed(draw, created)}
    nobody = {"account_id": None, "is_deleted": False, "lead_id": lead}
    unconverted = {"converted_account_id": None, "converted_opportunity_id": None}
    return {
        "leads": [{"lead_id": lead, "created_at": created, "is_deleted": False, **unconverted}],
        "opportunities": [{"created_at": created, **deal, **closing, **nobody}],
        "campaign_touches": [
            {"campaign_id": None, "contact_id": None, "touched_at": created, **touch, **nobody}
        ],
    }


def random_touches(
    draw: st.DrawFn, account: str, leads: list[str], ends: list[datetime]
) -> list[dict[str, Any]]:
    """From none to many, through one channel or all of them, by whoever stands for the account.

    Now and then at the very instant of an order or the end of a deal.
    """
    channels, touches = st.sampled_from(draw(CHANNELS_USED)), []
    for number in range(draw(TOUCH_COUNTS)):
        campaign, who, is_deleted = draw(TOUCHERS)
        touches.append(
            {
                "touch_id": f"t{draw(DIGITS)}-{account}-{number}",
                "campaign_id": campaign,
                "channel": draw(channels),
                "account_id": account if who == "account_id" else None,
                "contact_id": f"c-{account}" if who == "contact_id" else None,
                "lead_id": draw(st.sampled_from(leads)) if who == "lead_id" and leads else None,
                "touched_at": draw(st.sampled_from(ends) if ends and draw(one_in(6)) else TOUCHED),
                "is_deleted": is_deleted,
            }
        )
    return touches


@st.composite
def random_histories(draw: st.DrawFn) -> Facts:
    """One company by landing table, as one account or two; the simplest was never touched."""
    facts: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for account in (f"{SELF}-0", f"{SELF}-1")[: 1 + draw(one_in(8))]:
        facts["accounts"].append({"account_id": account, "tax_number": SELF})
        facts["contacts"].append({"contact_id": f"c-{account}", "account_id": account})
        pursuit = random_pursuit(draw, account)
        deals = [deal["opportunity_id"] for deal in pursuit["opportunities"]]
        bought = random_orders(draw, account, deals)
        for table, rows in (pursuit | bought).items():
            facts[table].extend(rows)
        leads = [lead["lead_id"] for lead in pursuit["leads"]]
        ends = [order["ordered_at"] for order in bought["orders"]]
        ends += [deal["closed_at"] for deal in pursuit["opportunities"] if deal["closed_at"]]
        facts["campaign_touches"].extend(random_touches(draw, account, leads, ends))
        for table, rows in of_a_lead_alone(draw, account).items() if draw(one_in(10)) else ():
            facts[table].extend(rows)
    return facts


def named(book: Iterable[Facts]) -> Facts:
    """All facts of the companies, which are told apart by a number."""
    facts: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for number, history in enumerate(book):
        for table, rows in history.items():
            facts[table] += [
                {
                    column: value.replace(SELF, f"{number:09}") if isinstance(value, str) else value
                    for column, value in row.items()
                }
                for row in rows
            ]
    for account in facts["accounts"]:
        account["tax_number"] = f"DE{account['tax_number']}"
    facts["campaigns"] = [
        {"campaign_id": name, "channel": channel, "is_deleted": name == "gone"}
        for name, channel in CAMPAIGNS.items()
    ]
    return facts


def number_of(name: str) -> int:
    """The company behind an id of one of its facts."""
    [number] = re.findall(r"\d{9}", name)
    return int(number)
