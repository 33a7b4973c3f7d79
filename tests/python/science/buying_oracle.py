"""The buying model once more, slowly and from its story: shares nothing with the code it judges."""

from decimal import Decimal, localcontext
from math import factorial

import numpy as np
from scipy.special import roots_genlaguerre, roots_jacobi

from orchestration.science.value.histories import Histories


def likelihood(p, x, last, age):
    """Of one customer, by integrating the story over the rate and the chance to leave."""
    m, k = p.coins_at_once, p.regularity
    rate, rate_weight = roots_genlaguerre(120, p.r - 1.0)
    node, leave_weight = roots_jacobi(120, p.b - 1.0, p.a - 1.0)
    leave, leave_weight = (1.0 + node) / 2.0, leave_weight / leave_weight.sum()
    rate, rate_weight = rate / p.alpha, rate_weight / rate_weight.sum()
    silent = sum((rate * (age - last)) ** j / factorial(j) for j in range(k))
    here = np.exp(-rate * age) * silent
    bought = rate ** (k * x)
    value = (rate_weight @ (bought * here)) * (leave_weight @ (1.0 - leave) ** (x + m))
    if x + m > 0:
        gone = leave_weight @ (leave * (1.0 - leave) ** (x + m - 1))
        value += (rate_weight @ (bought * np.exp(-rate * last))) * gone
    return value


def expected_if_alive(p, x, age, horizon):
    """Purchases of a customer who is there, k = 1: purchase n needs n events and n - 1 coins."""
    with localcontext() as context:
        context.prec = 60
        r, alpha, a, b = (Decimal(value) for value in (p.r, p.alpha, p.a, p.b))
        shape, z = r + x, Decimal(horizon) / (alpha + Decimal(age) + Decimal(horizon))
        chance = (1 - z) ** shape
        stay, coin, bought, total = b + x + p.coins_at_once, Decimal(1), Decimal(0), Decimal(0)
        i = 0
        while i < 20 or chance * bought > total * Decimal("1e-20"):
            total += chance * bought
            bought += coin
            coin *= (stay + i) / (a + stay + i)
            chance *= (shape + i) / (i + 1) * z
            i += 1
        return float(total)


def simulated(p, customers, age, horizon, seed):
    """Histories of so many customers after `age` weeks (one or each), their orders in `horizon` more."""
    age = np.broadcast_to(np.asarray(age, dtype=float), customers)
    chance = np.random.default_rng(seed)
    rate = chance.gamma(p.r, 1.0 / p.alpha, customers)
    leave = chance.beta(p.a, p.b, customers)
    repeats, last, after = np.zeros((3, customers))
    now = np.zeros(customers)
    there = np.flatnonzero(chance.random(customers) >= leave * p.leaves_at_once)
    while len(there):
        now[there] += chance.gamma(p.regularity, 1.0 / rate[there])
        there = there[now[there] < age[there] + horizon]
        seen = there[now[there] < age[there]]
        repeats[seen] += 1
        last[seen] = now[seen]
        after[there] += now[there] >= age[there]
        there = there[chance.random(len(there)) >= leave[there]]
    return Histories.of(repeats, last, age), after
