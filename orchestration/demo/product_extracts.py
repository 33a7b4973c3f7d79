"""The ERP's article master and its costings, the same in a company of any size."""

import numpy as np

from orchestration.demo.calendar import DAYS, MONTH_STARTS, day_number, moment
from orchestration.demo.catalogue import (
    FAMILY_OF,
    IS_GIFT_CARD,
    LATE_COST,
    LAUNCHED,
    NAMES,
    ORIGIN_CURRENCY,
    PHASED_OUT,
    PRODUCTS,
    UNCOSTED,
    UNIT_COSTS,
)
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Extract, dates, ids, joined, scaled, where, words
from orchestration.demo.families import FAMILIES
from orchestration.demo.markets import CURRENCIES, PRICE_FACTORS
from orchestration.demo.order_ids import product_ids


def product_extract() -> Extract:
    """Export the article master as a full copy; the last one lacks the phased-out machine."""
    at = np.arange(PRODUCTS)
    launched = [day_number(LAUNCHED[name]) if name in LAUNCHED else -400 - 30 * n
                for n, name in enumerate(NAMES)]  # fmt: skip
    families = [FAMILIES[number] for number in FAMILY_OF]
    letters = [f"{family.category[:2]}{family.subcategory[:2]}".upper() for family in families]
    return Extract(
        "erp", "products",
        {
            "product_id": product_ids(at),
            "sku": joined(words(at, letters), "-", ids("", at * 5 + 100, 4)),
            "product_name": words(at, NAMES),
            "category": words(at, [family.category for family in families]),
            "subcategory": words(at, [family.subcategory for family in families]),
            "product_type": words(at, [family.kind for family in families]),
            "launched_on": dates(np.array(launched)),
        },
        np.zeros(PRODUCTS, dtype=np.int64),
        dropped=at == NAMES.index(PHASED_OUT),
    )  # fmt: skip


def cost_extract() -> Extract:
    """Export unit costs per half year where they changed; the last of a product has no end."""
    rows: list[tuple[int, int, int, int]] = []
    for product, name in enumerate(NAMES):
        if IS_GIFT_CARD[product] or name in UNCOSTED:
            continue
        costs = [int(cost) for cost in UNIT_COSTS[product, ::6]]
        starts = [half for half in range(6) if half == 0 or costs[half] != costs[half - 1]]
        for place, half in enumerate(starts):
            first = day_number(MONTH_STARTS[half * 6])
            following = starts[place + 1] if place + 1 < len(starts) else None
            last = DAYS if following is None else day_number(MONTH_STARTS[following * 6])
            if name == LATE_COST[0]:
                first = max(first, day_number(LATE_COST[1]))
            if first < last:
                rows.append((product, first - 365 * (half == 0), last, half))
    of, begin, end, valid_half = np.array(rows).T
    currency = ORIGIN_CURRENCY[of]
    unit = UNIT_COSTS[of, valid_half * 6] * np.array(PRICE_FACTORS)[currency] // 1000
    shares: Ints = np.array([FAMILIES[number].cost_share for number in FAMILY_OF[of]])
    material, labour = unit * shares[:, 0] // 100, unit * shares[:, 1] // 100
    overhead = unit - material - labour
    return Extract(
        "erp", "product_costs",
        {
            "product_id": product_ids(of),
            "valid_from": dates(begin),
            "valid_to": where(end < DAYS, dates(end)),
            "material_cost": where(material > 0, scaled(material, 4)),
            "labour_cost": where(labour > 0, scaled(labour, 4)),
            "overhead_cost": where(overhead > 0, scaled(overhead, 4)),
            "currency_code": words(currency, CURRENCIES),
        },
        moment(begin),
    )  # fmt: skip
