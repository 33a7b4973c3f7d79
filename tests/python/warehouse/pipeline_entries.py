"""Everything that was said of a deal, in the clerk's order, and what each thing leaves known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline_company import Deal
from told_in_time import known_days

STAGE_OF = {
    "qualification": "qualification",
    "demo & tasting": "demo",
    "proposal": "proposal",
    "mystery": "mystery",
    "closed won": "won",
    "closed lost": "lost",
}
Said = dict[str, Any]


@dataclass(frozen=True)
class State:
    """What is known of a deal."""

    outcome: str = "open"
    stage: str | None = None
    local: Decimal | None = None
    closes: date | None = None
    probability: Decimal | None = None
    probability_stage: str | None = None
    owner: str = "unassigned"
    currency: str = "EUR"


def stage_of(stage_name: str | None) -> str | None:
    return STAGE_OF[stage_name.strip().lower()] if stage_name else None


def kept_changes(deal: Deal) -> list[Said]:
    kept = [(number, said) for number, said in enumerate(deal.changes) if not said["is_deleted"]]
    kept.sort(key=lambda pair: (pair[1]["changed_at"], pair[1]["batch_date"], pair[0]))
    return [said for _, said in kept]


def known_records(deal: Deal) -> list[Said]:
    """Records with the day on which they were known as that of their batch."""
    told = [(record["batch_date"], record["closed_at"], record) for record in deal.records]
    return [record | {"batch_date": day} for day, record in known_days(deal.created_at, told)]


def news(deal: Deal) -> list[Said]:
    """Records that say something else than the one before."""

    def content(record: Said) -> Said:
        silent = {"batch_date", "source_updated_at"}
        return {name: value for name, value in record.items() if name not in silent}

    records = known_records(deal)
    return [
        record
        for number, record in enumerate(records)
        if number == 0 or content(record) != content(records[number - 1])
    ]


def first_entry(changes: list[Said], record: Said) -> State:
    """How the deal began: as it was first told, by the log where the log tells such things."""
    first = changes[0] if changes else {}
    logged = {name for said in changes for name, value in said.items() if value is not None}
    if "to_stage" in logged:
        name = first["from_stage"] or first["to_stage"]
    else:
        name = None if record["outcome"] else record["stage_name"]
    teller = first if "probability" in logged else record
    told_with = first["to_stage"] if "probability" in logged else record["stage_name"]
    stage = stage_of(name)
    fits = stage is not None and stage_of(told_with) == stage and stage not in {"won", "lost"}
    stage = None if stage in {"won", "lost"} else stage
    return State(
        stage=stage,
        local=(first if "amount" in logged else record)["amount"],
        closes=(first if "expected_close_date" in logged else record)["expected_close_date"],
        probability=teller["probability"] if fits else None,
        probability_stage=stage,
        owner=record["owner_user_id"] or "unassigned",
        currency=record["currency_code"] or "EUR",
    )


def entries(deal: Deal) -> Iterator[tuple[date, int, int, Said | State]]:
    """Everything said, with its day and its place in the day."""
    changes, records = kept_changes(deal), news(deal)
    first_days = [changes[0]["changed_at"].date()] if changes else []
    first_days.append(records[0]["batch_date"])
    start = deal.created_at.date() if deal.created_at else min(first_days)
    yield start, 0, 0, first_entry(changes, records[0])
    for number, change in enumerate(changes):
        yield max(start, change["changed_at"].date()), 1, number, change
    for number, record in enumerate(records):
        landed, ended = record["batch_date"], None
        if record["is_deleted"]:
            updated = deal.records[-1]["source_updated_at"]
            ended = updated.date() if updated and record is records[-1] else None
        elif record["closed_at"]:
            is_closed = record["outcome"] or stage_of(record["stage_name"]) in {"won", "lost"}
            ended = record["closed_at"].date() if is_closed else None
        if ended and ended < landed:
            if number:
                ended = max(ended, records[number - 1]["batch_date"])
            yield max(start, ended), 2, 2 * number, record
        yield max(start, landed), 2, 2 * number + 1, record


def told(state: State, said: Said) -> State:
    """The state after something was said; silence changes nothing."""
    is_record = "stage_name" in said
    stage = stage_of(said["stage_name"] if is_record else said["to_stage"])
    outcome = state.outcome
    if is_record and said["is_deleted"]:
        outcome = "deleted"
    elif is_record and said["outcome"]:
        outcome = said["outcome"]
    elif stage in {"won", "lost"}:
        outcome = stage
    elif is_record or stage:
        outcome = "open"
    state = replace(state, outcome=outcome, stage=stage or state.stage)
    if said["amount"] is not None:
        state = replace(state, local=said["amount"])
    if said["expected_close_date"]:
        state = replace(state, closes=said["expected_close_date"])
    if said["probability"] is not None:
        state = replace(state, probability=said["probability"], probability_stage=state.stage)
    if is_record:
        owner, currency = said["owner_user_id"] or "unassigned", said["currency_code"] or "EUR"
        state = replace(state, owner=owner, currency=currency)
    return state
