"""What a company is to the gross-profit tests: typed facts, before anybody wrote them to a file.

The oracle reads these facts, `landed_company` writes them as an order system would. No rule
belongs here. Money is Decimal, None is an empty cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

REPORTING_CURRENCY = "EUR"
RATE_VALID_DAYS = 45
NO_SALE_STATUSES = {"cancelled", "void", "draft"}


@dataclass(frozen=True)
class Order:
    """One order. `customer_id` and `account_id`: who bought, as far as the order says."""

    order_id: str
    ordered_at: datetime
    customer_id: str | None = None
    account_id: str | None = None
    status: str | None = None
    fulfilled_at: datetime | None = None
    cancelled_at: datetime | None = None
    currency: str | None = None
    discount: Decimal | None = None
    shipping: Decimal | None = None
    is_test: bool = False
    is_deleted: bool = False


@dataclass(frozen=True)
class Line:
    """One order line."""

    line_id: str
    order_id: str
    quantity: Decimal
    unit_price: Decimal
    product_id: str | None = None
    list_price: Decimal | None = None
    discount: Decimal | None = None
    unit_cost: Decimal | None = None
    is_deleted: bool = False


@dataclass(frozen=True)
class Refund:
    """One return or refund; without a line it is one of the order as a whole."""

    refund_id: str
    order_id: str
    returned_at: datetime
    amount: Decimal
    line_id: str | None = None
    quantity: Decimal | None = None
    currency: str | None = None
    disposition: str | None = None
    is_deleted: bool = False


@dataclass(frozen=True)
class Cost:
    """What one unit of a product costs from a day on; `parts` are material, labour, overhead."""

    product_id: str
    valid_from: date
    valid_to: date | None
    parts: tuple[Decimal | None, Decimal | None, Decimal | None]
    currency: str | None = None
    is_deleted: bool = False


@dataclass(frozen=True)
class Rate:
    """Units of `target` for one unit of `source` from a day on."""

    source: str
    target: str
    day: date
    rate: Decimal
    is_deleted: bool = False


@dataclass(frozen=True)
class Exclusion:
    """An account whose orders are no sales in [valid_from, valid_to)."""

    account_id: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Company:
    """All that is known of one company."""

    orders: tuple[Order, ...] = ()
    lines: tuple[Line, ...] = ()
    refunds: tuple[Refund, ...] = ()
    costs: tuple[Cost, ...] = ()
    rates: tuple[Rate, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    gift_cards: frozenset[str] = frozenset()
    account_of_customer: Mapping[str, str] = field(default_factory=dict)
