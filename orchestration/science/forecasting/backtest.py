"""The published back-test: what every model and the published forecast missed, fold by fold.

Rows of the report (METRICS 14): for a group of series, each model, the combination before the gate
and what was published, by horizon (1..H) and over all of them (0). At least `SCORED_FOLDS` folds
are required: with less, every metric is null and `folds` says how many there were. Coverage, width
and pinball are those of the published ranges, with half-widths known at each fold's origin.

Groups are labels per series of the study (its level, its region, or one group for all). MASE and
RMSSE are over the cells of all series, each in its own scale; MAE, WAPE, bias and width add up
amounts, so a group should hold series of one unit.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.accuracy import (
    Accuracy,
    Cells,
    IntervalAccuracy,
    interval_accuracy,
    point_accuracy,
)
from orchestration.science.forecasting.intervals import LEVELS
from orchestration.science.forecasting.models import Model
from orchestration.science.forecasting.panel import Floats, Ints
from orchestration.science.forecasting.ranges import ranges_at
from orchestration.science.forecasting.rolling import SCORED_FOLDS
from orchestration.science.forecasting.study import Study

COMBINATION = "combination"
PUBLISHED = "published"
NAMES = (*(model.name.lower() for model in Model), COMBINATION, PUBLISHED)


@dataclass(frozen=True)
class Report:
    """Accuracy of one group: per name over all horizons and by horizon; ranges per level."""

    group: int
    folds: int
    overall: dict[str, Accuracy]
    by_horizon: dict[str, Accuracy]
    ranges: dict[float, IntervalAccuracy]
    ranges_by_horizon: dict[float, IntervalAccuracy]


def reported(study: Study, groups: Ints) -> list[Report]:
    """One report per group of series, in the order of the labels."""
    own = study.lessons.folds[0]
    scored = own.scored.copy()
    scored[SCORED_FOLDS:] = False
    cells = Cells(own.actual, scored, own.scale, own.squared_scale)
    said = dict(zip(NAMES, own.forecasts.swapaxes(0, 1), strict=False))
    said |= {COMBINATION: study.lessons.blends[0], PUBLISHED: study.folds}
    lower, upper = (np.full((len(LEVELS), *own.actual.shape), np.nan) for _ in range(2))
    for fold in range(SCORED_FOLDS):
        low, high, _ = ranges_at(study, int(own.offsets[fold]), study.folds[fold])
        lower[:, fold], upper[:, fold] = low, high
    reports = []
    for group in np.unique(groups):
        here = cells.within((groups == group)[None, :, None])
        folds = int(here.scored.any(axis=(1, 2)).sum())
        if folds < SCORED_FOLDS:
            here = here.within(np.zeros_like(scored))
        reports.append(
            Report(
                group=int(group),
                folds=folds,
                overall={name: point_accuracy(one, here) for name, one in said.items()},
                by_horizon={name: point_accuracy(one, here, True) for name, one in said.items()},
                ranges=_ranges(lower, upper, here, by_horizon=False),
                ranges_by_horizon=_ranges(lower, upper, here, by_horizon=True),
            )
        )
    return reports


def _ranges(
    lower: Floats, upper: Floats, cells: Cells, by_horizon: bool
) -> dict[float, IntervalAccuracy]:
    scores = {}
    for place, level in enumerate(LEVELS):
        claimed = ~np.isnan(lower[place])
        scores[level] = interval_accuracy(
            np.where(claimed, lower[place], 0.0),
            np.where(claimed, upper[place], 0.0),
            cells.within(claimed),
            level,
            by_horizon,
        )
    return scores
