"""Deals with the histories that CRMs really deliver, most of them wrong somewhere.

Moments lie on few hours, so ties are common; stages skip, return, reopen and contradict each other;
first changes are missing, changes are deleted, deals have no history at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import combinations, product
from random import Random

from drawn_histories import one_in
from hypothesis import strategies as st

AS_OF = date(2025, 12, 31)
RENAMED_ON = date(2025, 6, 1)
BATCHES = [date(2025, 3, 1), date(2025, 6, 15), date(2025, 10, 1), AS_OF]
OPEN_NAMES = [
    *("Prospecting", "Qualification", "needs analysis ", "Demo & Tasting", "Proposal"),
    *("Negotiation", "Offer", "Vorpruefung"),
]
STINTS = {
    "ann": [("north", date(2024, 1, 1), date(2025, 7, 1)), ("south", date(2025, 7, 1), None)],
    "bob": [("south", date(2024, 1, 1), None)],
}
"""Teams; the third owner is in none."""
CLOSED_NAMES = ["Closed Won", "Closed Lost"]
OUTCOMES = ["won", "lost", "no_decision", "duplicate"]


@dataclass(frozen=True)
class Change:
    """One row of the CRM's stage history; its id counts within the deal."""

    change_id: str
    at: datetime
    from_stage: str | None
    to_stage: str | None
    is_deleted: bool


@dataclass(frozen=True)
class Version:
    """What a batch said of a deal."""

    day: date
    stage_name: str | None
    outcome: str | None
    closed_at: datetime | None
    is_deleted: bool


@dataclass(frozen=True)
class Deal:
    """A deal as all batches together tell it."""

    deal_id: str
    owner: str | None
    source: str
    amount: Decimal | None
    loss_reason: str | None
    created_at: datetime | None
    changes: tuple[Change, ...]
    versions: tuple[Version, ...]

    @property
    def stage_name(self) -> str | None:
        return self.versions[-1].stage_name

    @property
    def closed_outcome(self) -> str | None:
        return self.versions[-1].outcome

    @property
    def closed_at(self) -> datetime | None:
        return self.versions[-1].closed_at

    @property
    def deleted_on(self) -> date:
        return self.versions[-1].day

    @property
    def outcome(self) -> str:
        if self.versions[-1].is_deleted:
            return "deleted"
        if self.closed_outcome:
            return self.closed_outcome
        if self.stage_name in CLOSED_NAMES:
            return "won" if self.stage_name == "Closed Won" else "lost"
        return "open"


def moments(first: date = date(2025, 1, 1)) -> st.SearchStrategy[datetime]:
    """Few hours of the days until the as-of date."""
    hours = [datetime.combine(first, time(hour)) for hour in (0, 9, 23)]
    days = range((AS_OF - first).days + 1)
    return st.sampled_from([hour + timedelta(days=day) for day in days for hour in hours])


MOMENTS = moments()
BEGINNINGS = st.sampled_from([None, None, None, *OPEN_NAMES, "Closed Lost"])
HISTORY_LENGTHS = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9])
PAUSES = st.sampled_from([timedelta(hours=hours) for hours in (0, 0, 1, 24, 24 * 7, 24 * 40)])
AS_BEFORE = "as before"
"""In the place of a stage: the one that the deal was in."""
MOVES = st.sampled_from(
    [
        (to_stage, from_stage, is_deleted)
        for is_deleted in [*[False] * 9, True]
        for from_stage in [*[AS_BEFORE] * 40, None, *OPEN_NAMES]
        for to_stage in [*OPEN_NAMES * 3, *CLOSED_NAMES * 4, AS_BEFORE]
    ]
)
STANDS = st.sampled_from([*[AS_BEFORE] * 40, *OPEN_NAMES, *CLOSED_NAMES, None])
OUTCOMES_TOLD = {
    name: st.sampled_from(outcomes)
    for name, outcomes in {
        "Closed Won": ["won"] * 4 + [None],
        "Closed Lost": [*OUTCOMES[1:], *OUTCOMES[1:], None],
        None: [None] * 40 + OUTCOMES,
    }.items()
}
CLOSING_KINDS = {
    True: st.sampled_from(["last change"] * 4 + ["any", "none"]),
    False: st.sampled_from(["none"] * 30 + ["any"]),
}
BATCHES_DELIVERED = st.sampled_from(
    [days for size in (1, 1, 2, 3) for days in combinations(BATCHES, size)]
)
LABELS = st.sampled_from(
    list(product(["ann", "bob", "cy", None], ["web", "fair"], [None, " ", "Price", "price "]))
)
AMOUNTS = st.integers(0, 10**6).map(lambda cents: Decimal(cents).scaleb(-2) if cents else None)
CREATIONS = st.sampled_from(["begun"] * 3 + ["earlier", "any", "unknown"])


