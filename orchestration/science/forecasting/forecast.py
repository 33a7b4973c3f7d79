"""The forecast of a panel of monthly series, with ranges, weights, champions and its back-test.

The procedure, each step a module: what can be forecast at all (`series_kind`); five models
(`models`) at the end and at every rolling origin (`rolling`); weights and champions (`combination`,
`learning`); levels made to add up (`hierarchy`); ranges from what the whole procedure missed
before (`intervals`). The folds go through the same steps as the forecast, each from what was known
at its origin, so the published accuracy is that of the published procedure.

Hand-over
---------
In: `months` (series, months), consecutive calendar months up to the last completed one, in the
reporting currency, 0 where nothing was sold, nan where it is unknown or before the series began;
the calendar month of the first column; a segment label per series (the region or category whose
calendar it shares); the sums that must hold. Series that are refused cannot be part of a sum: add
their actuals up in a remainder series per parent first (`series_kind.kinds_of` tells which).
Out: points, bounds and everything a row needs to say where it comes from. Points of a hierarchy
add up as real numbers; `whole_cents` makes them add up in cents. Bounds are per series and do not
add up, as quantiles do not.

Deterministic; the order of the rows does not matter beyond which long series serve as twins.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from orchestration.science.forecasting.hierarchy import Hierarchy, reconciled
from orchestration.science.forecasting.intervals import Basis
from orchestration.science.forecasting.learning import decided
from orchestration.science.forecasting.models import forecast_by_model
from orchestration.science.forecasting.panel import Flags, Floats, Ints, Panel
from orchestration.science.forecasting.ranges import ranges_at
from orchestration.science.forecasting.seasonality import estimated_seasons
from orchestration.science.forecasting.series_kind import Kind, is_refused, kinds_of
from orchestration.science.forecasting.study import Study, studied_panel

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True)
class Forecast:
    """Rows are the series of `months`; those with `refused` hold nan and a `kind` that says why.

    `point` (series, horizon); `lower`, `upper` and `basis` (levels, series, horizon), levels as in
    `intervals.LEVELS`: where `basis` is NONE bounds are nan. `weights` (models, series),
    `champion` a `learning.Champion`, `relative_mase` nan where no fold says it.
    """

    kind: Ints
    refused: Flags
    point: Floats
    lower: Floats
    upper: Floats
    basis: Ints
    weights: Floats
    champion: Ints
    relative_mase: Floats
    study: Study
    """The folds behind it, of the series that are not refused, in their order."""


def forecast_months(
    months: npt.ArrayLike,
    horizon: int,
    first_month: int = 1,
    segments: npt.ArrayLike | None = None,
    hierarchy: Hierarchy | None = None,
) -> Forecast:
    """Forecast every series that allows it.

    Raises ValueError on shapes that do not fit, a horizon below one, or a refused series in a sum.
    """
    panel = Panel.from_months(months, first_month)
    count = len(panel.lengths)
    labels = np.zeros(count, dtype=np.int64) if segments is None else np.asarray(segments)
    if labels.shape != (count,):
        raise ValueError(f"{count} series need as many segments, got shape {labels.shape}")
    # Labels may be any integers; the models want small ones.
    labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    kind = kinds_of(panel)
    refused = is_refused(kind)
    rows = np.flatnonzero(~refused)
    sums = (hierarchy or Hierarchy(count, (), ())).among(rows)
    study = studied_panel(panel.take(rows), horizon, labels[rows], sums)
    return _spread(kind, refused, _forecast(study, labels[rows], horizon, kind[rows]))


def _forecast(study: Study, segments: Ints, horizon: int, kind: Ints) -> Forecast:
    panel = study.panel
    decision = decided(study.lessons, 0, panel.lengths)
    seasons = estimated_seasons(panel, segments)
    models = forecast_by_model(panel, horizon, seasons)
    point = np.einsum("ms,msh->sh", decision.weights, models)
    if study.hierarchy.parents:
        point = reconciled(point, study.variances, study.hierarchy, study.never_negative)
    lower, upper, basis = ranges_at(study, 0, point)
    empty = (kind == Kind.ALL_ZERO)[None, :, None]
    return Forecast(
        kind=kind,
        refused=np.zeros(len(kind), dtype=np.bool_),
        point=point,
        lower=np.where(empty, np.nan, lower),
        upper=np.where(empty, np.nan, upper),
        basis=np.where(empty, Basis.NONE, basis),
        weights=decision.weights,
        champion=decision.champion,
        relative_mase=decision.relative_mase,
        study=study,
    )


def _spread(kind: Ints, refused: Flags, some: Forecast) -> Forecast:
    """Put refused series back in their places, without numbers."""
    rows = np.flatnonzero(~refused)

    def placed(cells: npt.NDArray[Number], axis: int, fill: float) -> npt.NDArray[Number]:
        shape = list(cells.shape)
        shape[axis] = len(kind)
        whole = np.full(shape, fill, dtype=cells.dtype)
        whole[(slice(None),) * axis + (rows,)] = cells
        return whole

    return Forecast(
        kind=kind,
        refused=refused,
        point=placed(some.point, 0, np.nan),
        lower=placed(some.lower, 1, np.nan),
        upper=placed(some.upper, 1, np.nan),
        basis=placed(some.basis, 1, Basis.NONE),
        weights=placed(some.weights, 1, np.nan),
        champion=placed(some.champion, 0, -1),
        relative_mase=placed(some.relative_mase, 0, np.nan),
        study=some.study,
    )
