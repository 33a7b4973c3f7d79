"""What a clerk knows of one deal, one person, one order; shares no code with the models."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from exact_money import spread
from sales_company import ACCOUNTS, Company, Deal, Order, Stint
from told_in_time import seen_ended

ENDS = ("won", "lost", "no_decision", "duplicate")
STAGES = {"Closed Won": "won", " closed lost": "lost"}
NOBODY = "unassigned"
Key = tuple[Any, ...]


def team_on(stints: list[Stint], day: date) -> str | None:
    """The team of a person on a day; a stint ends at the latest where the next one begins."""
    begun = [stint for stint in stints if stint[1] is None or stint[1] <= day]
    if not begun:
        return None
    team, _, end = max(begun, key=lambda stint: stint[1] or date.min)
    return team if end is None or day < end else None


def team_of(company: Company, user: str | None, day: date) -> str:
    return team_on(company.stints.get(user or "", []), day) or NOBODY


def state(deal: Deal) -> str:
    if deal.is_deleted:
        return "deleted"
    return deal.outcome or STAGES.get(deal.stage, "open")


def first_created(deal: Deal) -> date | None:
    days = [deal.created.date()] if deal.created else []
    if deal.before:
        days.append(deal.before[0].date())
    return min(days, default=None)


def closed_on(deal: Deal) -> date | None:
    """The day a deal ended; where none is told, the day on which it was first seen ended so."""
    if state(deal) not in ENDS:
        return None
    if deal.closed:
        return deal.closed.date()
    seen = [(deal.batch, state(deal))]
    if deal.before:
        created, outcome, batch = deal.before
        eve = created.date() - timedelta(days=1)
        seen.append((max(batch, eve), outcome or STAGES.get(deal.stage)))
    return seen_ended(seen)


def worth(deal: Deal) -> Decimal | None:
    """Nobody quotes the pound."""
    return None if deal.currency == "GBP" else deal.amount


def shares(deal: Deal) -> dict[str, Decimal]:
    """Splits that were given, what they leave open with nobody; else the owner."""
    if not deal.splits:
        return {deal.owner or NOBODY: Decimal(100)}
    held = {user: share for user, share in deal.splits.items() if share > 0}
    left = 100 - sum(held.values())
    return held | ({NOBODY: left} if left > 0 else {})


def sales(
    company: Company, order: Order, owners: dict[str, Deal]
) -> list[tuple[date, Key, Decimal]]:
    """Net revenue of an order by day and (person, team, channel, segment, region)."""
    deal = owners.get(order.deal_id or "")
    owner = deal.owner if deal and not deal.is_deleted else None
    held = {order.seller or owner or NOBODY: Decimal(100)}
    if deal and deal.splits:
        held = shares(deal)
    place = order.channel or "unknown", ACCOUNTS[order.account] or "unknown", order.account
    events = [(order.day, order.listed), (order.day, -order.discount)]
    events += [(day, -part) for day, part in order.refunds]
    return [
        (day, (user, team_of(company, user, order.day), *place), part)
        for day, whole in events
        for user, part in spread(whole, held).items()
    ]
