"""`profit what-if` on the demo company: nothing changed is nothing changed, to the last digit."""

import csv
import hashlib
import json
import shutil
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pytest

from orchestration.commands import what_if
from orchestration.contract import landing_contract
from orchestration.project import ROOT
from orchestration.publication.contents import public_marts
from orchestration.publication.identity import identify
from orchestration.publication.layout import DATABASE
from orchestration.publication.release import Sources, write_release
from orchestration.publication.sql import session

DAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def data(demo):
    """The demo company, built and released."""
    data, target = demo, demo.root / "target"
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    identity = identify("a-run", DAY, moment, manifest, ROOT / "dbt_project.yml")
    sources = Sources(data.build, data.landing, tuple(landing_contract()))
    write_release(data.published, sources, public_marts(manifest), identity)
    return data


@pytest.fixture
def ask(data, tmp_path, monkeypatch, capsys):
    """Ask a scenario; the exit code and what was printed."""
    monkeypatch.setenv("PROFIT_DATA", str(data.root))

    def asked(text):
        file = tmp_path / "scenario.yml"
        file.write_text(text)
        code = what_if.run(type("Arguments", (), {"scenario": file}))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return asked


def answer(data, name, subject):
    with (data.root / "what_if" / name / f"{subject}.csv").open(encoding="utf-8") as file:
        return {row[f"{subject[:-1]}_id"]: row for row in csv.DictReader(file)}


def digest(data):
    return hashlib.sha256((data.published / "marts.duckdb").read_bytes()).hexdigest()


def test_an_empty_scenario_is_what_was_published_to_the_last_digit(data, ask):
    before = digest(data)
    code, printed = ask("name: nothing\nchanges: []")
    assert code == 0, printed
    for subject in ("customers", "products"):
        rows = answer(data, "nothing", subject).values()
        assert len(rows) > 20
        differences = [
            (row, column)
            for row in rows
            for column, value in row.items()
            if column.endswith("_difference") and Decimal(value)
        ]
        assert differences == []
    assert digest(data) == before


def test_a_scenario_moves_what_it_names_and_nothing_else(data, ask):
    before = digest(data)
    code, printed = ask(
        "name: dearer\nchanges:\n"
        "  - {lever: price, channel: field_sales, percent: 10}\n"
        "  - {lever: unit_cost, product_category: Machines, percent: -100}\n"
    )
    assert code == 0, printed
    products = answer(data, "dearer", "products")
    assert "shipping" in products
    moved = {key for key, row in products.items() if Decimal(row["gross_profit_difference"])}
    assert moved
    assert "shipping" not in moved
    assert all(Decimal(products[key]["cm1_difference"]) for key in moved)
    customers = answer(data, "dearer", "customers").values()
    for level in ("net_revenue", "gross_profit", "cm2", "net_profit"):
        sums = [
            sum(Decimal(row[f"{level}_difference"]) for row in rows)
            for rows in (customers, products.values())
        ]
        assert sums[0] == sums[1] > 0, level
    assert digest(data) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("{lever: prise, percent: 5}", "moves prise; it can move price"),
        (
            "{lever: fx_rate, colour: red, percent: 5}",
            "limits fx_rate by colour; it can be limited",
        ),
    ],
)
def test_a_lever_that_moves_nothing_is_refused_with_what_there_is(ask, change, said):
    code, printed = ask(f"name: odd\nchanges: [{change}]")
    assert code == 2
    assert said in printed
    assert "macro" not in printed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            "{lever: driver, pool_id: P100, to: moon_phase}",
            "Change 1 names the driver moon_phase. There are activity_minutes, campaign_touches,",
            id="driver",
        ),
        pytest.param(
            "{lever: driver, pool_id: P100, to: Shipments}",
            "the driver Shipments",
            id="letter case",
        ),
        pytest.param(
            "{lever: cost_pool, pool_id: P999, percent: 5}",
            "names the pool P999. There are 37, the nearest being P590",
            id="pool",
        ),
        pytest.param(
            "{lever: cost_pool, waterfall_step: cogs, percent: 5}",
            "the step cogs. There are fulfilment, marketing, overhead, sales, service.",
            id="step",
        ),
        pytest.param(
            "{lever: price, channel: moon, percent: 5}",
            "the channel moon. There are field_sales, inside_sales, partner, web, wechat.",
            id="channel",
        ),
        pytest.param(
            "{lever: price, customer_id: nobody, percent: 5}", "the customer nobody", id="customer"
        ),
        pytest.param(
            "{lever: price, product_id: 99, percent: 5}", "the product 99. There are", id="product"
        ),
        pytest.param(
            "{lever: unit_cost, product_category: machines, percent: 5}",
            "the product category machines. There are Accessories, Coffee,",
            id="category",
        ),
        pytest.param(
            "{lever: fx_rate, currency_code: EUR, percent: 5}",
            "the currency code EUR. There are CNY, GBP, USD.",
            id="the reporting currency has no rate",
        ),
        pytest.param(
            "{lever: commission_rate, role: ceo, percent: 5}", "the role ceo. There are", id="role"
        ),
        pytest.param(
            "{lever: driver, pool_id: 'campaign:cmp-1014', to: order_count}",
            "Change 1 moves nothing: driver has no cost pool in pool_id campaign:cmp-1014.",
            id="a campaign is borne by whom it touched",
        ),
    ],
)
def test_a_change_that_reaches_nothing_is_refused_before_anything_is_built(data, ask, change, said):
    code, printed = ask(f"name: odd reach\nchanges: [{change}]")
    assert code == 2, printed
    assert said in printed
    assert not (data.root / "what_if" / "odd_reach").exists()


