"""What the funnel reports say, counted from the stays of each deal, without windows or joins."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from exact_money import rounded
from funnel_oracle import WIN_STEP, Stay, stays
from random_funnel import AS_OF, Deal

EXITS = ("advanced", "regressed", "skipped", "won", "lost", "other")
NO_CHANCES = {"deleted", "duplicate"}
MARGIN_RATE = Decimal("0.4")
Point = tuple[int, int, int, Fraction]


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_since(first: date) -> Iterator[date]:
    """Each month until the as-of date, whether anything happened in it or not."""
    month = first
    while month <= AS_OF:
        yield month
        month = month_of(month + timedelta(days=31))


def margin(deal: Deal) -> Decimal | None:
    """What the month of its creation lets expect of a deal, which nobody knows without one."""
    if deal.amount is None or deal.created_at is None:
        return None
    return rounded(Fraction(deal.amount) * Fraction(MARGIN_RATE))


def slices(deal: Deal) -> list[tuple[str, str]]:
    """The members that a deal counts in, of three of the dimensions."""
    return [("company", "company"), ("person", deal.owner or "unassigned"), ("source", deal.source)]


def roles(stay: Stay, month: date) -> Iterator[str]:
    """What a stay is in the account of its stage for a month."""
    end = min((month + timedelta(days=31)).replace(day=1) - timedelta(days=1), AS_OF)
    came, went = stay.entered.date(), stay.exited.date() if stay.exited else None
    if came < month and (went is None or went >= month):
        yield "opening"
    if month_of(came) == month:
        yield "entered"
    if went and month_of(went) == month:
        yield stay.exit_kind if stay.exit_kind in EXITS else "other"
    if came <= end and (went is None or went > end):
        yield "closing"


def accounts(all_stays: list[Stay]) -> dict[tuple, dict[str, tuple]]:
    """By month, slice and stage: count, amount and margin of each role."""
    found: dict[tuple, dict[str, tuple]] = {}
    first = min((month_of(stay.entered.date()) for stay in all_stays), default=AS_OF)
    for month in months_since(first):
        for stay in all_stays:
            for role in roles(stay, month):
                for key in slices(stay.deal):
                    account = found.setdefault((month, *key, stay.stage), {})
                    count, amount, gain = account.get(role, (0, Decimal(0), Decimal(0)))
                    amount += stay.deal.amount or 0
                    account[role] = (count + 1, amount, gain + (margin(stay.deal) or 0))
    return found


def progress(deal: Deal) -> tuple[date, date, int | None, int]:
    """Day of creation, first day, furthest step and unbroken step of a deal."""
    walked = stays(deal)
    first = min(stay.entered.date() for stay in walked)
    created = deal.created_at.date() if deal.created_at else first
    steps = {stay.step for stay in walked if stay.step}
    unbroken = max((k for k in steps if steps >= set(range(1, k + 1))), default=0)
    if deal.outcome == "won":
        unbroken = WIN_STEP if unbroken == WIN_STEP - 1 else unbroken
        return created, min(created, first), WIN_STEP, unbroken
    return created, min(created, first), max(steps, default=None), unbroken


def mature_age(deals: list[Deal]) -> int | None:
    """Days in which nine in ten of the wins were made."""
    won = [deal for deal in deals if deal.outcome == "won"]
    return nearest_rank(
        [(stays(deal)[-1].exited.date() - progress(deal)[1]).days for deal in won], 90
    )


def cohorts(deals: list[Deal]) -> dict[tuple, Counter]:
    """By month of creation, slice and step: how many came so far, and their cents."""
    age, found = mature_age(deals), {}
    for deal in deals:
        created, begun, furthest, unbroken = progress(deal)
        for key in slices(deal):
            for step in range(1, WIN_STEP + 1):
                row = found.setdefault((month_of(created), *key, step), Counter())
                if deal.outcome in NO_CHANCES:
                    row[deal.outcome] += 1
                elif furthest is None:
                    row["unplaced"] += 1
                else:
                    is_mature = age is not None and (AS_OF - begun).days >= age
                    row["cohort"] += 1
                    row["reached"] += furthest >= step
                    row["next"] += furthest > step
                    row["strict"] += unbroken >= step
                    row["strict_next"] += unbroken > step
                    row["mature_reached"] += is_mature and furthest >= step
                    row["mature_next"] += is_mature and furthest > step
                    row["open"] += deal.outcome == "open" and furthest == step
                    row["cents"] += int((deal.amount or 0) * 100) if furthest >= step else 0
    return found


def waits(deals: list[Deal]) -> dict[tuple[str, int], list[tuple[int, bool]]]:
    """By what is waited for and step: days, and whether it came."""
    found: dict[tuple[str, int], list[tuple[int, bool]]] = {}
    for deal in (deal for deal in deals if deal.outcome not in NO_CHANCES):
        walked, begun = stays(deal), progress(deal)[1]
        won = [walked[-1].exited.date()] if deal.outcome == "won" else []
        found.setdefault(("win", 0), []).append(((min(won, default=AS_OF) - begun).days, bool(won)))
        for stay in walked:
            if stay.known and stay.step:
                wait = stay.days, stay.exit_kind != "open"
                found.setdefault(("leaving", stay.step), []).append(wait)
        for step in {stay.step for stay in walked if stay.step}:
            here = [stay for stay in walked if stay.step == step]
            if all(stay.known for stay in here):
                further = [s.entered.date() for s in walked if s.step and s.step > step] + won
                days = (min(further, default=AS_OF) - here[0].entered.date()).days
                found.setdefault(("next_step", step), []).append((max(0, days), bool(further)))
    return found


def survival(seen: list[tuple[int, bool]]) -> Iterator[Point]:
    """Day, at risk, come and Kaplan-Meier share still waiting, for every day that anybody saw."""
    share = Fraction(1)
    for day in sorted({day for day, _ in seen}):
        at_risk = sum(1 for other, _ in seen if other >= day)
        come = sum(1 for other, has_come in seen if other == day and has_come)
        share *= 1 - Fraction(come, at_risk)
        yield day, at_risk, come, share


def nearest_rank(values: list[int], percent: int) -> int | None:
    """The smallest value that so many per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[ceil(Fraction(len(ordered) * percent, 100)) - 1] if ordered else None


def stalled(deals: list[Deal]) -> dict[str, int]:
    """Open deals older in their step than three in four wins, with the days beyond."""
    won_days: dict[int, list[int]] = {}
    for deal in (deal for deal in deals if deal.outcome == "won"):
        for step in {stay.step for stay in stays(deal) if stay.step}:
            here = [stay for stay in stays(deal) if stay.step == step]
            if all(stay.known for stay in here):
                won_days.setdefault(step, []).append(sum(stay.days for stay in here))
    limits = {step: nearest_rank(days, 75) for step, days in won_days.items() if len(days) >= 20}
    return {
        deal.deal_id: last.days - limits[last.step]
        for deal in deals
        if (last := stays(deal)[-1]).exit_kind == "open"
        and last.step in limits
        and last.days > limits[last.step]
    }
