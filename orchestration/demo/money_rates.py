"""Exchange rates: a weekly walk per currency, in millionths of a euro for one unit.

The company books francs at a rate that it never exports, which is why its ledger knows a little
more revenue than can be converted from the exports.
"""

import numpy as np

from orchestration.demo.calendar import DAYS, EPOCH_DAY
from orchestration.demo.chance import BELL, Chance, Ints
from orchestration.demo.columns import Extract, constant, dates, scaled, words
from orchestration.demo.markets import CURRENCIES

_START = (1_000_000, 1_132_000, 937_000, 135_000, 1_012_000)
_FIRST_MONDAY = -6
WEEKS = (DAYS - _FIRST_MONDAY + 6) // 7
_EXPORTED = (1, 2, 3)


def weekly_rates(seed: int) -> Ints:
    """Rates by currency and week; the euro is always one million."""
    steps = Chance(seed, "rates").shaped(BELL, len(_START) * WEEKS).reshape(len(_START), WEEKS)
    steps[0] = 0
    start = np.array(_START)[:, None]
    pull = np.cumsum(steps, axis=1)
    # A walk that leans back towards its start: rates that drift off for good look invented.
    leaning = pull - np.concatenate([pull[:, :26] * 0, pull[:, :-26]], axis=1) // 2
    rates: Ints = start + start * leaning // 200_000
    return rates


def week_of(days: Ints) -> Ints:
    """Position of the week whose rate holds on each day."""
    return (days - _FIRST_MONDAY) // 7


def in_euro(rates: Ints, cents: Ints, currency: Ints, days: Ints) -> Ints:
    """Cents of a currency in euro cents, at the rate of the day."""
    return cents * rates[currency, week_of(days)] // 1_000_000


def rate_extract(rates: Ints) -> Extract:
    """Export the rates; the franc is not among them."""
    currency = np.repeat(np.array(_EXPORTED), WEEKS)
    week = np.tile(np.arange(WEEKS), len(_EXPORTED))
    day = _FIRST_MONDAY + 7 * week
    return Extract(
        "finance", "fx_rates",
        {
            "from_currency": words(currency, CURRENCIES),
            "to_currency": constant("EUR", len(week)),
            "rate_date": dates(day),
            "rate": scaled(rates[currency, week], 6),
        },
        (day + EPOCH_DAY) * 86_400,
    )  # fmt: skip
