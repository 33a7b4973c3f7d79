"""The few numbers that a run ends with: what was earned, on whom, and what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import east_asian_width

from orchestration.publication.layout import DATABASE
from orchestration.publication.sql import session

CUSTOMERS_SHOWN = 3
NOBODY = "unknown"
"""Customer of the orders that name nobody: in the totals, but not a customer."""


@dataclass(frozen=True)
class CustomerProfit:
    """Gross profit of one customer over all months, as far as it is known."""

    name: str
    gross_profit: Decimal


@dataclass(frozen=True)
class Quarantined:
    """Landed rows that staging refused for one reason."""

    reason: str
    row_count: int
    tables: Sequence[str]


@dataclass(frozen=True)
class Headlines:
    """Totals over all published months, in the reporting currency, as far as they are known."""

    as_of: date
    currency: str
    first_month: date | None
    last_month: date | None
    net_revenue: Decimal
    gross_profit: Decimal
    customer_count: int
    unprofitable_count: int
    best: Sequence[CustomerProfit]
    worst: Sequence[CustomerProfit]
    """Lowest first; a customer of `best` is not repeated here."""
    uncosted_lines: int
    uncosted_net_revenue: Decimal
    unpriced_lines: int
    quarantined: Sequence[Quarantined]


TOTALS = """
    select
        min(month_start),
        max(month_start),
        coalesce(sum(known_net_revenue_amount), 0),
        coalesce(sum(known_gross_profit_amount), 0),
        cast(coalesce(sum(uncosted_line_count), 0) as bigint),
        coalesce(sum(uncosted_net_revenue_amount), 0),
        cast(coalesce(sum(unpriced_line_count), 0) as bigint)
    from marts.fct_customer_profit_monthly
"""
CUSTOMERS = f"""
    select
        coalesce(dim_customers.customer_name, profit.customer_id),
        profit.gross_profit_amount
    from (
        select customer_id, sum(known_gross_profit_amount) as gross_profit_amount
        from marts.fct_customer_profit_monthly
        where customer_id <> '{NOBODY}'
        group by customer_id
    ) as profit
    left join marts.dim_customers on profit.customer_id = dim_customers.customer_id
    order by profit.gross_profit_amount desc, profit.customer_id
"""
QUARANTINE = """
    select reason, count(*), list(distinct source_table order by source_table)
    from build.staging.quarantine
    group by reason
    order by count(*) desc, reason
"""


def read_headlines(published: Path, build: Path) -> Headlines:
    """Read the headlines from the published file, and quarantine from the build file."""
    with session(marts=published / DATABASE, build=build) as connection:
        [identity] = connection.execute(
            "select as_of_date, reporting_currency from marts.publication"
        ).fetchall()
        [totals] = connection.execute(TOTALS).fetchall()
        customers = [CustomerProfit(*row) for row in connection.execute(CUSTOMERS).fetchall()]
        quarantined = [Quarantined(*row) for row in connection.execute(QUARANTINE).fetchall()]
    first, last, net_revenue, gross_profit, uncosted, uncosted_revenue, unpriced = totals
    return Headlines(
        as_of=identity[0],
        currency=identity[1],
        first_month=first,
        last_month=last,
        net_revenue=net_revenue,
        gross_profit=gross_profit,
        customer_count=len(customers),
        unprofitable_count=sum(customer.gross_profit < 0 for customer in customers),
        best=customers[:CUSTOMERS_SHOWN],
        worst=customers[CUSTOMERS_SHOWN:][-CUSTOMERS_SHOWN:][::-1],
        uncosted_lines=uncosted,
        uncosted_net_revenue=uncosted_revenue,
        unpriced_lines=unpriced,
        quarantined=quarantined,
    )


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _width(name: str) -> int:
    """Columns that a name takes on a terminal, where a Chinese character takes two."""
    return sum(1 + (east_asian_width(character) in "WF") for character in name)


def _rankings(rankings: Mapping[str, Sequence[CustomerProfit]]) -> list[str]:
    shown = [customer for ranking in rankings.values() for customer in ranking]
    width = max((_width(customer.name) for customer in shown), default=0)
    return [
        f"{'' if place else title:<24}{customer.name}{' ' * (width - _width(customer.name))}"
        f"{_money(customer.gross_profit):>18}"
        for title, ranking in rankings.items()
        for place, customer in enumerate(ranking)
    ]


def _unknowns(headlines: Headlines) -> list[str]:
    lines = []
    if headlines.uncosted_lines:
        revenue = _money(headlines.uncosted_net_revenue)
        lines.append(
            f"{'unknown cost':<24}{headlines.uncosted_lines:,} lines with {revenue} net revenue,"
            " left out of gross profit"
        )
    if headlines.unpriced_lines:
        lines.append(
            f"{'unknown exchange rate':<24}{headlines.unpriced_lines:,} lines, left out of both"
        )
    for place, group in enumerate(headlines.quarantined):
        title = "quarantined rows" if place == 0 else ""
        lines.append(f"{title:<24}{group.row_count:,} {group.reason} ({', '.join(group.tables)})")
    return lines


def headline_text(headlines: Headlines) -> str:
    """Lay out the headlines for a terminal, one fact per line."""
    if headlines.first_month is None or headlines.last_month is None:
        months = "no sales yet"
    else:
        months = f"{headlines.first_month:%Y-%m} to {headlines.last_month:%Y-%m}"
    share = (
        f" ({headlines.gross_profit / headlines.net_revenue:.1%} of net revenue)"
        if headlines.net_revenue
        else ""
    )
    return "\n".join(
        [
            f"As of {headlines.as_of}, {months}, {headlines.currency}",
            f"{'net revenue':<24}{_money(headlines.net_revenue)}",
            f"{'gross profit':<24}{_money(headlines.gross_profit)}{share}",
            f"{'customers':<24}{headlines.customer_count:,}",
            f"{'unprofitable customers':<24}{headlines.unprofitable_count:,}",
            *_rankings({"best customers": headlines.best, "worst customers": headlines.worst}),
            *_unknowns(headlines),
        ]
    )
