"""The way of each deal through the stages, with skips, steps back, reopenings and pushed dates.

A deal has nine places where a change may happen. Most deals use five or six of them; some go back
from the demo to the analysis, some are closed as lost and opened again, some have two changes in
the same second, and a few have lost the record of their first stage.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.calendar import LAST_MOMENT, day_number, moment
from orchestration.demo.chance import Flags, Ints
from orchestration.demo.deals import OPEN, WON, Deals
from orchestration.demo.history import FIRST_BATCH
from orchestration.demo.trade import Trade

STAGES = (
    "Qualification", "Needs Analysis", "Demo & Tasting", "Proposal", "Negotiation",
    "Closed Won", "Closed Lost",
)  # fmt: skip
PROBABILITIES: Ints = np.array([10, 25, 40, 60, 80, 100, 0])
_CLOSED_WON, _CLOSED_LOST = 5, 6
_PLACES: Ints = np.array([0, 1, 2, 1, 2, 3, 4, _CLOSED_LOST, 4])
"""Stage of each place before the last change: twice 1-2 for a step back, 6-4 for a reopening."""


@dataclass(frozen=True)
class StageChanges:
    """One entry per change, in the order the CRM wrote them; `before` is -1 on the first."""

    deal: Ints
    changed_at: Ints
    before: Ints
    after: Ints
    amount: Ints
    expected_day: Ints


@dataclass(frozen=True)
class Standing:
    """What a deal's record says at one moment."""

    stage: Ints
    amount: Ints
    expected_day: Ints


@dataclass(frozen=True)
class Course:
    """The changes of a block's deals; where each stands now, and stood after the first batch."""

    changes: StageChanges
    changed_at: Ints
    now: Standing
    early: Standing


def make_course(trade: Trade, deals: Deals) -> Course:
    """Walk every deal from its creation to its end, or as far as it has come."""
    chance, size = trade.block.chance("stages"), len(deals)
    goes_back, reopens = chance.happens(90, size), chance.happens(50, size) & (deals.outcome >= 0)
    # Nine places on the way, in the order of _PLACES, and a tenth for the end.
    used = np.zeros((size, 10), dtype=bool)
    used[:, 0] = True
    for place, odds in ((1, 850), (2, 700), (5, 880), (6, 640)):
        used[:, place] = chance.happens(odds, size)
    used[goes_back, 2:5] = True
    used[reopens, 7:9] = True
    reach = np.where(deals.outcome == WON, 9, chance.pick([18, 20, 20, 0, 0, 26, 16], size))
    used[:, :9] &= (np.arange(9) <= reach[:, None]) | (reopens[:, None] & (np.arange(9) >= 7))
    used[:, 9] = deals.outcome != OPEN
    stage = np.tile(np.append(_PLACES, 0), (size, 1))
    stage[:, 9] = np.where(deals.outcome == WON, _CLOSED_WON, _CLOSED_LOST)

    # Uneven steps share out the time between creation and end; a step of 0 makes a tie.
    steps = chance.between(1, 100, size * 10).reshape(size, 10)
    steps[:, 0] = 0
    same_time = chance.happens(30, size)
    steps[same_time, 5] = 0
    gone = np.cumsum(np.where(used, steps, 0), axis=1)
    is_open = deals.outcome == OPEN
    span = deals.cycle * 86_400
    span = np.where(is_open, np.minimum(span, LAST_MOMENT - deals.created_at), span)
    whole = np.maximum(gone[:, 9] + np.where(is_open, 60, 0), 1)
    at = deals.created_at[:, None] + span[:, None] * gone // whole[:, None]

    before = np.full((size, 10), -1)
    for place in range(1, 10):
        before[:, place] = np.where(used[:, place - 1], stage[:, place - 1], before[:, place - 1])

    # Amounts shrink a little towards what was agreed, expected dates are pushed out.
    drift = chance.between(-6, 9, size * 10).reshape(size, 10) * 10
    amount = deals.amount[:, None] * (1000 + np.cumsum(drift[:, ::-1], axis=1)[:, ::-1]) // 1000
    amount = amount // 1_000 * 1_000
    amount[:, 9] = deals.amount
    pushes = np.cumsum(chance.happens(280, size * 10).reshape(size, 10), axis=1)
    start = deals.created_at // 86_400 + 30 + (deals.numbers * 31) % 40
    expected = start[:, None] + pushes * 21
    is_recorded = used.copy()
    is_recorded[chance.happens(25, size), 0] = False

    row, spot = np.nonzero(is_recorded)
    order = np.argsort(at[row, spot], kind="stable")
    row, spot = row[order], spot[order]
    changes = StageChanges(
        deal=row,
        changed_at=at[row, spot],
        before=before[row, spot],
        after=stage[row, spot],
        amount=amount[row, spot],
        expected_day=expected[row, spot],
    )

    def standing(reached: Flags) -> Standing:
        spots = np.arange(size), 9 - np.argmax(reached[:, ::-1], axis=1)
        return Standing(stage[spots], amount[spots], expected[spots])

    first_end = moment(np.array([day_number(FIRST_BATCH) + 1]))
    return Course(
        changes=changes,
        changed_at=np.where(used, at, 0).max(axis=1),
        now=standing(used),
        early=standing(used & (at < first_end)),
    )
