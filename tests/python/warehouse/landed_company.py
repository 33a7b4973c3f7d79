"""A company as its systems write it: texts with older versions and broken rows among them.

Every fact is delivered once as it is. Around it, by a coin that its id throws, come an older
version with other numbers, a newer version that breaks its promise, and the same key from another
system: staging has to see through all of them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zlib import crc32

from company import Company
from small_warehouse import SmallWarehouse

AMOUNTS = {
    *("quantity", "unit_price", "list_price", "line_discount_amount", "refund_amount"),
    *("order_discount_amount", "shipping_charged_amount"),
}
OLDER = {"source_updated_at": "2024-12-30", "batch_date": date(2024, 12, 31)}
NEWER = {"source_updated_at": "2025-12-30", "batch_date": date(2025, 12, 31)}


def text(value: Any) -> str | None:
    """The cell of a fact; the same number is not always spelled the same."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "0"
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return (plain, f"+{plain}", format(value, "E"))[crc32(plain.encode()) % 3]
    return str(value)


def noisy(key: str, facts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each fact as a row, with what surrounds it."""
    rows = []
    for fact in facts:
        row = {name: text(value) for name, value in fact.items()}
        coin = crc32(row[key].encode())
        amounts = [name for name in AMOUNTS & row.keys() if row[name]]
        rows.append(row | {"source_updated_at": "2025-06-30T12:00:00Z"})
        if coin % 5 == 0:
            rows.append(row | dict.fromkeys(amounts, "7.77") | {"is_deleted": "y"} | OLDER)
        if coin % 7 == 0:
            rows.append(row | dict.fromkeys(amounts, "1,5") | NEWER)
        if coin % 11 == 0:
            rows.append(row | {"_system": "webshop"} | NEWER)
    return rows


def landed_tables(company: Company) -> dict[str, list[dict[str, Any]]]:
    """Rows of every landing table that the company fills."""
    orders = [
        {
            "order_id": order.order_id,
            "customer_id": order.customer_id,
            "account_id": order.account_id,
            "status": order.status,
            "ordered_at": order.ordered_at,
            "fulfilled_at": order.fulfilled_at,
            "cancelled_at": order.cancelled_at,
            "currency_code": order.currency,
            "order_discount_amount": order.discount,
            "shipping_charged_amount": order.shipping,
            "is_test": order.is_test,
            "is_deleted": order.is_deleted,
        }
        for order in company.orders
    ]
    lines = [
        {
            "order_line_id": line.line_id,
            "order_id": line.order_id,
            "product_id": line.product_id,
            "quantity": line.quantity,
            "list_price": line.list_price,
            "unit_price": line.unit_price,
            "line_discount_amount": line.discount,
            "unit_cost": line.unit_cost,
            "is_deleted": line.is_deleted,
        }
        for line in company.lines
    ]
    refunds = [
        {
            "return_id": refund.refund_id,
            "order_id": refund.order_id,
            "order_line_id": refund.line_id,
            "returned_at": refund.returned_at,
            "quantity": refund.quantity,
            "refund_amount": refund.amount,
            "currency_code": refund.currency and refund.currency.lower(),
            "disposition": refund.disposition,
            "is_deleted": refund.is_deleted,
        }
        for refund in company.refunds
    ]
    costs = [
        {
            "product_id": cost.product_id,
            "valid_from": text(cost.valid_from),
            "valid_to": text(cost.valid_to),
            "currency_code": cost.currency,
            **dict(
                zip(
                    ("material_cost", "labour_cost", "overhead_cost"),
                    map(text, cost.parts),
                    strict=True,
                )
            ),
        }
        for cost in company.costs
    ]
    rates = [
        {
            "from_currency": rate.source,
            "to_currency": rate.target,
            "rate_date": text(rate.day),
            "rate": text(rate.rate),
        }
        for rate in company.rates
    ]
    linked = company.account_of_customer.items()
    return {
        "orders": noisy("order_id", orders),
        "order_lines": noisy("order_line_id", lines),
        "returns": noisy("return_id", refunds),
        "product_costs": costs,
        "fx_rates": rates,
        "products": [
            {"product_id": card, "product_type": "gift_card"} for card in company.gift_cards
        ],
        "accounts": [{"account_id": account} for account in ("a1", "a2")],
        "customers": [{"customer_id": one, "account_id": account} for one, account in linked],
    }


def land_company(warehouse: SmallWarehouse, company: Company) -> None:
    """Make the company all that the warehouse knows."""
    warehouse.land(**landed_tables(company))
    warehouse.replace_seed(
        "excluded_accounts",
        [
            {
                "account_id": exclusion.account_id,
                "reason": "ours",
                "owner": "controlling",
                "valid_from": exclusion.valid_from,
                "valid_to": exclusion.valid_to,
            }
            for exclusion in company.exclusions
        ],
    )
