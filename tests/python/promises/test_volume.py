"""How many rows a file must have follows from its kind and from what came before."""

from datetime import date, timedelta

import pytest

from orchestration.contract import landing_contract
from orchestration.promises.volume import EarlierBatch, fewest_rows

ORDERS, USERS = landing_contract()["orders"], landing_contract()["users"]


def earlier(*rows, is_full=False):
    return [
        EarlierBatch(date(2025, 3, 1) + timedelta(days=day), count, is_full)
        for day, count in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("table", "is_full", "before", "fewest"),
    [
        pytest.param(USERS, False, (), 0, id="a delta may be empty"),
        pytest.param(ORDERS, False, (), 1, id="but not one of a table the run cannot do without"),
        pytest.param(USERS, True, (), 1, id="a full copy without rows would delete everything"),
        pytest.param(USERS, True, (90, 100), 50, id="a full copy has half the rows of the last"),
        pytest.param(USERS, True, (90, 101), 51, id="half of an odd number is rounded up"),
        pytest.param(USERS, True, (100, 10), 5, id="the last full copy counts, not the largest"),
        pytest.param(USERS, False, (2000,) * 7, 100, id="a delta has a twentieth of the smallest"),
        pytest.param(USERS, False, (2000,) * 6, 0, id="once there is a week of them"),
        pytest.param(USERS, False, (2000,) * 6 + (999,), 0, id="and none was small itself"),
        pytest.param(USERS, False, (5,) + (2000,) * 14, 100, id="of the last two weeks"),
    ],
)
def test_the_least_a_file_must_hold(table, is_full, before, fewest):
    assert fewest_rows(table, is_full, earlier(*before, is_full=is_full)).rows == fewest


def test_full_copies_and_deltas_are_not_compared_with_each_other():
    assert fewest_rows(USERS, True, earlier(5000, is_full=False)).rows == 1
    assert fewest_rows(USERS, False, earlier(*[5000] * 9, is_full=True)).rows == 0


def test_the_order_of_arrival_changes_nothing():
    batches = earlier(100, 40, 60, is_full=True)
    assert fewest_rows(USERS, True, batches[::-1]) == fewest_rows(USERS, True, batches)
