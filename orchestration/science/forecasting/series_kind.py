"""What can be said of a series before anything is computed: its kind, and why not.

Refused, with the reason, and given no number:

* `NO_HISTORY`: no month is known.
* `ENDS_UNKNOWN`: the newest month is unknown, so there is nothing to forecast from.
* `TOO_SHORT`: less than three months.
* `MOSTLY_UNKNOWN`: more than a third of its months are unknown.

Forecast, with a caution that is published beside the number:

* `ALL_ZERO`: nothing was ever sold. The forecast is zero and no range is claimed.
* `CONSTANT`: every month the same. The forecast is that; the range is borrowed in proportion.
* `INTERMITTENT`: a month with sales every 1.32 months or less often (Syntetos & Boylan 2005), so a
  month's forecast is a mean of sales and nothings.
* `SHORT`: at most 36 months; seasons are borrowed from the segment.
* `NEGATIVE`: some month is below zero (refunds exceed sales): seasons are additive and nothing is
  cut at zero.
* `REGULAR`: none of these.

A series has the first kind that fits, in this order.
"""

from enum import IntEnum

import numpy as np

from orchestration.science.forecasting.panel import Flags, Ints, Panel
from orchestration.science.forecasting.seasonality import SHORT_MONTHS

SHORTEST = 3
LARGEST_UNKNOWN_SHARE = 1 / 3
DEMAND_INTERVAL = 1.32


class Kind(IntEnum):
    """Kinds of series, refusals first."""

    NO_HISTORY = 0
    ENDS_UNKNOWN = 1
    TOO_SHORT = 2
    MOSTLY_UNKNOWN = 3
    ALL_ZERO = 4
    CONSTANT = 5
    INTERMITTENT = 6
    SHORT = 7
    NEGATIVE = 8
    REGULAR = 9


def is_refused(kinds: Ints) -> Flags:
    """Whether nothing can be said."""
    return kinds <= Kind.MOSTLY_UNKNOWN


def kinds_of(panel: Panel) -> Ints:
    """Give the `Kind` of every series, from the months of the panel only."""
    known, values, lengths = panel.observed, panel.values, panel.lengths
    count = known.sum(axis=1)
    last_is_known = panel.window(1, 1)[1][:, 0]
    sold = (known & (values != 0)).sum(axis=1)
    highest = np.where(known, values, -np.inf).max(axis=1, initial=-np.inf)
    lowest = np.where(known, values, np.inf).min(axis=1, initial=np.inf)
    return np.select(
        [
            count == 0,
            ~last_is_known,
            count < SHORTEST,
            lengths - count > LARGEST_UNKNOWN_SHARE * lengths,
            sold == 0,
            highest == lowest,
            count >= DEMAND_INTERVAL * sold,
            lengths <= SHORT_MONTHS,
            lowest < 0,
        ],
        [kind.value for kind in Kind if kind is not Kind.REGULAR],
        default=Kind.REGULAR.value,
    ).astype(np.int64)
