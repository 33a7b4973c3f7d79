"""How far predictions of customers were from what came, as sums that can be added up.

    MAE = sum |predicted - actual| / customers        RMSE = root of the mean squared difference
    predicted / actual = sum of the one / sum of the other, null where nothing came

Kept as sums, so that origins pool exactly and so that errors may come from here or from SQL: an
error of money needs every customer's own margin, which SQL has and Python never loads. In SQL: ::

    count(*), sum(abs(predicted - actual)), sum(pow(predicted - actual, 2)),
    sum(predicted), sum(actual)

Units: those of the predicted quantity (orders, or reporting currency), per customer.
"""

import math
from dataclasses import dataclass

import numpy as np

from orchestration.science.value.histories import Floats


@dataclass(frozen=True)
class Errors:
    """Sums over customers."""

    customers: float
    absolute: float
    squared: float
    predicted: float
    actual: float

    def __add__(self, other: "Errors") -> "Errors":
        """Errors over both groups of customers."""
        return Errors(
            self.customers + other.customers,
            self.absolute + other.absolute,
            self.squared + other.squared,
            self.predicted + other.predicted,
            self.actual + other.actual,
        )

    @property
    def mae(self) -> float | None:
        """Mean absolute error per customer; none without customers."""
        return self.absolute / self.customers if self.customers else None

    @property
    def rmse(self) -> float | None:
        """Root mean squared error per customer; none without customers."""
        return math.sqrt(self.squared / self.customers) if self.customers else None

    @property
    def predicted_per_actual(self) -> float | None:
        """What was predicted in all, over what came in all; none where nothing came."""
        return self.predicted / self.actual if self.actual else None


NONE = Errors(0.0, 0.0, 0.0, 0.0, 0.0)


def errors(predicted: Floats, actual: Floats, customers: Floats) -> Errors:
    """Errors of groups of `customers` who share a prediction and what came."""
    off = predicted - actual
    return Errors(
        customers=float(customers.sum()),
        absolute=float(customers @ np.abs(off)),
        squared=float(customers @ (off * off)),
        predicted=float(customers @ predicted),
        actual=float(customers @ actual),
    )
