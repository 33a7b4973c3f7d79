"""Which version of a key staging keeps, and whether that version is deleted.

Every case is an order of its own, whose `channel` names the version. All cases land together and
are built once.
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


@pytest.fixture(scope="module")
def orders(warehouse):
    versions = [row | {"order_id": case} for case, (rows, _) in VERSIONS.items() for row in rows]
    warehouse.land(orders=versions)
    return {row["order_id"]: row for row in warehouse.rows("stg_orders__orders")}


@pytest.mark.parametrize("case", VERSIONS)
def test_the_newest_version_is_staged(orders, case):
    _, (channel, deleted) = VERSIONS[case]
    row = orders[case]
    assert (row["channel"], (row["is_deleted"], row["deleted_on"])) == (channel, deleted)
