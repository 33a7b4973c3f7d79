"""The pipeline reports, written from the diaries of all deals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline_company import AS_OF
from pipeline_oracle import ONE_DAY, Diary, Step

Totals = dict[Any, Counter[str]]
OUTFLOWS = {
    *("won", "lost", "no_decision", "duplicate", "deleted", "decreased"),
    *("pushed_out", "backdated", "moved_out"),
}


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def quarter_of(day: date) -> tuple[date, date]:
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return start, next_month(next_month(next_month(start)))


def window_of(pipeline: str, day: date) -> tuple[date, date] | None:
    return None if pipeline == "total" else quarter_of(day)


def closes_in(diary_date: date | None, window: tuple[date, date] | None) -> bool:
    return window is None or (diary_date is not None and window[0] <= diary_date < window[1])


def daily(diaries: Iterable[Diary]) -> Totals:
    """Sums by day, team and stage."""
    cells: Totals = defaultdict(Counter)
    for diary in diaries:
        for day, (state, team) in diary.evenings.items():
            cell = cells[day, team, state.stage or "unknown"]
            value, weighted, margin = (
                f(state) for f in (diary.value, diary.weighted, diary.margin)
            )
            cell["deal_count"] += 1
            cell["unvalued_count"] += value is None
            cell["unweighted_count"] += weighted is None
            cell["unknown_margin_count"] += margin is None
            cell["known_amount"] += value or 0
            cell["known_weighted_amount"] += weighted or 0
            cell["known_expected_margin_amount"] += margin or 0
    return cells


Movement = tuple[str, str, int, Decimal, Decimal]


def movements(diary: Diary, step: Step, window: tuple[date, date] | None) -> Iterator[Movement]:
    """Team, name, deals, amount and margin of everything that a step moved; outflows negative."""
    was, now = step.before, step.after
    old = (diary.value(was), diary.margin(was)) if was else (None, None)
    new = (diary.value(now), diary.margin(now))
    before, after = (tuple(part or Decimal(0) for part in pair) for pair in (old, new))
    was_in = was is not None and closes_in(was.closes, window)
    is_in = was_in if step.is_exit else closes_in(now.closes, window)
    if was is None:
        if is_in:
            yield step.team_after, step.kind, 1, *after
        return
    if was_in and step.team_before != step.team_after:
        yield step.team_before, "moved_out", -1, -before[0], -before[1]
        yield step.team_after, "moved_in", 1, *before
    if was_in and is_in and old[0] != new[0]:
        known = old[0] is not None and new[0] is not None
        name = "valued" if not known else "increased" if after[0] > before[0] else "decreased"
        yield step.team_after, name, 0, after[0] - before[0], after[1] - before[1]
    if is_in and not was_in:
        is_overdue = was.closes is not None and was.closes < window[0]
        yield step.team_after, "carried_in" if is_overdue else "pulled_in", 1, *after
    if was_in and not is_in:
        is_back = now.closes is not None and now.closes < window[0]
        yield step.team_after, "backdated" if is_back else "pushed_out", -1, -before[0], -before[1]
    if step.is_exit and was_in:
        yield step.team_after, step.kind, -1, -after[0], -after[1]


def balances(diary: Diary) -> Iterator[tuple[date, str, str, Any]]:
    """Month, name, team and state at each start and end of a month that the deal was open at."""
    for day, (state, team) in diary.evenings.items():
        tomorrow = day + ONE_DAY
        if tomorrow.day == 1 or day == AS_OF:
            yield month_of(day), "end", team, state
        if tomorrow.day == 1 and day < AS_OF:
            yield tomorrow, "start", team, state


def enter(rows: Totals, place: tuple[date, str], team: str, name: str, parts: Any) -> None:
    """Put a movement or balance under its name, for the company and the team."""
    sign = -1 if name in OUTFLOWS else 1
    measures = ["count", "amount", "margin_amount", "unvalued_count"]
    if name in {"increased", "decreased", "valued"}:
        measures, parts = measures[1:], parts[1:]
    for scope in (("company", "company"), ("team", team)):
        for measure, part in zip(measures, parts, strict=False):
            rows[*place, *scope][f"{name}_{measure}"] += sign * part


def bridge(diaries: Iterable[Diary]) -> Totals:
    """Balances and movements by month, pipeline and company or team."""
    rows: Totals = defaultdict(Counter)
    for diary in diaries:
        for pipeline in ("total", "closing_in_quarter"):
            for step in diary.steps:
                window = window_of(pipeline, step.day)
                for team, name, *parts in movements(diary, step, window):
                    enter(rows, (month_of(step.day), pipeline), team, name, parts)
            for month, name, team, state in balances(diary):
                if closes_in(state.closes, window_of(pipeline, month)):
                    value, margin = diary.value(state), diary.margin(state)
                    known = (1, value or 0, margin or 0, value is None)
                    enter(rows, (month, pipeline), team, name, known)
    return rows


def pushes(diary: Diary) -> Counter[str]:
    """How often the closing was put off or brought forward while the deal was open."""
    counts: Counter[str] = Counter()
    for step in diary.steps:
        if step.before and not step.is_exit and step.before.closes and step.after.closes:
            days = (step.after.closes - step.before.closes).days
            counts["push_count"] += days > 0
            counts["pull_count"] += days < 0
            counts["pushed_days"] += max(days, 0)
        counts["reopening_count"] += step.kind == "reopened"
        counts["team_change_count"] += (
            step.before is not None and step.team_before != step.team_after
        )
    counts["open_days"] = len(diary.evenings)
    counts["open_days"] -= AS_OF in diary.evenings
    return counts


def fate(diary: Diary, first: date, end: date) -> str | None:
    """What became of a deal that was expected in [first, end); None = it was not expected."""
    opening = diary.evenings.get(first - ONE_DAY)
    if not opening or not closes_in(opening[0].closes, (first, end)):
        return None
    closing = diary.evenings.get(min(end - ONE_DAY, AS_OF))
    if closing:
        closes = closing[0].closes
        return "undated" if closes is None else "slipped" if closes >= end else "due"
    return [s.kind for s in diary.steps if s.is_exit and first <= s.day < end][-1]


def slippage(diaries: Iterable[Diary]) -> Totals:
    """Fates by period and company, team or person."""
    rows: Totals = defaultdict(Counter)
    months = [date(2025, month, 1) for month in range(8, 13)]
    periods = [("month", month, next_month(month)) for month in months]
    periods.append(("quarter", *quarter_of(date(2025, 10, 1))))
    for diary in diaries:
        for period_type, first, end in periods:
            if name := fate(diary, first, end):
                state, team = diary.evenings[first - ONE_DAY]
                slices = ("company", "company"), ("team", team), ("person", state.owner)
                for dimension, value in slices:
                    row = rows[period_type, first, dimension, value]
                    row["expected_count"] += 1
                    row["known_expected_amount"] += diary.value(state) or 0
                    row[f"{name}_count"] += 1
                    row[f"{name}_amount"] += diary.value(state) or 0
                    if min(end - ONE_DAY, AS_OF) in diary.evenings:
                        row["unclosed_count"] += 1
                        row["unclosed_amount"] += diary.value(state) or 0
    return rows
