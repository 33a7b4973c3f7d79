"""The three years of the company: days, months and when people buy.

A day is a number from 0 (1 January 2023); a moment is seconds since 1970. Seasons are whole-number
weights per day, so that drawing a day never depends on floating point.
"""

from datetime import date, timedelta

import numpy as np

from orchestration.demo.chance import Chance, Ints

FIRST_DAY = date(2023, 1, 1)
LAST_DAY = date(2025, 12, 31)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
MONTHS = 36
EPOCH_DAY = (FIRST_DAY - date(1970, 1, 1)).days
LAST_MOMENT = (EPOCH_DAY + DAYS) * 86400 - 6 * 3600
"""Nothing is exported later than the early evening of the last day."""

_DATES = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
YEAR_OF_DAY: Ints = np.array([day.year - FIRST_DAY.year for day in _DATES])
MONTH_OF_DAY: Ints = np.array([12 * (day.year - FIRST_DAY.year) + day.month - 1 for day in _DATES])
STAMP_OF_DAY: Ints = np.array([day.year * 10000 + day.month * 100 + day.day for day in _DATES])
MONTH_STARTS = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(MONTHS)]


def day_number(day: date) -> int:
    """Days since the first day; negative before it."""
    return (day - FIRST_DAY).days


def moment(days: Ints, seconds: int | Ints = 0) -> Ints:
    """Seconds since 1970 of a second within a day."""
    return (days + EPOCH_DAY) * 86400 + seconds


def day_of(moments: Ints) -> Ints:
    """Day number of a moment."""
    return moments // 86400 - EPOCH_DAY


class Season:
    """When one kind of buyer buys: relative weight of each day of the three years."""

    def __init__(
        self,
        months: tuple[int, ...],
        weekdays: tuple[int, ...],
        growth: tuple[int, int, int],
        peaks: dict[tuple[int, int, int], int],
    ) -> None:
        """Weights in percent; `peaks` maps (month, first day, last day) to a percentage."""
        weights = []
        for day in _DATES:
            weight = months[day.month - 1] * weekdays[day.weekday()]
            weight = weight * growth[day.year - FIRST_DAY.year] // 100
            for (month, first, last), percent in peaks.items():
                if day.month == month and first <= day.day <= last:
                    weight = weight * percent // 100
            weights.append(weight)
        self.bounds: Ints = np.concatenate(([0], np.cumsum(weights)))

    def mass(self, first: Ints, last: Ints) -> Ints:
        """Weight of all days from `first` to `last`, both included."""
        return self.bounds[last + 1] - self.bounds[first]

    def draw(self, chance: Chance, first: Ints, last: Ints) -> Ints:
        """One day per row between `first` and `last`, both included."""
        drawn = chance.between(self.bounds[first], self.bounds[last + 1] - 1, len(first))
        return np.searchsorted(self.bounds, drawn, side="right").astype(np.int64) - 1


COMPANIES = Season(
    months=(94, 98, 108, 104, 100, 96, 78, 64, 106, 112, 120, 104),
    weekdays=(110, 112, 110, 104, 90, 8, 3),
    growth=(100, 108, 114),
    peaks={(12, 20, 31): 30},
)
SHOPPERS = Season(
    months=(88, 82, 90, 92, 94, 84, 74, 72, 92, 104, 140, 180),
    weekdays=(100, 96, 96, 98, 104, 112, 118),
    growth=(100, 112, 124),
    peaks={(11, 20, 30): 160, (12, 24, 31): 45},
)
CHINA = Season(
    months=(95, 60, 85, 95, 105, 125, 90, 92, 100, 105, 190, 115),
    weekdays=(98, 98, 98, 98, 102, 112, 112),
    growth=(100, 140, 185),
    peaks={(11, 8, 12): 300, (6, 16, 19): 180},
)
