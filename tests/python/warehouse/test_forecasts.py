"""Forecasts of whole companies, odd ones too: what is published adds up, or says why it is not there."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from random import Random

import pytest

LAST = 36
MONTHS = [date(2023 + at // 12, at % 12 + 1, 1) for at in range(LAST)]
PLACES = [
    ("North", "Cups", "cup", "t1", "u1"),
    ("South", "Cups", "jug", "t1", "u2"),
    ("South", "Tools", "saw", "t2", "u3"),
    ("East", "Tools", "rare", "t2", "u4"),
]
NAMES = ("region", "category", "product_id", "team_id", "sales_user_id")


@pytest.fixture(scope="module", autouse=True)
def calendar(warehouse):
    warehouse.replace_model("int_dates_spanned", [{"date_day": day} for day in MONTHS])


def sold(amount, first=0):
    """Rows of a company that sells `amount(place, month)` everywhere, from the month `first` on."""
    return [
        {"month_start": day, "net_revenue_unknown_count": 0, "gross_profit_unknown_count": 0}
        | dict(zip(NAMES, place, strict=True))
        | {"net_revenue_amount": value, "gross_profit_amount": value / 4}
        for at, day in enumerate(MONTHS[first:], start=first)
        for number, place in enumerate(PLACES)
        if (value := Decimal(amount(number, at)))
    ]


def forecast(warehouse, rows):
    warehouse.replace_model("int_sales_months_placed", rows)
    return warehouse.rows("int_sales_forecasts_unpacked")


def assert_adds_up(said):
    totals = {
        (row["measure"], row["month_start"], row["level_name"], row["series_member"]): row
        for row in said
    }
    sums = defaultdict(Decimal)
    for row in said:
        parent = (row["parent_level"], row["parent_member"])
        sums[row["measure"], row["month_start"], row["level_name"], *parent] += row["point_amount"]
    checked = 0
    for (measure, month, _, level, member), total in sums.items():
        if level != "none":
            assert totals[measure, month, level, member]["point_amount"] == total
            checked += 1
    assert checked == 2 * 12 * 7


def test_a_company_that_grows_with_the_seasons_adds_up_in_whole_cents(warehouse):
    random = Random(20251231)

    def amount(place, at):
        if place == 3 and at % 9:
            return 0
        return round((200 + 10 * at + 80 * (at % 12)) * random.uniform(0.7, 1.3) / (place + 1), 4)

    said = forecast(warehouse, sold(lambda place, at: str(amount(place, at))))
    assert_adds_up(said)
    months = {row["month_start"] for row in said}
    assert (min(months), max(months)) == (date(2026, 1, 1), date(2026, 12, 1))
    assert {row["series_member"] for row in said if row["level_name"] == "product"} == {
        *("cup", "jug", "saw", "other:Tools")
    }
    for row in said:
        assert row["point_amount"] == round(row["point_amount"], 2)
        assert row["lower_95_amount"] <= row["lower_80_amount"] <= row["point_amount"]
        assert row["point_amount"] <= row["upper_80_amount"] <= row["upper_95_amount"]
        assert row["champion_reason"]
    accuracies = warehouse.rows("int_forecast_accuracies_unpacked")
    levels = {"company", "region", "category", "product", "team", "person"}
    assert {row["level_name"] for row in accuracies} == levels
    assert any(row["coverage_80"] is not None for row in accuracies if row["method"] == "published")


def test_a_company_that_never_changes_is_expected_not_to(warehouse):
    said = forecast(warehouse, sold(lambda place, _: "100.05" if place < 3 else 0))
    company = [
        row for row in said if (row["level_name"], row["measure"]) == ("company", "net_revenue")
    ]
    assert {row["point_amount"] for row in company} == {Decimal("300.15")}
    assert {row["series_kind"] for row in said} == {"constant"}
    for row in said:
        if row["level_name"] == "product" and row["measure"] == "net_revenue":
            assert row["point_amount"] == Decimal("100.05")


@pytest.mark.parametrize("months", [1, 2])
def test_a_company_of_two_months_has_no_forecast_and_a_reason(warehouse, months):
    said = forecast(warehouse, sold(lambda *_: "10", first=LAST - months))
    assert said
    for row in said:
        assert row["point_amount"] is row["lower_80_amount"] is row["champion"] is None
        assert row["series_kind"] == "too_short"
        assert row["champion_reason"] == "too little is known: too_short"
    assert warehouse.rows("int_forecast_accuracies_unpacked") == []


def test_a_company_of_half_a_year_repeats_what_it_knows(warehouse):
    said = forecast(warehouse, sold(lambda place, at: str(10 * (at - 28) + place), first=LAST - 7))
    assert {row["champion"] for row in said} <= {"naive_of_kin", "combination_of_kin"}
    assert all(row["season_index"] is None for row in said)
    company = [row for row in said if row["level_name"] == "company"]
    assert all(row["point_amount"] > 0 for row in company)


def test_losses_are_forecast_as_losses(warehouse):
    random = Random(7)
    said = forecast(warehouse, sold(lambda *_: str(-100 - random.randrange(20))))
    company = [row for row in said if row["level_name"] == "company"]
    assert all(row["point_amount"] < 0 for row in company)


def test_nothing_sold_is_nothing_said(warehouse):
    assert forecast(warehouse, []) == []
    assert warehouse.rows("int_forecast_accuracies_unpacked") == []


def pipeline(warehouse, deals, sightings):
    warehouse.replace_model("int_pipeline_deals_dated", deals)
    warehouse.replace_model("int_pipeline_months_sighted", sightings)
    rows = warehouse.rows("int_pipeline_forecasts_unpacked")
    return {
        (row["dimension"], row["dimension_value"], row["part"], row["months_ahead"]): row
        for row in rows
    }


def team_life(size):
    """Deals that each live two months; every other one is won and brings a hundred."""
    deals, sightings = [], []
    last = 2025 * 12 + 11
    for number in range(1, size + 1):
        created = last - number % 30
        is_over = created + 2 <= last
        key = {
            "opportunity_id": f"d{number}",
            "team_id": f"t{number % 2}",
            "deal_number": number,
        }
        deals.append(
            key
            | {
                "created_month": created,
                "closed_month": created + 2 if is_over else 12 * 9999,
                "is_won": is_over and number // 30 % 2 == 0,
                "is_lost": is_over and number // 30 % 2 == 1,
                "won_amount": 100 if is_over and number // 30 % 2 == 0 else 0,
                "is_unpriced": False,
            }
        )
        sightings += [
            key
            | {
                "month_number": month,
                "stage_number": month - created + 1,
                "amount": None if number % 7 == 0 else 100,
                "probability": Decimal("0.5"),
                "expected_close_month": created + 2,
            }
            for month in range(created, min(created + 2, last + 1))
        ]
    return deals, sightings


def test_both_parts_of_a_pipeline_and_the_run_rate_make_the_total(warehouse):
    said = pipeline(warehouse, *team_life(600))
    assert {key[:2] for key in said} == {("company", "company"), ("team", "t0"), ("team", "t1")}
    for dimension, value in {key[:2] for key in said}:
        for ahead in range(7):
            parts = [said[dimension, value, part, ahead] for part in ("open", "new", "run_rate")]
            total = said[dimension, value, "total", ahead]
            halves = sum(row["expected_amount"] for row in parts) / 2
            assert abs(total["expected_amount"] - halves) <= Decimal("0.005")
            for row in (*parts, total):
                assert row["lower_95_amount"] <= row["lower_80_amount"] <= row["expected_amount"]
                assert row["expected_amount"] <= row["upper_80_amount"] <= row["upper_95_amount"]
        for part in ("open", "new", "run_rate", "total"):
            horizon, *months = (
                said[dimension, value, part, at]["expected_amount"] for at in range(7)
            )
            assert horizon == sum(months)
    # two deals of three years are won each month of a world that never changes
    run_rate = said["company", "company", "run_rate", 1]["expected_amount"]
    deals = team_life(600)[0]
    last = 2025 * 12 + 11
    won = sum(deal["won_amount"] for deal in deals if last - 12 < deal["closed_month"] <= last)
    assert abs(run_rate - Decimal(won) / 12) < Decimal("0.01")
    total = said["company", "company", "total", 0]
    for part in ("open", "new", "run_rate", "total"):
        tested = said["company", "company", part, 0]
        assert tested["is_range_tested"] == (tested["range_origin_count"] >= 6)
    assert total["is_range_tested"]
    assert total["wape"] < Decimal("0.25")
    assert said["company", "company", "total", 0]["month_start"] is None
    assert said["company", "company", "total", 1]["month_start"] == date(2026, 1, 1)


def test_a_pipeline_of_last_month_is_forecast_with_caution(warehouse):
    deals, sightings = team_life(600)
    newest = {deal["opportunity_id"] for deal in deals if deal["created_month"] >= 2025 * 12 + 10}
    said = pipeline(
        warehouse,
        [deal for deal in deals if deal["opportunity_id"] in newest],
        [seen for seen in sightings if seen["opportunity_id"] in newest],
    )
    total = said["company", "company", "total", 0]
    for part in ("open", "new", "run_rate", "total"):
        one = said["company", "company", part, 0]
        assert (one["is_range_tested"], one["range_inflation"]) == (False, 2)
        assert one["range_origin_count"] == 0
    assert total["origin_count"] == 0
    assert total["wape"] is None


def test_no_deals_are_no_forecast(warehouse):
    assert pipeline(warehouse, [], []) == {}
