"""Whether a predicted chance comes true as often as it says.

Customers are put into ten bins of equal width by their predicted chance; in each, the mean chance
is set against the share who really bought. With n_b customers in bin b::

    calibration error = sum over b of n_b / n |mean chance_b - share_b|
    Brier = mean of (chance - outcome)^2                                    outcome 0 or 1

(Brier 1950, *Monthly Weather Review* 78:1; Naeini, Cooper & Hauskrecht 2015, AAAI, for the error.)
Brier also rewards telling customers apart: one chance p for everybody scores p (1 - p) at best, and
may be perfectly calibrated. A chance of exactly 1 belongs to the last bin; an empty bin has no row.
Tables of several origins add up: `pooled`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from orchestration.science.value.histories import Floats

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Customers whose predicted chance lies in [from_chance, to_chance), as sums."""

    from_chance: float
    to_chance: float
    customers: float
    expected: float
    came: float

    @property
    def mean_chance(self) -> float:
        """Mean predicted chance of the bin's customers."""
        return self.expected / self.customers

    @property
    def share(self) -> float:
        """Share of the bin's customers who bought."""
        return self.came / self.customers


@dataclass(frozen=True)
class Calibration:
    """Bins in rising order, and the sum of squared differences between chance and outcome."""

    bins: tuple[Bin, ...]
    squared: float

    @property
    def customers(self) -> float:
        """How many chances were judged."""
        return sum(each.customers for each in self.bins)

    @property
    def brier(self) -> float | None:
        """Mean squared difference between chance and outcome; none without customers."""
        return self.squared / self.customers if self.bins else None

    @property
    def calibration_error(self) -> float | None:
        """Mean absolute difference between chance and share over bins; none without customers."""
        if not self.bins:
            return None
        return sum(abs(each.expected - each.came) for each in self.bins) / self.customers


def _of_sums(sums: Floats, squared: float) -> Calibration:
    return Calibration(
        tuple(
            Bin(place / BINS, (place + 1) / BINS, *row)
            for place, row in enumerate(sums.T.tolist())
            if row[0]
        ),
        squared,
    )


def calibration(chance: Floats, came: Floats, customers: Floats) -> Calibration:
    """Judge groups of `customers` who share a chance and what came of it (0 or 1)."""
    place = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
    sums = [
        np.bincount(place, weights=weights, minlength=BINS)
        for weights in (customers, customers * chance, customers * came)
    ]
    return _of_sums(np.array(sums), float(customers @ (chance - came) ** 2))


def pooled(judged: Iterable[Calibration]) -> Calibration:
    """One table over the customers of all."""
    sums, squared = np.zeros((3, BINS)), 0.0
    for table in judged:
        squared += table.squared
        for each in table.bins:
            sums[:, round(each.from_chance * BINS)] += (each.customers, each.expected, each.came)
    return _of_sums(sums, squared)
