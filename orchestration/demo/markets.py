"""Where the company sells: countries with their currency, tax and regions.

Switzerland has a handful of orders and no exchange rate on file, on purpose.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.chance import Ints

CURRENCIES = ("EUR", "GBP", "USD", "CNY", "CHF")
PRICE_FACTORS = (1000, 880, 1120, 7800, 1020)
"""List price in each currency per 1000 of the euro price, before rounding to a round price."""

TERRITORIES = ("DACH", "Western Europe", "UK & Ireland", "North America", "China")


@dataclass(frozen=True)
class Market:
    """One country. Tax in hundredths of a percent, shares in per mille of new customers."""

    country: str
    currency: int
    tax: int
    tongue: int
    territory: int
    company_share: int
    shopper_share: int
    store: str
    regions: tuple[str, ...]


MARKETS = (
    Market("DE", 0, 1900, 0, 0, 430, 490, "shop-de", ("Bayern", "Berlin", "Hamburg", "Hessen",
           "Nordrhein-Westfalen", "Baden-Württemberg", "Sachsen", "Niedersachsen")),
    Market("AT", 0, 2000, 0, 0, 70, 80, "shop-eu", ("Wien", "Tirol", "Steiermark", "Salzburg")),
    Market("NL", 0, 2100, 1, 1, 80, 80, "shop-eu", ("Noord-Holland", "Zuid-Holland", "Utrecht")),
    Market("FR", 0, 2000, 1, 1, 70, 80, "shop-eu", ("Île-de-France", "Grand Est", "Occitanie")),
    Market("IT", 0, 2200, 1, 1, 40, 30, "shop-eu", ("Lombardia", "Veneto", "Alto Adige")),
    Market("GB", 1, 2000, 2, 2, 140, 135, "shop-uk", ("London", "Scotland", "North West",
           "South East")),
    Market("US", 2, 825, 3, 3, 120, 105, "shop-us", ("California", "Colorado", "New York",
           "Oregon", "Texas")),
    Market("CN", 3, 1300, 4, 4, 50, 0, "youzan", ("上海", "北京", "广东", "浙江", "江苏", "四川")),
    Market("CH", 4, 810, 0, 0, 0, 0, "shop-eu", ("Zürich", "Basel", "Bern")),
)  # fmt: skip

CHINA_MARKET = 7
SWISS_MARKET = 8

COUNTRIES = tuple(market.country for market in MARKETS)
CURRENCY_OF: Ints = np.array([market.currency for market in MARKETS])
TAX_OF: Ints = np.array([market.tax for market in MARKETS])
TONGUE_OF: Ints = np.array([market.tongue for market in MARKETS])
TERRITORY_OF: Ints = np.array([market.territory for market in MARKETS])
STORES = tuple(market.store for market in MARKETS)
REGIONS = tuple(region for market in MARKETS for region in market.regions)
REGION_COUNT: Ints = np.array([len(market.regions) for market in MARKETS])
REGION_START: Ints = np.concatenate(([0], np.cumsum(REGION_COUNT)[:-1]))
