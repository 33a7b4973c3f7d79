"""The only source of chance in the demo company: whole numbers from named, seeded streams.

Only integer draws and exact arithmetic are used. Library functions such as `exp` differ in the
last bit between processors, and one such bit can flip a draw; shapes that need them are rounded
into small tables first. Every topic of every block has its own stream, so that a change in one
part of the company does not shift all the others.
"""

import math
import statistics
import zlib
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

_STEPS = 1000
_MIDDLES = [(step + 0.5) / _STEPS for step in range(_STEPS)]

WAITING: Ints = np.array([round(-1000 * math.log(1 - u)) for u in _MIDDLES])
"""Quantiles of an exponential wait, in thousandths of its mean."""

BELL: Ints = np.array([round(1000 * statistics.NormalDist().inv_cdf(u)) for u in _MIDDLES])
"""Quantiles of a normal deviation, in thousandths of its standard deviation."""

PARETO: Ints = np.array([round(1000 * (1 - u) ** -0.85) for u in _MIDDLES])
"""Quantiles of a heavy-tailed size: most near 1000, a few a hundred times that."""


class Chance:
    """A stream of draws that depends only on the seed and on the place it is used at."""

    def __init__(self, seed: int, *place: str | int) -> None:
        """Open the stream of one place, for example a block number and a topic."""
        numbers = [zlib.crc32(part.encode()) if isinstance(part, str) else part for part in place]
        self._generator = np.random.Generator(np.random.PCG64([seed, *numbers]))

    def between(self, low: int | Ints, high: int | Ints, size: int) -> Ints:
        """Whole numbers from `low` to `high`, both included."""
        return self._generator.integers(low, np.asarray(high) + 1, size)

    def happens(self, per_mille: int | Ints, size: int) -> Flags:
        """Draw flags with the given chance in a thousand, one for all rows or one per row."""
        return self._generator.integers(0, 1000, size) < per_mille

    def pick(self, weights: Ints | list[int], size: int) -> Ints:
        """Positions in `weights`, each drawn in proportion to its weight."""
        bounds = np.cumsum(np.asarray(weights, dtype=np.int64))
        drawn = self._generator.integers(0, bounds[-1], size)
        return np.searchsorted(bounds, drawn, side="right").astype(np.int64)

    def shaped(self, table: Ints, size: int) -> Ints:
        """Values of a quantile table, in its own thousandths."""
        return table[self._generator.integers(0, _STEPS, size)]

    def wait(self, mean: int | Ints, size: int) -> Ints:
        """Exponential waits around `mean`, rounded down to whole units."""
        return self.shaped(WAITING, size) * mean // 1000
