"""Customer value once more, from postings in plain Python: shares no code with the models.

A posting is (customer, purchase day or None, booking day, net revenue, margin). Scores are taken
with forty digits from the formulas as they are printed (Batislam et al. 2007; Platzer & Reutterer
2016), the margin per order from its definition, customer by customer.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np

from orchestration.science.value.buying_model import BuyingParameters
from tests.python.science.buying_oracle import expected_if_alive

DIGITS = 40


@dataclass(frozen=True)
class History:
    """A customer as known on a day: purchase days with the margin each is credited with."""

    days: tuple[date, ...]
    margins: tuple[Decimal, ...]
    seen_until: date

    @property
    def repeats(self):
        return len(self.days) - 1

    @property
    def last_weeks(self):
        return (self.days[-1] - self.days[0]).days / 7

    @property
    def age_weeks(self):
        return (self.seen_until - self.days[0]).days / 7


def histories(postings, day):
    """Every customer with something bought and kept, as known on a day."""
    revenue, margin, other = defaultdict(Decimal), defaultdict(Decimal), defaultdict(Decimal)
    for customer, bought, booked, net_revenue, cm2 in postings:
        if booked <= day:
            key = (customer, bought) if bought else None
            if key is None:
                other[customer] += cm2
            else:
                revenue[key] += net_revenue
                margin[key] += cm2
    kept = defaultdict(list)
    for (customer, bought), net_revenue in sorted(revenue.items()):
        if net_revenue > 0:
            kept[customer].append(bought)
        else:
            other[customer] += margin[customer, bought]
    return {
        customer: History(
            tuple(days),
            tuple(
                margin[customer, bought] + share
                for bought, share in zip(days, in_shares(other[customer], len(days)), strict=True)
            ),
            day,
        )
        for customer, days in kept.items()
    }


def in_shares(amount, count):
    """An amount in equal shares of whole ten-thousandths; the last takes what does not divide."""
    share = (amount / count).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return [share] * (count - 1) + [amount - share * (count - 1)]


def after(postings, known, day, until, customer):
    """Purchase days and margin of (day, until], as known in the end."""
    if customer not in known:
        return 0, Decimal(0)
    came = [
        m for d, m in zip(known[customer].days, known[customer].margins, strict=True)
        if day < d <= until
    ]  # fmt: skip
    return len(came), sum(came, Decimal(0))


def chances(p, history, horizon_weeks):
    """P(alive) and P(active) of the MBG/CNBD-k, with forty digits."""
    with localcontext() as context:
        context.prec = DIGITS
        r, alpha, a, b = (Decimal(p[name]) for name in ("r", "alpha", "a", "b"))
        k, x = p["regularity"], history.repeats
        last = Decimal((history.days[-1] - history.days[0]).days) / 7
        age = Decimal((history.seen_until - history.days[0]).days) / 7
        shape, h = r + k * x, Decimal(horizon_weeks)

        def silent(at):
            total, term = Decimal(0), Decimal(1)
            for j in range(k):
                total += term
                term *= (shape + j) / (j + 1) * (at - last) / (alpha + at)
            return total * ((alpha + age) / (alpha + at)) ** shape

        odds = a / (b + x) * ((alpha + age) / (alpha + last)) ** shape / silent(age)
        alive = 1 / (1 + odds)
        return float(alive), float(alive * (1 - silent(age + h) / silent(age)))


def orders(p, history, horizon_weeks):
    """Orders expected within the horizon, k = 1."""
    alive, _ = chances(p, history, horizon_weeks)
    population = BuyingParameters(*(p[name] for name in ("r", "alpha", "a", "b")))
    return alive * expected_if_alive(population, history.repeats, history.age_weeks, horizon_weeks)


def margins_per_order(known):
    """Buehlmann's estimate for every customer, from deviations and not from sums of squares."""
    everything = np.array([float(m) for history in known.values() for m in history.margins])
    low, high = np.quantile(everything, (0.01, 0.99))
    own = {c: np.clip(np.array(h.margins, dtype=float), low, high) for c, h in known.items()}
    n = np.array([len(m) for m in own.values()], dtype=float)
    means = np.array([m.mean() for m in own.values()])
    within = sum(((m - m.mean()) ** 2).sum() for m in own.values()) / (n.sum() - len(n))
    mu = np.clip(everything, low, high).mean()
    between = ((n * (means - mu) ** 2).sum() - (len(n) - 1) * within) / (
        n.sum() - (n**2).sum() / n.sum()
    )
    weight = n / (n + within / between) if between > 0 else np.zeros_like(n)
    unbalanced = weight * means + (1 - weight) * mu
    shift = (everything.sum() - (n * unbalanced).sum()) / n.sum()
    return dict(zip(own, unbalanced + shift, strict=True))
