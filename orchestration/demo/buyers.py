"""Customers as the three order systems know them: ERP debtors, shop accounts, youzan members.

Whether a debtor can be matched to its company in the CRM is set here: by explicit key, by tax
number, by mail domain, or not at all. Some shop customers are the same person twice, some buy with
the mail address of their company, some are known to the CRM as persons.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from orchestration.demo.accounts import SHOPPER, Accounts
from orchestration.demo.block import Block
from orchestration.demo.calendar import DAYS, day_number
from orchestration.demo.chance import Flags, Ints
from orchestration.demo.markets import CHINA_MARKET, MARKETS, REGION_COUNT, REGION_START

ERP, SHOP, YOUZAN = range(3)
SYSTEMS = ("erp", "shop", "youzan")
_MINI_SHOP_OPENS = day_number(date(2024, 5, 20))
BY_KEY, BY_TAX, BY_DOMAIN, UNMATCHED = range(4)


@dataclass(frozen=True)
class Buyers:
    """One entry per customer record. `account` is the position of the company or -1."""

    system: Ints
    numbers: Ints
    account: Ints
    match: Ints
    person: Ints
    market: Ints
    region: Ints
    taste: Ints
    weight: Ints
    first_day: Ints
    last_day: Ints
    gap_start: Ints
    gap_end: Ints
    price_discount: Ints
    line_discount: Ints
    order_discount: Ints
    return_rate: Ints
    service_load: Ints
    is_in_crm: Flags

    def __len__(self) -> int:
        """Count the customer records."""
        return len(self.numbers)


def _debtors(block: Block, accounts: Accounts) -> dict[str, Ints]:
    """One debtor per trading company, a second one for some, and a few without a company."""
    chance = block.chance("debtors")
    trading = np.flatnonzero(~accounts.is_prospect)
    second = trading[chance.happens(30, len(trading))]
    strangers = trading[chance.happens(40, len(trading))]
    of = np.concatenate([trading, second, strangers])
    size, is_stranger = len(of), np.arange(len(of)) >= len(trading) + len(second)
    match = chance.pick([540, 200, 160, 100], size)
    match[len(trading) : len(trading) + len(second)] = BY_TAX
    match[is_stranger] = UNMATCHED
    own = {
        name: getattr(accounts, name)[of]
        for name in (
            "market", "taste", "first_day", "last_day", "gap_start", "gap_end", "price_discount",
            "line_discount", "order_discount", "return_rate", "service_load",
        )
    }  # fmt: skip
    weight = accounts.weight[of]
    weight[np.arange(size) >= len(trading)] //= 4
    return own | {
        "account": np.where(is_stranger, -1, of),
        "match": match,
        "person": of + block.start,
        "weight": weight,
    }


def _shoppers(block: Block, accounts: Accounts, system: int, size: int) -> dict[str, Ints]:
    """Private persons; `account` is set where one buys with a company's mail address."""
    chance = block.chance(f"shoppers {system}")
    none, person = np.zeros(size, dtype=np.int64), np.arange(size) + block.start + system * size
    if system == YOUZAN:
        market = none + CHINA_MARKET
    else:
        market = chance.pick([market.shopper_share for market in MARKETS], size)
    again = chance.happens(30, size) & (np.arange(size) > 20)
    twin = np.maximum(np.arange(size) - 7, 0)
    person[again], market[again] = person[twin[again]], market[twin[again]]
    at_work = chance.happens(40, size) & ~again & (system == SHOP)
    entered = chance.between(_MINI_SHOP_OPENS if system == YOUZAN else -700, DAYS - 2, size)
    first_day = entered.clip(0)
    stay = 60 + chance.wait(380, size) - np.minimum(entered, 0) // 2
    return {
        "account": np.where(at_work, chance.between(0, len(accounts) - 1, size), -1),
        "match": np.where(at_work, BY_DOMAIN, UNMATCHED),
        "person": person,
        "market": market,
        "taste": none + SHOPPER,
        "weight": 600 + chance.wait(1000, size) ** 2 // 1000,
        "first_day": first_day,
        "last_day": np.minimum(first_day + stay, DAYS - 1),
        "gap_start": none + DAYS,
        "gap_end": none + DAYS,
        "price_discount": none,
        "line_discount": none,
        "order_discount": none,
        "return_rate": np.where(chance.happens(60, size), 300, 45),
        "service_load": chance.between(4, 16, size),
    }


def make_buyers(block: Block, accounts: Accounts) -> Buyers:
    """Every customer record of a block: ERP first, then shop, then youzan."""
    parts = [
        _debtors(block, accounts),
        _shoppers(block, accounts, SHOP, max(60, block.orders * 17 // 100)),
        _shoppers(block, accounts, YOUZAN, max(20, block.orders * 36 // 1000)),
    ]
    sizes = [len(part["account"]) for part in parts]
    merged = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    market, size = merged["market"], sum(sizes)
    region = block.chance("regions").between(0, 10_000, size) % REGION_COUNT[market]
    return Buyers(
        system=np.repeat([ERP, SHOP, YOUZAN], sizes),
        numbers=np.concatenate([np.arange(part) for part in sizes]) + block.start,
        region=REGION_START[market] + region,
        is_in_crm=block.chance("known persons").happens(120, size),
        **merged,
    )
