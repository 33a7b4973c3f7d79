"""Several hundred monthly series as companies have them, drawn from a seed.

Each series has a level that drifts, a trend that dies out, the seasons of its segment with an accent
of its own, and noise; some have a level shift, outliers, months without sales, months below zero,
or are young. Nothing of it is fitted to any model: drift is a random walk in logarithms.
"""

from dataclasses import dataclass

import numpy as np

MONTHS = 96


@dataclass(frozen=True)
class Company:
    """Months (series, months) up to the same last month, nan before a series began."""

    months: np.ndarray
    segments: np.ndarray


def company(count: int, seed: int = 20261122, months: int = MONTHS) -> Company:
    chance = np.random.default_rng(seed)
    calendars = chance.normal(0, 1, (6, 12)) * chance.choice([0.0, 0.15, 0.3, 0.5], (6, 1))
    segments = chance.integers(0, 6, count)
    return Company(
        np.stack([_series(chance, calendars[segment], months) for segment in segments]), segments
    )


def _series(chance: np.random.Generator, calendar: np.ndarray, months: int) -> np.ndarray:
    noise = chance.choice([0.03, 0.08, 0.15, 0.3])
    season = np.clip(calendar + chance.normal(0, 0.08, 12), -1.5, 1.2)
    values = np.exp(
        chance.normal(7, 1.5)
        + _drift(chance, chance.choice([0.0, 0.2, 0.6]) * noise, months)
        + season[np.arange(months) % 12]
        + chance.normal(0, noise, months)
    )
    if chance.random() < 0.15:
        values[chance.integers(0, months) :] *= chance.choice([0.6, 0.8, 1.3, 1.7])
    if chance.random() < 0.2:
        values[chance.integers(0, months, 3)] *= chance.choice([0.3, 2.0, 3.0], 3)
    kind = chance.random()
    if kind < 0.1:
        values *= chance.random(months) < chance.uniform(0.2, 0.7)
    elif kind < 0.15:
        values -= values.mean() * chance.uniform(0.5, 1.2)
    if chance.random() < 0.15:
        values[: months - chance.integers(14, 49)] = np.nan
    return values


def _drift(chance: np.random.Generator, step: float, months: int) -> np.ndarray:
    level, slope, path = 0.0, chance.normal(0, 0.01), np.empty(months)
    for month in range(months):
        slope = 0.97 * slope + chance.normal(0, 0.1 * step + 1e-4)
        level += slope + chance.normal(0, step)
        path[month] = level
    return np.clip(path, -3, 3)


def is_ordinary(made: Company, ahead: int) -> np.ndarray:
    """Which series are old and only ever sold, those that every model is meant for."""
    return np.isfinite(made.months[:, :-ahead]).all(axis=1) & (made.months > 0).all(axis=1)


def held_out_scores(made: Company, forecast: np.ndarray) -> tuple[float, float]:
    """sMAPE in percent and MASE of the last year, over the old series that only ever sold.

    Written out here, so that what judges shares no code with what is judged.
    """
    ahead = forecast.shape[1]
    training, actual = made.months[:, :-ahead], made.months[:, -ahead:]
    ordinary = is_ordinary(made, ahead)
    scale = np.abs(training[:, 12:] - training[:, :-12]).mean(axis=1)
    error = np.abs(forecast - actual)[ordinary]
    smape = 200 * (error / (np.abs(forecast) + np.abs(actual))[ordinary]).mean()
    return float(smape), float((error.mean(axis=1) / scale[ordinary]).mean())
