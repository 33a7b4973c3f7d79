"""The cost variance of the textbook: quantities times rates, item by item, in exact fractions.

A fact is one cost: who caused it, which item it belongs to, how much it was and by what quantity it
is charged. Written from the definitions; it shares no code with the models.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

PARTS = ("volume", "mix", "rate", "new", "lost", "undriven")
CAN_BE_NEW = {"units", "commission_base", "charged_lines"}
"""Products come and go with the market; a pool that comes or goes is somebody's decision."""


class Fact(NamedTuple):
    """One cost of one customer in one month, `cost` None where it is unknown."""

    month: int
    customer: str
    product: str
    step: str
    category: str
    driver: str
    item: str
    cost: Fraction | None
    quantity: Fraction


class Variance(NamedTuple):
    """What one scope's cost was in both months, and why it changed."""

    before: Fraction
    after: Fraction
    unknown: int
    parts: dict[str, Fraction]
    quantities: dict[str, tuple[Fraction, Fraction]]
    growth: Fraction


Item = tuple[str, str, str, str]
Scope = tuple[str, str]


def item_of(fact: Fact) -> Item:
    return fact.step, fact.category, fact.driver, fact.item


def scopes(fact: Fact) -> Iterator[Scope]:
    yield "company", "company"
    yield "product", fact.product
    yield "customer", fact.customer


def cost(facts: Sequence[Fact]) -> Fraction:
    return sum((fact.cost for fact in facts if fact.cost is not None), Fraction(0))


def quantity(facts: Sequence[Fact]) -> Fraction:
    return sum((fact.quantity for fact in facts), Fraction(0))


def costs_something(before: Sequence[Fact], after: Sequence[Fact]) -> bool:
    """Whether anybody bears anything of an item, known this month or not; free goods drive no cost."""
    borne: dict[tuple[int, str], Fraction] = defaultdict(Fraction)
    for fact in (*before, *after):
        borne[fact.month, fact.customer] += fact.cost or 0
    return any(borne.values()) or any(fact.cost is None for fact in after)


def status(item: Item, before: Sequence[Fact], after: Sequence[Fact]) -> str:
    """Whether an item of the company can be compared, and what it is else."""
    had, has = quantity(before) > 0, quantity(after) > 0
    if had and has:
        return "comparable"
    if item[2] not in CAN_BE_NEW or had == has:
        return "undriven"
    return "new" if has else "lost"


def variances(facts: Sequence[Fact], month: int) -> dict[tuple[str, ...], Variance]:
    """Every variance of one month by (scope type, scope, step, category)."""
    sides: dict[str, dict[Item, list[Fact]]] = {
        side: defaultdict(list) for side in ("before", "after")
    }
    for fact in facts:
        if fact.month in (month - 1, month):
            sides["after" if fact.month == month else "before"][item_of(fact)].append(fact)
    cells: dict[tuple[str, ...], dict[Item, tuple[list[Fact], list[Fact]]]] = {}
    for place, side in enumerate(("before", "after")):
        for item, found in sides[side].items():
            for fact in found:
                for scope in scopes(fact):
                    cell = cells.setdefault((*scope, fact.step, fact.category), {})
                    cell.setdefault(item, ([], []))[place].append(fact)
    return {
        key: variance(cell, sides["before"], sides["after"]) for key, cell in sorted(cells.items())
    }


def variance(
    cell: dict[Item, tuple[list[Fact], list[Fact]]],
    company_before: dict[Item, list[Fact]],
    company_after: dict[Item, list[Fact]],
) -> Variance:
    """One scope's variance; every rate of before is the company's."""
    parts = dict.fromkeys(PARTS, Fraction(0))
    by_driver: dict[str, list[tuple[Fraction, Fraction, Fraction]]] = defaultdict(list)
    quantities: dict[str, tuple[Fraction, Fraction]] = {}
    for item, (before, after) in cell.items():
        change, driver = cost(after) - cost(before), item[2]
        had, has = quantities.get(driver, (Fraction(0), Fraction(0)))
        is_borne = costs_something(company_before[item], company_after[item])
        if is_borne:
            quantities[driver] = had + quantity(before), has + quantity(after)
        kind = status(item, company_before[item], company_after[item])
        if kind != "comparable":
            parts[kind] += change
            continue
        rate = cost(company_before[item]) / quantity(company_before[item])
        moved = (quantity(after) - quantity(before)) * rate
        parts["rate"] += change - moved
        if is_borne:
            by_driver[driver].append((quantity(before), quantity(after), rate))
    growth = Fraction(0)
    for items in by_driver.values():
        had, has = (sum(entry[place] for entry in items) for place in (0, 1))
        worth_before, worth_after = (sum(e[place] * e[2] for e in items) for place in (0, 1))
        volume = worth_after - worth_before
        if had > 0:
            volume = (has - had) * worth_before / had
            growth = max(growth, abs(has / had))
        parts["volume"] += volume
        parts["mix"] += worth_after - worth_before - volume
    facts_after = [fact for _, after in cell.values() for fact in after]
    return Variance(
        sum((cost(before) for before, _ in cell.values()), Fraction(0)),
        cost(facts_after),
        sum(fact.cost is None for fact in facts_after),
        parts,
        quantities,
        growth,
    )
