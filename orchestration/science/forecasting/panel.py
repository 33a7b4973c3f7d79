"""Many monthly series of different lengths as one rectangle without holes.

A panel holds n series that all end in the same month. Row i starts in its own first known month,
at column 0, so that recursions over time start together; `lengths[i]` columns are meant, what lies
behind them is zero and is never read. `phases[i]` is the calendar month (0 = January) of column 0.

Unknown months
--------------
In the delivered rectangle nan is "unknown" and 0 is "nothing was sold". Months before the first
known one do not exist. A hole further in is filled with the value twelve months before it, else
with the month before it: only the past is used, so that a back-test that ends before the hole's
neighbours sees exactly what was known then. `observed` remembers which months are real; errors
are never counted in the others.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SEASON = 12
"""Months in a year, the only season there is here."""


@dataclass(frozen=True)
class Panel:
    """Series of one unit each, in months; see the module for the layout."""

    values: Floats
    observed: Flags
    lengths: Ints
    phases: Ints

    @classmethod
    def from_months(cls, months: npt.ArrayLike, first_month: int = 1) -> "Panel":
        """Panel of a rectangle (series, months); nan is unknown.

        `first_month` is the calendar month (1 = January) of the first column. Raises ValueError on
        another shape, an infinite value or a month that is none.
        """
        delivered = np.array(months, dtype=np.float64)
        if delivered.ndim != 2:
            raise ValueError(f"a panel is series by months, got {delivered.ndim} dimensions")
        if np.isinf(delivered).any():
            raise ValueError("a panel holds no infinite values")
        if not 1 <= first_month <= SEASON:
            raise ValueError(f"first_month must be 1 to 12, got {first_month}")
        known = ~np.isnan(delivered)
        width = delivered.shape[1]
        starts = np.where(known.any(axis=1), known.argmax(axis=1), width).astype(np.int64)
        columns = np.arange(width) + starts[:, None]
        inside = columns < width
        places = np.minimum(columns, max(width - 1, 0))
        observed = inside & np.take_along_axis(known, places, axis=1)
        values = np.where(observed, np.take_along_axis(delivered, places, axis=1), 0.0)
        return cls(
            values=_filled(values, observed, inside),
            observed=observed,
            lengths=width - starts,
            phases=(first_month - 1 + starts) % SEASON,
        )

    @property
    def inside(self) -> Flags:
        """Which cells belong to a series, known or filled."""
        return np.arange(self.values.shape[1]) < self.lengths[:, None]

    def until(self, months_before_end: int) -> "Panel":
        """Give the panel as it was that many months ago."""
        lengths = np.maximum(self.lengths - months_before_end, 0)
        width = max(self.values.shape[1] - months_before_end, 0)
        inside = np.arange(width) < lengths[:, None]
        return Panel(
            values=np.where(inside, self.values[:, :width], 0.0),
            observed=inside & self.observed[:, :width],
            lengths=lengths,
            phases=self.phases,
        )

    def take(self, rows: Ints | Flags) -> "Panel":
        """Give the panel of some series, in the order asked for."""
        return Panel(self.values[rows], self.observed[rows], self.lengths[rows], self.phases[rows])

    def shortened(self, months: int) -> "Panel":
        """Give the same series as if they had begun at most that many months before the end."""
        lengths = np.minimum(self.lengths, months)
        columns = (self.lengths - lengths)[:, None] + np.arange(months)
        inside = np.arange(months) < lengths[:, None]
        places = np.where(inside, columns, 0)
        return Panel(
            values=np.where(inside, np.take_along_axis(self.values, places, axis=1), 0.0),
            observed=inside & np.take_along_axis(self.observed, places, axis=1),
            lengths=lengths,
            phases=(self.phases + self.lengths - lengths) % SEASON,
        )

    def joined(self, other: "Panel") -> "Panel":
        """Give the series of both, those of `other` after these."""
        width = max(self.values.shape[1], other.values.shape[1])

        def margin(panel: Panel) -> tuple[tuple[int, int], tuple[int, int]]:
            return (0, 0), (0, width - panel.values.shape[1])

        both = (self, other)
        return Panel(
            np.concatenate([np.pad(one.values, margin(one)) for one in both]),
            np.concatenate([np.pad(one.observed, margin(one)) for one in both]),
            np.concatenate([self.lengths, other.lengths]),
            np.concatenate([self.phases, other.phases]),
        )

    def window(self, months_before_end: int, months: int) -> tuple[Floats, Flags]:
        """Values and whether they are known, of `months` months from that long before the end.

        Cells outside a series are zero and unknown. Shape (series, months).
        """
        columns = self.lengths[:, None] - months_before_end + np.arange(months)
        width = self.values.shape[1]
        real = (columns >= 0) & (columns < self.lengths[:, None])
        places = np.clip(columns, 0, max(width - 1, 0))
        known = real & np.take_along_axis(self.observed, places, axis=1)
        return np.where(known, np.take_along_axis(self.values, places, axis=1), 0.0), known


def _filled(values: Floats, observed: Flags, inside: Flags) -> Floats:
    filled = values.copy()
    for column in np.flatnonzero((inside & ~observed).any(axis=0)):
        hole = inside[:, column] & ~observed[:, column]
        # The first column of a series is known by construction, so there always is a month before.
        back = SEASON if column >= SEASON else 1
        filled[hole, column] = filled[hole, column - back]
    return filled
