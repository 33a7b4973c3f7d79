"""Products, list prices per year and currency, and unit costs over time.

Some products have no cost on file, and one has a cost that begins after its first sale.
"""

from datetime import date

import numpy as np

from orchestration.demo.calendar import MONTHS
from orchestration.demo.chance import Ints
from orchestration.demo.families import FAMILIES, TASTES
from orchestration.demo.markets import PRICE_FACTORS

ROWS = [(family, name, price) for family in FAMILIES for name, price in family.products]
PRODUCTS = len(ROWS)
NAMES = tuple(name for _, name, _ in ROWS)
FAMILY_OF: Ints = np.array([FAMILIES.index(family) for family, _, _ in ROWS])
IS_SERVICE = np.array([family.kind == "service" for family, _, _ in ROWS])
IS_GIFT_CARD = np.array([family.kind == "gift_card" for family, _, _ in ROWS])
IS_GOODS = ~IS_SERVICE & ~IS_GIFT_CARD
IS_MACHINE = np.array([family.category == "Machines" for family, _, _ in ROWS])
IS_COFFEE = np.array([family.category == "Coffee" for family, _, _ in ROWS])
IS_PER_KILO = np.array(["per kg" in name for name in NAMES])
PACK: Ints = np.array([family.pack for family, _, _ in ROWS])
WEIGHTS: Ints = np.array(
    [
        [family.taste[taste] * 840 // len(family.products) for family, _, _ in ROWS]
        for taste in range(len(TASTES))
    ]
)
"""Weight of each product for each taste; 840 divides by every family size up to 8."""

ORIGIN_CURRENCY: Ints = np.array([family.origin for family, _, _ in ROWS])
LAUNCHED = {
    "Halm Automatic": date(2023, 9, 1),
    "Borealis bean-to-cup 400": date(2024, 3, 1),
    "Pads Classic 150": date(2024, 6, 1),
    "Winter roast 500 g": date(2024, 10, 1),
    "Travel mug": date(2025, 2, 1),
    "Barista scale": date(2023, 5, 1),
}
PHASED_OUT = "Kessel Filter 8"
"""Sold for years, then missing from the second full copy of the products."""

UNCOSTED = ("Travel mug", "Barista scale")
LATE_COST = ("Pads Classic 150", date(2024, 9, 1))


def _round_price(cents: int, kind: str, currency: int) -> int:
    if kind == "gift_card":
        return cents
    if currency == 3:
        return max(round(cents / 1000) * 1000 - 100, 900)
    if cents >= 100000 or kind == "service":
        return round(cents / 1000) * 1000
    return max(round(cents / 100) * 100 - 10, 90)


LIST_PRICES: Ints = np.array(
    [
        [
            [
                _round_price(
                    price * family.price_index[year] * factor // 100_000, family.kind, currency
                )
                for currency, factor in enumerate(PRICE_FACTORS)
            ]
            for year in range(3)
        ]
        for family, _, price in ROWS
    ]
)
"""List price in cents by product, year and currency."""


def unit_cost(product: int, half_year: int) -> int:
    """Find the cost in hundredths of a euro cent in a half year (0 = first of 2023)."""
    family, _, price = ROWS[product]
    return price * (100 - family.margin) * family.cost_index[half_year] // 100


UNIT_COSTS: Ints = np.array(
    [
        [0 if IS_GIFT_CARD[product] else unit_cost(product, month // 6) for month in range(MONTHS)]
        for product in range(PRODUCTS)
    ]
)
"""Unit cost by product and month, in hundredths of a euro cent, as the company really has it."""
