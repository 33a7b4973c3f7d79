"""Promotion codes that shoppers used, sometimes two on one order."""

from datetime import date
from typing import NamedTuple

import numpy as np

from orchestration.demo.block import Block
from orchestration.demo.buyers import ERP, YOUZAN
from orchestration.demo.calendar import day_number
from orchestration.demo.chance import Ints
from orchestration.demo.orders import Orders


class Promotion(NamedTuple):
    """A code that shoppers could use between two days, for a percentage off the order."""

    code: str
    first: date
    last: date
    percent: int
    take_up: int
    for_china: bool


PROMOTIONS = (
    Promotion("SPRING10", date(2023, 3, 15), date(2023, 4, 10), 10, 300, False),
    Promotion("SUMMER15", date(2023, 7, 1), date(2023, 8, 15), 15, 300, False),
    Promotion("BLACKWEEK23", date(2023, 11, 20), date(2023, 11, 30), 20, 620, False),
    Promotion("XMAS23", date(2023, 12, 1), date(2023, 12, 18), 10, 250, False),
    Promotion("SPRING24", date(2024, 3, 15), date(2024, 4, 10), 10, 300, False),
    Promotion("618-2024", date(2024, 6, 16), date(2024, 6, 19), 18, 700, True),
    Promotion("SUMMER24", date(2024, 7, 1), date(2024, 8, 15), 15, 300, False),
    Promotion("DOUBLE11-2024", date(2024, 11, 8), date(2024, 11, 12), 25, 800, True),
    Promotion("BLACKWEEK24", date(2024, 11, 20), date(2024, 11, 30), 25, 680, False),
    Promotion("XMAS24", date(2024, 12, 1), date(2024, 12, 18), 10, 250, False),
    Promotion("SUMMER25", date(2025, 7, 1), date(2025, 8, 15), 15, 300, False),
    Promotion("DOUBLE11-2025", date(2025, 11, 8), date(2025, 11, 12), 25, 800, True),
    Promotion("BLACKWEEK25", date(2025, 11, 20), date(2025, 11, 30), 25, 700, False),
    Promotion("XMAS25", date(2025, 12, 1), date(2025, 12, 18), 12, 280, False),
    Promotion("WELCOME10", date(2023, 1, 1), date(2025, 12, 31), 10, 260, False),
)
"""The last one is for first orders only."""

SINGLE_CODES = tuple(promotion.code for promotion in PROMOTIONS)
CODES = (*SINGLE_CODES, *(f"{code},FREESHIP" for code in SINGLE_CODES), "FREESHIP")
_WELCOME = len(PROMOTIONS) - 1
_FREESHIP = len(CODES) - 1
WITH_FREE_SHIPPING = len(PROMOTIONS)
"""From this position on, codes include free shipping."""


def draw_promotions(block: Block, orders: Orders) -> tuple[Ints, Ints]:
    """Draw the code and percentage of each order; -1 and 0 without one."""
    chance = block.chance("promotions")
    size = len(orders)
    code, percent = np.full(size, -1), np.zeros(size, dtype=np.int64)
    is_china = orders.system == YOUZAN
    for position, promotion in reversed(list(enumerate(PROMOTIONS))):
        fits = (orders.system != ERP) & (is_china == promotion.for_china)
        fits &= (orders.day >= day_number(promotion.first)) & (
            orders.day <= day_number(promotion.last)
        )
        if position == _WELCOME:
            fits &= orders.is_first
        fits &= chance.happens(promotion.take_up, size)
        code[fits], percent[fits] = position, promotion.percent
    free = chance.happens(70, size) & (orders.system != ERP)
    code = np.where(free, np.where(code < 0, _FREESHIP, code + len(PROMOTIONS)), code)
    return code, percent
