"""The product families: what is made or traded, at what margin, and who buys it.

Green coffee becomes expensive in 2024 and 2025 and prices follow only in part: beans lose margin.
"""

from typing import NamedTuple


class Family(NamedTuple):
    """Products that share category, margin, price and cost behaviour, and buyers.

    `margin` is percent of the 2023 list price; `cost_share` splits the unit cost into material
    and labour percent (the rest is overhead); `cost_index` is percent per half year from 2023;
    `price_index` percent per year. `taste` is the weight for the buyers of `TASTES`.
    """

    category: str
    subcategory: str
    kind: str
    margin: int
    cost_share: tuple[int, int]
    cost_index: tuple[int, int, int, int, int, int]
    price_index: tuple[int, int, int]
    taste: tuple[int, int, int, int, int]
    pack: int
    origin: int
    products: tuple[tuple[str, int], ...]


TASTES = ("hospitality", "office", "shopper", "workshop", "reseller")
"""Kinds of buyer; a family's `taste` has one weight for each, in this order."""

_MACHINE = (100, 102, 103, 103, 105, 106)
_BEANS = (100, 97, 106, 116, 131, 127)
_CALM = (100, 100, 101, 102, 103, 103)
_WAGES = (100, 103, 104, 107, 108, 111)
_PRICES = (100, 104, 107)

FAMILIES = (
    Family("Machines", "Professional", "goods", 41, (62, 23), _MACHINE, _PRICES, (3, 4, 0, 1, 6),
           1, 0, (("Aurora 1G espresso machine", 389000), ("Aurora 2G espresso machine", 589000),
                  ("Aurora 3G espresso machine", 789000), ("Borealis bean-to-cup 200", 449000),
                  ("Borealis bean-to-cup 400", 699000), ("Borealis Office 80", 249000))),
    Family("Machines", "Home", "goods", 36, (68, 19), _MACHINE, _PRICES, (0, 2, 13, 0, 12), 1, 0,
           (("Halm One", 24990), ("Halm Duo", 44990), ("Halm Pro", 89990),
            ("Kessel Filter 8", 12990), ("Halm Automatic", 64990))),
    Family("Machines", "Grinders", "goods", 44, (66, 20), _MACHINE, _PRICES, (2, 1, 8, 1, 8), 1, 0,
           (("Mill 64 grinder", 64900), ("Mill 83 grinder", 99900), ("Hand mill", 7990),
            ("Mill Home grinder", 17990))),
    Family("Coffee", "Beans", "goods", 46, (86, 5), _BEANS, (100, 105, 115), (54, 42, 42, 4, 32),
           12, 0, (("House blend 1 kg", 1990), ("Espresso Nero 1 kg", 2190),
                  ("Crema Forte 1 kg", 1890), ("Ethiopia Sidamo 1 kg", 2790),
                  ("Colombia Huila 1 kg", 2690), ("Decaf Suave 1 kg", 2390),
                  ("Organic Forest 1 kg", 2590), ("Winter roast 500 g", 1490),
                  ("Sample set 4 x 250 g", 2490))),
    Family("Coffee", "Green coffee", "goods", 22, (95, 2), _BEANS, (100, 106, 124),
           (1, 0, 0, 3, 9), 20, 0, (("Green coffee Brazil, per kg", 790),
                                    ("Green coffee Ethiopia, per kg", 990))),
    Family("Coffee", "Capsules", "goods", 51, (78, 8), _BEANS, (100, 103, 109), (3, 26, 16, 0, 10),
           4, 0, (("Capsules Lungo 100", 3490), ("Capsules Intenso 100", 3690),
                  ("Pads Classic 150", 2990))),
    Family("Accessories", "Cups and tools", "goods", 57, (100, 0), _CALM, (100, 102, 104),
           (8, 5, 15, 3, 10), 3, 3, (("Cup set of 6", 3990), ("Milk jug 0.6 l", 2490),
                                    ("Tamper 58 mm", 3490), ("Knock box", 2990),
                                    ("Barista scale", 5990), ("Travel mug", 2290))),
    Family("Accessories", "Cleaning and water", "goods", 61, (74, 12), _CALM, _PRICES,
           (15, 12, 9, 18, 4), 3, 0, (("Cleaning tablets 100", 2490), ("Descaler 1 l", 1690),
                                     ("Water filter L", 8990), ("Milk system cleaner 1 l", 1490))),
    Family("Spare parts", "Wear parts", "goods", 63, (70, 18), _CALM, (100, 105, 109),
           (6, 3, 2, 46, 3), 2, 2, (("Group gasket set", 1890), ("Burr set 64 mm", 8990),
                                   ("Burr set 83 mm", 12990), ("Pump 15 bar", 9990),
                                   ("Brew unit", 18990), ("Steam valve kit", 6490),
                                   ("Control board", 24990))),
    Family("Service", "Contracts", "service", 54, (0, 84), _WAGES, (100, 104, 108),
           (3, 4, 0, 12, 0), 1, 0, (("Care contract Basic, 1 year", 39000),
                                    ("Care contract Plus, 1 year", 69000),
                                    ("Care contract Premium, 1 year", 119000))),
    Family("Service", "Visits", "service", 33, (6, 80), _WAGES, (100, 104, 108), (3, 3, 0, 9, 0),
           1, 0, (("Installation", 29000), ("Repair, per visit", 18900),
                  ("Barista training, half day", 45000))),
    Family("Gift cards", "Gift cards", "gift_card", 0, (0, 0), _CALM, (100, 100, 100),
           (0, 0, 4, 0, 0), 1, 0, (("Gift card 25", 2500), ("Gift card 50", 5000),
                                   ("Gift card 100", 10000))),
)  # fmt: skip
