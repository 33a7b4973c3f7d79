"""What each step of the funnel cost, from the stays of each deal and by the definition alone.

A deal counts where it first entered a step; what it is measured by is counted afresh for each row,
as somebody would who is asked for one row only.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from exact_money import rounded
from funnel_oracle import WIN_STEP, Stay, stays
from funnel_reports import NO_CHANCES, margin, progress
from random_funnel import AS_OF, Deal, team_on

ENOUGH = 20
Slice = tuple[str, str]
Place = tuple[date, Slice, int]


@dataclass
class Chance:
    """A deal that may be won, and what there is to know of it."""

    deal: Deal
    walked: list[Stay]
    furthest: int | None

    @property
    def slices(self) -> list[Slice]:
        created = self.deal.created_at
        team = team_on(self.deal.owner, created.date() if created else AS_OF)
        return [("company", "company"), ("team", team)]

    @property
    def has_ended(self) -> bool:
        return self.deal.outcome != "open"


def quarter_of(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarters_between(earlier: date, later: date) -> int:
    return ((later.year - earlier.year) * 12 + later.month - earlier.month) // 3


def chances(book: list[Deal]) -> list[Chance]:
    return [
        Chance(deal, stays(deal), progress(deal)[2])
        for deal in book
        if deal.outcome not in NO_CHANCES
    ]


def counted(rated: list[Chance]) -> dict[Place, Counter]:
    """Deals by the quarter in which they first entered a step, and what became of them."""
    found: dict[Place, Counter] = defaultdict(Counter)
    for chance in rated:
        for step in {stay.step for stay in chance.walked if stay.step}:
            here = [stay for stay in chance.walked if stay.step == step]
            is_further = chance.furthest > step
            is_timed = all(stay.known for stay in here)
            quarter = quarter_of(min(stay.entered.date() for stay in here))
            for place in ((quarter, part, step) for part in chance.slices):
                found[place]["entered_count"] += 1
                found[place]["further_count"] += is_further
                found[place]["decided_count"] += is_further or chance.has_ended
                found[place]["timed_count"] += is_timed
                found[place]["step_days"] += is_timed and sum(stay.days for stay in here)
    return found


def benchmarks(counts: dict[Place, Counter], place: Place) -> list[tuple]:
    """The best marks that a row can be held to: basis, whose, of when, further and decided."""
    quarter, part, step = place
    marks = []
    years: dict[Slice, Counter] = defaultdict(Counter)
    for (other_quarter, other, other_step), row in counts.items():
        ago = quarters_between(other_quarter, quarter)
        if other_step == step and other == part and 1 <= ago <= 4:
            result = row["further_count"], row["decided_count"]
            marks.append(("own_quarter", other[1], other_quarter, *result))
        if other_step == step and other != part and 0 <= ago <= 3:
            years[other].update(row)
    for other, row in years.items():
        if part[0] == other[0] == "team" and other[1] != "unassigned":
            result = row["further_count"], row["decided_count"]
            marks.append(("peer_team", other[1], quarter, *result))
    marks = [mark for mark in marks if mark[-1] >= ENOUGH]
    best = max((Fraction(*mark[-2:]) for mark in marks), default=None)
    return [mark for mark in marks if Fraction(*mark[-2:]) == best]


def prospects(rated: list[Chance], quarter: date, step: int) -> dict[str, int | Decimal]:
    """What became, in four quarters, of the deals of the company that had come beyond a step."""
    ended = [
        chance
        for chance in rated
        if chance.has_ended
        and (chance.furthest or 0) > step
        and 0 <= quarters_between(quarter_of(chance.walked[-1].exited.date()), quarter) <= 3
    ]
    margins = [margin(chance.deal) for chance in ended if chance.deal.outcome == "won"]
    known = [value for value in margins if value is not None]
    return {
        "further_ended_count": len(ended),
        "further_won_count": len(margins),
        "margined_won_count": len(known),
        "won_margin_amount": sum(known, Decimal(0)),
    }


def margin_lost(row: dict, mark: tuple | None) -> Decimal | None:
    """Deals short of the mark, times the chance to win, times what a win is worth."""
    if mark is None:
        return None
    short = row["decided_count"] * Fraction(*mark[-2:]) - row["further_count"]
    if short <= 0:
        return Decimal(0)
    if not row["further_ended_count"] or not row["margined_won_count"]:
        return None
    chance = Fraction(row["further_won_count"], row["further_ended_count"])
    worth = Fraction(row["won_margin_amount"]) / row["margined_won_count"]
    return rounded(short * chance * worth)


def bottlenecks(book: list[Deal]) -> dict[Place, tuple[dict, list[tuple]]]:
    """Every row without its marks, and the marks that it may be held to."""
    rated = chances(book)
    counts = counted(rated)
    found = {}
    for (quarter, part, step), row in counts.items():
        assert step < WIN_STEP
        marks = benchmarks(counts, (quarter, part, step))
        told = dict(row) | prospects(rated, quarter, step)
        told["margin_lost_amount"] = margin_lost(told, marks[0] if marks else None)
        found[quarter, part, step] = told, marks
    return found