def _history(draw: st.DrawFn) -> list[Change]:
    changes: list[Change] = []
    length = draw(HISTORY_LENGTHS)
    if length:
        before, at = draw(BEGINNINGS), draw(MOMENTS)
        for number in range(length):
            after, told, is_deleted = draw(MOVES)
            after = before if after == AS_BEFORE else after
            told = before if told == AS_BEFORE else told
            changes.append(Change(str(number + 7), at, told, after, is_deleted))
            before = after or before
            at = min(at + draw(PAUSES), datetime.combine(AS_OF, time(23)))
    return changes


def _version(draw: st.DrawFn, day: date, changes: list[Change]) -> Version:
    known = [change.to_stage for change in changes if change.at.date() <= day]
    stage = draw(STANDS)
    stage = (known or [OPEN_NAMES[0]])[-1] if stage == AS_BEFORE else stage
    outcome = draw(OUTCOMES_TOLD[stage if stage in CLOSED_NAMES else None])
    closing = draw(CLOSING_KINDS[stage in CLOSED_NAMES or outcome is not None])
    closed_at = None
    if closing != "none":
        is_last = changes and closing == "last change"
        closed_at = min(changes[-1].at if is_last else draw(MOMENTS), datetime.combine(day, time()))
    return Version(day, stage, outcome, closed_at, draw(one_in(12)))


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """A deal without a name; the simplest has no history and one version."""
    changes = _history(draw)
    begun = changes[0].at if changes else draw(MOMENTS)
    creation = draw(CREATIONS)
    created = {"begun": begun, "earlier": begun - timedelta(days=30)}.get(creation)
    owner, source, loss_reason = draw(LABELS)
    return Deal(
        deal_id="",
        owner=owner,
        source=source,
        amount=draw(AMOUNTS),
        loss_reason=loss_reason,
        created_at=draw(MOMENTS) if creation == "any" else created,
        changes=tuple(changes),
        versions=tuple(_version(draw, day, changes) for day in draw(BATCHES_DELIVERED)),
    )


def named(book: Iterable[Deal]) -> list[Deal]:
    """The deals with a name each."""
    return [replace(deal, deal_id=f"d{number:05}") for number, deal in enumerate(book)]


def team_on(owner: str | None, day: date) -> str:
    for team, start, end in STINTS.get(owner or "", []):
        if start <= day and (end is None or day < end):
            return team
    return "unassigned"


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def landed_deals(deals: list[Deal]) -> dict[str, list[dict[str, object]]]:
    """The landing tables that tell of these deals, changes in no order."""
    opportunities = [
        {
            **{"opportunity_id": deal.deal_id, "owner_user_id": deal.owner},
            **{"lead_source": deal.source, "amount": _text(deal.amount)},
            **{"loss_reason": deal.loss_reason, "created_at": _text(deal.created_at)},
            **{"stage_name": version.stage_name, "outcome": version.outcome},
            **{"closed_at": _text(version.closed_at), "batch_date": version.day},
            **{"is_deleted": "yes" if version.is_deleted else None, "_system": "crm"},
        }
        for deal in deals
        for version in deal.versions
    ]
    changes = [
        {
            **{"change_id": f"{deal.deal_id}-{change.change_id}"},
            **{"opportunity_id": deal.deal_id},
            **{"changed_at": str(change.at), "from_stage": change.from_stage},
            **{"to_stage": change.to_stage, "batch_date": AS_OF, "_system": "crm"},
            **{"is_deleted": "yes" if change.is_deleted else None},
        }
        for deal in deals
        for change in deal.changes
    ]
    Random(0).shuffle(changes)
    users = [
        {"user_id": user, "team_id": team, "valid_from": _text(start), "valid_to": _text(end)}
        for user, stints in STINTS.items()
        for team, start, end in stints
    ]
    return {"opportunities": opportunities, "opportunity_stage_changes": changes, "users": users}
