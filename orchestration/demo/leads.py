"""Enquiries: where new companies came from, and all those that never became one."""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.accounts import Accounts
from orchestration.demo.calendar import COMPANIES, DAYS, day_of, moment
from orchestration.demo.chance import Flags, Ints
from orchestration.demo.deals import Deals
from orchestration.demo.markets import MARKETS
from orchestration.demo.trade import Trade


@dataclass(frozen=True)
class Leads:
    """One entry per enquiry. `deal` is what it became, or -1."""

    numbers: Ints
    deal: Ints
    account: Ints
    market: Ints
    created_at: Ints
    closed_at: Ints

    def __len__(self) -> int:
        """Count the enquiries."""
        return len(self.numbers)


def make_leads(trade: Trade, deals: Deals, accounts: Accounts) -> Leads:
    """Enquiries: those that became a deal first, then those that did not."""
    chance = trade.block.chance("leads")
    deal = np.flatnonzero(deals.lead >= 0)
    rest = max(trade.block.orders * 19 // 100, 20)
    none = np.full(rest, -1)
    market = chance.pick([market.company_share for market in MARKETS], rest)
    day = COMPANIES.draw(chance, np.zeros(rest, dtype=np.int64), np.full(rest, DAYS - 2))
    created = moment(day, chance.between(25_000, 75_000, rest))
    closed = created + 86_400 * (2 + chance.wait(25, rest).clip(0, 200))
    is_open: Flags = (day_of(closed) >= DAYS - 1) | chance.happens(60, rest)
    before = deals.created_at[deal] - 86_400 * (1 + chance.wait(9, len(deal)).clip(0, 60)) - 4_000
    return Leads(
        numbers=np.arange(len(deal) + rest) + trade.block.start,
        deal=np.concatenate([deal, none]),
        account=np.concatenate([deals.account[deal], none]),
        market=np.concatenate([accounts.market[deals.account[deal]], market]),
        created_at=np.concatenate([before, created]),
        closed_at=np.concatenate([deals.created_at[deal], np.where(is_open, 0, closed)]),
    )
