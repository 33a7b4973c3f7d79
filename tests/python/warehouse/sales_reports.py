"""The reports on sales as a clerk would write them: every deal, day and order read one by one."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from exact_money import spread
from sales_company import ACCOUNTS, SOURCES, Company, Deal
from sales_oracle import (
    NOBODY,
    Key,
    closed_on,
    first_created,
    shares,
    state,
    team_of,
    team_on,
    worth,
)

Sums = dict[Key, dict[str, Any]]


def no_sums() -> Sums:
    return defaultdict(lambda: defaultdict(lambda: Decimal(0)))


def slices_of(company: Company, deal: Deal) -> dict[str, str]:
    day = deal.created.date() if deal.created else company.last
    return {
        "company": "company", "team": team_of(company, deal.owner, day),
        "person": deal.owner or NOBODY, "source": SOURCES[deal.source],
        "segment": ACCOUNTS.get(deal.account or "") or "unknown", "product_category": "unknown",
    }  # fmt: skip


def windows(day: date, last: date) -> list[tuple[int, date]]:
    """Windows that a day is part of: its month, and the twelve months from it on."""
    number = day.year * 12 + day.month - 1
    months = [date(n // 12, n % 12 + 1, 1) for n in range(number, number + 12)]
    return [(1, months[0])] + [(12, month) for month in months if month <= last]


def events_of(deal: Deal, last: date) -> Iterator[tuple[date, dict[str, Any]]]:
    """What counts of a deal, and on which day."""
    now, ended, value = state(deal), closed_on(deal), worth(deal)
    if deal.created and now in ("deleted", "duplicate"):
        yield deal.created.date(), {f"{now}_count": 1}
    elif deal.created:
        yield deal.created.date(), {"created_count": 1, f"created_{now}_count": 1}
    if ended and now in ("won", "lost"):
        yield ended, {f"{now}_count": 1, "unvalued_count": int(value is None)}
        yield ended, {f"known_{now}_amount": value or 0}
    elif ended:
        yield ended, {f"{now}_count": 1} if now == "no_decision" else {}
    if now == "open" and deal.expected and deal.expected < last:
        yield (
            max(deal.expected, deal.created.date() if deal.created else date.min),
            {"overdue_count": 1},
        )


def outcomes(company: Company) -> Sums:
    """Counts and amounts of deals by window and slice."""
    sums = no_sums()
    for deal in company.deals:
        slices = slices_of(company, deal)
        for day, told in events_of(deal, company.last):
            for window in windows(day, company.last):
                for key in slices.items():
                    row = sums[*window, *key]
                    for name, value in told.items():
                        row[name] += value
    return sums


def cycles(company: Company) -> dict[Key, list[int]]:
    """Days that won and lost deals took, by window, slice and outcome; in order."""
    days: dict[Key, list[int]] = defaultdict(list)
    for deal in company.deals:
        begun, ended = first_created(deal), closed_on(deal)
        if state(deal) in ("won", "lost") and begun and ended and ended >= begun:
            for window in windows(ended, company.last):
                for key in slices_of(company, deal).items():
                    days[*window, *key, state(deal)].append((ended - begun).days)
    return {key: sorted(found) for key, found in days.items()}


def quota_parts(company: Company, key: tuple[str, date, date], holidays: set[date]) -> list[Any]:
    """The parts of a quota: (month, team, here, shortest), working days, those elapsed, money."""
    user, start, end = key
    stints = company.stints.get(user)
    rivals = [other for other in company.quotas if other[0] == user]
    parts: dict[Key, list[date]] = defaultdict(list)
    for day in (start + timedelta(days=n) for n in range((end - start).days)):
        team = team_on(stints or [], day)
        holding = [other for other in rivals if other[1] <= day < other[2]]
        finest = min(holding, key=lambda q: (q[2] - q[1], -q[1].toordinal())) == key
        parts[f"{day:%Y-%m}-01", team or NOBODY, stints is None or team is not None, finest].append(
            day
        )
    worked = {
        k: [d for d in days if d.isoweekday() < 6 and d not in holidays]
        for k, days in parts.items()
    }
    by = worked if any(worked.values()) else parts
    names = {
        k: f"{k[0]}:{k[1]}:{'here' if k[2] else 'away'}:{'shortest' if k[3] else 'longer'}"
        for k in parts
    }
    money = spread(company.quotas[key], {names[k]: Decimal(len(by[k])) for k in parts})
    done = {k: [d for d in days if d <= company.last] for k, days in worked.items()}
    nothing = None if company.quotas[key] is None else Decimal(0)
    return [(k, len(worked[k]), len(done[k]), money.get(names[k], nothing)) for k in parts]


def quota_entries(company: Company, holidays: set[date]) -> Iterator[tuple[Key, str, str, Any]]:
    for key in company.quotas:
        for (_, team, here, _), worked, done, money in quota_parts(company, key, holidays):
            told = {"working_day_count": worked, "elapsed_working_day_count": done}
            told |= {"known_quota_amount": money or 0, "unknown": int(money is None), "set": 1}
            yield key[1:], key[0], team, told if here else {}


def won_entries(company: Company) -> Iterator[tuple[Key, str, str, Any]]:
    periods = {key[1:] for key in company.quotas}
    for deal in company.deals:
        ended = closed_on(deal) if state(deal) == "won" else None
        held = spread(worth(deal), shares(deal)) if ended else {}
        for period in periods:
            if ended and period[0] <= ended < period[1]:
                for user, value in held.items():
                    told = {"known_won_amount": value or 0}
                    told |= {"unvalued_share_count": int(value is None)}
                    yield period, user, team_of(company, user, ended), told


def attainment(company: Company, holidays: set[date]) -> Sums:
    """Quota, days and wins by period and slice."""
    sums = no_sums()
    for entries in (quota_entries(company, holidays), won_entries(company)):
        for period, user, team, told in entries:
            for slot in (("company", "company"), ("team", team), ("person", user)):
                row = sums[*period, *slot]
                for name, value in told.items():
                    row[name] += value
    return sums
