"""Tiers and whale curves of random companies against plain Python, for each method of tiering.

The customers' months are put straight into the warehouse: how a month comes about is tested
elsewhere. Amounts are small and bounds lie on them, so ties and exact hits are common. Some accounts
are only paid for, some before they first buy, some after they last did.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from compiled_project import SETTINGS, compile_project
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_warehouse import SmallWarehouse
from tier_oracle import Apart, Calendar, Month, Rule, Tier, apart, curve, tiers

RUNS = settings(derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate])
FIRST_MONTH, CLOSE_DAYS = 4, 30
# The books of the year to March 2025 close on 30 April: after it, on the day, the day before.
AS_OF = {
    "threshold": date(2025, 10, 15),
    "cumulative_share": date(2025, 4, 30),
    "quantile": date(2025, 4, 29),
}
BOUNDS = {
    "threshold": [("12", "0.25"), ("4", "0.5"), ("0", "0")],
    "cumulative_share": [("0.8", "0.05"), ("0.95", "0.02"), ("1", "0")],
    "quantile": [("0.25", "0.2"), ("0.5", "0.1"), ("1", "0")],
}
VOLUME_FACTOR = {"threshold": 3, "cumulative_share": 1, "quantile": 1}
STEPS = (
    *("gross_revenue", "discount", "returns", "cogs", "fulfilment"),
    *("commission", "service", "sales", "marketing", "overhead"),
)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    own = {"fiscal_year_start_month": FIRST_MONTH, "tier_close_days": CLOSE_DAYS}
    own["profit_tier_method"] = "the method"
    return compile_project(tmp_path_factory.mktemp("tiers"), SETTINGS | own)


@pytest.fixture(scope="module", params=list(AS_OF))
def company(request, compiled):
    """The method, its rules, and a warehouse that goes by both on the method's as-of date."""
    method = request.param
    texts = {"the method": method, SETTINGS["as_of_date"]: AS_OF[method].isoformat()}
    models = {}
    for unique_id, model in compiled.items():
        sql = model.sql
        for old, new in texts.items():
            sql = sql.replace(f"'{old}'", f"'{new}'")
        models[unique_id] = replace(model, sql=sql)
    warehouse = SmallWarehouse(models)
    rules = {measure: rules_of(method, measure) for measure in ("profit", "volume")}
    warehouse.replace_seed("profit_tier_rules", list(seed_rows(method, rules)))
    warehouse.build("int_customer_months_summed")
    return method, rules, warehouse


def rules_of(method, measure):
    factor = VOLUME_FACTOR[method] if measure == "volume" else 1
    bounds = [(Decimal(bound) * factor, Decimal(rate)) for bound, rate in BOUNDS[method]]
    bounds.append((None, Decimal(0)))
    return [
        Rule(tier, order, *bound)
        for order, (tier, bound) in enumerate(zip("ABCD", bounds, strict=True), start=1)
    ]


def seed_rows(method, rules):
    for measure, measure_rules in rules.items():
        for rule in measure_rules:
            yield {
                **{
                    "rule_version": "v",
                    "method": method,
                    "measure": measure,
                    "owner": "controlling",
                },
                **{"tier": rule.tier, "tier_order": rule.order, "bound": rule.bound},
                **{"hysteresis_rate": rule.hysteresis, "valid_from": date(2000, 1, 1)},
            }


