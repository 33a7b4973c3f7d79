"""Gross profit of a company a second time: every event posted, then summed to lines and months.

A sale is posted on the order's day, a refund on its own. The list discount is list less charged.
A gift card is owed, not earned: its net is the gift-card amount, all else of it is zero, and its
refunds lower what is owed. What no line can give back is goodwill and not in gross profit.

What is not known is None and makes every sum that holds it None; what did not happen, or is zero in
its own currency, is zero. An event without net revenue is unpriced, one with net revenue but no cost
is uncosted; both are counted. What is known of a month are the lines of which nothing is unknown,
whenever it was posted, each with all that it has in the month.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from company import REPORTING_CURRENCY, Company
from exact_money import ZERO, less, product, total
from refund_oracle import Settled, settled_refunds
from sale_oracle import Sales, Sold

Row = dict[str, Any]
LOCALS = ("value_local", "order_discount_local", "returns_local", "goodwill_local")
DISCOUNTS = ("list_discount_amount", "line_discount_amount", "order_discount_amount")
SUMMED = (
    *("gross_revenue_amount", "discount_amount", "returns_amount"),
    *("net_revenue_amount", "cogs_amount", "gross_profit_amount"),
)
OWED = ("goodwill_amount", "gift_card_amount")
PROFIT = (*DISCOUNTS, *SUMMED, "goodwill_amount")


def postings(company: Company) -> dict[str, Row]:
    """Every posting by its id."""
    sales = Sales(company)
    events = [_sale(line) for line in sales.lines.values()]
    events += [_refund(settled) for settled in settled_refunds(company, sales)]
    rows = [_posting(sales, line, event) for line, event in events]
    return {row["posting_id"]: row for row in rows}


def line_totals(rows: Iterable[Row]) -> dict[str, Row]:
    """All events of a line in one row."""
    return {line_id: _line_total(events) for line_id, events in _by(rows, "order_line_id").items()}


def customer_months(rows: Iterable[Row]) -> dict[tuple[Any, ...], Row]:
    """All events of a customer and month in one row."""
    rows = list(rows)
    left_out = {row["order_line_id"] for row in rows if None in map(row.get, PROFIT)}
    dated = [
        row
        | {
            "month_start": row["posted_date"].replace(day=1),
            # what the order as a whole does not know, none of its lines does
            "is_left_out": not left_out.isdisjoint(
                {row["order_line_id"], f"{row['order_id']}:unallocated"}
            ),
        }
        for row in rows
    ]
    return {key: _month(events) for key, events in _by(dated, "customer_id", "month_start").items()}


def _sale(line: Sold) -> tuple[Sold, Row]:
    is_at_list = line.list_price == line.unit_price
    earned = {
        "gross_revenue_amount": line.list_amount,
        "list_discount_amount": (
            ZERO if is_at_list else less(line.list_amount, line.charged_amount)
        ),
        "line_discount_amount": line.discount_amount,
        "order_discount_amount": line.order_discount_amount,
    }
    is_card = line.kind == "gift_card"
    return line, {
        "posting_id": f"{line.line_id}:sale",
        "posting_type": "sale",
        "posted_date": line.order.ordered_at.date(),
        "quantity": line.quantity,
        "value_local": line.worth,
        "order_discount_local": line.order_discount,
        **(dict.fromkeys(earned, ZERO) if is_card else earned),
        "returns_amount": ZERO,
        "cogs_amount": line.cogs_amount,
        "gift_card_amount": line.net_amount if is_card else ZERO,
    }


def _refund(settled: Settled) -> tuple[Sold, Row]:
    line, refund, taken = settled.line, settled.part.refund, settled.returns_amount
    is_card = line.kind == "gift_card"
    return line, {
        "posting_id": f"{line.line_id}:return:{refund.refund_id}",
        "posting_type": "return",
        "posted_date": refund.returned_at.date(),
        "quantity": -settled.part.units,
        "returns_local": settled.returns_local,
        "goodwill_local": settled.goodwill_local,
        "returns_amount": ZERO if is_card else taken,
        "cogs_amount": less(ZERO, settled.restocked_cost),
        "goodwill_amount": product(settled.goodwill_local, line.rate),
        "gift_card_amount": less(ZERO, taken) if is_card else ZERO,
    }


def _posting(sales: Sales, line: Sold, event: Row) -> Row:
    day = line.order.ordered_at.date()
    row = dict.fromkeys((*LOCALS, *DISCOUNTS, *SUMMED, *OWED), ZERO) | event
    row["discount_amount"] = total(row[name] for name in DISCOUNTS)
    net = less(row["gross_revenue_amount"], row["discount_amount"], row["returns_amount"])
    return row | {
        "order_line_id": line.line_id,
        "order_id": line.order.order_id,
        "customer_id": sales.buyer(line.order),
        "product_id": line.product_id,
        "line_kind": line.kind,
        "ordered_date": day,
        "order_month": day.replace(day=1),
        "currency_code": line.order.currency or REPORTING_CURRENCY,
        "net_revenue_amount": net,
        "gross_profit_amount": less(net, row["cogs_amount"]),
        "is_unpriced": net is None,
        "is_uncosted": net is not None and row["cogs_amount"] is None,
    }


def _by(rows: Iterable[Row], *names: str) -> Mapping[Any, list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        key = tuple(row[name] for name in names)
        groups[key if len(names) > 1 else key[0]].append(row)
    return groups


def _sums(rows: list[Row], names: Iterable[str]) -> Row:
    return {name: total(row[name] for row in rows) for name in names}


def _line_total(events: list[Row]) -> Row:
    posted = ("posting_id", "posting_type", "posted_date", "quantity")
    returned = [row for row in events if row["posting_type"] == "return"]
    is_unpriced = any(row["is_unpriced"] for row in events)
    return {
        **{name: value for name, value in events[0].items() if name not in posted},
        **_sums(events, (*LOCALS, *DISCOUNTS, *SUMMED, *OWED)),
        "last_posted_date": max(row["posted_date"] for row in events),
        "quantity": sum((row["quantity"] for row in events if row not in returned), ZERO),
        "returned_quantity": -sum((row["quantity"] for row in returned), ZERO),
        "is_unpriced": is_unpriced,
        "is_uncosted": any(row["is_uncosted"] for row in events) and not is_unpriced,
    }


def _month(events: list[Row]) -> Row:
    def known(name: str, rows: list[Row]) -> Any:
        return sum((row[name] for row in rows if row[name] is not None), ZERO)

    left_out = [row for row in events if row["is_left_out"]]
    kept = [row for row in events if not row["is_left_out"]]
    return {
        **{name: events[0][name] for name in ("customer_id", "month_start")},
        **_sums(events, SUMMED),
        "order_count": len({row["order_id"] for row in events if row["posting_type"] == "sale"}),
        "return_count": sum(row["posting_type"] == "return" for row in events),
        "known_net_revenue_amount": known("net_revenue_amount", kept),
        "known_gross_profit_amount": known("gross_profit_amount", kept),
        "left_out_net_revenue_amount": known("net_revenue_amount", left_out),
        "left_out_line_count": sum(row["posting_type"] == "sale" for row in left_out),
        "uncosted_net_revenue_amount": known(
            "net_revenue_amount", [row for row in events if row["is_uncosted"]]
        ),
        "unpriced_line_count": sum(row["is_unpriced"] for row in events),
        "uncosted_line_count": sum(row["is_uncosted"] for row in events),
        **_sums(events, OWED),
    }