def test_what_exists_but_not_together_moves_nothing(data, ask):
    with session(marts=data.published / DATABASE) as connection:
        [(customer, product)] = connection.execute("""
            select customers.customer_id, products.product_id
            from marts.dim_customers as customers
            cross join marts.dim_products as products
            anti join marts.fct_order_line_profit as lines
                on customers.customer_id = lines.customer_id and products.product_id = lines.product_id
            order by all limit 1
        """).fetchall()
    code, printed = ask(
        f"changes: [{{lever: price, customer_id: {customer}, product_id: '{product}', percent: 5}}]"
    )
    assert code == 2
    assert f"price has no order line in customer_id {customer}, product_id {product}." in printed


def test_the_second_change_is_named_where_it_is_the_odd_one(ask):
    code, printed = ask(
        "name: second\nchanges:\n  - {lever: price, percent: 5}\n"
        "  - {lever: quantity, channel: moon, percent: 5}\n"
    )
    assert code == 2
    assert "Change 2 names the channel moon." in printed


def test_refunds_and_clawbacks_follow_the_price(data, ask):
    """Half the price charged is half of each refund: what came back whole leaves nothing."""
    code, printed = ask("name: halved\nchanges: [{lever: price, percent: -50}]")
    assert code == 0, printed
    with session(
        marts=data.published / DATABASE, scenario=data.root / "what_if/halved/scenario.duckdb"
    ) as connection:
        paid = "'gross_revenue', 'list_discount', 'line_discount', 'order_discount'"
        lines = connection.execute(f"""
            with sums as (
                select 'published' as side, * from marts.fct_profit_ledger
                union all by name
                select 'scenario' as side, * from scenario.marts.fct_profit_ledger
            )
            select
                order_line_id,
                sum(amount) filter (side = 'published' and element in ({paid})) as paid,
                sum(amount) filter (side = 'scenario' and element in ({paid})) as moved_paid,
                -sum(amount) filter (side = 'published' and element = 'refund') as refund,
                -sum(amount) filter (side = 'scenario' and element = 'refund') as moved_refund,
                coalesce(sum(amount) filter (side = 'scenario' and element like 'commission%'), 0)
                    as commission_left
            from sums
            where order_line_id not like '%:%'
            group by order_line_id
            having refund > 0 and moved_paid > 0 and count(*) = count(amount)
        """).fetchall()
    whole = 0
    for line, paid, moved_paid, refund, moved_refund, commission_left in lines:
        expected = refund * moved_paid / paid
        assert abs(moved_refund - expected) <= Decimal("0.01"), (line, refund, moved_refund)
        if refund == paid:
            whole += 1
            assert (moved_refund, commission_left) == (moved_paid, 0), line
    assert whole > 20
    assert len(lines) > 100


def test_a_moved_driver_spreads_its_pool_by_what_it_counts_and_no_other(data, ask):
    """Picking by returns: whoever gave back bears it, by the counts of a pool always spread so."""
    code, printed = ask(
        "name: by returns\nchanges: [{lever: driver, pool_id: P100, to: return_count}]"
    )
    assert code == 0, printed
    grain = "posted_month, customer_id, order_line_id, element, pool_id, amount"
    others = "where pool_id is distinct from 'P100'"
    ledger = "marts.fct_profit_ledger"
    with session(
        marts=data.published / DATABASE, scenario=data.root / "what_if/by_returns/scenario.duckdb"
    ) as connection:
        changed = connection.execute(f"""
            (
                (select {grain} from {ledger} {others}
                except all select {grain} from scenario.{ledger} {others})
                union all
                (select {grain} from scenario.{ledger} {others}
                except all select {grain} from {ledger} {others})
            )
        """).fetchall()
        quantities = connection.execute("""
            select month, customer_id, driver_quantity from marts.fct_cost_allocations
            where pool_id = 'P120' and driver_quantity > 0
        """).fetchall()
        was, spread = (
            connection.execute(f"""
                select posted_month, customer_id, -sum(amount) from {side}{ledger}
                where pool_id = 'P100' and amount <> 0 group by all
            """).fetchall()
            for side in ("", "scenario.")
        )
    assert changed == []
    assert set(spread) != set(was)
    wholes, totals = defaultdict(Decimal), defaultdict(Decimal)
    for month, _, amount in was:
        wholes[month] += amount
    for month, _, quantity in quantities:
        totals[month] += quantity
    shares = {
        (month, customer): wholes[month] * quantity / totals[month]
        for month, customer, quantity in quantities
    }
    found = {(month, customer): amount for month, customer, amount in spread}
    assert len(found) > 100
    assert found.keys() == shares.keys()
    for key, share in shares.items():
        assert abs(found[key] - share) < Decimal("0.02"), key
    assert sum(found.values()) == sum(wholes.values())


def test_a_difference_is_not_mixed_with_what_landed_since(data, ask):
    folder = data.landing / "orders" / "batch_date=2025-12-31"
    stray = folder / "stray.parquet"

    with duckdb.connect() as connection:
        some = next(folder.glob("*.parquet"))
        connection.execute(
            f"copy (select * replace ('another' as _batch_id) from '{some}') to '{stray}'"
        )
    try:
        code, printed = ask("name: late\nchanges: []")
    finally:
        stray.unlink()
    assert code == 1
    assert "1 batches have landed since the marts were published" in printed


def test_nothing_published_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PROFIT_DATA", str(tmp_path / "new"))
    file = tmp_path / "scenario.yml"
    file.write_text("changes: []")
    assert what_if.run(type("Arguments", (), {"scenario": file})) == 1
    assert "Nothing is published yet" in capsys.readouterr().err
    shutil.rmtree(tmp_path / "new")