def random_months(seed, as_of):
    """Five years of customers who come, go silent and come back; most amounts are whole."""
    random = Random(seed)
    months = []
    for number in range(random.randrange(1, 25)):
        first = random.randrange(60)
        for month in sorted({first, *random.sample(range(first, 60), k=min(6, 60 - first))}):
            start = date(2020 + month // 12, month % 12 + 1, 1)
            profit = Decimal(random.choice([-6, -1, 0, 1, 2, 3, 4, 9, 12, "0.0001", "3.3333"]))
            has_order = number % 8 > 0 and random.random() < 0.7
            volume = Decimal(random.choice([0, 1, 6, 12, 36, "0.0002"]) if has_order else 0)
            if start <= as_of:
                months.append(Month(f"c{number:02}", start, profit, volume, has_order))
    return months


def month_row(month):
    # half the revenue of a month of loss is left out: it makes volume and no profit
    known = month.volume / 2 if month.profit < 0 else month.volume
    amounts = dict.fromkeys((f"{step}_amount" for step in STEPS), Decimal(0))
    amounts |= {f"known_{name}": amount for name, amount in amounts.items()}
    amounts |= {"gross_revenue_amount": month.volume, "cogs_amount": month.volume - month.profit}
    return amounts | {
        **{"customer_id": month.customer, "month_start": month.start},
        **{"first_ordered_date": month.start if month.has_order else None},
        **{"order_count": int(month.has_order), "return_count": 0},
        **{"known_gross_revenue_amount": known, "known_cogs_amount": known - month.profit},
        **{"left_out_net_revenue_amount": month.volume - known, "left_out_line_count": 0},
        **{"left_out_amount_count": int(known != month.volume), "unknown_amount_count": 0},
        **{"return_loss_amount": 0, "known_cm2_amount": month.profit},
    }


def nobodys(months):
    return [Month("unknown", month.start, Decimal(7), Decimal(50), True) for month in months[:1]]


def put(warehouse, months):
    rows = [month_row(month) for month in months + nobodys(months)]
    warehouse.replace_seed("int_customer_months_summed", rows)


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_tier_is_the_one_of_the_definition(company, seed):
    method, rules, warehouse = company
    months = random_months(seed, AS_OF[method])
    put(warehouse, months)
    columns = list(Tier.__dataclass_fields__)
    found = [Tier(*(row[name] for name in columns)) for row in warehouse.rows("fct_customer_tiers")]
    calendar = Calendar(AS_OF[method], FIRST_MONTH, CLOSE_DAYS)
    expected = tiers(months, calendar, method, rules)
    assert sorted(found, key=lambda tier: (tier.customer_id, tier.valid_from)) == expected


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_curve_is_the_one_of_the_definition(company, seed):
    method, _, warehouse = company
    calendar = Calendar(AS_OF[method], FIRST_MONTH, CLOSE_DAYS)
    months = random_months(seed, AS_OF[method])
    active = {(calendar.year_of(m.start), m.customer) for m in months if m.has_order}
    profits = {}
    for month in months:
        year = calendar.year_of(month.start)
        if (year, month.customer) in active:
            of_year = profits.setdefault(year, {})
            of_year[month.customer] = of_year.get(month.customer, Decimal(0)) + month.profit
    put(warehouse, months)
    found, beside = {}, {}
    for row in sorted(warehouse.rows("rpt_whale_curve"), key=lambda row: row["profit_rank"]):
        point = ("customer_id", "cumulative_profit_amount", "cumulative_profit_rate")
        found.setdefault(row["fiscal_year"], []).append(tuple(row[name] for name in point))
        columns = Apart.__dataclass_fields__
        beside.setdefault(row["fiscal_year"], set()).add(Apart(*(row[name] for name in columns)))
    assert found == {year: curve(of_year) for year, of_year in profits.items()}
    assert beside == {year: {apart(months, nobodys(months), calendar, year)} for year in profits}


def test_the_tiers_of_a_customer_follow_each_other_without_a_gap(company):
    method, _, warehouse = company
    put(warehouse, random_months(1, AS_OF[method]))
    tiered = sorted(
        warehouse.rows("fct_customer_tiers"),
        key=lambda row: (row["customer_id"], row["valid_from"]),
    )
    for earlier, later in pairwise(tiered):
        if earlier["customer_id"] == later["customer_id"]:
            assert earlier["valid_to"] == later["valid_from"]
            assert later["valid_from"] - earlier["valid_from"] > timedelta(0)
        else:
            assert earlier["valid_to"] is None
