"""Everything that was sold in one block, with what followed it."""

from dataclasses import dataclass

from orchestration.demo.accounts import Accounts, make_accounts
from orchestration.demo.aftermath import (
    Payments,
    Shipments,
    make_payments,
    make_shipments,
)
from orchestration.demo.block import Block
from orchestration.demo.buyers import Buyers, make_buyers
from orchestration.demo.lines import Lines, make_lines
from orchestration.demo.orders import Orders, make_orders
from orchestration.demo.prices import Prices, price
from orchestration.demo.returns import Returns, make_returns


@dataclass(frozen=True)
class Trade:
    """Customers, orders and money of one block. Entries refer to each other by position."""

    block: Block
    accounts: Accounts
    buyers: Buyers
    orders: Orders
    lines: Lines
    prices: Prices
    returns: Returns
    payments: Payments
    shipments: Shipments


def make_trade(block: Block) -> Trade:
    """Invent three years of trade for one block."""
    accounts = make_accounts(block)
    buyers = make_buyers(block, accounts)
    orders = make_orders(block, buyers)
    buys_big = (buyers.account >= 0) & (accounts.segment[buyers.account] == 0)
    lines = make_lines(block, buyers, orders, buys_big & (buyers.system == 0))
    prices = price(block, buyers, orders, lines)
    returns = make_returns(block, buyers, orders, lines, prices)
    return Trade(
        block=block,
        accounts=accounts,
        buyers=buyers,
        orders=orders,
        lines=lines,
        prices=prices,
        returns=returns,
        payments=make_payments(block, orders, prices, returns),
        shipments=make_shipments(block, buyers, orders, lines),
    )
