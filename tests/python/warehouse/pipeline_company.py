"""Random deals with everything that happens to deals: as landing rows, and as plain facts.

Few values, so that ties, contradictions and repeats are common: changes without a stage, of the
same second, before the creation or after the end; records that say otherwise than the log, close a
deal again, open or delete it; owners who change team or are nobody's.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

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
OWNERS = ("u1", "u2", "u3", "stranger", None)


@dataclass
class Deal:
    """What the CRM ever told of one deal."""

    deal_id: str
    created_at: datetime | None
    changes: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)


def some_day(random: Random, first: date = FIRST, last: date = AS_OF) -> date:
    return first + timedelta(days=random.randrange((last - first).days + 1))


def moment(random: Random, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, random.choice([0, 9, 9, 17, 23]))


def amount(random: Random) -> Decimal | None:
    plain = Decimal(random.randrange(1, 500_000)) / 100
    return random.choice([None, Decimal(100), Decimal(0), Decimal(-50), plain, plain, plain, plain])


def expected(random: Random, day: date) -> date | None:
    return random.choice([None, *[day + timedelta(days=random.randrange(-20, 100))] * 6])


def probability(random: Random) -> Decimal | None:
    return random.choice([None, Decimal(0), Decimal(10), Decimal("33.3333"), Decimal(80)])


def random_change(random: Random, number: int, day: date, told: dict[str, bool]) -> dict[str, Any]:
    stages = [*STAGES, *STAGES, *STAGES, *CLOSED, None]
    return {
        "change_id": f"c{number}",
        "changed_at": moment(random, day),
        "from_stage": random.choice([None, *STAGES]),
        "to_stage": random.choice(stages) if told["stage"] else None,
        "amount": amount(random) if told["amount"] else None,
        "expected_close_date": expected(random, day) if told["date"] else None,
        "probability": probability(random) if told["probability"] else None,
        "is_deleted": random.random() < 0.05,
        "batch_date": random.choice(BATCHES),
    }


def random_record(random: Random, batch: date, before: dict[str, Any] | None) -> dict[str, Any]:
    if before and random.random() < 0.2:
        return before | {"batch_date": batch}
    day = some_day(random, FIRST, batch)
    is_closed = random.random() < 0.4
    by_stage = random.random() < 0.2
    return {
        "owner_user_id": random.choice(OWNERS),
        "stage_name": random.choice(
            [*CLOSED, *CLOSED, "Proposal"] if is_closed else [*STAGES, None]
        ),
        "amount": amount(random),
        "currency_code": random.choice(["EUR", "EUR", "USD", "GBP", None]),
        "probability": probability(random),
        "expected_close_date": expected(random, day),
        "closed_at": random.choice([None, moment(random, day)])
        if is_closed or random.random() < 0.1
        else None,
        "outcome": random.choice(OUTCOMES) if is_closed and not by_stage else None,
        "is_deleted": random.random() < 0.08,
        "batch_date": batch,
    }


def random_deal(random: Random, number: int) -> Deal:
    day = some_day(random)
    deal = Deal(f"d{number}", random.choice([None, *[moment(random, day)] * 12]))
    told = {name: random.random() < 0.8 for name in ("stage", "amount", "date", "probability")}
    for at in range(random.choice([0, 0, 1, 2, 4, 7])):
        when = random.choice([day, some_day(random), some_day(random, min(day, AS_OF))])
        deal.changes.append(random_change(random, number * 100 + at, when, told))
        if random.random() < 0.15:
            twin = random_change(random, number * 100 + at + 50, when, told)
            deal.changes.append(twin | {"changed_at": deal.changes[-1]["changed_at"]})
    has_times = random.random() < 0.3
    for batch in sorted(random.sample(BATCHES, random.choice([1, 1, 2, 3]))):
        record = random_record(random, batch, deal.records[-1] if deal.records else None)
        updated = datetime(batch.year, batch.month, batch.day) - timedelta(days=random.randrange(9))
        record["source_updated_at"] = updated if has_times else None
        deal.records.append(record)
    return deal


def random_deals(seed: int, size: int) -> list[Deal]:
    random = Random(seed)
    return [random_deal(random, number) for number in range(size)]


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
            changes.append(key | cells | {"batch_date": change["batch_date"]})
    users = [
        {"user_id": user, "team_id": team, "valid_from": text(start), "valid_to": text(end)}
        for user, stints in STINTS.items()
        for team, start, end in stints
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
    }
