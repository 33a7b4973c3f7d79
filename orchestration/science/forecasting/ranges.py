"""Ranges of a study at an origin: what the published forecasts missed before it, kin by kin.

Series of more than 36 months learn their half-widths from the folds of each other; younger ones
from the young twins of their age, whose combinations stand for what such series would have
published. Every half-width counts only errors that were known at the origin, which is what makes
the coverage of the back-test honest. The oldest fold, which had no errors to learn weights and
champions from, is no example of the procedure and is left out of every month ahead that another
fold has met; the far months of a young company have only that one.
"""

import numpy as np

from orchestration.science.forecasting.intervals import (
    LEVELS,
    Basis,
    bounds,
    calibrated,
    interval_scale,
    recent_scale,
)
from orchestration.science.forecasting.learning import kin_of
from orchestration.science.forecasting.panel import Floats, Ints
from orchestration.science.forecasting.rolling import SCORED_FOLDS
from orchestration.science.forecasting.study import Study, never_negative


def ranges_at(study: Study, months_before_end: int, point: Floats) -> tuple[Floats, Floats, Ints]:
    """Lower and upper bounds and their basis, each (levels, series, horizon).

    `point` (series, horizon) is what is published at that origin. Bounds are nan where the basis
    is NONE. At the end of the panel `months_before_end` is zero.
    """
    panel = study.panel.until(months_before_end)
    scale = interval_scale(panel, recent_scale(panel))
    floor = never_negative(panel)
    kin = kin_of(panel.lengths)
    shape = (len(LEVELS), *point.shape)
    lower, upper = np.full(shape, np.nan), np.full(shape, np.nan)
    basis = np.full(shape, Basis.NONE, dtype=np.int64)
    for age in np.unique(kin):
        whose, known = study.lessons.known(int(age), months_before_end)
        folds = study.lessons.folds[whose]
        informed = known & folds.had_a_past[:, None, None]
        known = np.where(informed.any(axis=(0, 1)), informed, known)
        said = study.folds if whose == 0 else study.lessons.blends[whose]
        widths = calibrated(said - folds.actual, known, folds.range_scale)
        origins = (known & (folds.range_scale > 0)[:, :, None]).any(axis=1).sum(axis=0)
        few = (widths.basis == Basis.POOLED) & (origins < SCORED_FOLDS)
        rests_on = np.where(few, Basis.FEW_ORIGINS, widths.basis)
        members = kin == age
        for level in range(len(LEVELS)):
            basis[level, members] = rests_on[level]
            lower[level, members], upper[level, members] = bounds(
                point[members], scale[members], widths.scores[level], floor[members]
            )
    return lower, upper, basis
