"""Thousands of deals with the histories that CRMs really deliver, most of them wrong somewhere.

Moments lie on few hours, so ties are common; stages skip, return, reopen and contradict each other;
first changes are missing, changes are deleted, deals have no history at all.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

AS_OF = date(2025, 12, 31)
RENAMED_ON = date(2025, 6, 1)
BATCHES = [date(2025, 3, 1), date(2025, 6, 15), date(2025, 10, 1), AS_OF]
OPEN_NAMES = [
    *("Prospecting", "Qualification", "needs analysis ", "Demo & Tasting", "Proposal"),
    *("Negotiation", "Offer", "Vorpruefung"),
]
CLOSED_NAMES = ["Closed Won", "Closed Lost"]
OUTCOMES = ["won", "lost", "no_decision", "duplicate"]


@dataclass(frozen=True)
class Change:
    """One row of the CRM's stage history."""

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


def _moment(random: Random, first: date = date(2025, 1, 1)) -> datetime:
    days = random.randrange((AS_OF - first).days + 1)
    return datetime.combine(first + timedelta(days=days), time(random.choice([0, 9, 23])))


def _history(random: Random, deal: str) -> list[Change]:
    changes, before = [], random.choice([None, None, None, *OPEN_NAMES, "Closed Lost"])
    at = _moment(random)
    for number in range(random.choice([0, 0, 1, 2, 3, 4, 6, 9])):
        names = OPEN_NAMES if random.random() < 0.75 else CLOSED_NAMES
        after = random.choice([*names, before]) if number else random.choice(names)
        told = before if random.random() < 0.85 else random.choice([None, *OPEN_NAMES])
        changes.append(
            Change(f"{deal}-{number + 7}", at, told, after, is_deleted=random.random() < 0.07)
        )
        before = after or before
        at = min(
            at + timedelta(hours=random.choice([0, 0, 1, 24, 24 * 7, 24 * 40])),
            datetime.combine(AS_OF, time(23)),
        )
    return changes


def _versions(random: Random, changes: list[Change]) -> list[Version]:
    versions = []
    for day in sorted(random.sample(BATCHES, random.choice([1, 1, 2, 3]))):
        names = [*OPEN_NAMES, *CLOSED_NAMES, None]
        known = [change.to_stage for change in changes if change.at.date() <= day]
        stage = known[-1] if known and random.random() < 0.8 else random.choice(names)
        is_closed = stage in CLOSED_NAMES
        outcome = None
        if is_closed and random.random() < 0.8:
            outcome = "won" if stage == "Closed Won" else random.choice(OUTCOMES[1:])
        elif random.random() < 0.07:
            outcome = random.choice(OUTCOMES)
        closed_at = None
        if random.random() < (0.85 if is_closed or outcome else 0.03):
            last = changes[-1].at if changes and random.random() < 0.6 else _moment(random)
            closed_at = min(last, datetime.combine(day, time()))
        versions.append(Version(day, stage, outcome, closed_at, random.random() < 0.07))
    return versions


def _deal(random: Random, number: int) -> Deal:
    name = f"d{number:05}"
    changes = _history(random, name)
    begun = changes[0].at if changes else _moment(random)
    created = random.choice(
        [begun, begun, begun, begun - timedelta(days=30), _moment(random), None]
    )
    return Deal(
        deal_id=name,
        owner=random.choice(["ann", "bob", "cy", None]),
        source=random.choice(["web", "fair"]),
        amount=random.choice([None, *(Decimal(random.randrange(1, 10**6)).scaleb(-2),) * 7]),
        loss_reason=random.choice([None, " ", "Price", "price "]),
        created_at=created,
        changes=tuple(changes),
        versions=tuple(_versions(random, changes)),
    )


def random_deals(seed: int, count: int) -> list[Deal]:
    """So many deals, the same for the same seed."""
    random = Random(seed)
    return [_deal(random, number) for number in range(count)]


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
            **{"change_id": change.change_id, "opportunity_id": deal.deal_id},
            **{"changed_at": str(change.at), "from_stage": change.from_stage},
            **{"to_stage": change.to_stage, "batch_date": AS_OF, "_system": "crm"},
            **{"is_deleted": "yes" if change.is_deleted else None},
        }
        for deal in deals
        for change in deal.changes
    ]
    Random(0).shuffle(changes)
    return {"opportunities": opportunities, "opportunity_stage_changes": changes}
