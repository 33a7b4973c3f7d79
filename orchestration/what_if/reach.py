"""What a scenario reaches: every name in it exists, and every change has something to move.

A change that names a driver nobody knows, or a product that this customer never bought, would move
nothing and look like an answer. So it is refused before anything is built. What limits a lever
at all is decided by the models; a limit that is not here is left for them to refuse.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import duckdb

from orchestration.project import DataFolder
from orchestration.publication.layout import DATABASE
from orchestration.publication.sql import session, text
from orchestration.what_if.differences import OutdatedError
from orchestration.what_if.scenario import Scenario, ScenarioError

LISTED = 12
"""Known names that are written out; of more, only the nearest are."""
NO_LIMITS = ("lever", "percent", "to")
NAMES = {
    "product_id": "select product_id from marts.dim_products",
    "product_category": "select category from marts.dim_products",
    "customer_id": "select customer_id from marts.dim_customers",
    "channel": "select channel from marts.fct_orders",
    "pool_id": "select pool_id from marts.fct_cost_allocations",
    "waterfall_step": "select waterfall_step from marts.fct_cost_allocations",
    "role": "select role from marts.fct_commission_lines",
    "product_margin_tier": "select product_margin_tier from marts.fct_commission_lines",
    "user_id": "select user_id from marts.fct_commission_lines",
    "currency_code": "select currency_code from build.intermediate.int_fx_rates_filled",
    "to": "select driver from build.reference.cost_pool_drivers",
}
"""What a limit can name, as it is written in the marts; `to` is a driver."""
CALLED = {"to": "driver", "product_category": "product category", "waterfall_step": "step"}

SOLD = """
    from marts.fct_order_line_profit as lines
    inner join marts.fct_orders as orders on lines.order_id = orders.order_id
    left join marts.dim_products as products on lines.product_id = products.product_id"""
LINES = f"{SOLD} where lines.line_kind in ('product', 'gift_card')"
OF_LINES = {
    "product_id": "lines.product_id",
    "product_category": "products.category",
    "customer_id": "lines.customer_id",
    "channel": "orders.channel",
}
POOLS = "from marts.fct_cost_allocations as pools where allocated_amount is distinct from 0"
OF_POOLS = {"pool_id": "pool_id", "waterfall_step": "waterfall_step"}
CURRENCIES = " union all ".join(
    f"select currency_code from build.staging.stg_{table}"
    for table in (
        *("orders__orders", "orders__shipments", "orders__payments", "orders__returns"),
        *("costs__product_costs", "costs__cost_pools", "crm__campaign_spend"),
    )
)
OF_CLAIMS = {name: name for name in ("role", "product_margin_tier", "user_id")}
REACHED: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "price": ("order line", f"{LINES} and lines.quantity <> 0", OF_LINES),
    "price_charged": ("order line", f"{LINES} and lines.quantity <> 0", OF_LINES),
    "quantity": ("order line", f"{LINES} and lines.quantity <> 0", OF_LINES),
    "line_discount": (
        "discount on an order line",
        f"{LINES} and lines.line_discount_amount is distinct from 0",
        OF_LINES,
    ),
    "order_discount": (
        "discount on an order",
        f"{SOLD} where lines.order_discount_local <> 0",
        OF_LINES,
    ),
    "unit_cost": (
        "order line with a cost",
        f"{LINES} and lines.cogs_amount is distinct from 0",
        OF_LINES,
    ),
    "cost_pool": ("cost pool", POOLS, OF_POOLS),
    # the spend on a campaign is borne by whom it touched, whatever the driver says
    "driver": ("cost pool", f"{POOLS} and not starts_with(pool_id, 'campaign:')", OF_POOLS),
    "fx_rate": (
        "order, cost or pool in the currency",
        f"from ({CURRENCIES}) where currency_code is not null",
        {"currency_code": "currency_code"},
    ),
    "commission_rate": (
        "commission",
        "from marts.fct_commission_lines where commission_rate <> 0",
        OF_CLAIMS,
    ),
}
"""Per lever: what it moves in words, the rows it can move, and where each limit is in them."""


def require_reach(scenario: Scenario, data: DataFolder) -> None:
    """Check every name and every change against what is published.

    Raises ScenarioError naming the change and the value, and OutdatedError where the warehouse
    that was published from is gone.
    """
    if not data.build.exists():
        message = f"{data.build} is gone, and with it the names of drivers. Run `profit run` first."
        raise OutdatedError(message)
    with session(marts=data.published / DATABASE, build=data.build) as connection:
        for number, change in enumerate(scenario.changes, start=1):
            for limit, value in change.items():
                if limit in NAMES:
                    _require_name(connection, number, limit, str(value))
            _require_match(connection, number, change)


def _require_name(
    connection: duckdb.DuckDBPyConnection, number: int, limit: str, value: str
) -> None:
    rows = connection.execute(
        f"select distinct * from ({NAMES[limit]}) as names(name) where name is not null order by 1"
    ).fetchall()
    known = [str(name) for (name,) in rows]
    if value in known:
        return
    kind = CALLED.get(limit, limit.removesuffix("_id").replace("_", " "))
    near = get_close_matches(value, known, LISTED, cutoff=0.5) or known
    listed = ", ".join(known if len(known) <= LISTED else near[:LISTED])
    count = "" if len(known) <= LISTED else f" {len(known):,}, the nearest being"
    raise ScenarioError(f"Change {number} names the {kind} {value}. There are{count} {listed}.")


def _require_match(
    connection: duckdb.DuckDBPyConnection, number: int, change: Mapping[str, Any]
) -> None:
    limits = {name: value for name, value in change.items() if name not in NO_LIMITS}
    if change["lever"] not in REACHED:
        return
    kind, rows, columns = REACHED[change["lever"]]
    if not limits.keys() <= columns.keys():
        return
    where = "".join(f" and {columns[name]} = {text(value)}" for name, value in limits.items())
    if not connection.execute(f"select 1 {rows}{where} limit 1").fetchall():
        named = ", ".join(f"{name} {value}" for name, value in limits.items()) or "the company"
        raise ScenarioError(
            f"Change {number} moves nothing: {change['lever']} has no {kind} in {named}."
        )
