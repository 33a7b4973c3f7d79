"""Reconciled forecasts in whole cents that still add up, exactly.

Reconciled forecasts add up as real numbers; rounded one by one they do not. This is the last step
before a forecast leaves: whoever calls passes amounts in cents and gets integers. The top of the
hierarchy is rounded half away from zero; from there down every parent's cents are handed to its
children by the largest remainder (METRICS 1): each child gets the whole cents below its forecast,
and the cents that are left go to the largest fractions, ties to the earlier row. So

* every sum of the hierarchy holds in integers, for every month;
* no amount is off by a whole cent per level above it: a child of the top by less than one cent;
* the same forecasts give the same cents.

Amounts beyond 2^53 cents are refused: a float no longer holds them to the cent.
"""

import numpy as np

from orchestration.science.forecasting.hierarchy import Hierarchy
from orchestration.science.forecasting.panel import Floats, Ints

EXACT = 2.0**53


def whole_cents(amounts: Floats, hierarchy: Hierarchy) -> Ints:
    """Integers (series, horizon) near the amounts (in cents) of which every sum holds.

    Raises ValueError where the amounts do not add up to begin with, or are too large.
    """
    if not (np.abs(amounts) < EXACT).all():
        raise ValueError("amounts must be finite and below 2^53 cents")
    size = np.abs(amounts).sum(axis=0)
    if (np.abs(hierarchy.constraints @ amounts) > 1e-6 + 1e-9 * size).any():
        raise ValueError("amounts must add up before they are rounded: reconcile them first")
    cents = (np.sign(amounts) * np.floor(np.abs(amounts) + 0.5)).astype(np.int64)
    for place in hierarchy.top_down():
        family = list(hierarchy.children[place])
        cents[family] = _shared(cents[hierarchy.parents[place]], amounts[family])
    return cents


def _shared(wholes: Ints, parts: Floats) -> Ints:
    """Split each month's whole among the parts (children, horizon)."""
    floors = np.floor(parts)
    given = floors.astype(np.int64)
    left = wholes - given.sum(axis=0)
    # A parent that was itself given a cent more or less may leave one cent too many or too few.
    every, left = np.divmod(left, len(parts))
    given += every
    rank = np.argsort(np.argsort(-(parts - floors), axis=0, kind="stable"), axis=0, kind="stable")
    shared: Ints = given + (rank < left)
    return shared
