"""A company that wins its customers over the years, split by product and by person, from a seed.

Nothing grows by itself: every customer buys at random from the month they came, in sizes of their
own, and shocks of the market and its slow drift meet all of them. So the spread of a series grows
with the series, and what moves one month moves all series at once.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.forecasting.hierarchy import Hierarchy

CATEGORIES, PRODUCTS, TEAMS, PERSONS = 5, 30, 4, 10


@dataclass(frozen=True)
class GrowingCompany:
    """Months (series, months): company, categories, teams, products, persons, and their sums."""

    months: np.ndarray
    segments: np.ndarray
    sums: Hierarchy


def growing_company(seed: int, months: int, waves: int = 0) -> GrowingCompany:
    """Customers come one by one over all the months, or in as many waves."""
    chance = np.random.default_rng(seed)
    count = int(chance.integers(60, 200))
    times = chance.integers(3, months, waves) if waves else np.arange(months)
    begin = np.where(chance.random(count) < 0.2, 0, chance.choice(times, count))
    market = np.cumsum(chance.normal(0, 0.05, months)) + chance.normal(0, 0.2, months)
    season = chance.normal(0, chance.choice([0.0, 0.1, 0.25]), 12)[np.arange(months) % 12]
    pace = 0.05 + chance.gamma(1.5, 0.4, (count, 1))
    there = begin[:, None] <= np.arange(months)
    orders = chance.poisson(there * pace * np.exp(market + season))
    amounts = orders * chance.lognormal(7, 0.8, (count, 1)) * chance.lognormal(0, 0.5, orders.shape)
    tastes = chance.dirichlet(np.full(PRODUCTS, 0.3), count)
    lines = chance.multinomial(4 * orders, tastes[:, None])
    shares = lines / np.maximum(lines.sum(axis=2, keepdims=True), 1)
    products = np.einsum("ct,ctp->pt", amounts, shares)
    persons = np.zeros((PERSONS, months))
    np.add.at(persons, chance.integers(0, PERSONS, count), amounts)
    category, team = np.arange(PRODUCTS) % CATEGORIES, np.arange(PERSONS) % TEAMS
    categories = [products[category == one].sum(axis=0) for one in range(CATEGORIES)]
    teams = [persons[team == one].sum(axis=0) for one in range(TEAMS)]
    upper = 1 + CATEGORIES + TEAMS
    families = [
        np.arange(1, 1 + CATEGORIES),
        np.arange(1 + CATEGORIES, upper),
        *(upper + np.flatnonzero(category == one) for one in range(CATEGORIES)),
        *(upper + PRODUCTS + np.flatnonzero(team == one) for one in range(TEAMS)),
    ]
    return GrowingCompany(
        np.vstack([amounts.sum(axis=0), *categories, *teams, products, persons]),
        np.concatenate([np.zeros(upper), 1 + category, np.zeros(PERSONS)]).astype(np.int64),
        Hierarchy(
            upper + PRODUCTS + PERSONS,
            (0, 0, *range(1, upper)),
            tuple(tuple(family.tolist()) for family in families),
        ),
    )
