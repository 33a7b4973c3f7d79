"""Every function that the warehouse's SQL may call, with its types. Each is called by one macro.

To add one: its signature here, its Python in a module beside this one, its macro in
macros/engine/science.sql.
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

FUNCTIONS = (FIT_BUYING_MODEL, EXPECT_ORDERS)


def register_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every function known to a connection."""
    for function in FUNCTIONS:
        function.register(connection)
