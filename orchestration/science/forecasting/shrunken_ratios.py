"""Which groups differ from the mean by more than chance, and by how much (Marshall 1991).

Ends that came (O) are held against what a table for all groups expects of each (E). A group's
ratio O / E is drawn towards 1 by a gamma prior whose strength comes from the groups themselves::

    tau2 = max(0, (sum (O - E)^2 - sum E) / sum E^2)        over groups
    ratio = (O + k) / (E + k),        k = 1 / tau2

A group with three deals stays with the mean, one with three hundred has its own rate, and groups
that differ as Poisson counts would anyway are not told apart at all: every ratio is 1.
"""

import numpy as np

from orchestration.science.forecasting.panel import Floats


def shrunk_ratios(came: Floats, hoped: Floats) -> Floats:
    """Shrunk ratios of ends seen to ends expected; groups in rows, each column on its own."""
    square = (hoped**2).sum(axis=0)
    excess = ((came - hoped) ** 2).sum(axis=0) - hoped.sum(axis=0)
    varies = (excess > 0) & (square > 0)
    strength = np.where(varies, square / np.where(varies, excess, 1.0), 1.0)
    return np.where(varies, (came + strength) / (hoped + strength), 1.0)
