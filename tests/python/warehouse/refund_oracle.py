"""What each refund takes off the revenue and the cost of a line, in exact fractions.

A refund belongs to its line's order, else to the order it names, and is turned into that order's
currency by the two rates of the order's day, rounded once. Without a line it has no quantity and
is spread over the order's lines by their net; what no line can carry goes to `unallocated`.

The refunds of a line are settled by time, then id: they take revenue back until the line's net is
used up, the rest is goodwill. Returned units use up the line's quantity in the same order; the
restocked ones give their cost back. Every amount is a difference of two converted running totals,
and the last total is the line's own amount, so that a line fully returned nets to nothing.

A refund in a currency without a rate makes itself and the later ones of its line unknown (None).
What takes nothing off a line takes nothing off in any currency.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from company import REPORTING_CURRENCY, Company, Refund
from exact_money import ZERO, less, product, rounded, spread, total
from sale_oracle import Sales, Sold


@dataclass(frozen=True)
class Used:
    """How much of a line's net, quantity and stock the refunds up to one of them have used."""

    refunded: Decimal | None = ZERO
    returned: Decimal = ZERO
    restocked: Decimal = ZERO

    def after(self, line: Sold, part: "Part") -> "Used":
        """The same with one more refund."""
        returned = self.returned + part.units
        came_back = min(returned, line.quantity) - min(self.returned, line.quantity)
        is_restocked = part.refund.disposition == "restocked"
        return Used(
            total([self.refunded, part.amount]),
            returned,
            self.restocked + (came_back if is_restocked else ZERO),
        )

    def revenue(self, line: Sold) -> tuple[Decimal | None, Decimal | None]:
        """What was taken back of the line's net so far, in the order's and our currency."""
        if self.refunded is None:
            return None, None
        taken = min(self.refunded, max(line.net, ZERO))
        return taken, line.net_amount if taken == line.net else product(taken, line.rate)

    def cost(self, line: Sold) -> Decimal | None:
        """The cost that was given back so far."""
        if self.restocked == line.quantity:
            return line.cogs_amount
        return product(self.restocked, line.unit_cost, line.cost_rate)


@dataclass(frozen=True)
class Part:
    """The part of a refund that falls on one line, in the order's currency."""

    refund: Refund
    units: Decimal
    amount: Decimal | None


@dataclass(frozen=True)
class Settled:
    """What one refund takes off one line."""

    line: Sold
    part: Part
    returns_local: Decimal | None
    returns_amount: Decimal | None
    restocked_cost: Decimal | None

    @property
    def goodwill_local(self) -> Decimal | None:
        return less(self.part.amount, self.returns_local)


def settled_refunds(company: Company, sales: Sales) -> Iterator[Settled]:
    """Every refund of a sale on every line that it falls on."""
    used: dict[str, Used] = defaultdict(Used)
    order_of_line = {line.line_id: line.order_id for line in company.lines}
    for refund in sorted(
        company.refunds, key=lambda refund: (refund.returned_at, refund.refund_id)
    ):
        for line, part in _parts(sales, refund, order_of_line):
            before, after = used[line.line_id], used[line.line_id].after(line, part)
            used[line.line_id] = after
            moved = after.restocked != before.restocked
            taken, amount = map(less, after.revenue(line), before.revenue(line))
            yield Settled(
                line,
                part,
                taken,
                ZERO if taken == 0 else amount,
                less(after.cost(line), before.cost(line)) if moved else ZERO,
            )


def _parts(
    sales: Sales, refund: Refund, order_of_line: Mapping[str, str]
) -> Iterator[tuple[Sold, Part]]:
    order = sales.orders.get(order_of_line.get(refund.line_id, refund.order_id))
    if order is None or refund.is_deleted:
        return
    own, day, amount = order.currency or REPORTING_CURRENCY, order.ordered_at.date(), refund.amount
    rate, own_rate = sales.rate_on(day, refund.currency or own), sales.rate_on(day, own)
    if refund.currency not in {None, own}:
        is_known = rate is not None and own_rate is not None
        amount = rounded(Fraction(amount) * rate / own_rate) if is_known else None
    if refund.line_id is None:
        nets = {key: line.net for key, line in sales.lines.items() if line.order is order}
        parts, units = spread(amount, nets), ZERO
    else:
        parts = {refund.line_id: amount} if refund.line_id in sales.lines else {}
        units = refund.quantity or ZERO
    for key, part in (parts or {f"{order.order_id}:unallocated": amount}).items():
        yield sales.lines.get(key, Sold(key, order, own_rate)), Part(refund, units, part)
