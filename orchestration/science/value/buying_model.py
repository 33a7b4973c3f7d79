"""How customers without a contract buy and silently leave: the MBG/CNBD-k family.

Model
-----
1. While alive, a customer buys at intervals that are Erlang-k with stage rate lambda: a purchase is
   every k-th event of a Poisson process. k = 1 is the Poisson process; a larger k is more regular.
2. Rates differ between customers: lambda ~ Gamma(r, alpha), alpha in weeks.
3. After each purchase, the first included, a customer leaves for good with probability p.
4. p differs between customers: p ~ Beta(a, b), independent of lambda.

k = 1 is the MBG/NBD (Batislam, Denizel & Filiztekin 2007, *IJRM* 24:201); k > 1 the MBG/CNBD-k
(Platzer & Reutterer 2016, *Marketing Science* 35:779; Reutterer, Platzer & Schroeder 2020, *IJRM*).
With ``leaves_at_once`` false nobody leaves after the first purchase: for k = 1 the BG/NBD (Fader,
Hardie & Lee 2005, *Marketing Science* 24:275). It is kept to compare with the literature: it calls
every one-time buyer alive, however long ago that was.

Assumptions worth knowing before trusting a number
--------------------------------------------------
* Nobody changes their rate, and nobody returns after leaving: no seasons, no growth.
* Customers of all ages come from one population. Where newer ones differ (a company ramping up)
  the model fails, and only the back-test shows it.
* The rate says nothing about leaving, and neither says anything about the size of orders.

Notation, used by every buying module
-------------------------------------
x, t_x, T as in `histories`; m = 1, or 0 for BG; R = r + k x; u = (T - t_x) / (alpha + T);
D = sum over j < k of (R)_j / j! u^j with (R)_j = R (R+1) ... (R+j-1); D = 1 where k = 1.
"""

import math
from dataclasses import dataclass

import numpy as np

from orchestration.science.value.histories import Floats

REGULARITIES = (1, 2, 3, 4, 6)


@dataclass(frozen=True)
class BuyingParameters:
    """A population of customers. `alpha` is in weeks, the others have no unit."""

    r: float
    alpha: float
    a: float
    b: float
    regularity: int = 1
    leaves_at_once: bool = True

    def __post_init__(self) -> None:
        """Refuse values outside the model's meaning. Raises ValueError."""
        if not all(0.0 < value < math.inf for value in (self.r, self.alpha, self.a, self.b)):
            raise ValueError(f"r, alpha, a and b must be positive and finite, got {self}")
        if self.regularity not in REGULARITIES:
            raise ValueError(f"regularity must be one of {REGULARITIES}, got {self.regularity}")

    @property
    def coins_at_once(self) -> int:
        """How many chances to leave come with the first purchase: m of the formulas."""
        return int(self.leaves_at_once)

    def stages(self, repeats: Floats) -> Floats:
        """R = r + k x: shape of the gamma distribution of a customer's rate."""
        return self.r + self.regularity * repeats


def rising(shape: Floats, count: int) -> list[Floats]:
    """Give the coefficients (R)_j / j! of D, for j from 0 to `count` - 1."""
    coefficients = [np.ones_like(shape)]
    for j in range(1, count):
        coefficients.append(coefficients[-1] * (shape + (j - 1)) / j)
    return coefficients
