"""Stays of deals in stages, in plain Python, one deal at a time.

Written from the definitions, not from the SQL: a deal is walked through what happened to it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from random_funnel import AS_OF, RENAMED_ON, Deal, Version
from told_in_time import known_days, seen_ended

STEPS = {"qualification": 1, "needs_analysis": 2, "demo": 3, "proposal": 4, "negotiation": 5}
WIN_STEP = 6
NAMES = {
    "prospecting": "qualification",
    "qualification": "qualification",
    "needs analysis": "needs_analysis",
    "demo & tasting": "demo",
    "proposal": "proposal",
    "negotiation": "negotiation",
}
CLOSINGS = {"closed won": "won", "closed lost": "lost"}


@dataclass
class Stay:
    """One stay of a deal in an open stage."""

    deal: Deal
    stage: str
    entered: datetime
    derived: str = "none"
    known: bool = True
    reopening: bool = False
    odd: bool = False
    exited: datetime | None = None
    exit_kind: str = "open"
    contradiction: str = "none"

    @property
    def step(self) -> int | None:
        return STEPS.get(self.stage)

    @property
    def days(self) -> int:
        return ((self.exited.date() if self.exited else AS_OF) - self.entered.date()).days


def meaning(name: str | None, day: date) -> tuple[str, str]:
    """('open', stage) or ('closed', won or lost) that a stage name meant on a day."""
    key = (name or "unknown").strip().lower()
    if key == "offer":
        return "open", "demo" if day < RENAMED_ON else "proposal"
    return ("closed", CLOSINGS[key]) if key in CLOSINGS else ("open", NAMES.get(key, key))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


@dataclass
class Walk:
    """A deal on its way: the stays so far, and whether it is in the last of them."""

    deal: Deal
    stays: list[Stay] = field(default_factory=list)
    inside: bool = False
    state: tuple[str, str] | None = None

    def go(self, at: datetime, state: tuple[str, str], odd: bool = False, **entry: object) -> None:
        """One more thing happens to the deal; the same again is nothing."""
        before, self.state = self.state, state
        if state == before:
            return
        if state[0] == "open":
            if self.inside:
                self._leave(at, moved(self.stays[-1].stage, state[1]), odd)
            stay = Stay(self.deal, state[1], at, odd=odd, **entry)  # type: ignore[arg-type]
            stay.reopening = before is not None and before[0] == "closed"
            self.stays.append(stay)
            self.inside = True
        else:
            self._leave(at, state[1], odd)
            self.inside = False

    def _leave(self, at: datetime, kind: str, odd: bool) -> None:
        stay = self.stays[-1]
        stay.exited, stay.exit_kind = at, kind
        stay.contradiction = "from_stage" if odd or stay.odd else "none"


def moved(stage: str, to_stage: str) -> str:
    """How a stay ends that ends in another stage."""
    here, there = STEPS.get(stage), STEPS.get(to_stage)
    if here is None or there is None or here == there:
        return "moved"
    if there < here:
        return "regressed"
    return "advanced" if there == here + 1 else "skipped"


def recorded(walk: Walk) -> tuple[datetime, str | None] | None:
    """Walk through the recorded changes; moment and stage name of the last one."""
    deal, previous = walk.deal, None
    changes = sorted(
        (
            change
            for change in deal.changes
            if change.to_stage and not change.is_deleted and change.at.date() <= AS_OF
        ),
        key=lambda change: (
            change.at,
            change.from_stage is not None,
            len(change.change_id),
            change.change_id,
        ),
    )
    for change in changes:
        state = meaning(change.to_stage, change.at.date())
        source = meaning(change.from_stage, change.at.date()) if change.from_stage else None
        if previous is None and (source or state[0] == "closed"):
            origin = source if source and source[0] == "open" else ("open", "unknown")
            begun = min(change.at, deal.created_at or change.at)
            walk.go(begun, origin, derived="creation", known=False)
        odd = previous is not None and source is not None and source != previous
        walk.go(change.at, state, odd)
        previous = state
    return (changes[-1].at, changes[-1].to_stage) if changes else None


def known_versions(deal: Deal) -> list[Version]:
    """What was known of a deal, with the day."""
    told = [(version.day, version.closed_at, version) for version in deal.versions]
    return [replace(version, day=day) for day, version in known_days(deal.created_at, told)]


def landed(walk: Walk) -> tuple[datetime, str | None]:
    """Walk through what landed of a deal without recorded changes; moment and name of the last."""
    deal, latest = walk.deal, datetime.min
    versions = known_versions(deal)
    for place, version in enumerate(versions):
        is_news = not place or version != replace(versions[place - 1], day=version.day)
        if not is_news or (version.is_deleted and place):
            continue
        state = meaning(version.stage_name, version.day)
        if version.outcome:
            state = "closed", "won" if version.outcome == "won" else "lost"
        at = midnight(version.day)
        if state[0] == "closed" and version.closed_at and version.closed_at.date() <= version.day:
            at = version.closed_at
        elif state[0] == "open" and not place and deal.created_at:
            at = deal.created_at if deal.created_at.date() <= version.day else at
        latest = latest if state == walk.state else max(latest, at)
        if not walk.stays and state[0] == "closed":
            begun = min(latest, deal.created_at or latest)
            walk.go(begun, ("open", "unknown"), derived="creation", known=False)
        soon = deal.created_at is not None and (version.day - deal.created_at.date()).days <= 1
        walk.go(latest, state, derived="versions", known=place > 0 or soon)
    return latest, versions[-1].stage_name


def ended_as(version: Version) -> str | None:
    return version.outcome or CLOSINGS.get((version.stage_name or "").strip().lower())


def ended_at(deal: Deal) -> datetime:
    """When a deal ended: the moment that is told, unless that is still to come, else the day it was seen."""
    if deal.closed_at:
        return deal.closed_at if deal.closed_at.date() <= AS_OF else first_seen(deal)
    kept = [version for version in known_versions(deal) if not version.is_deleted]
    return midnight(seen_ended((version.day, ended_as(version)) for version in kept))


def first_seen(deal: Deal) -> datetime:
    """When the deal was first seen in the stage and with the outcome that it has now."""
    versions = known_versions(deal)
    day = versions[-1].day
    for version in reversed(versions):
        if (version.stage_name, version.outcome) != (deal.stage_name, deal.closed_outcome):
            break
        day = version.day
    return midnight(day)


def stays(deal: Deal) -> list[Stay]:
    """Every stay of a deal, in order."""
    walk = Walk(deal)
    at, name = recorded(walk) or landed(walk)
    outcome = deal.outcome
    if outcome == "deleted":
        if walk.inside:
            walk.go(max(at, midnight(deal.deleted_on)), ("closed", "deleted"))
            walk.stays[-1].exit_kind = "deleted"
        walk.stays[-1].exit_kind = "deleted"
    elif outcome != "open":
        won = "won" if outcome == "won" else "lost"
        if walk.inside:
            walk.go(max(at, ended_at(deal)), ("closed", won))
            walk.stays[-1].contradiction = "current_state"
        elif walk.state != ("closed", won):
            walk.stays[-1].contradiction = "outcome"
        walk.stays[-1].exit_kind = outcome
    else:
        now = meaning(deal.stage_name, deal.closed_at.date() if deal.closed_at else AS_OF)
        differs = not walk.inside
        if walk.inside and deal.stage_name:
            same_name = deal.stage_name.strip().lower() == (name or "").strip().lower()
            differs = not same_name and now != walk.state
        if differs:
            walk.go(max(at, first_seen(deal)), now, derived="current_state", known=False)
    return finished(walk.stays)


def finished(walked: list[Stay]) -> list[Stay]:
    """Stays with their contradictions settled."""
    for stay, following in zip(walked, [*walked[1:], None], strict=True):
        if stay.contradiction == "none" and stay.odd:
            stay.contradiction = "from_stage"
        left_for = following is not None and following.derived == "current_state"
        if stay.derived == "current_state" or (left_for and not following.reopening):
            stay.contradiction = "current_state"
    return walked
