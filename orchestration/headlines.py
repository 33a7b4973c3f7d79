"""The few numbers that a run ends with: what was earned, on whom, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from orchestration.publication.layout import DATABASE
from orchestration.publication.sql import session

CUSTOMERS_SHOWN = 3
NO_CUSTOMERS = "('unknown', 'unallocated')"
"""Whom orders that name nobody and costs of nobody belong to: in the totals, but no customers."""


@dataclass(frozen=True)
class CustomerProfit:
    """Contribution (cm2) of one customer over all months, as far as it is known."""

    name: str
    contribution: Decimal


@dataclass(frozen=True)
class Quarantined:
    """Landed rows that staging refused for one reason."""

    reason: str
    row_count: int
    tables: Sequence[str]


@dataclass(frozen=True)
class Headlines:
    """Totals over all published months, in the reporting currency, of what is known in full."""

    as_of: date
    currency: str
    first_month: date | None
    last_month: date | None
    net_revenue: Decimal
    gross_profit: Decimal
    contribution: Decimal
    """Contribution margin 2: gross profit less fulfilment, commission, service and sales."""
    customer_count: int
    """Customers that bought."""
    unprofitable_count: int
    """Of them, those with a contribution below zero."""
    best: Sequence[CustomerProfit]
    worst: Sequence[CustomerProfit]
    """Lowest first; a customer of `best` is not repeated here."""
    left_out_lines: int
    """Lines in none of the totals, because something of them is unknown."""
    left_out_net_revenue: Decimal
    uncosted_lines: int
    unpriced_lines: int
    quarantined: Sequence[Quarantined]


TOTALS = """
    select
        min(month_start),
        max(month_start),
        coalesce(sum(known_net_revenue_amount), 0),
        coalesce(sum(known_gross_profit_amount), 0),
        coalesce(sum(known_cm2_amount), 0),
        cast(coalesce(sum(left_out_line_count), 0) as bigint),
        coalesce(sum(left_out_net_revenue_amount), 0),
        cast(coalesce(sum(uncosted_line_count), 0) as bigint),
        cast(coalesce(sum(unpriced_line_count), 0) as bigint)
    from marts.fct_customer_profit_monthly
"""
CUSTOMERS = f"""
    select
        coalesce(dim_customers.customer_name, profit.customer_id),
        profit.contribution_amount
    from (
        select customer_id, sum(known_cm2_amount) as contribution_amount
        from marts.fct_customer_profit_monthly
        where customer_id not in {NO_CUSTOMERS}
        group by customer_id
        having sum(order_count) > 0
    ) as profit
    left join marts.dim_customers on profit.customer_id = dim_customers.customer_id
    order by profit.contribution_amount desc, profit.customer_id
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
    first, last, net_revenue, gross_profit, contribution, *unknown = totals
    left_out, left_out_revenue, uncosted, unpriced = unknown
    return Headlines(
        as_of=identity[0],
        currency=identity[1],
        first_month=first,
        last_month=last,
        net_revenue=net_revenue,
        gross_profit=gross_profit,
        contribution=contribution,
        customer_count=len(customers),
        unprofitable_count=sum(customer.contribution < 0 for customer in customers),
        best=customers[:CUSTOMERS_SHOWN],
        worst=customers[CUSTOMERS_SHOWN:][-CUSTOMERS_SHOWN:][::-1],
        left_out_lines=left_out,
        left_out_net_revenue=left_out_revenue,
        uncosted_lines=uncosted,
        unpriced_lines=unpriced,
        quarantined=quarantined,
    )
