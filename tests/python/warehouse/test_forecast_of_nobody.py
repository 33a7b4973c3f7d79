"""A company that has landed nothing yet has every report of the future, and nothing in it."""

import pytest


@pytest.mark.parametrize(
    "mart",
    [
        "rpt_retention_monthly",
        "rpt_cohort_retention",
        "rpt_product_associations",
        "fct_sales_forecast_monthly",
        "rpt_forecast_backtest",
        "fct_pipeline_forecast",
        "dim_customer_360",
    ],
)
def test_an_empty_landing_makes_an_empty_mart(warehouse, mart):
    warehouse.land()
    assert warehouse.rows(mart) == []
