"""Retention and cohorts against a clerk who looks at every customer in every month."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

MONTHS = [date(2024 + at // 12, at % 12 + 1, 1) for at in range(24)]
AS_OF_INDEX = 23
PLACES = {
    "a": ("small", "North", "web"),
    "b": ("small", "South", "web"),
    "c": ("large", "South", "shop"),
}
WINDOWS = (1, 3, 12)
MONEY = st.decimals(-50, 100, places=2)
DAYS = st.fixed_dictionaries(
    {
        "purchase_count": st.sampled_from([0, 1, 1, 3]),
        "known_net_revenue_amount": MONEY,
        "known_cm2_amount": MONEY,
        "fx_amount": st.sampled_from([Decimal(0), Decimal(0), Decimal("1.5"), Decimal(-20)]),
        "unknown_amount_count": st.sampled_from([0, 0, 2]),
    }
)
LIVES = st.dictionaries(
    st.tuples(st.sampled_from(sorted(PLACES)), st.sampled_from(range(len(MONTHS)))),
    DAYS,
    min_size=12,
    max_size=40,
)
RUNS = settings(derandomize=True, deadline=None, max_examples=8, phases=[Phase.generate])


@pytest.fixture(scope="module", autouse=True)
def calendar(warehouse):
    warehouse.replace_model("int_dates_spanned", [{"date_day": day} for day in MONTHS])
    places = [
        {"customer_id": who, "segment": segment, "region": region, "channel": channel}
        for who, (segment, region, channel) in PLACES.items()
    ]
    warehouse.replace_model("int_retention_customers_described", places)


def told(warehouse, lives, relationship="non_contractual"):
    """Put the months of the lives where the models look for them."""
    firsts = {}
    for (who, at), month in sorted(lives.items()):
        if month["purchase_count"]:
            firsts.setdefault(who, MONTHS[at])
    rows, rates = [], []
    for (who, at), month in lives.items():
        row = {"relationship": relationship, "customer_id": who, "month_start": MONTHS[at]}
        rates += [
            row | {"window_months": window, "fx_amount": month["fx_amount"]}
            for window in WINDOWS
            if month["fx_amount"]
        ]
        known = {name: value for name, value in month.items() if name != "fx_amount"}
        row |= known | {"first_purchase_month": firsts.get(who), "is_complete": True}
        rows.append(row)
    warehouse.replace_model("int_retention_months_gathered", rows)
    warehouse.replace_model("int_retention_rates_compared", rates)


def slices(who):
    segment, region, channel = PLACES[who]
    return (
        ("company", "company"),
        ("segment", segment),
        ("region", region),
        ("channel", channel),
    )


class Window:
    """All that one customer did in some months, from their first purchase on."""

    def __init__(self, lives, who, months, first):
        days = [lives[who, at] for at in months if at >= first and (who, at) in lives]
        self.bought = any(day["purchase_count"] for day in days)
        self.revenue = sum((day["known_net_revenue_amount"] for day in days), Decimal(0))
        self.cm2 = sum((day["known_cm2_amount"] for day in days), Decimal(0))
        self.fx = sum((day["fx_amount"] for day in days), Decimal(0))


def judged(lives, who, at, window, width):
    """One customer in one window: the figures that are not zero."""
    buys = [month for (one, month), day in lives.items() if one == who and day["purchase_count"]]
    figures = defaultdict(Decimal)
    if not buys:
        return figures
    now = Window(lives, who, range(at - width + 1, at + 1), min(buys))
    before = Window(lives, who, range(at - window - width + 1, at - window + 1), min(buys))
    constant = now.revenue - now.fx
    if before.bought:
        figures["start_customer_count"] += 1
        figures["known_start_revenue_amount"] += before.revenue
        figures["known_revenue_base_amount"] += max(before.revenue, 0)
        figures["known_start_cm2_amount"] += before.cm2
        figures["known_kept_cm2_amount"] += now.cm2
    if now.bought:
        figures["end_customer_count"] += 1
        figures["known_end_revenue_amount"] += now.revenue
        figures["known_end_cm2_amount"] += now.cm2
    else:
        figures["known_after_sale_revenue_amount"] += now.revenue
    if now.bought and before.bought:
        figures["retained_customer_count"] += 1
        figures["known_fx_revenue_amount"] += now.fx
        figures["known_expansion_revenue_amount"] += max(constant - before.revenue, 0)
        figures["known_contraction_revenue_amount"] += max(before.revenue - constant, 0)
        figures["known_gross_retained_revenue_amount"] += max(min(constant, before.revenue), 0)
        figures["known_net_retained_revenue_amount"] += max(constant, 0)
    elif now.bought and min(buys) > at - window:
        figures["new_customer_count"] += 1
        figures["known_new_revenue_amount"] += now.revenue
    elif now.bought:
        figures["reactivated_customer_count"] += 1
        figures["known_reactivation_revenue_amount"] += now.revenue
    elif before.bought:
        figures["churned_customer_count"] += 1
        figures["known_churn_revenue_amount"] += before.revenue
    return figures


def expected(lives, relationship):
    """All figures by window, month and slice, of months whose window before is in the landing."""
    buys = [at for (_, at), day in lives.items() if day["purchase_count"]]
    figures = defaultdict(lambda: defaultdict(Decimal))
    for window in WINDOWS:
        width = window if relationship == "non_contractual" else 1
        for at in range(min(buys, default=99) + window + width - 1, AS_OF_INDEX + 1):
            for who in PLACES:
                for name, value in judged(lives, who, at, window, width).items():
                    for place in slices(who):
                        figures[window, MONTHS[at], *place][name] += value
    return figures


def published(warehouse):
    return {
        (row["window_months"], row["month_start"], row["dimension"], row["dimension_value"]): row
        for row in warehouse.rows("int_retention_rates_measured")
    }


@pytest.mark.parametrize("relationship", ["non_contractual", "contractual"])
@RUNS
@given(lives=LIVES)
def test_every_month_is_what_looking_at_every_customer_gives(warehouse, relationship, lives):
    told(warehouse, lives, relationship)
    figures, rows = expected(lives, relationship), published(warehouse)
    assert {key for key, cells in figures.items() if any(cells.values())} <= rows.keys()
    for key, row in rows.items():
        names = [name for name in row if name.endswith(("_count", "_amount"))]
        for name in (
            set(names)
            - {"lapsed_within_count", "unknown_amount_count"}
            - {
                "expanded_customer_count",
                "contracted_customer_count",
                "unchanged_customer_count",
            }
        ):
            assert row[name] == figures[key][name], (key, name)
        start, kept = row["start_customer_count"], row["retained_customer_count"]
        assert (row["logo_retention_rate"] is None) == (start == 0)
        if start:
            assert row["logo_retention_rate"] == round(Decimal(kept) / start, 6)
            assert row["logo_retention_rate"] + row["logo_churn_rate"] == 1


@RUNS
@given(lives=LIVES, cut=st.integers(6, 22))
def test_a_win_back_never_rewrites_an_earlier_month(warehouse, lives, cut):
    told(warehouse, lives)
    after = {key: row for key, row in published(warehouse).items() if key[1] <= MONTHS[cut]}
    told(warehouse, {key: month for key, month in lives.items() if key[1] <= cut})
    before = {key: row for key, row in published(warehouse).items() if key[1] <= MONTHS[cut]}
    for key, row in before.items():
        assert after[key] == row
    # a slice that did not exist yet had nothing to tell
    for key in after.keys() - before.keys():
        assert after[key]["end_customer_count"] == after[key]["start_customer_count"] == 0


@RUNS
@given(lives=LIVES)
def test_cohorts_are_what_their_customers_did(warehouse, lives):
    told(warehouse, lives)
    buys = defaultdict(list)
    for (who, at), month in lives.items():
        if month["purchase_count"]:
            buys[who].append(at)
    rows = warehouse.rows("int_cohort_cells_cumulated")
    company = [row for row in rows if row["dimension"] == "company"]
    assert {row["cohort_month"] for row in company} == {MONTHS[min(ats)] for ats in buys.values()}
    for row in company:
        first = MONTHS.index(row["cohort_month"])
        at = first + row["age_months"]
        members = [who for who, ats in buys.items() if min(ats) == first]
        assert row["cohort_customer_count"] == len(members)
        if at > AS_OF_INDEX:
            assert row["active_customer_count"] is row["known_cumulative_cm2_amount"] is None
            continue
        assert row["active_customer_count"] == sum(at in buys[who] for who in members)
        assert row["still_active_customer_count"] == sum(max(buys[who]) >= at for who in members)
        for column in ("known_net_revenue_amount", "known_cm2_amount"):
            so_far = sum(
                month[column]
                for (who, when), month in lives.items()
                if who in members and first <= when <= at
            )
            assert row[column.replace("known_", "known_cumulative_")] == so_far
