"""The order systems' exports of orders and their lines.

An order is exported when it is placed and again when it is delivered or cancelled, a line only
once. The shop knows no sales people, and only the ERP says since when it has a line.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.aftermath import METHODS
from orchestration.demo.buyers import BY_KEY, ERP, SHOP, SYSTEMS, YOUZAN
from orchestration.demo.calendar import MONTH_OF_DAY
from orchestration.demo.catalogue import IS_MACHINE, NAMES, UNIT_COSTS
from orchestration.demo.chance import Ints
from orchestration.demo.columns import (
    Column,
    Extract,
    constant,
    money,
    money_or_none,
    scaled,
    times,
    where,
    words,
)
from orchestration.demo.crm_ids import account_ids, deal_ids
from orchestration.demo.deals import Deals
from orchestration.demo.markets import COUNTRIES, CURRENCIES, PRICE_FACTORS, REGIONS, STORES
from orchestration.demo.order_ids import customer_ids, line_ids, order_ids, product_ids
from orchestration.demo.orders import TEST
from orchestration.demo.promotions import CODES
from orchestration.demo.staff import user_ids
from orchestration.demo.trade import Trade

STATUSES = {
    ERP: ("delivered", "confirmed", "cancelled", "void"),
    SHOP: ("fulfilled", "processing", "cancelled", "voided"),
    YOUZAN: ("交易完成", "待发货", "已关闭", "已关闭"),
}
"""What each system calls delivered, open, cancelled and void."""

CHANNELS = ("field_sales", "inside_sales", "partner", "web", "wechat")
FORGOTTEN_PRODUCT = "009981"
_WORKSHOP_REPAIR = NAMES.index("Repair, per visit")


def _sales_columns(trade: Trade, deals: Deals, at: Ints) -> dict[str, Column]:
    """Add what only the ERP knows about an order: company, deal and sales person."""
    orders, accounts, buyers = trade.orders, trade.accounts, trade.buyers
    company = buyers.account[orders.buyer[at]]
    known = company.clip(0)
    deal = deals.order_deal[at]
    has_key = (buyers.match[orders.buyer[at]] == BY_KEY) & (at % 10 < 3)
    knows_company = (company >= 0) & (has_key | (at % 20 == 7))
    number = np.where(knows_company, accounts.numbers[known], -1)
    seller = trade.block.staff.occupant(accounts.seat[known], orders.day[at])
    return {
        "account_id": account_ids(number),
        "opportunity_id": deal_ids(np.where(deal >= 0, deals.numbers[deal.clip(0)], -1)),
        "sales_user_id": where((company >= 0) & (at % 50 != 3), user_ids(seller)),
    }


def order_extract(trade: Trade, deals: Deals, system: int, at: Ints) -> Extract:
    """Orders of one system; `at` are their positions."""
    orders, prices, buyers = trade.orders, trade.prices, trade.buyers
    buyer, market = orders.buyer[at], trade.buyers.market[orders.buyer[at]]
    fate, fulfilled, cancelled = orders.fate[at], orders.fulfilled_at[at], orders.cancelled_at[at]
    status = np.where(cancelled > 0, np.where(fate == 1, 2, 3), np.where(fulfilled > 0, 0, 1))
    only_account = (system == ERP) & (at % 20 == 7) & (buyers.account[buyer] >= 0)
    channel = {ERP: np.where(at % 11 == 0, 2, np.where(at % 3 == 0, 1, 0)), SHOP: at * 0 + 3}
    changed = np.maximum(np.maximum(fulfilled, cancelled), orders.ordered_at[at])
    columns = {
        "order_id": order_ids(system, orders, at),
        "customer_id": where(
            ~orders.is_guest[at] & ~only_account, customer_ids(system, buyers, buyer)
        ),
        **(_sales_columns(trade, deals, at) if system == ERP else {}),
        "channel": words(channel.get(system, at * 0 + 4), CHANNELS),
        "store": constant("Stammhaus", len(at)) if system == ERP else words(market, STORES),
        "ship_country_code": words(market, COUNTRIES),
        "ship_region": words(buyers.region[buyer], REGIONS),
        "status": words(status, STATUSES[system]),
        "ordered_at": times(orders.ordered_at[at]),
        "fulfilled_at": where(fulfilled > 0, times(fulfilled)),
        "cancelled_at": where(cancelled > 0, times(cancelled)),
        "currency_code": words(prices.currency[at], CURRENCIES),
        "order_discount_amount": money_or_none(prices.order_discount[at]),
        "shipping_charged_amount": money(prices.shipping[at]),
        "tax_amount": money(prices.order_tax[at]),
        "promotion_code": words(prices.code[at], CODES),
        "payment_method": words(_method(trade, system, at), METHODS),
    }
    if system != YOUZAN:
        columns["is_test"] = where(fate == TEST, words(at * 0, ("true",)))
        columns["source_updated_at"] = times(changed)
    early = {"status": words(at * 0 + 1, STATUSES[system]), "fulfilled_at": None}
    return Extract(
        SYSTEMS[system], "orders", columns, orders.ordered_at[at], changed,
        early | {"cancelled_at": None},
    )  # fmt: skip


def _method(trade: Trade, system: int, at: Ints) -> Ints:
    """How each order was paid, where it was; otherwise the usual way of its system."""
    method = np.full(len(trade.orders), {ERP: 0, SHOP: 1, YOUZAN: 5}[system])
    method[trade.payments.order] = trade.payments.method
    return method[at]


def _product_column(product: Ints, at: Ints) -> Column:
    """Article numbers; a few are old ones that the article master has forgotten."""
    return pc.if_else(pa.array(at % 1511 == 29), FORGOTTEN_PRODUCT, product_ids(product))


def line_extract(trade: Trade, system: int, at: Ints) -> Extract:
    """Order lines of one system; `at` are their positions."""
    lines, prices, orders = trade.lines, trade.prices, trade.orders
    of, product = lines.order[at], lines.product[at]
    columns = {
        "order_line_id": line_ids(system, trade, at),
        "order_id": order_ids(system, orders, of),
        "product_id": where(at % 701 != 17, _product_column(product, at)),
        "quantity": scaled(lines.quantity[at], 2),
        "list_price": where((system != YOUZAN) | (at % 6 > 0), money(prices.list_price[at])),
        "unit_price": money(prices.unit_price[at]),
        "line_discount_amount": money_or_none(prices.line_discount[at]),
        "tax_amount": money(prices.line_tax[at]),
    }
    if system == ERP:
        factor = np.array(PRICE_FACTORS)[prices.currency[of]]
        usual = UNIT_COSTS[product, MONTH_OF_DAY[orders.day[of]]] * factor // 100_000
        special = (product == _WORKSHOP_REPAIR) | (IS_MACHINE[product] & (at % 29 == 5))
        columns["unit_cost"] = where(special, money(usual * (80 + at % 60) // 100))
        columns["source_updated_at"] = times(orders.ordered_at[of])
    return Extract(SYSTEMS[system], "order_lines", columns, orders.ordered_at[of])
