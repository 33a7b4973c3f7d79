"""Sales performance against a clerk who reads every deal: thousands of random deals and quotas."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from exact_money import rounded
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sales_company import TYPES, random_company
from sales_landing import landing_rows
from sales_oracle import sales, team_of
from sales_reports import attainment, cycles, outcomes, windows

RUNS = settings(derandomize=True, deadline=None, max_examples=2, phases=[Phase.generate])
AS_OF = date(2025, 12, 31)
DEALS, ORDERS = 1_200, 300
RATES = {
    "win_rate_closed_count": ("won_count", "closed_count"),
    "win_rate_closed_value": ("known_won_amount", "known_closed_amount"),
    "win_rate_created_cohort": ("created_won_count", "created_decided_count"),
    "conversion_all": ("created_won_count", "created_count"),
    "win_rate_incl_overdue": ("won_count", "closed_or_overdue_count"),
}


def by_key(rows, *key):
    found = {tuple(row[name] for name in key): row for row in rows}
    assert len(found) == len(rows)
    return found


def share(part, whole):
    return rounded(Fraction(part) / Fraction(whole), 6)


def check_win_rates(warehouse, company):
    rows = by_key(
        warehouse.rows("rpt_win_rates"),
        *("window_months", "month_start", "dimension", "dimension_value"),
    )
    expected = {key: row for key, row in outcomes(company).items() if row}
    assert rows.keys() == expected.keys()
    for key, told in expected.items():
        row = rows[key]
        names = {name for name in told if name in row and name != "known_lost_amount"}
        assert {name: row[name] for name in names} == {name: told[name] for name in names}, key
        assert row["known_closed_amount"] == told["known_won_amount"] + told["known_lost_amount"]
        for rate, (part, whole) in RATES.items():
            shown = row[whole] and key[2] != "product_category"
            assert row[rate] == (share(row[part], row[whole]) if shown else None), (key, rate)


def check_durations(warehouse, company):
    days, deals = cycles(company), outcomes(company)
    found = {
        (row["window_months"], row["month_start"], "person", row["user_id"]): row
        for row in warehouse.rows("rpt_rep_scorecard")
    }
    for row in warehouse.rows("rpt_team_scorecard"):
        key = ("window_months", "month_start", "dimension", "dimension_value")
        found[tuple(row[name] for name in key)] = row
    for key, row in found.items():
        told = deals.get(key, defaultdict(int))
        few = told["won_count"] + told["lost_count"] < 5
        assert row["is_suppressed"] == few
        for kind in ("won", "lost"):
            took = days.get((*key, kind), [])
            shown = took and not few
            assert row[f"{kind}_cycle_count"] == len(took)
            assert row[f"{kind}_cycle_sum_days"] == (sum(took) if took else None)
            assert row[f"{kind}_cycle_mean_days"] == (
                share(sum(took), len(took)) if shown else None
            )
            middle = took[(len(took) - 1) // 2] if shown else None
            assert row[f"{kind}_cycle_median_days"] == middle
        won = days.get((*key, "won"), [])
        if not few and sum(won) and row["average_won_amount"] is not None:
            speed = row["closed_count"] * row["win_rate_closed_count"] * row["average_won_amount"]
            speed = float(speed) / float(row["won_cycle_mean_days"])
            assert float(row["velocity_amount_per_day"]) == pytest.approx(speed, rel=1e-4, abs=1e-3)


def check_work(warehouse, company):
    work = defaultdict(int)
    for _, user, kind, moment, _, gone in company.activities:
        channel = "deleted" if gone else TYPES[kind]
        team = team_of(company, user, moment.date())
        for window in windows(moment.date(), company.last):
            for slot in (("company", "company"), ("team", team), ("person", user or "unassigned")):
                work[*window, *slot, f"{channel}_activity_count"] += 1
    names = [f"{c}_activity_count" for c in ("deleted", *TYPES.values())]
    found = {
        (r["window_months"], r["month_start"], "person", r["user_id"], name): r[name]
        for r in warehouse.rows("rpt_rep_scorecard")
        for name in names
    } | {
        (r["window_months"], r["month_start"], r["dimension"], r["dimension_value"], name): r[name]
        for r in warehouse.rows("rpt_team_scorecard")
        for name in names
    }
    assert {key: count for key, count in found.items() if count} == work
    assert len(warehouse.rows("fct_activities")) == sum(not a[5] for a in company.activities)


def check_quotas(warehouse, company):
    holidays = {row["holiday_date"] for row in warehouse.rows("public_holidays")}
    expected = attainment(company, holidays)
    key = ("period_start", "period_end", "dimension", "dimension_value")
    rows = by_key(warehouse.rows("fct_quota_attainment"), *key)
    assert rows.keys() == expected.keys()
    assert bool(rows) == bool(company.quotas)
    for slot, told in expected.items():
        row = rows[slot]
        unknown, has_any = told.pop("unknown", 0), told.pop("set", 0)
        assert {name: row[name] for name in told} == told, slot
        quota = told["known_quota_amount"] if has_any and not unknown else None
        assert row["quota_amount"] == quota, slot
        won, worked, done = (
            told[name]
            for name in ("known_won_amount", "working_day_count", "elapsed_working_day_count")
        )
        assert row["quota_attainment_rate"] == (share(won, quota) if quota else None)
        assert row["remaining_amount"] == (None if quota is None else quota - won)
        pace = share(won * worked, quota * done) if quota and done else None
        assert row["pacing_rate"] == pace, slot


def check_all(warehouse, company):
    check_win_rates(warehouse, company)
    check_durations(warehouse, company)
    check_work(warehouse, company)
    check_quotas(warehouse, company)


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_number_of_sales_performance_is_the_clerks(warehouse, seed):
    company = random_company(seed, AS_OF, DEALS, ORDERS)
    warehouse.land(**landing_rows(company))
    check_all(warehouse, company)


def sums_by_day(company):
    """Net revenue by slice and day."""
    owners = {deal.deal_id: deal for deal in company.deals}
    found = defaultdict(lambda: defaultdict(Decimal))
    for order in company.orders:
        for day, place, part in sales(company, order, owners):
            slots = zip(("person", "team", "channel", "segment", "region"), place, strict=True)
            for slot in (("company", "company"), *slots):
                found[slot][day] += part
    return found


def check_growth(warehouse, company, month_before, year_before):
    """How many rows of the running periods have something known to compare with."""
    last, by_day = company.last, sums_by_day(company)
    first = min(day for days in by_day.values() for day in days).replace(day=1)

    def within(slot, start, end):
        return sum((v for day, v in by_day[slot].items() if start <= day <= end), Decimal(0))

    starts = {
        ("month", "month_before"): (last.replace(day=1), month_before),
        ("month", "year_before"): (last.replace(day=1), year_before),
        ("year", "year_before"): (date(last.year, 1, 1), year_before),
    }
    checked = 0
    for row in warehouse.rows("rpt_sales_growth"):
        start, cut = starts[row["period_type"], row["comparison"]]
        slot = row["dimension"], row["dimension_value"]
        end = row["period_end"] - timedelta(days=1)
        assert row["priced_sales_amount"] == within(slot, row["period_start"], min(end, last)), row
        before = within(slot, row["earlier_start"], row["earlier_end"] - timedelta(days=1))
        is_known = row["earlier_start"] >= first
        assert row["priced_earlier_amount"] == (before if is_known else None), row
        grown = row["priced_sales_amount"] - before
        rate = share(grown, abs(before)) if is_known and before else None
        assert row["priced_growth_rate"] == rate, row
        if row["period_start"] == start and is_known:
            checked += 1
            elapsed = within(slot, row["earlier_start"], cut)
            assert row["priced_earlier_elapsed_amount"] == elapsed, row
    return checked


@pytest.mark.parametrize(
    ("last", "month_before", "year_before"),
    [
        (date(2025, 3, 30), date(2025, 2, 28), date(2024, 3, 30)),
        (date(2025, 3, 31), date(2025, 2, 28), date(2024, 3, 31)),
        (date(2025, 2, 28), date(2025, 1, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 1, 31), date(2023, 2, 28)),
        (date(2025, 12, 17), date(2025, 11, 17), date(2024, 12, 17)),
    ],
)
def test_growth_compares_the_same_days(warehouse_as_of, last, month_before, year_before):
    warehouse = warehouse_as_of(last)
    company = random_company(last.toordinal(), last, 200, 800)
    warehouse.land(**landing_rows(company))
    assert check_growth(warehouse, company, month_before, year_before) or last.year == 2024


def nobody_has_a_quota(warehouse, cards):
    assert warehouse.rows("fct_quota_attainment") == warehouse.rows("rpt_pipeline_coverage") == []
    for name in ("known_quota_amount", "known_quota_attainment_rate"):
        assert {row[name] for row in cards} == {None}
    assert {row["unknown_quota_count"] for row in cards} == {0}


def nobody_does_any_work(warehouse, cards):
    assert warehouse.rows("fct_activities") == []
    assert {row["activity_count"] for row in cards} == {0}
    assert {row["closed_deal_activity_count"] for row in cards} == {0}


def everybody_is_unassigned(warehouse, cards):
    assert {row["team_id"] for row in cards if "team_id" in row} == {"unassigned"}
    for mart in (
        *("rpt_win_rates", "rpt_team_scorecard", "fct_quota_attainment"),
        *("rpt_sales_growth", "rpt_pipeline_coverage"),
    ):
        rows = warehouse.rows(mart)
        teams = {row["dimension_value"] for row in rows if row["dimension"] == "team"}
        assert teams == {"unassigned"}, mart


def every_win_is_its_owners(warehouse, cards):
    won = {
        (row["month_start"], row["user_id"]): row["known_won_amount"]
        for row in cards
        if row["window_months"] == 1 and "user_id" in row
    }
    of_months = [
        row
        for row in warehouse.rows("fct_quota_attainment")
        if row["dimension"] == "person" and row["period_start"].day == row["period_end"].day == 1
    ]
    assert of_months
    for row in of_months:
        start, end, user = row["period_start"], row["period_end"], row["dimension_value"]
        parts = [
            amount
            for (month, owner), amount in won.items()
            if owner == user and start <= month < end
        ]
        assert row["known_won_amount"] == sum(parts, Decimal(0)), row


MISSING = {
    "quotas": nobody_has_a_quota,
    "activities": nobody_does_any_work,
    "users": everybody_is_unassigned,
    "opportunity_splits": every_win_is_its_owners,
}


@pytest.mark.parametrize("missing", MISSING)
def test_what_needs_an_extract_that_is_not_there_is_empty_and_the_rest_is_right(warehouse, missing):
    company = random_company(11, AS_OF, DEALS, ORDERS, frozenset({missing}))
    tables = landing_rows(company)
    assert [name for name, rows in tables.items() if not rows] == [missing]
    warehouse.land(**tables)
    check_all(warehouse, company)
    assert check_growth(warehouse, company, date(2025, 11, 30), date(2024, 12, 31))
    MISSING[missing](
        warehouse, warehouse.rows("rpt_rep_scorecard") + warehouse.rows("rpt_team_scorecard")
    )


def test_a_company_of_which_nothing_landed_has_no_performance(warehouse):
    warehouse.land()
    for mart in ("fct_activities", "fct_quota_attainment", "rpt_win_rates", "rpt_rep_scorecard"):
        assert warehouse.rows(mart) == []
    for mart in ("rpt_team_scorecard", "rpt_sales_growth"):
        assert warehouse.rows(mart) == []


def test_orders_alone_still_have_sellers_and_growth(warehouse):
    company = random_company(7, AS_OF, 200, 300, frozenset())
    tables = landing_rows(company)
    kept = ("accounts", "orders", "order_lines", "returns")
    warehouse.land(**{name: tables[name] for name in kept})
    cards = [row for row in warehouse.rows("rpt_rep_scorecard") if row["window_months"] == 1]
    sold = sum(row["known_sales_amount"] + row["left_out_sales_amount"] for row in cards)
    whole = sum(o.listed - o.discount - sum(part for _, part in o.refunds) for o in company.orders)
    assert sold == whole
    assert warehouse.rows("rpt_win_rates") == warehouse.rows("fct_quota_attainment") == []
    assert {row["win_rate_closed_count"] for row in cards} == {None}
