"""Random leads with the ways they really go: as plain facts, and as landing rows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from drawn_histories import one_in
from hypothesis import strategies as st

AS_OF = date(2025, 12, 31)
FIRST = datetime(2025, 6, 1)
MOMENTS = st.sampled_from([FIRST + timedelta(days=n, hours=9) for n in range(210)])
STATUSES = {
    "New": "open", " working": "open", "Recycled": "abandoned", "junk": "disqualified",
    "Closed - Converted": "converted", "on hold": None, None: None,
}  # fmt: skip
REASONS = {"Merged": "duplicate", " spam": "not_a_lead", "no budget": None, None: None}
ACCOUNTS = {f"a{number}": FIRST.date() + timedelta(days=5 * number) for number in range(40)}
"""Accounts and the day of their first order; every fourth never ordered."""
BUYERS = {key: day for number, (key, day) in enumerate(ACCOUNTS.items()) if number % 4}
OUTCOMES = ("won", "won", "lost", "no_decision", "duplicate", None)


@dataclass(frozen=True)
class Lead:
    """What the CRM tells of a lead and of the deal it became, which one of the two names."""

    created: datetime | None
    source: str | None
    owner: str | None
    status: str | None
    reason: str | None
    closed: datetime | None
    converted: datetime | None
    account: str | None
    deal_named_by: str | None
    deal_created: datetime
    outcome: str | None
    is_end_dated: bool
    is_deleted: bool


def once_in(number: int, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value once in so many times, else none."""
    return one_in(number).flatmap(lambda has_one: values if has_one else st.none())


def leads() -> st.SearchStrategy[Lead]:
    return st.builds(
        Lead,
        created=one_in(10).flatmap(lambda is_unknown: st.none() if is_unknown else MOMENTS),
        source=st.sampled_from(["Web", "fair ", None]),
        owner=st.sampled_from(["u1", "u2", None]),
        status=st.sampled_from([*STATUSES]),
        reason=st.sampled_from([*REASONS, None, None]),
        closed=once_in(2, MOMENTS),
        converted=once_in(6, MOMENTS),
        account=once_in(5, st.sampled_from([*ACCOUNTS])),
        deal_named_by=st.sampled_from([*[None] * 8, "lead", "deal"]),
        deal_created=MOMENTS,
        outcome=st.sampled_from(OUTCOMES),
        is_end_dated=st.sampled_from([True, True, False]),
        is_deleted=one_in(10),
    )


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def landing_rows(book: list[Lead]) -> dict[str, list[dict[str, Any]]]:
    """The landing tables of the leads, numbered in their order."""
    return {
        "leads": [
            {"lead_id": f"l{n:04}", "created_at": text(lead.created), "lead_source": lead.source,
             "owner_user_id": lead.owner, "status": lead.status, "close_reason": lead.reason,
             "closed_at": text(lead.closed), "converted_at": text(lead.converted),
             "converted_account_id": lead.account, "is_deleted": text(lead.is_deleted),
             "converted_opportunity_id": f"d{n:04}" if lead.deal_named_by == "lead" else None}
            for n, lead in enumerate(book)
        ],
        "opportunities": [
            {"opportunity_id": f"d{n:04}", "lead_id": f"l{n:04}" if lead.deal_named_by == "deal" else None,
             "created_at": text(lead.deal_created), "outcome": lead.outcome,
             "closed_at": text(lead.deal_created) if lead.outcome and lead.is_end_dated else None}
            for n, lead in enumerate(book)
            if lead.deal_named_by
        ],
        "accounts": [{"account_id": key, "account_name": f"Name {key}"} for key in ACCOUNTS],
        "orders": [
            {"order_id": key, "account_id": key, "ordered_at": f"{day} 12:00:00", "status": "paid"}
            for key, day in BUYERS.items()
        ],
        "order_lines": [
            {"order_line_id": key, "order_id": key, "quantity": "1", "unit_price": "100"}
            for key in BUYERS
        ],
    }  # fmt: skip
