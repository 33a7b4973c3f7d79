"""The pipeline as a clerk would keep it: a diary per deal, one entry after the other.

Shares nothing with the models. Where they carry values over windows, cut spells and count edges,
the clerk keeps the state of one deal in hand, writes down what each entry did to it, and looks at
the end of every day at what is on the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pipeline_company import AS_OF, MARGINS, RATES, STINTS, Deal

ONE_DAY, FOUR_PLACES = timedelta(days=1), Decimal("0.0001")
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


@dataclass
class Step:
    """What an entry did to a deal: it came (no `before`), changed, or left (`is_exit`)."""

    day: date
    before: State | None
    after: State
    team_before: str
    team_after: str
    kind: str
    is_exit: bool = False


@dataclass
class Diary:
    """All that happened to a deal, and what was on the table at the end of each day."""

    deal: Deal
    start: date
    steps: list[Step] = field(default_factory=list)
    evenings: dict[date, tuple[State, str]] = field(default_factory=dict)

    def value(self, state: State) -> Decimal | None:
        rate = RATES[state.currency]
        return None if state.local is None or rate is None else rounded(state.local * rate)

    def margin(self, state: State) -> Decimal | None:
        value, created = self.value(state), self.deal.created_at
        rate = MARGINS.get(created.month, Decimal("0.5")) if created else None
        return None if value is None or rate is None else rounded(value * rate)

    def weighted(self, state: State) -> Decimal | None:
        value = self.value(state)
        if value is None or state.probability is None or state.probability_stage != state.stage:
            return None
        return rounded(value * state.probability / 100)


def rounded(value: Decimal) -> Decimal:
    return value.quantize(FOUR_PLACES, ROUND_HALF_UP)


def stage_of(stage_name: str | None) -> str | None:
    return STAGE_OF[stage_name.strip().lower()] if stage_name else None


def team_on(owner: str, day: date) -> str:
    for team, start, end in STINTS.get(owner, []):
        if (start is None or start <= day) and (end is None or day < end):
            return team
    return "unassigned"


def kept_changes(deal: Deal) -> list[Said]:
    kept = [(number, said) for number, said in enumerate(deal.changes) if not said["is_deleted"]]
    kept.sort(key=lambda pair: (pair[1]["changed_at"], pair[1]["batch_date"], pair[0]))
    return [said for _, said in kept]


def news(deal: Deal) -> list[Said]:
    """Records that say something else than the one before."""

    def content(record: Said) -> Said:
        silent = {"batch_date", "source_updated_at"}
        return {name: value for name, value in record.items() if name not in silent}

    return [
        record
        for number, record in enumerate(deal.records)
        if number == 0 or content(record) != content(deal.records[number - 1])
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


def keep_diary(deal: Deal) -> Diary:
    """Enter everything that was said, and look at the table every evening."""
    diary, state, team, seen = Diary(deal, AS_OF), None, "", AS_OF
    for day, _, _, said in sorted(entries(deal), key=lambda entry: entry[:3]):
        if day > AS_OF:
            break
        if state is None:
            diary.start, state, team = day, said, team_on(said.owner, day)
            diary.steps.append(Step(day, None, state, team, team, "new"))
        else:
            if state.outcome == "open":
                team = spend_days(diary, state, team, seen, day)
            before, state = state, told(state, said)
            team = enter(diary, day, before, state, team)
        seen = day
    if state and state.outcome == "open":
        spend_days(diary, state, team, seen, AS_OF + ONE_DAY)
    return diary


def spend_days(diary: Diary, state: State, team: str, first: date, end: date) -> str:
    """The evenings until the next entry; the owner may change team meanwhile."""
    for offset in range((end - first).days):
        day = first + offset * ONE_DAY
        now = team_on(state.owner, day)
        if now != team:
            diary.steps.append(Step(day, state, state, team, now, "change"))
            team = now
        diary.evenings[day] = state, team
    return team


def enter(diary: Diary, day: date, before: State, after: State, team: str) -> str:
    """What an entry did; returns the team the deal is in afterwards."""
    if after.outcome == "open":
        now, kind = team_on(after.owner, day), "change" if before.outcome == "open" else "reopened"
        came_from = before if kind == "change" else None
        diary.steps.append(Step(day, came_from, after, team, now, kind))
        return now
    if before.outcome == "open":
        diary.steps.append(Step(day, before, after, team, team, after.outcome, is_exit=True))
    elif after.outcome != "deleted":
        diary.steps[-1].kind = after.outcome
    return team
