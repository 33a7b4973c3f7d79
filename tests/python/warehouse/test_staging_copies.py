"""When a key counts as deleted because a full copy of its system leaves it out.

Every case is a system of its own. All cases land together and are built once.
"""

from datetime import date

import pytest

KEPT = (False, None)


def gone_on(month, day):
    return (True, date(2025, month, day))


def full(system, *keys, batch, **cells):
    """A full copy of a system with these keys."""
    copy = {"_system": system, "_is_full": True, "batch_date": date(2025, 2, batch)}
    ordered = {"ordered_at": "2025-01-01 10:00"}
    return [ordered | copy | {"order_id": key} | cells for key in keys]


def delta(system, *keys, batch, **cells):
    return full(system, *keys, batch=batch, _is_full=False, **cells)


# system: its batches, then what of its keys is deleted and since when
COPIES = {
    "left out": (
        [*full("left out", "L1", "L2", batch=1), *full("left out", "L2", batch=5)],
        {"L1": gone_on(2, 5), "L2": KEPT},
    ),
    "left out twice": (
        [
            *full("left out twice", "T1", "T2", batch=1),
            *full("left out twice", "T2", batch=9),
            *full("left out twice", "T2", batch=5),
        ],
        {"T1": gone_on(2, 5), "T2": KEPT},
    ),
    "came later": (
        [*full("came later", "N1", batch=1), *delta("came later", "N2", batch=2)],
        {"N1": KEPT, "N2": KEPT},
    ),
    "came back": (
        [
            *full("came back", "B1", "B2", batch=1),
            *full("came back", "B2", batch=5),
            *delta("came back", "B1", batch=6),
        ],
        {"B1": KEPT, "B2": KEPT},
    ),
    "same day": (
        [*delta("same day", "S1", batch=5), *full("same day", "S2", batch=5)],
        {"S1": KEPT, "S2": KEPT},
    ),
    "in two files": (
        [
            *delta("in two files", "F1", "F2", batch=1),
            *full("in two files", "F1", batch=5, _batch_id="one"),
            *full("in two files", "F2", batch=5, _batch_id="two"),
        ],
        {"F1": KEPT, "F2": KEPT},
    ),
    "broken but there": (
        [
            *full("broken but there", "P1", batch=1),
            *full("broken but there", "P1", batch=5, ordered_at="yesterday"),
        ],
        {"P1": KEPT},
    ),
    "unreadable row": (
        [
            *full("unreadable row", "U1", batch=1),
            *full(
                "unreadable row", None, batch=5, ordered_at=None, _extra='{"_unreadable": "U1;"}'
            ),
            *full("unreadable row", "U2", batch=5),
        ],
        {"U1": KEPT, "U2": KEPT},
    ),
    "row without its key": (
        [
            *full("row without its key", "K1", batch=1),
            *full("row without its key", None, "K2", batch=5),
        ],
        {"K1": KEPT, "K2": KEPT},
    ),
    "mute, then readable": (
        [
            *full("mute, then readable", "M1", batch=1),
            *full("mute, then readable", None, "M2", batch=5),
            *full("mute, then readable", "M2", batch=7),
        ],
        {"M1": gone_on(2, 7), "M2": KEPT},
    ),
    "only deltas": (
        [*delta("only deltas", "D1", batch=1), *delta("only deltas", "D2", batch=5)],
        {"D1": KEPT, "D2": KEPT},
    ),
    "known after the as-of date": (
        [
            *full("known after the as-of date", "A1", batch=1),
            full("known after the as-of date", "A2", batch=1)[0] | {"batch_date": date(2026, 1, 1)},
        ],
        {"A1": KEPT},
    ),
    "deleted, then left out": (
        [
            *full(
                "deleted, then left out",
                "X1",
                batch=1,
                source_updated_at="2025-01-20",
                is_deleted="y",
            ),
            *full("deleted, then left out", "X2", batch=5),
        ],
        {"X1": gone_on(1, 20), "X2": KEPT},
    ),
}


@pytest.fixture(scope="module")
def orders(warehouse):
    warehouse.land(orders=[row for rows, _ in COPIES.values() for row in rows])
    return warehouse.rows("stg_orders__orders")


@pytest.mark.parametrize("system", COPIES)
def test_a_key_that_a_full_copy_leaves_out_counts_as_deleted(orders, system):
    _, expected = COPIES[system]
    assert expected == {
        row["order_id"]: (row["is_deleted"], row["deleted_on"])
        for row in orders
        if row["source_system"] == system
    }
