"""The CDNOW purchase log, the yardstick of the field, from the files that `lifetimes` carries.

`lifetimes` itself is not imported: its data module needs a package that is no longer installed
with Python. 23,570 customers who first bought in the first quarter of 1997, followed until June
1998 (Fader & Hardie 2001); the sample is every tenth of them. The tables by Fader & Hardie hold the
sample's weeks rounded to two digits, and the published parameters are estimates from them.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import distribution

import numpy as np

from orchestration.science.value.histories import Histories

CALIBRATION_END = date(1997, 9, 30)
HOLD_OUT_WEEKS = 39.0


@dataclass(frozen=True, eq=False)
class Company:
    """Customers known on a day; every array has one entry per customer or per purchase day."""

    histories: Histories
    orders_before: np.ndarray
    orders_after: np.ndarray
    spend_after: np.ndarray
    # Purchase days up to that day: whose they are (place of the customer) and what was spent.
    buyer: np.ndarray
    spend: np.ndarray


def _text(name):
    return next(file for file in distribution("lifetimes").files if file.name == name).read_text()


@cache
def sample_table():
    """x, t_x, T and mean spend per repeat of the 2,357 customers, as Fader & Hardie publish them."""
    rows = list(csv.DictReader(_text("cdnow_customers_summary_with_transactions.csv").splitlines()))
    return tuple(np.array([float(row[name]) for row in rows]) for name in ("x", "t_x", "T", "zbar"))


@cache
def sample_histories():
    x, last, age, _ = sample_table()
    return Histories.of(x, last, age)


@cache
def _purchase_days(whole):
    """(customer, day) -> spent, of the whole log or of the sample."""
    spent = {}
    lines = _text("CDNOW_master.txt" if whole else "CDNOW_sample.txt").splitlines()
    for line in lines[1:] if whole else lines:
        *_, customer, day, _, amount = line.split()
        key = customer, date.fromisoformat(day)
        spent[key] = spent.get(key, 0.0) + float(amount)
    return spent


@cache
def company(whole, until=CALIBRATION_END, weeks=HOLD_OUT_WEEKS):
    """The customers known on `until`, with what they did in the `weeks` before and after it."""
    window = timedelta(weeks=weeks)
    places, first, last = {}, [], []
    days = sorted(_purchase_days(whole).items())
    for (customer, day), _ in days:
        if day <= until:
            if customer not in places:
                places[customer] = len(places)
                first.append(day)
                last.append(day)
            last[places[customer]] = day
    repeats, before, after, spend_after = np.zeros((4, len(places)))
    repeats -= 1
    buyer, spend = [], []
    for (customer, day), amount in days:
        place = places.get(customer)
        if place is None:
            continue
        if day <= until:
            repeats[place] += 1
            before[place] += day > until - window
            buyer.append(place)
            spend.append(amount)
        elif day <= until + window:
            after[place] += 1
            spend_after[place] += amount
    last_weeks = [(end - start).days / 7 for start, end in zip(first, last, strict=True)]
    age_weeks = [(until - start).days / 7 for start in first]
    histories = Histories.of(repeats, last_weeks, age_weeks)
    return Company(histories, before, after, spend_after, np.array(buyer), np.array(spend))
