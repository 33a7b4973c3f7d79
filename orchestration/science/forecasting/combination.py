"""How much each model counts: by its past errors, as far as they can be trusted.

For every series the models' mean absolute errors over a rolling back-test become relative::

    r_m = error_m / mean over models of error

A few folds of one series are little evidence, so they are shrunk towards the opinion R_m of the
series' kin, the mean of r_m over them: with k scored months of its own::

    r*_m = (k r_m + PRIOR R_m) / (k + PRIOR)
    weight_m = (1 / r*_m)^4 / sum over models

The fourth power (the inverse squared mean squared error) is between the plain mean, which is hard
to beat (Clemen 1989), and picking the winner, which is not. A series without scored months takes
its kin's weights; kin without any, equal ones. A short series keeps the seasonal naive in its mix
with at least `SHORT_SHARE`: what the other models say of its seasons is borrowed.

Weights are known at an origin: only errors of months before it may be passed.
"""

import numpy as np

from orchestration.science.forecasting.models import Model
from orchestration.science.forecasting.panel import Flags, Floats

POWER = 4
PRIOR = 72.0
"""Scored months that the kin's opinion is worth."""
SHORT_SHARE = 0.2


def relative_errors(errors: Floats, scored: Flags) -> tuple[Floats, Floats]:
    """Relative errors (models, series) and the scored months behind them (series,).

    `errors` (folds, models, series, horizon); `scored` (folds, series, horizon) says which count.
    A series that no model ever missed says nothing and counts no months.
    """
    count = scored.sum(axis=(0, 2)).astype(np.float64)
    absolute = np.where(scored[:, None], np.abs(errors), 0.0).sum(axis=(0, 3))
    mean = absolute.mean(axis=0)
    return np.where(mean > 0, absolute / np.where(mean > 0, mean, 1.0), 1.0), np.where(
        mean > 0, count, 0.0
    )


def opinion(relative: Floats, count: Floats) -> Floats:
    """Mean relative error of every model over the series that were scored, shape (models,)."""
    known = count > 0
    return relative[:, known].mean(axis=1) if known.any() else np.ones(len(relative))


def combination_weights(relative: Floats, count: Floats, opinions: Floats, short: Flags) -> Floats:
    """Weights (models, series) that sum to one over models; `opinions` (models, series)."""
    shrunk = (count * relative + PRIOR * opinions) / (count + PRIOR)
    # A model that never missed in all its kin's months still has a finite weight.
    weights = np.maximum(shrunk, 1e-3) ** -POWER
    weights /= weights.sum(axis=0)
    naive = weights[Model.SEASONAL_NAIVE]
    share = np.where(short, np.maximum(naive, SHORT_SHARE), naive)
    weights *= (1 - share) / np.maximum(1 - naive, 1e-9)
    weights[Model.SEASONAL_NAIVE] = share
    return weights
