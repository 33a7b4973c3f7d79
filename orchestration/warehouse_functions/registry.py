"""Every function that the warehouse's SQL may call, with its types. Each is called by one macro.

To add one: its signature here, its Python in a module beside this one, its macro in
macros/engine/*_functions.sql.
"""

import duckdb

from orchestration.warehouse_functions.function import WarehouseFunction

# The largest regularity of a buying model, which is how many parts its expectation has.
ORDER_PARTS = 6

FIT_BUYING_MODEL = WarehouseFunction(
    name="fit_buying_model",
    parameters=(
        "STRUCT(repeats BIGINT, last_days BIGINT, age_days BIGINT, customers BIGINT)[]",
        "BIGINT",
    ),
    returns="STRUCT(r DOUBLE, alpha DOUBLE, a DOUBLE, b DOUBLE,"
    " r_error DOUBLE, alpha_error DOUBLE, a_error DOUBLE, b_error DOUBLE,"
    " log_likelihood DOUBLE, passes BIGINT, still_to_gain DOUBLE,"
    " refusal_reason VARCHAR, refusal_explanation VARCHAR)",
    computed_by="orchestration.warehouse_functions.buying_model:fit_each",
)

EXPECT_ORDERS = WarehouseFunction(
    name="expect_orders",
    # r, alpha, a, b, regularity; repeats, age in days; horizon in days, discount rate of a year
    parameters=("DOUBLE",) * 4 + ("BIGINT",) * 4 + ("DOUBLE",),
    returns=f"STRUCT({', '.join(f'part_{j} DOUBLE' for j in range(ORDER_PARTS))})",
    computed_by="orchestration.warehouse_functions.buying_model:order_parts",
)

TRY_REGULARITIES = WarehouseFunction(
    name="try_regularities",
    parameters=(
        "STRUCT(origin BIGINT, repeats BIGINT, last_days BIGINT, age_days BIGINT, customers BIGINT,"
        " orders_before BIGINT, orders_after BIGINT)[]",
        "BIGINT",
    ),
    returns="STRUCT(regularity BIGINT, is_chosen BOOLEAN, origins BIGINT, brier DOUBLE)[]",
    computed_by="orchestration.warehouse_functions.backtest:regularities_tried",
)

JUDGE_METHODS = WarehouseFunction(
    name="judge_methods",
    parameters=(
        "VARCHAR",
        "STRUCT(is_model BOOLEAN, place BIGINT, customers DOUBLE, absolute DOUBLE, squared DOUBLE,"
        " predicted DOUBLE, actual DOUBLE)[]",
    ),
    returns="STRUCT(is_model BOOLEAN, place BIGINT, grounds VARCHAR)",
    computed_by="orchestration.warehouse_functions.backtest:methods_judged",
)

ESTIMATE_CREDIBILITY = WarehouseFunction(
    name="estimate_credibility",
    parameters=(
        "STRUCT(orders DOUBLE, customers DOUBLE, margin DOUBLE, squared_sums DOUBLE,"
        " squared_margins DOUBLE, earned DOUBLE)[]",
    ),
    returns="STRUCT(mean DOUBLE, restored DOUBLE, within_variance DOUBLE, between_variance DOUBLE,"
    " k DOUBLE, refusal_reason VARCHAR, refusal_explanation VARCHAR)",
    computed_by="orchestration.warehouse_functions.credibility:estimate_each",
)

JUDGE_RENEWALS = WarehouseFunction(
    name="judge_renewals",
    # ends of terms by the renewals before, apart for those the model is judged on
    parameters=("STRUCT(renewals BIGINT, is_later BOOLEAN, renewed BIGINT, ended BIGINT)[]",),
    returns="STRUCT(alpha DOUBLE, beta DOUBLE, share_renewed DOUBLE, term_ends BIGINT,"
    " judged_ends BIGINT, brier DOUBLE, one_chance_brier DOUBLE, is_model BOOLEAN, grounds VARCHAR,"
    " refusal_reason VARCHAR, refusal_explanation VARCHAR)",
    computed_by="orchestration.warehouse_functions.renewals:judge_each",
)

FORECAST_SALES = WarehouseFunction(
    name="forecast_sales",
    parameters=(
        # level, parent (-1 = none), branch (the grouping of the sum) and segment are of the series
        "STRUCT(series BIGINT, level BIGINT, parent BIGINT, branch BIGINT, segment BIGINT,"
        " month BIGINT, amount DOUBLE)[]",
        "BIGINT",
    ),
    # money of a forecast in whole cents, step is months ahead; money of an accuracy in units
    returns="STRUCT(forecasts STRUCT(series BIGINT, step BIGINT, kind VARCHAR, champion VARCHAR,"
    " reason VARCHAR, relative_mase DOUBLE, basis VARCHAR, point BIGINT, lower_80 BIGINT,"
    " upper_80 BIGINT, lower_95 BIGINT, upper_95 BIGINT, season_index DOUBLE, season BIGINT,"
    " trend BIGINT)[],"
    " accuracies STRUCT(level BIGINT, method VARCHAR, step BIGINT, folds BIGINT, scored BIGINT,"
    " wape DOUBLE, bias DOUBLE, mase DOUBLE, rmsse DOUBLE, mae DOUBLE, coverage_80 DOUBLE,"
    " width_80 DOUBLE, pinball_80 DOUBLE, coverage_95 DOUBLE, width_95 DOUBLE,"
    " pinball_95 DOUBLE)[])",
    computed_by="orchestration.warehouse_functions.sales_forecast:forecast_each",
)

FORECAST_PIPELINE = WarehouseFunction(
    name="forecast_pipeline",
    parameters=(
        "STRUCT(deal BIGINT, created BIGINT, closed BIGINT, won BOOLEAN, lost BOOLEAN,"
        " won_amount DOUBLE)[]",
        "STRUCT(month BIGINT, deal BIGINT, stage BIGINT, amount DOUBLE, probability DOUBLE,"
        " expected_close BIGINT)[]",
        # origin and horizon in months
        "BIGINT",
        "BIGINT",
    ),
    # step 0 is the whole horizon; money of a forecast in whole cents, judged and held in origins
    returns="STRUCT(forecasts STRUCT(part VARCHAR, step BIGINT, expected BIGINT, lower_80 BIGINT,"
    " upper_80 BIGINT, lower_95 BIGINT, upper_95 BIGINT, inflation DOUBLE,"
    " inflation_is_known BOOLEAN, judged BIGINT, held BIGINT)[],"
    " scores STRUCT(forecast VARCHAR, origins BIGINT, wape_of_sum DOUBLE, wape_by_month DOUBLE,"
    " bias DOUBLE)[])",
    computed_by="orchestration.warehouse_functions.pipeline_forecast:forecast_each",
)

FUNCTIONS = (
    FIT_BUYING_MODEL,
    EXPECT_ORDERS,
    TRY_REGULARITIES,
    JUDGE_METHODS,
    ESTIMATE_CREDIBILITY,
    JUDGE_RENEWALS,
    FORECAST_SALES,
    FORECAST_PIPELINE,
)


def register_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every function known to a connection."""
    for function in FUNCTIONS:
        function.register(connection)
