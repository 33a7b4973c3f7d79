"""A series taken apart to be shown: trend, season, rest.

The seasonality index of METRICS 16 is the mean of actual over centred twelve-month average by
calendar month, normalised to sum to 12. It needs 24 months and a trend that is above zero
throughout; else it is null (nan): a ratio to nothing or to a loss has no meaning.

Taken apart additively, so that every series can be and the parts are amounts that add up::

    actual = trend + season + rest

trend is the centred twelve-month average; season is what the index makes of it,
trend (index - 1); rest is what neither explains. For a series without a ratio index season is the
additive index. In the first and last six months there is no centred average: all three parts are
null there, as they are where the month itself is unknown. Units are those of the series.

These are the plain, unshrunk indices: what was seen, for people to read. The models shrink theirs
(`seasonality`), because a forecast should not repeat an accident.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.panel import SEASON, Floats, Panel
from orchestration.science.forecasting.seasonality import centred_average, seasonality_index


@dataclass(frozen=True)
class Decomposition:
    """Parts (series, months) in the panel's left-aligned months, and the index (series, 12).

    The index begins with January. nan is null.
    """

    trend: Floats
    season: Floats
    rest: Floats
    index: Floats


def decomposed(panel: Panel) -> Decomposition:
    """Take every series apart."""
    trend, exists = centred_average(panel)
    above = np.asarray((np.where(exists, trend, np.inf) > 0).all(axis=1) & exists.any(axis=1))
    ratio, has_ratio, _ = seasonality_index(panel, above)
    has_ratio &= above
    added, has_added, _ = seasonality_index(panel, np.zeros_like(above))
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
    )
