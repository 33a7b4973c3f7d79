"""What each line of a sale is worth and costs, a second time, in exact fractions.

An order is no sale when it is deleted, a test, cancelled (by its day or its status) or bought by
an account excluded on that day; then none of its money counts. Its day is the day it was placed.

A line is worth quantity x unit price, rounded half-up to 4 decimals, less its own discount. What
it earns is converted part by part at the rate of the order's day, each part rounded half-up once:
the list value (empty list price = unit price), the charged value, the line's discount and its part
of the order's discount. Shipping charged is a line of its own.

The order's discount is spread over its product lines by worth. Where no line has any worth, the
order gets an `unallocated` line that carries it.

A unit costs what the line itself says, at the order's rate, else what the newest started cost
window says if it still runs on the day of fulfilment (the order's day where empty), at that day's
rate. A window without a day is none. Only products cost anything, gift cards do not.

A rate holds for 45 days or until the next quote of that currency. The reporting currency's own
quotes are turned round (rounded to 10 places) and lose against a direct quote of the same day.
What is not known is None; what is zero in the order's currency needs no rate to be zero.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from company import NO_SALE_STATUSES, RATE_VALID_DAYS, REPORTING_CURRENCY, Company, Line, Order
from exact_money import ZERO, less, product, rounded, spread


@dataclass(frozen=True)
class Sold:
    """One line of a sale, with the rate of its order's day."""

    line_id: str
    order: Order
    rate: Fraction | None
    product_id: str = "unallocated"
    kind: str = "unallocated"
    quantity: Decimal = ZERO
    list_price: Decimal = ZERO
    unit_price: Decimal = ZERO
    discount: Decimal = ZERO
    order_discount: Decimal = ZERO
    unit_cost: Fraction | None = Fraction(0)
    cost_rate: Fraction | None = Fraction(1)

    @property
    def worth(self) -> Decimal:
        return product(self.quantity, self.unit_price) - self.discount

    @property
    def net(self) -> Decimal:
        return self.worth - self.order_discount

    @property
    def list_amount(self) -> Decimal | None:
        return product(self.quantity, self.list_price, self.rate)

    @property
    def charged_amount(self) -> Decimal | None:
        return product(self.quantity, self.unit_price, self.rate)

    @property
    def discount_amount(self) -> Decimal | None:
        return product(self.discount, self.rate)

    @property
    def order_discount_amount(self) -> Decimal | None:
        return product(self.order_discount, self.rate)

    @property
    def net_amount(self) -> Decimal | None:
        if self.rate is None and self.net == 0:
            return ZERO
        return less(self.charged_amount, self.discount_amount, self.order_discount_amount)

    @property
    def cogs_amount(self) -> Decimal | None:
        return product(self.quantity, self.unit_cost, self.cost_rate)


class Sales:
    """The sales of one company (`orders` by id) and their lines (`lines` by id)."""

    def __init__(self, company: Company) -> None:
        """Price every line of every sale."""
        self._company = company
        self._lines_of = defaultdict(list)
        for line in company.lines:
            if not line.is_deleted:
                self._lines_of[line.order_id].append(line)
        self.orders = {order.order_id: order for order in company.orders if self._is_sale(order)}
        sold = (line for order in self.orders.values() for line in self._sold(order))
        self.lines: dict[str, Sold] = {line.line_id: line for line in sold}

    def buyer(self, order: Order) -> str:
        """The account behind the customer, else the customer itself, else nobody known."""
        account = self._company.account_of_customer.get(order.customer_id, order.account_id)
        if account:
            return f"account:{account}"
        return f"customer:{order.customer_id}" if order.customer_id else "unknown"

    def rate_on(self, day: date, currency: str | None) -> Fraction | None:
        """Reporting currency for one unit of `currency`."""
        if currency in {None, REPORTING_CURRENCY}:
            return Fraction(1)
        quotes = {}
        for rate in sorted(self._company.rates, key=lambda rate: rate.source != REPORTING_CURRENCY):
            if (rate.source, rate.target) == (REPORTING_CURRENCY, currency):
                quotes[rate.day] = Fraction(rounded(1 / Fraction(rate.rate), 10))
            if (rate.source, rate.target) == (currency, REPORTING_CURRENCY):
                quotes[rate.day] = Fraction(rate.rate)
        newest = max((quoted for quoted in quotes if quoted <= day), default=None)
        if newest is None or (day - newest).days >= RATE_VALID_DAYS:
            return None
        return quotes[newest]

    def _is_sale(self, order: Order) -> bool:
        day = order.ordered_at.date()
        is_excluded = any(
            self.buyer(order) == f"account:{exclusion.account_id}"
            and (exclusion.valid_from or date.min) <= day < (exclusion.valid_to or date.max)
            for exclusion in self._company.exclusions
        )
        is_cancelled = order.cancelled_at or (order.status or "").lower() in NO_SALE_STATUSES
        return not (order.is_deleted or order.is_test or is_cancelled or is_excluded)

    def _unit_cost(self, order: Order, line: Line) -> tuple[Fraction | None, Fraction | None]:
        if line.unit_cost is not None:
            return Fraction(line.unit_cost), self.rate_on(order.ordered_at.date(), order.currency)
        day = (order.fulfilled_at or order.ordered_at).date()
        started = [
            cost
            for cost in self._company.costs
            if cost.product_id == line.product_id and cost.valid_from <= day
            if cost.valid_to is None or cost.valid_from < cost.valid_to
        ]
        newest = max(started, key=lambda cost: cost.valid_from, default=None)
        if newest is None or (newest.valid_to is not None and newest.valid_to <= day):
            return None, None
        return sum(Fraction(part or 0) for part in newest.parts), self.rate_on(day, newest.currency)

    def _sold(self, order: Order) -> Iterator[Sold]:
        rate = self.rate_on(order.ordered_at.date(), order.currency)
        lines = [self._product_line(order, line, rate) for line in self._lines_of[order.order_id]]
        worths = {line.line_id: line.worth for line in lines if line.kind == "product"}
        shares = spread(order.discount or ZERO, worths)
        for line in lines:
            yield replace(line, order_discount=shares.get(line.line_id, ZERO))
        if price := order.shipping:
            line_id = f"{order.order_id}:shipping"
            yield Sold(line_id, order, rate, "shipping", "shipping", Decimal(1), price, price)
        if order.discount and not shares:
            line_id = f"{order.order_id}:unallocated"
            yield Sold(line_id, order, rate, order_discount=order.discount)

    def _product_line(self, order: Order, line: Line, rate: Fraction | None) -> Sold:
        is_card = line.product_id in self._company.gift_cards
        unit_cost, cost_rate = (
            (Fraction(0), Fraction(1)) if is_card else self._unit_cost(order, line)
        )
        return Sold(
            line.line_id,
            order,
            rate,
            product_id=line.product_id or "unknown",
            kind="gift_card" if is_card else "product",
            quantity=line.quantity,
            list_price=line.unit_price if line.list_price is None else line.list_price,
            unit_price=line.unit_price,
            discount=line.discount or ZERO,
            unit_cost=unit_cost,
            cost_rate=cost_rate,
        )
