"""The highest point of a smooth function of a few variables, by guarded Newton steps.

Each step solves the quadratic that the gradient g and the Hessian H describe, with the eigenvalues
of -H replaced by their absolute values (at least `FLATTEST` of the largest), so that it always
points uphill, also where the function is not concave (Nocedal & Wright, *Numerical Optimization*,
section 3.4). It is no longer than `LONGEST_STEP` and is halved until it gains at least
`LEAST_GAIN` of what the slope promises (Armijo), but for what rounding can lose of the value.

The search ends when the quadratic promises less than `tolerance`, in the function's own unit, and
what rounding can lose of the value: for a log-likelihood an error without a meaning, whatever the
number of customers. Where the function is a difference of large terms, rounding can keep it from
getting any higher before that: it has still converged if it stays within `STALLED_AT` of the top.
It ends without having converged after `most_passes` evaluations.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from orchestration.science.value.histories import Floats

LONGEST_STEP = 2.0
FLATTEST = 1e-9
LEAST_GAIN = 1e-4
ROUNDING = 1e-13
STALLED_AT = 1e-6


@dataclass(frozen=True, eq=False)
class Slope:
    """A function at a point: its value, gradient (n) and Hessian (n x n)."""

    value: float
    gradient: Floats
    hessian: Floats

    def __add__(self, other: "Slope") -> "Slope":
        """Add two functions at the same point."""
        return Slope(
            self.value + other.value,
            self.gradient + other.gradient,
            self.hessian + other.hessian,
        )

    @property
    def is_finite(self) -> bool:
        """Whether all of it can be calculated with."""
        return bool(
            np.isfinite(self.value)
            and np.isfinite(self.gradient).all()
            and np.isfinite(self.hessian).all()
        )


@dataclass(frozen=True, eq=False)
class Summit:
    """Where a search ended."""

    at: Floats
    slope: Slope
    passes: int
    still_to_gain: float
    has_converged: bool


def _step(slope: Slope) -> Floats:
    sizes, directions = np.linalg.eigh(-slope.hessian)
    steepest = max(float(np.abs(sizes).max()), np.finfo(float).tiny)
    sizes = np.maximum(np.abs(sizes), FLATTEST * steepest)
    step: Floats = directions @ ((directions.T @ slope.gradient) / sizes)
    return step


def climb(
    function: Callable[[Floats], Slope], start: Floats, tolerance: float, most_passes: int
) -> Summit:
    """Walk uphill from `start`. One pass is one evaluation of the function."""
    at, slope, passes = start, function(start), 1
    still_to_gain = np.inf
    while slope.is_finite and passes < most_passes:
        step = _step(slope)
        still_to_gain = 0.5 * float(slope.gradient @ step)
        rounding = ROUNDING * abs(slope.value)
        if still_to_gain < tolerance + rounding:
            return Summit(at, slope, passes, still_to_gain, has_converged=True)
        step *= min(1.0, LONGEST_STEP / float(np.abs(step).max()))
        shrink = 1.0
        while passes < most_passes:
            there = function(at + shrink * step)
            passes += 1
            promised = LEAST_GAIN * shrink * float(slope.gradient @ step)
            if there.is_finite and there.value >= slope.value + promised - rounding:
                at, slope = at + shrink * step, there
                break
            shrink *= 0.5
    return Summit(at, slope, passes, still_to_gain, slope.is_finite and still_to_gain < STALLED_AT)
