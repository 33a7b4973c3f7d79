"""The pipeline as a clerk would keep it: a diary per deal, one entry after the other.

Shares nothing with the models. Where they carry values over windows, cut spells and count edges,
the clerk keeps the state of one deal in hand, writes down what each entry did to it, and looks at
the end of every day at what is on the table.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from pipeline_company import AS_OF, MARGINS, RATES, STINTS, Deal
from pipeline_entries import State, entries, told

ONE_DAY, FOUR_PLACES = timedelta(days=1), Decimal("0.0001")


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
        has_rate = self.deal.created_at or state.currency == "EUR"
        rate = RATES[state.currency] if has_rate else None
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


def team_on(owner: str, day: date) -> str:
    for team, start, end in STINTS.get(owner, []):
        if (start is None or start <= day) and (end is None or day < end):
            return team
    return "unassigned"


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
