"""What quotas still lack and what is there to fill them, looked up evening by evening."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import exact_money
from pipeline_company import AS_OF, QUOTAS, RATES, Deal
from pipeline_entries import known_records, stage_of
from pipeline_oracle import ONE_DAY, Diary, rounded, team_on
from pipeline_reports import closes_in
from told_in_time import seen_ended

Period = tuple[date, date]
Told = dict[str, list[Decimal | None]]
Entry = tuple[str, str, Decimal | None]


def is_month_end(day: date) -> bool:
    return (day + ONE_DAY).day == 1


def evenings_of(period: Period) -> Iterator[date]:
    """The evening before a period, and the last ones of its months, up to the as-of date."""
    day = period[0] - ONE_DAY
    while day < period[1] and day <= AS_OF:
        if is_month_end(day) or day == AS_OF:
            yield day
        day += ONE_DAY


def priced(amount: Decimal | None, currency: str) -> Decimal | None:
    rate = RATES[currency]
    return None if amount is None or rate is None else rounded(amount * rate)


def quotas(period: Period) -> Iterator[Entry]:
    for (user, *other), (amount, currency) in QUOTAS.items():
        if tuple(other) == period:
            yield user, "quota", priced(amount, currency or "EUR")


def pipeline(diaries: Iterable[Diary], period: Period, day: date) -> Iterator[Entry]:
    """What is open that evening and to close in the period, and what it is worth weighted."""
    for diary in diaries:
        state, _ = diary.evenings.get(day, (None, None))
        if state and closes_in(state.closes, period):
            yield state.owner, "pipeline", diary.value(state)
            yield state.owner, "weighted", diary.weighted(state)


def ended_as(record: Mapping[str, Any]) -> str | None:
    stage = stage_of(record["stage_name"])
    return record["outcome"] or (stage if stage in {"won", "lost"} else None)


def ended_on(deal: Deal) -> date | None:
    """The day a deal ended: the one that is told, else the one on which it was first seen so."""
    if closed_at := deal.records[-1]["closed_at"]:
        return closed_at.date()
    kept = [record for record in known_records(deal) if not record["is_deleted"]]
    return seen_ended((record["batch_date"], ended_as(record)) for record in kept)


def won(diaries: Iterable[Diary], period: Period, day: date) -> Iterator[Entry]:
    """What was won by that evening, as it stands today."""
    for deal in (diary.deal for diary in diaries):
        now = deal.records[-1]
        if ended_as(now) == "won" and not now["is_deleted"]:
            currency = now["currency_code"] or "EUR"
            is_priced = deal.created_at or currency == "EUR"
            if period[0] <= ended_on(deal) <= day:
                value = priced(now["amount"], currency) if is_priced else None
                yield now["owner_user_id"] or "unassigned", "won", value


def whole(parts: list[Decimal | None]) -> Decimal | None:
    return None if None in parts else sum(parts, Decimal(0))


def known(parts: list[Decimal | None]) -> Decimal:
    return sum((part for part in parts if part is not None), Decimal(0))


def row_of(told: Told) -> dict[str, Any]:
    """Everything the report says of a slice, from its single parts."""
    quota, won_parts, open_parts = told["quota"], told["won"], told["pipeline"]
    due = whole(quota) if quota else None
    made, there = whole(won_parts), whole(open_parts)
    lacking = None if due is None or made is None else due - made
    is_met = None if lacking is None else lacking <= 0
    if due is not None and made is None and known(won_parts) >= due:
        is_met = True
    covered = None
    if lacking is not None and lacking > 0 and there is not None:
        covered = exact_money.rounded(Fraction(there) / Fraction(lacking), 6)
    has_known_quota = any(part is not None for part in quota)
    return {
        "quota_count": len(quota), "unknown_quota_count": quota.count(None),
        "quota_amount": due, "known_quota_amount": known(quota) if has_known_quota else None,
        "won_count": len(won_parts), "won_unvalued_count": won_parts.count(None),
        "won_amount": made, "known_won_amount": known(won_parts),
        "remaining_amount": lacking, "is_quota_met": is_met,
        "pipeline_count": len(open_parts), "unvalued_count": open_parts.count(None),
        "pipeline_amount": there, "known_pipeline_amount": known(open_parts),
        "known_weighted_amount": known(told["weighted"]), "coverage_rate": covered,
    }  # fmt: skip


def coverage(diaries: list[Diary], moments: Iterable[tuple[date, date, date]]) -> dict[Any, Any]:
    """Rows by moment (a period and the evening it is looked at) and company, team or person."""
    found: dict[Any, Told] = defaultdict(lambda: defaultdict(list))
    for start, end, day in moments:
        period = start, end
        for entries in (quotas(period), pipeline(diaries, period, day), won(diaries, period, day)):
            for user, kind, amount in entries:
                team = team_on(user, min(day + ONE_DAY, end - ONE_DAY))
                for part in (("company", "company"), ("team", team), ("person", user)):
                    found[start, end, day, *part][kind].append(amount)
    return {key: row_of(told) for key, told in found.items()}
