"""A company that none of the code knows about comes out to the cent.

The figures were computed from the AdventureWorks files twice, independently of this project.
Line amounts have four decimals and are summed as they are: rounding each line to cents first
would move the gross profit by 80.
"""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from adventureworks_drop import prepare

from orchestration.project import ROOT

FOLDER = Path(
    os.environ.get("PROFIT_ADVENTUREWORKS") or ROOT.parent / "shared" / "data" / "adventureworks"
)
NET_REVENUE = {"internet": Decimal("29358677.2207"), "reseller": Decimal("80450596.9823")}
PRODUCT_COST = {"internet": Decimal("17277793.5757"), "reseller": Decimal("79980114.3790")}
GROSS_PROFIT = Decimal("12551366.2483")
LINES = 121_253
BUYING_RESELLERS, LOSING_RESELLERS = 635, 335
BUYING_PERSONS = 18_484

pytestmark = pytest.mark.skipif(
    not (FOLDER / "FactInternetSales.parquet").exists(),
    reason=f"no AdventureWorks files in {FOLDER} (PROFIT_ADVENTUREWORKS names another folder)",
)


@pytest.fixture(scope="module")
def drop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("adventureworks") / "drop"
    prepare(FOLDER, folder)
    return folder


@pytest.fixture(scope="module")
def facts():
    with duckdb.connect(config={"file_search_path": str(FOLDER)}) as connection:
        connection.execute("""
            create table facts as
            select
                SalesOrderNumber || '-' || SalesOrderLineNumber as order_line_id,
                SalesAmount as net_revenue_amount,
                TotalProductCost as cogs_amount
            from (
                from 'FactInternetSales.parquet'
                union all by name
                from 'FactResellerSales.parquet'
            )
        """)
        yield connection


