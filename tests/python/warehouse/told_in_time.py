"""What was told of deals and when it is known, for every test that follows them through their batches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

Told = TypeVar("Told")
Deal = TypeVar("Deal", bound=Any)


def without_changes(
    deals: Iterable[Deal], landing: Callable[[list[Deal]], Mapping[str, Any]]
) -> list[Deal]:
    """The same deals, of a CRM that delivers no stage history at all."""
    untold = [replace(deal, changes=type(deal.changes)()) for deal in deals]
    assert not landing(untold)["opportunity_stage_changes"]
    return untold


def known_days(
    created_at: datetime | None, told: Iterable[tuple[date, datetime | None, Told]]
) -> list[tuple[date, Told]]:
    """What was told of a deal, with the day on which it was known.

    Each thing comes with the day of its batch and the moment of closing that it names: what speaks of
    the future waits for it, and what was told later takes the place of what still waits.
    """
    known: list[tuple[date, Told]] = []
    for batch_date, closed_at, said in told:
        eves = [at.date() - timedelta(days=1) for at in (created_at, closed_at) if at]
        day = max([batch_date, *eves])
        known = [earlier for earlier in known if earlier[0] < day]
        known.append((day, said))
    return known


def seen_ended(known: Iterable[tuple[date, str | None]]) -> date | None:
    """The day on which a deal whose end nobody dates was first seen ended as it is; None = it is open.

    Each thing known comes with its day and the end that it tells of. Going back in time, the first that
    tells of another end, or of none, is not of the end any more. Leave out deletions: they tell of no end.
    """
    latest, *earlier = sorted(known, reverse=True)
    day, end = latest
    for before, told in earlier:
        if told != end:
            break
        day = before
    return day if end else None
