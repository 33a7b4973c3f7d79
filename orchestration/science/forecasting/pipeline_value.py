"""Large deals are lost more often: hazards by what a deal is said to be worth.

A win rate counts deals and a pipeline counts money. Where the large ones are lost more often, and
linger while they are, the rate of all deals times the amounts that are open promises money that
never comes: what is open at a month's end is mostly what will be lost.

So each deal has its own two hazards, those of its age times the ratios of its band of value
(cause-specific proportional hazards, Prentice et al. 1978)::

    h_won(age, band) = h_won(age) r_won(band),      h_lost(age, band) = h_lost(age) r_lost(band)

The bands are thirds of the amounts seen at past month ends; an amount that is not known is a band
of its own. The ratios hold the wins and the losses of the month after each sighting against what
age alone expects there, shrunk as in `shrunken_ratios`: no deal ends twice, so the counts are
independent. Acting on hazards, a low win rate and a high loss rate work together, and no deal is
won with more than certainty, as they would not on a rate.
"""

import numpy as np

from orchestration.science.forecasting.panel import Flags, Floats, Ints
from orchestration.science.forecasting.shrunken_ratios import shrunk_ratios

BANDS = 3


def value_edges(amount: Floats) -> Floats:
    """Give the upper ends of all bands but the dearest; fewer where many amounts are the same."""
    known = amount[~np.isnan(amount)]
    shares = np.arange(1, BANDS) / BANDS
    return np.unique(np.quantile(known, shares)) if len(known) else np.zeros(0)


def value_band(amount: Floats, edges: Floats) -> Ints:
    """Band of each amount, from 0; a deal at an edge is in the cheaper one, unknown is the last."""
    return np.where(np.isnan(amount), BANDS, np.searchsorted(edges, amount))


def band_ratios(band: Ints, ended: Flags, expected: Floats) -> Floats:
    """Shrunk ratio of ends to what was expected, by band."""
    came, hoped = (
        np.bincount(band, weight, BANDS + 1).astype(np.float64)[:, None]
        for weight in (ended.astype(np.float64), expected)
    )
    return shrunk_ratios(came, hoped)[:, 0]
