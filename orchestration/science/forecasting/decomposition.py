"""A series taken apart to be shown: trend, season, rest.

The seasonality index of METRICS 16 is the mean of actual over centred twelve-month average by
calendar month, normalised to sum to 12. It needs 24 months, every one of them above zero, as the
models ask of a series whose seasons are factors; else it is null (nan): a ratio to nothing or to a
loss has no meaning, and a trend that is just above zero makes of a usual month a multiple. Such a
series has an index in its own unit instead: the mean of actual less centred average by calendar
month, normalised to sum to 0. A series of 24 months has the one or the other.

Taken apart additively, so that every series can be and the parts are amounts that add up::

    actual = trend + season + rest

trend is the centred twelve-month average; season is what the index makes of it,
trend (index - 1); rest is what neither explains. For a series without a ratio index season is the
other one. In the first and last six months there is no centred average: all three parts are
null there, as they are where the month itself is unknown. Units are those of the series.

These are the plain, unshrunk indices: what was seen, for people to read. The models shrink theirs
(`seasonality`), because a forecast should not repeat an accident.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import SEASON, Floats, Panel
from orchestration.science.forecasting.seasonality import (
    centred_average,
    is_multiplicative,
    seasonality_index,
)


@dataclass(frozen=True)
class Decomposition:
    """Parts (series, months) in the panel's left-aligned months, and the indices (series, 12).

    An index begins with January; `index` is the ratio, `added` the one in the series' unit. nan is
    null.
    """

    trend: Floats
    season: Floats
    rest: Floats
    index: Floats
    added: Floats


def decomposed(panel: Panel) -> Decomposition:
    """Take every series apart."""
    trend, exists = centred_average(panel)
    positive = is_multiplicative(panel)
    ratio, has_ratio, _ = seasonality_index(panel, positive)
    has_ratio &= positive
    added, has_added, _ = seasonality_index(panel, np.zeros_like(positive))
    months = (panel.phases[:, None] + np.arange(panel.values.shape[1])) % SEASON
    by_ratio = trend * (np.take_along_axis(ratio, months, axis=1) - 1)
    by_sum = np.take_along_axis(added, months, axis=1)
    season = np.where(has_ratio[:, None], by_ratio, by_sum)
    shown = exists & panel.observed & (has_ratio | has_added)[:, None]
    return Decomposition(
        trend=np.where(exists, trend, np.nan),
        season=np.where(shown, season, np.nan),
        rest=np.where(shown, panel.values - trend - season, np.nan),
        index=np.where(has_ratio[:, None], ratio, np.nan),
        added=np.where((has_added & ~has_ratio)[:, None], added, np.nan),
    )
