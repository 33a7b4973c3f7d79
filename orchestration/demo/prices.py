"""What each line and order came to: prices, discounts, promotions, shipping and tax, in cents.

List prices follow the year of the order. Companies pay their agreed price, shoppers the list price
less promotion codes. Prices exclude tax; tax depends on the country, and companies in another EU
country than ours owe it themselves.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.block import Block
from orchestration.demo.buyers import ERP, Buyers
from orchestration.demo.calendar import YEAR_OF_DAY
from orchestration.demo.catalogue import IS_COFFEE, IS_GIFT_CARD, LIST_PRICES
from orchestration.demo.chance import Ints
from orchestration.demo.lines import Lines, has_goods
from orchestration.demo.markets import CURRENCY_OF, PRICE_FACTORS, TAX_OF
from orchestration.demo.orders import Orders
from orchestration.demo.promotions import WITH_FREE_SHIPPING, draw_promotions

_FREE_FROM = 5900
_SHIPPING = 490
_FREIGHT = 1290
_HOME_MARKET = 0
_FOOD_TAX = 700
_LAST_EU_MARKET = 4


@dataclass(frozen=True)
class Prices:
    """Amounts in cents of the order's currency; `code` is a position in `CODES` or -1."""

    currency: Ints
    list_price: Ints
    unit_price: Ints
    line_discount: Ints
    line_net: Ints
    line_tax: Ints
    order_net: Ints
    order_discount: Ints
    shipping: Ints
    order_tax: Ints
    code: Ints

    @property
    def order_total(self) -> Ints:
        """What the customer pays per order, with tax."""
        return self.order_net - self.order_discount + self.shipping + self.order_tax


def _tax_rates(buyers: Buyers, orders: Orders) -> Ints:
    market = buyers.market[orders.buyer]
    abroad = (market > _HOME_MARKET) & (market <= _LAST_EU_MARKET)
    return np.where((orders.system == ERP) & abroad, 0, TAX_OF[market])


def price(block: Block, buyers: Buyers, orders: Orders, lines: Lines) -> Prices:
    """Price the lines and orders of a block."""
    chance = block.chance("prices")
    market = buyers.market[orders.buyer]
    currency = CURRENCY_OF[market]
    of, size = lines.order, len(lines.order)
    buyer = orders.buyer[of]
    list_price = LIST_PRICES[lines.product, YEAR_OF_DAY[orders.day[of]], currency[of]]
    is_card = IS_GIFT_CARD[lines.product]
    off = np.where(is_card, 0, buyers.price_discount[buyer])
    unit_price = (list_price * (10_000 - off) + 5_000) // 10_000
    full = (lines.quantity * unit_price + 50) // 100
    often = np.where(buyers.line_discount[buyer] > 700, 900, 350)
    line_off = np.where(chance.happens(often, size) & ~is_card, buyers.line_discount[buyer], 0)
    line_discount = full * line_off // 10_000
    line_net = full - line_discount
    rate = _tax_rates(buyers, orders)
    reduced = IS_COFFEE[lines.product] & (rate[of] == TAX_OF[_HOME_MARKET])
    line_rate = np.where(is_card, 0, np.where(reduced, _FOOD_TAX, rate[of]))
    line_tax = (line_net * line_rate + 5_000) // 10_000
    taxed = np.add.reduceat(line_tax, orders.line_start)
    order_net = np.add.reduceat(line_net, orders.line_start)

    code, percent = draw_promotions(block, orders)
    order_off = np.where(orders.system == ERP, buyers.order_discount[orders.buyer], percent * 100)
    order_discount = order_net * order_off // 10_000
    factor = np.array(PRICE_FACTORS)[currency]
    net = order_net - order_discount
    threshold = np.where(orders.system == ERP, 50_000, _FREE_FROM) * factor // 1000
    is_free = (net >= threshold) | (code >= WITH_FREE_SHIPPING) | ~has_goods(orders, lines)
    fee = np.where(orders.system == ERP, _FREIGHT, _SHIPPING) * factor // 10_000 * 10
    shipping = np.where(is_free, 0, fee)
    return Prices(
        currency=currency,
        list_price=list_price,
        unit_price=unit_price,
        line_discount=line_discount,
        line_net=line_net,
        line_tax=line_tax,
        order_net=order_net,
        order_discount=order_discount,
        shipping=shipping,
        order_tax=taxed * net // np.maximum(order_net, 1) + (shipping * rate + 5_000) // 10_000,
        code=code,
    )
