"""Open hours by walking over the days on the wall clock, and surveys by reading every answer.

Shares no code with the models: those take differences of running sums in UTC.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = {1: (8, 18), 2: (8, 18), 3: (8, 18), 4: (8, 18), 5: (8, 17)}


def holidays(rows):
    """Days on which nobody answers, from the seed's rows."""
    return {row["holiday_date"] for row in rows}


def open_seconds(start, end, closed_days):
    """Seconds of opening between two naive UTC moments; None where the end comes first."""
    if end < start:
        return None
    start, end = start.replace(tzinfo=UTC), end.replace(tzinfo=UTC)
    day, total = start.astimezone(BERLIN).date(), timedelta()
    while day <= end.astimezone(BERLIN).date():
        if day not in closed_days and day.isoweekday() in HOURS:
            opens, closes = (
                datetime.combine(day, time(hour), BERLIN).astimezone(UTC)
                for hour in HOURS[day.isoweekday()]
            )
            total += max(min(end, closes) - max(start, opens), timedelta())
        day += timedelta(days=1)
    return int(total.total_seconds())


def months_of_window(asked, months, last):
    """First days of the windows of `months` months that an invitation of that day is part of."""
    first = asked.year * 12 + asked.month - 1
    ends = (date(n // 12, n % 12 + 1, 1) for n in range(first, first + months))
    return [end for end in ends if end <= last]


def score(answers):
    """Respondents, favourable, unfavourable and sum of the latest valid answer of each person.

    `answers`: (respondent, (answered_at, asked), feedback_id, value, lowest, highest, good, bad).
    """
    latest = defaultdict(list)
    for person, answered, feedback_id, value, lowest, highest, good, bad in answers:
        if value is not None and lowest is not None and lowest <= value <= highest:
            latest[person].append((answered, feedback_id, value >= good, value <= bad, value))
    heard = [max(given) for given in latest.values()]
    return len(heard), *(sum(h[place] for h in heard) for place in (2, 3, 4))


def wilson(successes, size):
    """The 95 % interval as the roots of (p - x)^2 = z^2 x (1 - x) / n."""
    z2, p = 1.959963984540054**2, successes / size
    a, b, c = 1 + z2 / size, -(2 * p + z2 / size), p * p
    root = sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
