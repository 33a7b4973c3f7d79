"""Levels that add up: one company total, whichever way it is split.

Company, region, category, product, team and person are different groupings of the same sales. They
have no common bottom worth forecasting (a person's sales of one product in one region are mostly
zeros), so bottom-up would be noise and no summing matrix is used. What must hold is written as
constraints instead: every parent equals the sum of its children, one row each::

    company = sum of regions;  company = sum of categories;  company = sum of teams;
    category = sum of its products;  team = sum of its persons;  ...

A grouping is a forest under the company; a series may be the parent in several groupings and the
child in one at most.

Reconciliation is MinT in its zero-constrained form (Wickramasuriya, Athanasopoulos & Hyndman 2019;
Di Fonzo & Girolimetto 2023)::

    y = f - W C' (C W C')^-1 C f,        C y = 0

f the base forecasts, C the constraints, W the variances of the base errors. It moves each forecast
in proportion to its variance, so a noisy person yields and the company hardly moves; among all
unbiased reconciliations with these W it has the least total variance. W is diagonal (the squared
seasonal-naive error of the training months, "variance scaling"): a full covariance of some
hundred series cannot be estimated from some dozen months.

A series whose variance is zero hardly moves (as if it had a millionth of the largest). Where a
series that may not be negative falls below zero, it is set to zero and held, and the rest is
reconciled again (Di Fonzo & Girolimetto's set-negative-to-zero, repeated): the sums hold at every
step.

Series without a forecast of their own cannot be left out of a sum. Before the panel is built their
actuals are added up in one remainder child per parent ("all other products"), which is forecast
like any other.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import Flags, Floats, Ints


@dataclass(frozen=True)
class Hierarchy:
    """Sums that must hold: `parents[i]` is the sum of the series in `children[i]`.

    Numbers are rows of the panel. Raises ValueError on an empty sum, a series that is its own
    ancestor, or one that is counted in two parents (two groupings need two sets of children).
    """

    count: int
    parents: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        """Refuse what cannot add up."""
        every = [child for family in self.children for child in family]
        if len(self.parents) != len(self.children) or not all(self.children):
            raise ValueError("every parent needs its children")
        if len(set(every)) != len(every):
            raise ValueError("a series is a child in more than one sum")
        if every and not all(0 <= row < self.count for row in (*every, *self.parents)):
            raise ValueError(f"a series is not among the {self.count} of the panel")
        above = {
            child: parent
            for parent, family in zip(self.parents, self.children, strict=True)
            for child in family
        }
        for start in above:
            row, steps = start, 0
            while row in above:
                row, steps = above[row], steps + 1
                if steps > len(above):
                    raise ValueError("a series is its own ancestor")

    def among(self, rows: Ints) -> "Hierarchy":
        """Say the same sums of a selection of rows, in its numbers.

        Raises ValueError where a series of a sum is not selected.
        """
        places = {int(row): place for place, row in enumerate(rows)}
        try:
            return Hierarchy(
                len(rows),
                tuple(places[parent] for parent in self.parents),
                tuple(tuple(places[child] for child in family) for family in self.children),
            )
        except KeyError as missing:
            raise ValueError(
                f"series {missing} of a sum cannot be forecast alone: give its actuals to a"
                " remainder series of its parent"
            ) from None

    @property
    def constraints(self) -> Floats:
        """C: one row per sum, 1 at the parent and -1 at each child."""
        matrix = np.zeros((len(self.parents), self.count))
        for row, (parent, family) in enumerate(zip(self.parents, self.children, strict=True)):
            matrix[row, parent] = 1.0
            matrix[row, list(family)] = -1.0
        return matrix

    def top_down(self) -> list[int]:
        """Order the sums so that a parent is settled before its children are split."""
        above = {child: i for i, family in enumerate(self.children) for child in family}

        def depth(parent: int) -> int:
            steps = 0
            while parent in above:
                parent, steps = self.parents[above[parent]], steps + 1
            return steps

        return sorted(range(len(self.parents)), key=lambda i: (depth(self.parents[i]), i))


def reconciled(
    base: Floats, variances: Floats, hierarchy: Hierarchy, never_negative: Flags
) -> Floats:
    """Forecasts (series, horizon) nearest to the base ones that add up.

    Raises ValueError where a sum has no series that may move, or shapes do not fit.
    """
    if base.shape[0] != hierarchy.count or variances.shape != (hierarchy.count,):
        raise ValueError("base forecasts, variances and hierarchy speak of different series")
    constraints = hierarchy.constraints
    if not len(constraints):
        return base.copy()
    top = variances[(constraints != 0).any(axis=0)].max()
    if top <= 0:
        raise ValueError("no series of the hierarchy may move: all variances are zero")
    # Relative to the largest, and never so small that a sum could not be met at all.
    weights = np.maximum(variances / top, 1e-6)
    start = np.where(never_negative[:, None], np.maximum(base, 0.0), base)
    result = start - _shift(constraints, weights, constraints @ start)
    for month in range(base.shape[1]):
        held = np.zeros(hierarchy.count, dtype=np.bool_)
        while True:
            below = never_negative & (result[:, month] < 0) & ~held
            if not below.any():
                break
            held |= below
            origin = np.where(held, 0.0, start[:, month])
            free = np.where(held, 0.0, weights)
            result[:, month] = origin - _shift(constraints, free, constraints @ origin)
    return result


def _shift(constraints: Floats, weights: Floats, gaps: Floats) -> Floats:
    """How far to move so that the gaps close, W C' (C W C')^-1 gaps."""
    weighted = constraints * weights
    system = weighted @ constraints.T
    # Variances span many orders: rows in their own unit, and a second round on what is left.
    unit = 1 / np.sqrt(np.maximum(np.diag(system), 1e-300))
    scaled = system * unit * unit[:, None]
    unit = unit if gaps.ndim == 1 else unit[:, None]
    shift = np.zeros((constraints.shape[1], *gaps.shape[1:]))
    for _ in range(2):
        # A sum of which nothing may move any more has no gap; least squares leaves it alone.
        missing = unit * (gaps - constraints @ shift)
        shift += weighted.T @ (unit * np.linalg.lstsq(scaled, missing, rcond=None)[0])
    return shift
