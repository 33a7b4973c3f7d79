"""The answer: profit of the scenario beside what was published, per customer and per product.

Both sides are sums of their ledgers. An event of which one amount is unknown is left out of both
as a whole, so that every level speaks of the same events; how much revenue that is, is said.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from orchestration.project import DataFolder
from orchestration.publication.layout import DATABASE
from orchestration.publication.provenance import write_batches
from orchestration.publication.sql import session, text

LEVELS = {
    "net_revenue": ("gross_revenue", "discount", "returns"),
    "gross_profit": ("cogs",),
    "cm1": ("fulfilment", "commission"),
    "cm2": ("service", "sales"),
    "cm3": ("marketing",),
    "net_profit": ("overhead",),
}
"""Levels of the waterfall, each with the steps that it adds to the one before."""
SUBJECTS = {
    "customers": ("customer_id", "customer_name", "dim_customers"),
    "products": ("product_id", "product_name", "dim_products"),
}


class OutdatedError(Exception):
    """What is published was not made from what has landed; the message says what to do."""


@dataclass(frozen=True)
class LeftOut:
    """What the difference does not speak of."""

    event_count: int
    net_revenue: Decimal


@dataclass(frozen=True)
class LevelDifference:
    """One level of the company's waterfall, in the reporting currency."""

    level: str
    published: Decimal
    scenario: Decimal


def require_up_to_date(data: DataFolder, tables: list[str]) -> date:
    """Return the published as-of date. Raises OutdatedError where more has landed since."""
    if not data.published.exists():
        raise OutdatedError("Nothing is published yet. Run `profit run --drop DIR` first.")
    with session(marts=data.published / DATABASE) as connection:
        [(as_of,)] = connection.execute("select as_of_date from marts.publication").fetchall()
        write_batches(connection, "landed", data.landing, tables, as_of)
        [(changed,)] = connection.execute("""
            select count(*)
            from (select batch_id from landed) as landed
            full outer join (select batch_id from marts.publication_batches) as published
                on landed.batch_id = published.batch_id
            where landed.batch_id is null or published.batch_id is null
        """).fetchall()
    if changed:
        raise OutdatedError(
            f"{changed} batches have landed since the marts were published, so a difference would"
            " mix them with the scenario. Run `profit run` first."
        )
    day: date = as_of
    return day


EVENT = "source_table, source_id, order_line_id"


def _known(ledger: str) -> str:
    return f"""
        select ledger.* from {ledger} as ledger
        left join (
            select distinct {EVENT}, true as is_unknown from {ledger} where amount is null
        ) as unknown
            on ledger.source_table = unknown.source_table
            and ledger.source_id = unknown.source_id
            and ledger.order_line_id is not distinct from unknown.order_line_id
        where unknown.is_unknown is null
    """


def read_left_out(published: Path) -> LeftOut:
    """Events with an unknown amount, and what of their revenue is known."""
    with session(marts=published / DATABASE) as connection:
        [row] = connection.execute(f"""
            select count(*), coalesce(sum(net_revenue), 0)
            from (
                select
                    {EVENT},
                    sum(amount) filter (
                        where waterfall_step in ('gross_revenue', 'discount', 'returns')
                    ) as net_revenue
                from marts.fct_profit_ledger
                group by {EVENT}
                having count(*) > count(amount)
            )
        """).fetchall()
    return LeftOut(*row)


def _sums() -> str:
    steps: list[str] = []
    columns = []
    for level, added in LEVELS.items():
        steps.extend(added)
        listed = ", ".join(text(step) for step in steps)
        columns.append(
            "cast(coalesce(sum(amount) filter (where waterfall_step in"
            f" ({listed})), 0) as decimal(18, 4)) as {level}"
        )
    return ", ".join(columns)


def write_differences(published: Path, scenario: Path, folder: Path) -> list[LevelDifference]:
    """Write `customers.csv` and `products.csv` into `folder`; return the company's levels.

    One row per customer or product of either side, largest absolute change of cm2 first.
    """
    pairs = ", ".join(
        f"coalesce(published.{level}, 0) as {level}_published,"
        f" coalesce(scenario.{level}, 0) as {level}_scenario,"
        f" coalesce(scenario.{level}, 0) - coalesce(published.{level}, 0) as {level}_difference"
        for level in LEVELS
    )
    with session(marts=published / DATABASE, scenario=scenario) as connection:
        for subject, (key, title, dimension) in SUBJECTS.items():
            connection.execute(f"""
                create or replace table {subject} as
                select coalesce(published.{key}, scenario.{key}) as {key}, names.{title}, {pairs}
                from (
                    select {key}, {_sums()} from ({_known("marts.fct_profit_ledger")})
                    group by {key}
                ) as published
                full outer join (
                    select {key}, {_sums()} from ({_known("scenario.marts.fct_profit_ledger")})
                    group by {key}
                ) as scenario on published.{key} = scenario.{key}
                left join marts.{dimension} as names
                    on coalesce(published.{key}, scenario.{key}) = names.{key}
                order by abs(cm2_difference) desc, {key}
            """)
            file = text(folder / f"{subject}.csv")
            connection.execute(f"copy {subject} to {file} (format csv, header)")
        totals = ", ".join(f"sum({level}_published), sum({level}_scenario)" for level in LEVELS)
        [found] = connection.execute(f"select {totals} from customers").fetchall()
    return [
        LevelDifference(level, *(amount or Decimal(0) for amount in found[2 * place :][:2]))
        for place, level in enumerate(LEVELS)
    ]


def differing(folder: Path, subject: str, shown: int) -> list[tuple[str, Decimal]]:
    """Names and changes of cm2 of the most affected rows of a file that was written."""
    key, title, _ = SUBJECTS[subject]
    with session() as connection:
        return connection.execute(f"""
            select coalesce({title}, {key}), cast(cm2_difference as decimal(18, 4))
            from read_csv({text(folder / f"{subject}.csv")}, all_varchar = true)
            where cast(cm2_difference as decimal(18, 4)) <> 0
            limit {shown}
        """).fetchall()
