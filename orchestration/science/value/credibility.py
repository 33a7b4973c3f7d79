"""What an order of a customer is worth: their own average, as far as it can be believed.

Buehlmann credibility (Buehlmann & Straub 1970; Klugman, Panjer & Willmot, *Loss Models*, ch. 18)
on the contribution margin of an order. Every customer has an own mean margin; the means vary with
variance tau^2 around mu, a customer's orders with variance sigma^2 around theirs. The linear
estimate with the least squared error, for n orders of mean m, is::

    E = n / (n + K) m + K / (n + K) mu,   K = sigma^2 / tau^2

With C customers, N orders, mu = sum of margins / N, everything in closed form::

    sigma^2 = sum of squared deviations from the own mean / (N - C)
    tau^2   = (sum of n (m - mu)^2 - (C - 1) sigma^2) / (N - sum of n^2 / N)

K is infinite where tau^2 <= 0: nothing tells the customers apart then, and everybody gets mu.
Margins may be negative, which is why this and not Gamma-Gamma (Fader & Hardie 2013), whose estimate
has the same shape with K = (q-1)/p but cannot take the customers who lose money.

Outliers: all of the above is taken from margins clipped at the 1 % and 99 % quantiles of all orders
(interpolated, as `quantile_cont`), so that one order can set neither K nor a customer's value.
The mean is then restored: the same amount is added to every E so that the orders already made,
each valued at its customer's E, add up to the margin that was really earned. That puts back what
clipping took, and takes out what shrinking added (who orders more often also earns more an order).

An order is a purchase day, as in `histories`, and its margin may be 0 or negative.

In SQL, per customer n, sum S and sum of squares Q of the clipped margins, and sum of the margins as
earned; then one row per n makes `Margins`. With `credibility_k` null where infinite::

    coalesce(n / (n + credibility_k), 0)                            as own_weight
    own_weight * S / n + (1 - own_weight) * mean + restored         as expected_margin

Units: reporting currency, its square for the variances, orders for K.
"""

import math
from dataclasses import dataclass

import numpy as np

from orchestration.science.value.histories import Floats
from orchestration.science.value.refusal import Reason, Refusal

CLIPPED_BELOW, CLIPPED_ABOVE = 0.01, 0.99
# A difference of sums of squares below this part of them is rounding, and no variance.
ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Margins:
    """Sums over the customers with `orders` orders each; every array has one entry per row."""

    orders: Floats
    customers: Floats
    margin: Floats
    squared_sums: Floats
    squared_margins: Floats
    earned: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be such sums. Raises ValueError."""
        arrays = [self.orders, self.customers, self.margin, self.squared_sums]
        arrays += [self.squared_margins, self.earned]
        if len({array.shape for array in arrays}) != 1 or self.orders.ndim != 1:
            raise ValueError("the six arrays must be flat and of one length")
        if not all(np.isfinite(array).all() for array in arrays):
            raise ValueError("a sum must not be NaN or infinite")
        if (self.orders < 1).any() or (self.customers < 1).any():
            raise ValueError("a row needs at least one customer, and a customer one order")

    @classmethod
    def of_customers(
        cls, orders: Floats, margin: Floats, squared_margins: Floats, earned: Floats
    ) -> "Margins":
        """Add up one row per customer."""
        n, place = np.unique(orders, return_inverse=True)
        columns = (np.ones_like(margin), margin, margin * margin, squared_margins, earned)
        sums = np.array(
            [np.bincount(place, column, len(n)) for column in columns], dtype=np.float64
        )
        return cls(np.asarray(n, dtype=np.float64), *sums)


@dataclass(frozen=True)
class Credibility:
    """How far a customer's own margin per order is believed."""

    mean: float
    restored: float
    within_variance: float
    between_variance: float

    @property
    def k(self) -> float:
        """Orders at which own mean and population weigh the same; inf: own means say nothing."""
        if self.between_variance <= 0.0:
            return math.inf
        return self.within_variance / self.between_variance

    def own_weight(self, orders: Floats) -> Floats:
        """How far the own mean of customers with `orders` orders is believed, from 0 to 1."""
        if math.isinf(self.k):
            return np.zeros(orders.shape)
        return np.divide(orders, orders + self.k, out=np.zeros(orders.shape), where=orders > 0)

    def expected_margin(self, orders: Floats, margin: Floats) -> Floats:
        """Margin of a further order of customers with `orders` orders and clipped `margin` in sum.

        A customer without orders gets the population's mean.
        """
        own = np.divide(margin, orders, out=np.full(margin.shape, self.mean), where=orders > 0)
        apart: Floats = self.own_weight(orders) * (own - self.mean)
        return self.mean + apart + self.restored


def credibility(given: Margins) -> Credibility | Refusal:
    """Estimate from sums. Where everybody ordered once, nobody's own margin is believed."""
    n, customers = given.orders, float(given.customers.sum())
    orders, margin = float(given.customers @ n), float(given.margin.sum())
    if not customers:
        return Refusal(Reason.NO_CUSTOMERS, "there is no customer with an order")
    mean = margin / orders
    own_squares, squares = float((given.squared_sums / n).sum()), float(given.squared_margins.sum())
    within = between = 0.0
    if orders > customers > 1.0:
        within = _beyond_rounding(squares - own_squares, squares) / (orders - customers)
        between_squares = _beyond_rounding(own_squares - margin * mean, own_squares)
        weight = orders - float(given.customers @ (n * n)) / orders
        between = max((between_squares - (customers - 1.0) * within) / weight, 0.0)
    unbalanced = Credibility(mean, 0.0, within, between)
    apart = given.margin - given.customers * n * mean
    valued = margin + float(unbalanced.own_weight(n) @ apart)
    restored = (float(given.earned.sum()) - valued) / orders
    return Credibility(mean, restored, within, between)


def _beyond_rounding(difference: float, of: float) -> float:
    return difference if difference > ROUNDING * of else 0.0


def clipped(margins: Floats) -> Floats:
    """Clip the margins of all orders at their outer quantiles. In SQL: `quantile_cont`."""
    lowest, highest = np.quantile(margins, (CLIPPED_BELOW, CLIPPED_ABOVE))
    return np.clip(margins, lowest, highest)
