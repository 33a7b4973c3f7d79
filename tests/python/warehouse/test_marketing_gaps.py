"""Marketing marts of a company that lacks one thing or another: right, and never broken."""

from decimal import Decimal

import pytest
from attribution_oracle import MODELS

MARTS = (
    *("fct_attribution", "rpt_cac", "rpt_campaign_roi", "rpt_cohort_payback"),
    *("rpt_channel_removal_effects", "dim_campaigns"),
)
ACCOUNT = {"account_id": "a"}
ORDER = {"order_id": "o", "account_id": "a", "ordered_at": "2025-03-31 12:00:00"}
LINE = {
    "order_line_id": "o",
    "order_id": "o",
    "quantity": "1",
    "unit_price": "100",
    "unit_cost": "60",
}
BOUGHT = {"accounts": [ACCOUNT], "orders": [ORDER], "order_lines": [LINE]}
CAMPAIGN = {"campaign_id": "k", "channel": "email", "budget_amount": "50"}
SPEND = {"campaign_id": "k", "spend_date": "2025-01-31", "cost_type": "media", "amount": "40"}
TOUCH = {
    "touch_id": "t",
    "campaign_id": "k",
    "account_id": "a",
    "touched_at": "2025-03-01 00:00:00",
}


def landed(warehouse, **tables):
    warehouse.land(**tables)
    return {mart: warehouse.rows(mart) for mart in MARTS}


def of_company(marts):
    return [row for row in marts["rpt_cac"] if row["dimension"] == "company"]


def test_a_company_without_anything_has_no_customers_and_no_credits(warehouse):
    marts = landed(warehouse)
    assert marts["fct_attribution"] == marts["rpt_cohort_payback"] == []
    assert {row["campaign_id"] for row in marts["dim_campaigns"]} == {"no_campaign", "unattributed"}
    assert all(row["new_customer_count"] == 0 for row in marts["rpt_cac"])


def test_customers_without_marketing_are_unattributed_in_every_model(warehouse):
    marts = landed(warehouse, **BOUGHT)
    assert {row["attribution_model"] for row in marts["fct_attribution"]} == set(MODELS)
    for row in marts["fct_attribution"]:
        assert row["touch_id"] == row["campaign_id"] == row["channel"] == "unattributed"
        assert (row["credit_share"], row["credited_revenue_amount"]) == (1, 100)
        assert (row["credited_margin_amount"], row["credited_known_cm2_amount"]) == (40, 40)
    assert marts["rpt_channel_removal_effects"] == []
    march = next(row for row in of_company(marts) if row["new_customer_count"])
    assert march["cac_blended_amount"] == march["cac_fully_loaded_amount"] == 0
    assert march["cac_paid_amount"] is None
    assert march["lag_months"] == 0
    payback = {
        (row["cac_name"], row["known_acquisition_cost_amount"], row["cac_amount"])
        for row in marts["rpt_cohort_payback"]
    }
    assert payback == {
        ("cac_blended", 0, 0),
        ("cac_fully_loaded", 0, 0),
        ("cac_own_campaigns", 0, None),
    }


def test_spend_that_won_nobody_stays_with_its_campaign_channel_and_month(warehouse):
    marts = landed(warehouse, campaigns=[CAMPAIGN], campaign_spend=[SPEND])
    assert marts["fct_attribution"] == []
    spent = [row for row in marts["rpt_cac"] if row["known_campaign_spend_amount"]]
    assert {row["dimension_value"] for row in spent} == {"company", "email"}
    for row in spent:
        assert row["spend_unconverted_amount"] == row["known_campaign_spend_amount"] == 40
        assert row["cac_blended_amount"] is None
    rows = [row for row in marts["rpt_campaign_roi"] if row["campaign_id"] == "k"]
    assert {row["attribution_model"] for row in rows} == set(MODELS)
    assert {row["spend_unconverted_amount"] for row in rows} == {Decimal(40)}
    assert {row["known_first_order_gross_profit_roi_rate"] for row in rows} == {Decimal(-1)}
    cohorts = {(row["cac_name"], row["customer_count"]) for row in marts["rpt_cohort_payback"]}
    assert cohorts == {("cac_blended", 0), ("cac_fully_loaded", 0), ("cac_own_campaigns", 0)}
    assert all(row["cac_amount"] is None for row in marts["rpt_cohort_payback"])


@pytest.mark.parametrize("missing", ["campaigns", "campaign_spend", "campaign_touches"])
def test_the_rest_stands_when_one_extract_is_missing(warehouse, missing):
    tables = {"campaigns": [CAMPAIGN], "campaign_spend": [SPEND], "campaign_touches": [TOUCH]}
    marts = landed(
        warehouse, **BOUGHT, **{name: tables[name] for name in tables if name != missing}
    )
    credited = {
        (row["campaign_id"], row["credited_revenue_amount"]) for row in marts["fct_attribution"]
    }
    assert credited == {("k" if missing != "campaign_touches" else "unattributed", Decimal(100))}
    spent = sum(row["known_campaign_spend_amount"] for row in of_company(marts))
    assert spent == (0 if missing == "campaign_spend" else 40)
    for model in MODELS:
        rows = [row for row in marts["rpt_campaign_roi"] if row["attribution_model"] == model]
        assert sum(row["known_first_order_net_revenue_amount"] for row in rows) == 100
        assert sum(row["known_spend_amount"] for row in rows) == spent


def test_a_merged_customer_and_a_deleted_touch_count_once(warehouse):
    twins = [{"account_id": name, "tax_number": "DE123456789"} for name in ("a", "b")]
    touches = [
        TOUCH,
        TOUCH | {"touch_id": "twin", "account_id": "b", "channel": "partner"},
        TOUCH | {"touch_id": "gone", "is_deleted": "true"},
    ]
    marts = landed(
        warehouse, **BOUGHT | {"accounts": twins}, campaigns=[CAMPAIGN], campaign_touches=touches
    )
    linear = [row for row in marts["fct_attribution"] if row["attribution_model"] == "linear"]
    assert sorted((row["touch_id"], row["credited_revenue_amount"]) for row in linear) == [
        ("t", Decimal(50)),
        ("twin", Decimal(50)),
    ]
    assert sum(row["new_customer_count"] for row in of_company(marts)) == 1


def test_a_month_end_is_paired_with_the_month_before_it(warehouse):
    """31 March less one month is February, and neither February's spend nor March's is lost."""
    lead = {"lead_id": "l", "created_at": "2025-02-28 23:59:59", "converted_account_id": "a"}
    spend = [
        SPEND | {"spend_date": day, "amount": day[-2:]} for day in ("2025-02-28", "2025-03-31")
    ]
    marts = landed(
        warehouse,
        **BOUGHT | {"orders": [ORDER | {"ordered_at": "2025-03-31 23:59:59"}]},
        leads=[lead],
        campaigns=[CAMPAIGN],
        campaign_spend=spend,
    )
    months = {row["month_start"].month: row for row in of_company(marts)}
    assert months[3]["lag_months"] == 1
    assert months[3]["cac_blended_amount"] == 31
    assert months[3]["lagged_campaign_spend_amount"] == months[3]["cac_blended_lagged_amount"] == 28
    assert sum(row["known_campaign_spend_amount"] for row in months.values()) == 59
