"""Which version of a key staging keeps, and when a key counts as deleted.

Every case is an order of its own, whose `channel` names the version; the cases with full copies
have a system of their own. All cases land together and are built once.
"""

from datetime import date, datetime

import pytest

ORDERED = {"ordered_at": "2025-01-01 10:00"}
KEPT = (False, None)


def version(channel, updated=None, batch=1, **cells):
    """One version of a case, in the batch of that day of February."""
    told = {"channel": channel, "source_updated_at": updated, "batch_date": date(2025, 2, batch)}
    return ORDERED | told | cells


def gone_on(month, day):
    return (True, date(2025, month, day))


# case: the versions in the order in which they lie in the landing, then what is kept of them
VERSIONS = {
    "a newer update wins over a newer batch": (
        [version("new", "2025-01-20", batch=1), version("old", "2025-01-10", batch=9)],
        ("new", KEPT),
    ),
    "updates are compared as moments, not as texts": (
        [version("old", "2025-01-10T00:30:00+02:00"), version("new", "2025-01-09T23:00:00Z")],
        ("new", KEPT),
    ),
    "of equal updates the newer batch wins": (
        [version("new", "2025-01-10", batch=2), version("old", "2025-01-10", batch=1)],
        ("new", KEPT),
    ),
    "without an update the newer batch wins": (
        [version("new", batch=2), version("old", batch=1, _loaded_at=datetime(2025, 3, 9))],
        ("new", KEPT),
    ),
    "a known update wins over none": (
        [version("known", "2025-01-10", batch=1), version("unknown", batch=2)],
        ("known", KEPT),
    ),
    "of one batch date the later load wins": (
        [version("new", _loaded_at=datetime(2025, 3, 2)), version("old", _batch_id="z")],
        ("new", KEPT),
    ),
    "of one load the last batch id wins": (
        [version("b", _batch_id="b", _row=2), version("a", _batch_id="a", _row=9)],
        ("b", KEPT),
    ),
    "of one batch the last row wins": (
        [version("last", _row=902), version("first", _row=901)],
        ("last", KEPT),
    ),
    "a broken newest version leaves the last good one": (
        [version("good", "2025-01-10"), version("broken", "2025-01-20", is_test="maybe")],
        ("good", KEPT),
    ),
    "the source says deleted": (
        [version("old", "2025-01-10"), version("gone", "2025-01-20 08:00", is_deleted="y")],
        ("gone", gone_on(1, 20)),
    ),
    "the source says deleted, not when": (
        [version("old", batch=1), version("gone", batch=3, is_deleted="true")],
        ("gone", gone_on(2, 3)),
    ),
    "deleted and brought back": (
        [version("gone", "2025-01-10", is_deleted="y"), version("back", "2025-01-20")],
        ("back", KEPT),
    ),
    "deleted by an older version only": (
        [version("new", "2025-01-20"), version("gone", "2025-01-10", batch=9, is_deleted="1")],
        ("new", KEPT),
    ),
}


def full(system, *keys, batch, **cells):
    """A full copy of a system with these keys."""
    copy = {"_system": system, "_is_full": True, "batch_date": date(2025, 2, batch)}
    return [ORDERED | copy | {"order_id": key} | cells for key in keys]


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
    versions = [row | {"order_id": case} for case, (rows, _) in VERSIONS.items() for row in rows]
    copies = [row for rows, _ in COPIES.values() for row in rows]
    warehouse.land(orders=[*versions, *copies])
    return {row["order_id"]: row for row in warehouse.rows("stg_orders__orders")}


@pytest.mark.parametrize("case", VERSIONS)
def test_the_newest_version_is_staged(orders, case):
    _, (channel, deleted) = VERSIONS[case]
    row = orders[case]
    assert (row["channel"], (row["is_deleted"], row["deleted_on"])) == (channel, deleted)


@pytest.mark.parametrize("system", COPIES)
def test_a_key_that_a_full_copy_leaves_out_counts_as_deleted(orders, system):
    _, expected = COPIES[system]
    staged = {
        key: (row["is_deleted"], row["deleted_on"])
        for key, row in orders.items()
        if row["source_system"] == system
    }
    assert staged == expected
