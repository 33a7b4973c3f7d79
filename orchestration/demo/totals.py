"""Running totals of the company over its blocks: what finance needs to know of sales and work."""

from dataclasses import dataclass, field

import numpy as np

from orchestration.demo.calendar import DAYS, MONTH_OF_DAY, MONTHS, day_of
from orchestration.demo.cases import Cases
from orchestration.demo.catalogue import IS_GIFT_CARD, IS_SERVICE, UNIT_COSTS
from orchestration.demo.chance import Flags, Ints
from orchestration.demo.deals import WON, Deals
from orchestration.demo.money_rates import in_euro
from orchestration.demo.orders import SALE
from orchestration.demo.trade import Trade

QUARTERS = MONTHS // 3


def _months() -> Ints:
    return np.zeros(MONTHS, dtype=np.int64)


def _per_month(days: Ints, amounts: Ints) -> Ints:
    """Sum of whole amounts by month; exact, because no sum reaches 2 to the power of 53."""
    kept = (days >= 0) & (days < DAYS)
    sums = np.bincount(MONTH_OF_DAY[days[kept]], weights=amounts[kept], minlength=MONTHS)
    return sums.astype(np.int64)


@dataclass
class Totals:
    """Sums by month, in euro cents unless named otherwise, and won deals by person and quarter."""

    rates: Ints
    persons: int
    goods: Ints = field(default_factory=_months)
    services: Ints = field(default_factory=_months)
    gift_cards: Ints = field(default_factory=_months)
    discounts: Ints = field(default_factory=_months)
    refunds: Ints = field(default_factory=_months)
    shipping: Ints = field(default_factory=_months)
    cost_of_goods: Ints = field(default_factory=_months)
    service_minutes: Ints = field(default_factory=_months)
    sales_minutes: Ints = field(default_factory=_months)
    won: Ints = field(init=False)

    def __post_init__(self) -> None:
        """Start the table of won deals at zero."""
        self.won = np.zeros((self.persons, QUARTERS), dtype=np.int64)

    def _euro(self, trade: Trade, order: Ints, cents: Ints, days: Ints) -> Ints:
        return in_euro(self.rates, cents, trade.prices.currency[order], days)

    def add_trade(self, trade: Trade) -> None:
        """Add the sales of a block; cancelled, void and test orders do not count."""
        orders, lines, prices = trade.orders, trade.lines, trade.prices
        counts = orders.fate == SALE
        of = lines.order
        is_card = IS_GIFT_CARD[lines.product]
        gross = lines.quantity * prices.list_price // 100
        day = orders.day[of]

        def lines_where(flags: Flags, cents: Ints) -> Ints:
            rows = np.flatnonzero(flags & counts[of])
            return _per_month(day[rows], self._euro(trade, of[rows], cents[rows], day[rows]))

        self.goods += lines_where(~is_card & ~IS_SERVICE[lines.product], gross)
        self.services += lines_where(IS_SERVICE[lines.product], gross)
        self.gift_cards += lines_where(is_card, prices.line_net)
        self.discounts += lines_where(~is_card, gross - prices.line_net)
        cost = UNIT_COSTS[lines.product, MONTH_OF_DAY[day]] * lines.quantity // 10_000
        rows = np.flatnonzero(counts[of])
        self.cost_of_goods += _per_month(day[rows], cost[rows])
        sold = np.flatnonzero(counts)
        sold_day = orders.day[sold]

        def orders_sum(cents: Ints) -> Ints:
            return _per_month(sold_day, self._euro(trade, sold, cents[sold], sold_day))

        self.discounts += orders_sum(prices.order_discount)
        self.shipping += orders_sum(prices.shipping)
        back = day_of(trade.returns.returned_at)
        refund = self._euro(trade, trade.returns.order, trade.returns.refund, back)
        self.refunds += _per_month(back, refund)

    def add_work(self, cases: Cases, begun_at: Ints, minutes: Ints) -> None:
        """Add the minutes of the service desk and of the sales people of a block."""
        self.service_minutes += _per_month(day_of(cases.opened_at), cases.minutes)
        self.sales_minutes += _per_month(day_of(begun_at), minutes)

    def add_deals(self, trade: Trade, deals: Deals) -> None:
        """Add won deals to the person who owned them when they closed."""
        won = np.flatnonzero((deals.outcome == WON) & (day_of(deals.closed_at) >= 0))
        day = day_of(deals.closed_at[won])
        owner = trade.block.staff.occupant(trade.accounts.seat[deals.account[won]], day)
        amount = in_euro(
            self.rates, deals.amount[won], trade.prices.currency[deals.order[won]], day
        )
        np.add.at(self.won, (owner, MONTH_OF_DAY[day] // 3), amount)
