"""A sales team whose deals walk through four stages, some of them forgotten on the way.

Each deal has a quality that nobody sees: it moves, and is lost, with it. So old deals are bad deals,
which is what a static stage probability misses. The CRM carries the probabilities of a usual
set-up (10, 30, 60, 80 %), close dates that slip, and amounts a tenth too high.
"""

import numpy as np

from orchestration.science.forecasting.pipeline_open import Deals, Snapshots

LOST = (0.10, 0.08, 0.06, 0.05)
MOVED_ON = (0.45, 0.40, 0.35)
WON = 0.35
SAID = (0.1, 0.3, 0.6, 0.8)
STILL_OPEN = 10**6


def sales_team(
    seed: int, a_month: float, growth: float, months: int = 60
) -> tuple[Deals, Snapshots]:
    chance = np.random.default_rng(seed)
    deals, rows = [], []
    for created in range(months):
        for _ in range(chance.poisson(a_month * (1 + growth * created))):
            deals.append(_life(chance, created, months, len(deals), rows))
    table, seen = np.array(deals), np.array(rows)
    whole = seen[:, [0, 1, 2, 5]].astype(np.int64)
    return (
        Deals(
            table[:, 0].astype(np.int64),
            table[:, 1].astype(np.int64),
            table[:, 2] > 0,
            table[:, 3] > 0,
            table[:, 4],
        ),
        Snapshots(whole[:, 0], whole[:, 1], whole[:, 2], seen[:, 3], seen[:, 4], whole[:, 3]),
    )


def _life(chance, created, months, deal, rows):
    quality, amount, stage = chance.gamma(2, 0.5), np.exp(chance.normal(9, 1)), 0
    planned = created + chance.integers(1, 5)
    for month in range(created, months):
        if chance.random() < 0.8 * LOST[stage] / max(quality, 0.3):
            return created, month, 0, 1, 0.0
        if stage == 3 and chance.random() < WON:
            return created, month, 1, 0, amount
        if stage < 3 and chance.random() < MOVED_ON[stage] * min(quality, 1.5):
            stage += 1
        hoped = amount * np.exp(chance.normal(0.1, 0.1))
        rows.append((month, deal, stage, hoped, SAID[stage], max(planned, month + 1)))
        if chance.random() < 0.3:
            planned = month + chance.integers(1, 4)
    return created, STILL_OPEN, 0, 0, 0.0
