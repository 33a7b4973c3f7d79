"""Profit tiers and the whale curve worked out in plain Python, one customer-year at a time.

Written from the definitions, not from the SQL: no windows, no joins, fractions instead of
decimals. A company is what each customer earned and sold in each month, and whether it ordered.

A customer is who has ordered, since the month of the first order: what was spent before is in no
basis, and an account that never ordered has no tier. On the curve of a year is who ordered in it;
the others, and what is nobody's, stand apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from exact_money import ZERO, rounded

LAST_TIER = 4


@dataclass(frozen=True)
class Rule:
    """What one tier asks for; a bound of None asks for nothing."""

    tier: str
    order: int
    bound: Decimal | None
    hysteresis: Decimal


@dataclass(frozen=True)
class Month:
    """What a customer came to in a month: contribution margin 2 and net revenue."""

    customer: str
    start: date
    profit: Decimal
    volume: Decimal
    has_order: bool


@dataclass(frozen=True)
class Calendar:
    """The day the company speaks for and how its fiscal years lie."""

    as_of: date
    first_month: int
    close_days: int

    def year_of(self, day: date) -> int:
        return day.year + (1 if self.first_month > 1 and day.month >= self.first_month else 0)

    def start_of(self, year: int) -> date:
        return date(year - (1 if self.first_month > 1 else 0), self.first_month, 1)

    def closed_on(self, year: int) -> date:
        return self.start_of(year + 1) - timedelta(days=1) + timedelta(days=self.close_days)

    def months_of(self, customer_start: date, year: int) -> int:
        """Months of the year between the customer's first and the as-of date."""
        first = max(customer_start, self.start_of(year))
        last = min(self.as_of, self.start_of(year + 1) - timedelta(days=1))
        return (last.year - first.year) * 12 + last.month - first.month + 1


@dataclass(frozen=True)
class Apart:
    """What is on no curve of a year, as rpt_whale_curve states it."""

    inactive_customer_count: int
    inactive_profit_amount: Decimal
    never_bought_count: int
    never_bought_profit_amount: Decimal
    nobodys_profit_amount: Decimal
    company_profit_amount: Decimal


@dataclass(frozen=True)
class Tier:
    """One stretch of a customer's history, as fct_customer_tiers states it."""

    customer_id: str
    valid_from: date
    valid_to: date | None
    fiscal_year: int
    tier: str
    provisional_tier: str | None
    volume_tier: str | None
    basis_amount: Decimal


def clears(method: str, bound: Decimal | None, amount: Fraction, rivals: list[Fraction]) -> bool:
    """Whether an amount reaches a bound, among the amounts of all customers of the year."""
    if bound is None:
        return True
    if amount <= 0:
        return False
    if method == "threshold":
        return amount >= bound
    gains = [rival for rival in rivals if rival > 0]
    ahead = [gain for gain in gains if gain > amount]
    if method == "cumulative_share":
        return sum(ahead) < Fraction(bound) * sum(gains)
    return len(ahead) < Fraction(bound) * len(gains)


def best(
    method: str, rules: Iterable[Rule], amount: Decimal, rivals: list[Decimal], stay: bool
) -> int:
    """Order of the best tier that the amount reaches, or that it is enough to stay in."""
    side = -1 if method == "threshold" else 1
    return min(
        rule.order
        for rule in rules
        if clears(
            method,
            rule.bound * (1 + side * rule.hysteresis)
            if stay and rule.bound is not None
            else rule.bound,
            Fraction(amount),
            [Fraction(rival) for rival in rivals],
        )
    )


def tiers(
    months: list[Month], calendar: Calendar, method: str, rules: Mapping[str, list[Rule]]
) -> list[Tier]:
    """The whole history of every customer."""
    starts = first_orders(months)
    if not starts:
        return []
    letters = {rule.order: rule.tier for rule in rules["profit"]}
    years = range(
        min(calendar.year_of(start) for start in starts.values()),
        calendar.year_of(calendar.as_of) + 1,
    )

    def basis(name: str, year: int, measure: str) -> Decimal:
        amount = sum(
            (
                getattr(month, measure)
                for month in months
                if month.customer == name
                and calendar.year_of(month.start) == year
                and month.start >= starts[name]
            ),
            ZERO,
        )
        return rounded(Fraction(amount) * 12 / calendar.months_of(starts[name], year))

    bases = {
        (measure, year): {
            name: basis(name, year, measure)
            for name, start in starts.items()
            if calendar.year_of(start) <= year
        }
        for measure in rules
        for year in years
    }

    def alone(name: str, year: int, measure: str, stay: bool = False) -> int:
        amounts = bases[measure, year]
        return best(method, rules[measure], amounts[name], list(amounts.values()), stay)

    history = []
    for name, start in sorted(starts.items()):
        first_year = calendar.year_of(start)
        closed = [
            year
            for year in years
            if start <= calendar.start_of(year) and calendar.closed_on(year) <= calendar.as_of
        ]
        days = [start, *(calendar.closed_on(year) for year in closed), None]
        history.append(
            Tier(
                *(name, days[0], days[1], first_year, "N"),
                letters[alone(name, first_year, "profit")],
                letters[alone(name, first_year, "volume")],
                bases["profit", first_year][name],
            )
        )
        now: dict[str, int] = {}
        for place, year in enumerate(closed, start=1):
            for measure in rules:
                reached = alone(name, year, measure)
                if reached > now.get(measure, LAST_TIER):
                    reached = max(now[measure], alone(name, year, measure, stay=True))
                now[measure] = reached
            history.append(
                Tier(
                    *(name, days[place], days[place + 1], year, letters[now["profit"]], None),
                    letters[now["volume"]],
                    bases["profit", year][name],
                )
            )
    return history


def first_orders(months: list[Month]) -> dict[str, date]:
    """The month of the first order of everybody who has ordered."""
    return {
        name: min(month.start for month in months if month.customer == name and month.has_order)
        for name in {month.customer for month in months if month.has_order}
    }


def apart(months: list[Month], nobodys: list[Month], calendar: Calendar, year: int) -> Apart:
    """Who is on no curve of the year, and with how much."""
    starts = first_orders(months)
    of_year = [month for month in months if calendar.year_of(month.start) == year]
    active = {month.customer for month in of_year if month.has_order}
    bought = {name for name, start in starts.items() if calendar.year_of(start) <= year}
    never = {month.customer for month in of_year} - bought

    def came_to(names: set[str]) -> Decimal:
        return sum((month.profit for month in of_year if month.customer in names), ZERO)

    nobody = sum((m.profit for m in nobodys if calendar.year_of(m.start) == year), ZERO)
    return Apart(
        len(bought - active),
        came_to(bought - active),
        len(never),
        came_to(never),
        nobody,
        came_to(bought | never) + nobody,
    )


def curve(profits: Mapping[str, Decimal]) -> list[tuple[str, Decimal, Decimal | None]]:
    """Customer, height so far and height over the total, from the most profitable customer on."""
    total = sum(profits.values(), ZERO)
    so_far, points = ZERO, []
    for name in sorted(profits, key=lambda name: (-profits[name], name)):
        so_far += profits[name]
        points.append(
            (name, so_far, rounded(Fraction(so_far) / Fraction(total), 6) if total > 0 else None)
        )
    return points
