"""What a panel's past teaches: the folds as they would have been published.

Shared by the forecast and by its back-test, so that both are of one procedure: at every origin the
champions' points, made to add up with the variances that were known there.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.accuracy import scales
from orchestration.science.forecasting.hierarchy import Hierarchy, reconciled
from orchestration.science.forecasting.learning import Lessons, published, studied
from orchestration.science.forecasting.panel import Flags, Floats, Ints, Panel


@dataclass(frozen=True)
class Study:
    """A panel of forecastable series, its folds and its sums.

    `folds` are what every fold published (folds, series, horizon); `variances` (series,) those of
    the base forecasts at the end.
    """

    panel: Panel
    lessons: Lessons
    hierarchy: Hierarchy
    folds: Floats
    variances: Floats

    @property
    def never_negative(self) -> Flags:
        """Whether a series has no month below zero, as known at the end."""
        return never_negative(self.panel)


def never_negative(panel: Panel) -> Flags:
    """Whether a series has no month below zero."""
    return np.asarray((np.where(panel.inside, panel.values, 0.0) >= 0).all(axis=1))


def studied_panel(panel: Panel, horizon: int, segments: Ints, hierarchy: Hierarchy) -> Study:
    """Run the folds and publish each of them."""
    lessons = studied(panel, horizon, segments)
    folds = published(lessons)
    own = lessons.folds[0]
    for fold, offset in enumerate(own.offsets):
        variances = own.squared_scale[fold]
        if hierarchy.parents and variances.any():
            then = never_negative(panel.until(int(offset)))
            folds[fold] = reconciled(folds[fold], variances, hierarchy, then)
    return Study(panel, lessons, hierarchy, folds, scales(panel)[1])
