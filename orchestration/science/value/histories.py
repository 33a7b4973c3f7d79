"""Customers' buying histories, reduced to the three numbers that the buying models read.

For a customer seen until the as-of date (Fader, Hardie & Lee 2005, *Marketing Science* 24:275):

* ``repeats`` x: distinct days with positive net spend, less one. 0 = bought on one day only.
* ``last_weeks`` t_x: weeks from the first to the last of these days. 0 exactly where x = 0.
* ``age_weeks`` T: weeks from the first of these days to the as-of date.

A week is seven days, and days are whole: a caller divides day counts by 7 and rounds nothing.
Customers with the same three numbers are one row with their count in ``customers``; the models are
sums over rows, so that grouping changes no result (1,000,000 customers are about 444,000 rows).
Rows may repeat: the same three numbers on two rows count as both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Rows beyond which a first search on bins is worth the binning.
WORTH_BINNING = 8192
EXACT_REPEATS = 16
TIME_BINS = 32


@dataclass(frozen=True, eq=False)
class Histories:
    """Grouped buying histories. Every array has one entry per group."""

    repeats: Floats
    last_weeks: Floats
    age_weeks: Floats
    customers: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be a history. Raises ValueError."""
        arrays = (self.repeats, self.last_weeks, self.age_weeks, self.customers)
        if len({array.shape for array in arrays}) != 1 or self.repeats.ndim != 1:
            raise ValueError("the four arrays must be flat and of one length")
        if not all(np.isfinite(array).all() for array in arrays):
            raise ValueError("a history must not hold NaN or infinity")
        if (self.repeats < 0).any() or (self.customers <= 0).any():
            raise ValueError("repeats must not be negative and customers must be positive")
        if (self.last_weeks < 0).any() or (self.last_weeks > self.age_weeks).any():
            raise ValueError("last_weeks must lie between 0 and age_weeks")
        if ((self.repeats > 0) != (self.last_weeks > 0)).any():
            raise ValueError("last_weeks must be 0 exactly where repeats is 0")

    @classmethod
    def of(
        cls,
        repeats: ArrayLike,
        last_weeks: ArrayLike,
        age_weeks: ArrayLike,
        customers: ArrayLike | None = None,
    ) -> "Histories":
        """Histories from anything array-like; one customer a row where no count is given."""
        x, last, age = (
            np.asarray(given, dtype=np.float64) for given in (repeats, last_weeks, age_weeks)
        )
        counts = np.ones_like(x) if customers is None else np.asarray(customers, dtype=np.float64)
        return cls(x, last, age, counts)

    def __len__(self) -> int:
        """Count the groups."""
        return len(self.repeats)

    def pairs(self) -> tuple[Floats, Floats, NDArray[np.int64]]:
        """List the distinct (repeats, age_weeks), and for each group the place of its pair."""
        x, x_place = np.unique(self.repeats, return_inverse=True)
        age, age_place = np.unique(self.age_weeks, return_inverse=True)
        pair, place = np.unique(x_place * len(age) + age_place, return_inverse=True)
        return x[pair // max(len(age), 1)], age[pair % max(len(age), 1)], place

    @property
    def customer_count(self) -> float:
        """How many customers these are."""
        return float(self.customers.sum())

    @property
    def returned_count(self) -> float:
        """How many of them bought on a second day."""
        return float(self.customers[self.repeats > 0].sum())


def binned(histories: Histories) -> Histories:
    """Put the customers into some thousand groups of like ones, each at its group's mean.

    Good for a first search only: the likelihood of the bins is near that of the histories, and its
    maximum is a few exact Newton steps from theirs. One-time buyers stay apart from the others.
    """
    if len(histories) <= WORTH_BINNING:
        return histories
    x, last, age = histories.repeats, histories.last_weeks, histories.age_weeks
    count = histories.customers
    # Above the exact ones, eight bins for each doubling.
    kinds, kind = np.unique(x, return_inverse=True)
    many = np.floor(8.0 * np.log2(np.maximum(kinds, EXACT_REPEATS) / EXACT_REPEATS))
    x_bin = np.where(kinds < EXACT_REPEATS, kinds, EXACT_REPEATS + many).astype(np.int64)[kind]
    width = max(float(age.max()), np.finfo(float).tiny) / TIME_BINS
    age_bin, last_bin = (
        np.minimum(weeks / width, TIME_BINS - 1).astype(np.int64) for weeks in (age, last)
    )
    place = (x_bin * TIME_BINS + age_bin) * TIME_BINS + last_bin
    size = np.bincount(place, weights=count)
    filled = np.flatnonzero(size)
    mean_last, mean_age = (
        np.bincount(place, weights=count * weeks)[filled] / size[filled] for weeks in (last, age)
    )
    # One mean for all bins of a kind, so that the gamma terms stay few.
    sums, sizes = np.bincount(x_bin, weights=count * x), np.bincount(x_bin, weights=count)
    mean_x = (sums / np.maximum(sizes, 1.0))[filled // TIME_BINS**2]
    return Histories.of(mean_x, np.minimum(mean_last, mean_age), mean_age, size[filled])