@pytest.fixture(scope="module")
def marts(drop, facts):
    """The marts that a run over the drop published, attached beside the facts."""
    data = drop.parent / "data"
    run = subprocess.run(
        [Path(sys.executable).with_name("profit"), "run", "--drop", drop],
        cwd=ROOT,
        env={**os.environ, "PROFIT_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-4000:]
    facts.execute(f"attach '{data}/published/marts.duckdb' as published (read_only)")
    facts.execute("""
        create table lines as
        select profit.*, orders.channel
        from published.fct_order_line_profit as profit
        left join published.fct_orders as orders using (order_id)
    """)
    return facts


def total_by_channel(connection, column):
    return dict(
        connection.execute(f"select channel, sum({column}) from lines group by channel").fetchall()
    )


def lines_that_differ(connection, column):
    return connection.execute(f"""
        select order_line_id, lines.{column}, facts.{column}
        from lines
        full join facts using (order_line_id)
        where lines.{column} is distinct from facts.{column}
        limit 5
    """).fetchall()


def test_the_drop_says_what_was_paid_on_every_line(drop, facts):
    differing = facts.execute(f"""
        select order_line_id
        from read_csv('{drop}/*/order_lines.csv', all_varchar = true)
        full join facts using (order_line_id)
        where cast(quantity as int) * cast(unit_price as decimal(18, 4))
            - cast(line_discount_amount as decimal(18, 4)) is distinct from net_revenue_amount
        limit 5
    """).fetchall()
    assert differing == []


def test_the_drop_costs_every_line_with_what_was_in_force_on_the_order_date(drop, facts):
    differing = facts.execute(f"""
        select order_line_id
        from read_csv('{drop}/*/order_lines.csv') as lines
        join read_csv('{drop}/*/orders.csv') as orders using (order_id)
        join read_csv('{drop}/*/product_costs.csv') as costs
            on costs.product_id = lines.product_id
            and ordered_at >= valid_from
            and (ordered_at < valid_to or valid_to is null)
        full join facts using (order_line_id)
        where quantity * cast(material_cost as decimal(18, 4)) is distinct from cogs_amount
        limit 5
    """).fetchall()
    assert differing == []


def test_the_drop_is_the_same_every_time(drop, tmp_path):
    prepare(FOLDER, tmp_path)
    files = sorted(path.relative_to(drop) for path in drop.rglob("*.csv"))
    assert all((drop / file).read_bytes() == (tmp_path / file).read_bytes() for file in files)


def test_every_line_is_published_once(marts):
    counts = marts.execute("select count(*), count(distinct order_line_id) from lines").fetchall()
    assert counts == [(LINES, LINES)]


def test_net_revenue_per_channel(marts):
    assert total_by_channel(marts, "net_revenue_amount") == NET_REVENUE


def test_product_cost_per_channel(marts):
    assert total_by_channel(marts, "cogs_amount") == PRODUCT_COST


def test_gross_profit_uses_the_cost_in_force_on_the_order_date(marts):
    gross_profit = sum(total_by_channel(marts, "gross_profit_amount").values())
    # With each product's latest cost it would be 9,365,489.2756.
    assert gross_profit == GROSS_PROFIT


@pytest.mark.parametrize("column", ["net_revenue_amount", "cogs_amount"])
def test_every_line_agrees_with_the_facts(marts, column):
    assert lines_that_differ(marts, column) == []


def test_every_line_has_a_known_cost(marts):
    unknown = marts.execute("select count(*) from lines where cogs_amount is null").fetchall()
    assert unknown == [(0,)]


def test_more_than_half_of_the_resellers_lose_money(marts):
    resellers = marts.execute("""
        select count(*), count(*) filter (gross_profit_amount < 0)
        from (
            select customer_id, sum(gross_profit_amount) as gross_profit_amount
            from lines
            where channel = 'reseller'
            group by customer_id
        )
    """).fetchall()
    assert resellers == [(BUYING_RESELLERS, LOSING_RESELLERS)]


def test_no_two_buyers_become_one(marts):
    """Resellers share names, persons share telephone numbers and one mail domain."""
    buyers = marts.execute("""
        select count(*), count(customer_name)
        from (select distinct customer_id from lines)
        join published.dim_customers using (customer_id)
    """).fetchall()
    assert buyers == [(BUYING_RESELLERS + BUYING_PERSONS,) * 2]


TOP_FIFTH_OF_GROSS_PROFIT = Decimal("0.8446")
CUSTOMERS = BUYING_PERSONS + BUYING_RESELLERS


def ranked_customers(connection):
    """Customers that bought with their places by revenue and by gross profit, 1 = most."""
    return connection.execute("""
        select
            customer_name,
            sum(known_gross_profit_amount) as gross_profit,
            row_number() over (order by sum(known_net_revenue_amount) desc, customer_id) as by_revenue,
            row_number() over (order by sum(known_gross_profit_amount) desc, customer_id) as by_profit
        from published.fct_customer_profit_monthly as months
        inner join published.dim_customers using (customer_id)
        where customer_id not in ('unknown', 'unallocated')
        group by customer_id, customer_name
        having sum(months.order_count) > 0
    """).fetchall()


def test_a_fifth_of_the_customers_makes_most_of_the_gross_profit(marts):
    customers = ranked_customers(marts)
    assert len(customers) == CUSTOMERS
    fifth = sum(profit for _, profit, _, place in customers if place <= CUSTOMERS // 5)
    assert round(fifth / GROSS_PROFIT, 4) == TOP_FIFTH_OF_GROSS_PROFIT


def test_the_second_largest_buyer_is_among_the_worst(marts):
    [(name, profit, place)] = [row[:2] + row[3:] for row in ranked_customers(marts) if row[2] == 2]
    assert (name, profit) == ("Excellent Riding Supplies", Decimal("-19428.9804"))
    assert place == 19_090


def test_volume_flatters_the_second_largest_buyer_and_the_money_is_named(marts):
    found = marts.execute("""
        select volume_tier, profit_tier, disagreement, money_at_stake_amount > 0
        from published.rpt_tier_disagreements
        inner join published.dim_customers using (customer_id)
        where customer_name = 'Excellent Riding Supplies'
    """).fetchall()
    assert found == [("A", "D", "volume_flatters", True)]


def test_the_curve_peaks_above_all_of_the_profit_and_ends_at_it(marts):
    peak, last = marts.execute("""
        select max(cumulative_profit_rate), max_by(cumulative_profit_rate, profit_rank)
        from published.rpt_whale_curve
        where fiscal_year = 2013
    """).fetchall()[0]
    # Of who bought in the year; freight of the last December for others stands apart.
    assert peak == Decimal("1.424370")
    assert last == 1


def test_the_bridge_of_every_year_leads_from_one_gross_profit_to_the_next(marts):
    years = marts.execute("""
        select
            period_start,
            gross_profit_before_amount + volume_effect_amount + mix_effect_amount
            + price_effect_amount + cost_effect_amount + fx_effect_amount + new_items_amount
            + lost_items_amount + other_amount - gross_profit_after_amount,
            gross_profit_after_amount - (
                select sum(profit.gross_profit_amount)
                from published.fct_order_line_profit as profit
                where year(profit.ordered_date) = year(bridge.period_start)
            )
        from published.rpt_profit_bridge as bridge
        where comparison = 'previous_year' and scope_type = 'company'
    """).fetchall()
    assert len(years) == 4
    assert {(gap, off) for _, gap, off in years} == {(0, 0)}
