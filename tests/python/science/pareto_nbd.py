"""Pareto/NBD (Schmittlein, Morrison & Colombo 1987), as Fader & Hardie (2005) write it.

Parity only: it fits no better than MBG/NBD here, its leaving is not tied to a purchase, and its
likelihood costs two hypergeometric functions per customer and pass. So it lives with the tests.
"""

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

from orchestration.science.value.histories import Histories


def log_likelihood(theta, h):
    r, alpha, s, beta = np.exp(theta)
    x, last, age = h.repeats, h.last_weeks, h.age_weeks
    total, more, less = r + s + x, max(alpha, beta), min(alpha, beta)
    second = s + 1.0 if alpha >= beta else r + x

    def part(at):
        f = hyp2f1(total, second, total + 1.0, (more - less) / (more + at))
        return np.log(f) - total * np.log(more + at)

    early, late = part(last), part(age)
    with np.errstate(divide="ignore"):
        left = np.log(s / total) + early + np.log1p(-np.exp(late - early))
    here = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    return common + np.logaddexp(here, left), common + here


def fit(h):
    rows = np.stack([h.repeats, h.last_weeks, h.age_weeks])
    (x, last, age), count = np.unique(rows, axis=1, return_counts=True)
    h = Histories.of(x, last, age, count)

    def cost(theta):
        return -float(h.customers @ log_likelihood(theta, h)[0])

    start = minimize(cost, np.log([0.5, 10.0, 0.5, 10.0]), method="Nelder-Mead").x
    best = minimize(cost, start, method="BFGS", options={"gtol": 1e-4})
    return np.exp(best.x), -best.fun


def expected_orders(parameters, h, weeks):
    r, alpha, s, beta = parameters
    whole, here = log_likelihood(np.log(parameters), h)
    alive, age = np.exp(here - whole), h.age_weeks
    future = 1.0 - ((beta + age) / (beta + age + weeks)) ** (s - 1.0)
    return alive * (r + h.repeats) * (beta + age) / ((alpha + age) * (s - 1.0)) * future
