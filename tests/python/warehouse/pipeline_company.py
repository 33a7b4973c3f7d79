"""Random deals with everything that happens to deals: as landing rows, and as plain facts.

Few values, so that ties, contradictions and repeats are common: changes without a stage, of the
same second, before the creation or after the end; records that say otherwise than the log, close a
deal again, open or delete it; owners who change team or are nobody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from drawn_histories import one_in
from hypothesis import strategies as st

FIRST, AS_OF = date(2025, 7, 10), date(2025, 12, 31)
BATCHES = (date(2025, 9, 30), date(2025, 11, 5), date(2025, 12, 31))
STAGES = ("Qualification", "Demo & Tasting", " proposal", "Mystery")
CLOSED = ("Closed Won", "Closed Lost")
OUTCOMES = ("won", "lost", "no_decision", "duplicate")
RATES = {"EUR": Decimal(1), "USD": Decimal("0.8571234567"), "GBP": None}
MARGINS = {7: Decimal("0.25"), 8: Decimal("0.333333"), 9: Decimal("-0.1"), 10: None}
"""Expected margin rate by month of creation; null is unknown, a month not listed half."""
STINTS = {
    "u1": [("t1", None, date(2025, 10, 1)), ("t2", date(2025, 10, 1), None)],
    "u2": [("t2", date(2025, 8, 1), date(2025, 11, 15))],
    "u3": [("t1", None, date(2025, 8, 20)), ("t2", date(2025, 9, 3), None)],
}
QUARTER, NEXT = (date(2025, 10, 1), date(2026, 1, 1)), (date(2026, 1, 1), date(2026, 4, 1))
QUOTAS: dict[tuple[str, date, date], tuple[Decimal | None, str | None]] = {
    ("u1", *QUARTER): (Decimal(400_000), "EUR"),
    ("u2", *QUARTER): (Decimal("0.03"), "USD"),
    ("u3", *QUARTER): (Decimal(0), None),
    ("stranger", *QUARTER): (Decimal("1234.56"), "USD"),
    ("u1", *NEXT): (Decimal(900_000), "EUR"),
    ("u2", *NEXT): (None, "EUR"),
    ("u1", date(2025, 9, 1), date(2025, 10, 1)): (Decimal(50_000), "GBP"),
    ("u2", date(2025, 9, 1), date(2025, 10, 1)): (Decimal(70_000), "EUR"),
    ("u3", date(2025, 8, 10), date(2025, 11, 11)): (Decimal(90_000), "EUR"),
    ("u4", date(2025, 8, 10), date(2025, 11, 11)): (Decimal(10), "EUR"),
}
"""Amount and currency by person and period: missing ones, unpriced ones, and one of no deals."""
# Two days around a month's end: few deals, so that everything about them may be known.
QUOTAS |= {
    (user, start, start + timedelta(days=2)): (Decimal(25_000), "EUR")
    for start in (*(date(2025, month, 1) - timedelta(days=1) for month in (9, 10, 11, 12)), AS_OF)
    for user in ("u1", "u2", "u3", "stranger")
}
OWNERS = ("u1", "u2", "u3", "stranger", None)


@dataclass
class Deal:
    """What the CRM ever told of one deal."""

    deal_id: str
    created_at: datetime | None
    changes: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)


DAYS = [FIRST + timedelta(days=days) for days in range((AS_OF - FIRST).days + 1)]
ANY_DAY = st.sampled_from(DAYS)
HOURS = st.sampled_from([timedelta(hours=hours) for hours in (0, 9, 9, 17, 23)])
# None is silence; amounts are few enough to be told twice.
AMOUNTS = st.sampled_from(
    [Decimal(100), None, Decimal(0), Decimal(-50)] * 8
    + [Decimal(cents) / 100 for cents in range(1, 500_000, 15_013)]
)
DAYS_UNTIL_CLOSE = st.sampled_from([*range(100), *range(-20, 0), *[None] * 20])
PROBABILITIES = st.sampled_from([None, Decimal(0), Decimal(10), Decimal("33.3333"), Decimal(80)])
LOG_LENGTHS = st.sampled_from([0, 0, 1, 2, 3, 4, 7])
WHEN = st.sampled_from(["at first", "any day", "later"])
DAYS_BEFORE_BATCH = st.integers(0, 8)
LOGGED = ("stage", "amount", "date", "probability")
LOGS = st.sampled_from(list(product([True] * 4 + [False], repeat=len(LOGGED))))
"""What the log of a deal tells at all."""
MOVES = st.sampled_from(
    [
        (from_stage, to_stage, batch, is_deleted)
        for is_deleted in [*[False] * 7, True]
        for batch in BATCHES
        for from_stage in (None, *STAGES)
        for to_stage in (*STAGES * 3, *CLOSED, None)
    ]
)
STANDS = st.sampled_from(
    [(stage, None, closes) for stage in (*STAGES, None) for closes in [*[False] * 19, True]] * 3
    + [
        (stage, outcome, closes)
        for stage in (*CLOSED * 2, "Proposal")
        for outcome in (*OUTCOMES, None)
        for closes in (True, False)
    ]
    * 4
)
"""Stage, outcome, and whether the day of a closing is told."""
HOLDERS = st.sampled_from(
    list(product(OWNERS, ["EUR", "EUR", "USD", "GBP", None], [*[False] * 11, True]))
)
"""Owner, currency, and whether the deal is deleted."""
BATCHES_DELIVERED = st.sampled_from(
    [days for size in (1, 1, 2, 3) for days in combinations(BATCHES, size)]
)


def moment(draw: st.DrawFn, day: date) -> datetime:
    return datetime(day.year, day.month, day.day) + draw(HOURS)


def expected(draw: st.DrawFn, day: date) -> date | None:
    days = draw(DAYS_UNTIL_CLOSE)
    return None if days is None else day + timedelta(days=days)


def random_change(
    draw: st.DrawFn, change_id: str, at: datetime, told: dict[str, bool]
) -> dict[str, Any]:
    from_stage, to_stage, batch, is_deleted = draw(MOVES)
    return {
        "change_id": change_id,
        "changed_at": at,
        "from_stage": from_stage,
        "to_stage": to_stage if told["stage"] else None,
        "amount": draw(AMOUNTS) if told["amount"] else None,
        "expected_close_date": expected(draw, at.date()) if told["date"] else None,
        "probability": draw(PROBABILITIES) if told["probability"] else None,
        "is_deleted": is_deleted,
        "batch_date": batch,
    }


def random_record(draw: st.DrawFn, batch: date, before: dict[str, Any] | None) -> dict[str, Any]:
    if before and draw(one_in(5)):
        return before | {"batch_date": batch}
    day = min(draw(ANY_DAY), batch)
    owner, currency, is_deleted = draw(HOLDERS)
    stage, outcome, closes = draw(STANDS)
    return {
        "owner_user_id": owner,
        "stage_name": stage,
        "amount": draw(AMOUNTS),
        "currency_code": currency,
        "probability": draw(PROBABILITIES),
        "expected_close_date": expected(draw, day),
        "closed_at": moment(draw, day) if closes else None,
        "outcome": outcome,
        "is_deleted": is_deleted,
        "batch_date": batch,
    }


@st.composite
def random_deals(draw: st.DrawFn) -> Deal:
    """A deal without a name; the simplest was never changed and told of once."""
    day = draw(ANY_DAY)
    deal = Deal("", None if draw(one_in(13)) else moment(draw, day))
    told = dict(zip(LOGGED, draw(LOGS), strict=True))
    for number in range(draw(LOG_LENGTHS)):
        when = draw(WHEN)
        changed = day if when == "at first" else draw(ANY_DAY)
        at = moment(draw, max(day, changed) if when == "later" else changed)
        deal.changes.append(random_change(draw, str(number), at, told))
        if draw(one_in(7)):
            deal.changes.append(random_change(draw, f"{number}-twin", at, told))
    has_times = draw(one_in(3))
    for batch in draw(BATCHES_DELIVERED):
        record = random_record(draw, batch, deal.records[-1] if deal.records else None)
        updated = datetime(batch.year, batch.month, batch.day)
        days = timedelta(days=draw(DAYS_BEFORE_BATCH) if has_times else 0)
        record["source_updated_at"] = updated - days if has_times else None
        deal.records.append(record)
    return deal


def named(book: Iterable[Deal]) -> list[Deal]:
    """The deals with a name each."""
    return [replace(deal, deal_id=f"d{number}") for number, deal in enumerate(book)]


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def landing_rows(deals: list[Deal]) -> dict[str, list[dict[str, Any]]]:
    """The landing tables of the deals; changes are delivered in the order of the facts."""
    records, changes = [], []
    for deal in deals:
        key = {"opportunity_id": deal.deal_id}
        for record in deal.records:
            cells = {name: text(value) for name, value in record.items() if name != "batch_date"}
            created = {"created_at": text(deal.created_at)}
            records.append(key | cells | created | {"batch_date": record["batch_date"]})
        for change in deal.changes:
            cells = {name: text(value) for name, value in change.items() if name != "batch_date"}
            cells["change_id"] = f"{deal.deal_id}-{change['change_id']}"
            changes.append(key | cells | {"batch_date": change["batch_date"]})
    users = [
        {"user_id": user, "team_id": team, "valid_from": text(start), "valid_to": text(end)}
        for user, stints in STINTS.items()
        for team, start, end in stints
    ]
    quotas = [
        {"user_id": user, "period_start": text(start), "period_end": text(end)}
        | {"quota_amount": text(amount), "currency_code": currency}
        for (user, start, end), (amount, currency) in QUOTAS.items()
    ]
    quotes = [
        {"from_currency": "USD", "to_currency": "EUR", "rate_date": f"2025-{month:02}-01"}
        | {"rate": str(RATES["USD"])}
        for month in range(6, 13)
    ]
    return {
        "opportunities": records,
        "opportunity_stage_changes": changes,
        "users": users,
        "teams": [{"team_id": team, "team_name": f"Team {team}"} for team in ("t1", "t2")],
        "fx_rates": quotes,
        "quotas": quotas,
    }
