"""The date a batch speaks for, and the id by which it lands once."""

from datetime import date
from pathlib import Path

import pytest
from intake_files import put

from orchestration.intake.batches import batch_id, content_digest, date_in_name
from orchestration.intake.drop import DropFile

DAY = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("drop", "file", "found"),
    [
        ("drop", "shop/orders_2025-03-31.csv", DAY),
        ("drop", "shop/orders_20250331.csv", DAY),
        ("drop", "shop/20250331/orders.csv", DAY),
        ("drop", "shop/2025-04-01/orders_2025-03-31.csv", DAY),
        ("nightly_2025-03-31", "shop/orders.csv", DAY),
        ("drop", "shop/orders.csv", None),
        ("drop", "shop/orders_2025-02-30.csv", None),
        ("drop", "shop/orders_20259931.csv", None),
        ("drop", "shop/orders_120250331.csv", None),
        ("drop", "shop/orders_2025-0331.csv", None),
        ("drop", "shop/2025-03-31/12345678.csv", DAY),
    ],
)
def test_the_date_in_the_nearest_name_counts(drop, file, found):
    path = Path(drop) / file
    assert date_in_name(DropFile(path, file, "shop"), Path(drop)) == found


def test_an_id_depends_on_bytes_system_and_table(tmp_path):
    one, two = put(tmp_path, "1", "a"), put(tmp_path, "2", "b")
    digests = {
        content_digest(one, "shop", "orders"),
        content_digest(two, "shop", "orders"),
        content_digest(one, "erp", "orders"),
        content_digest(one, "shop", "customers"),
    }
    assert len(digests) == 4
    assert content_digest(one, "shop", "orders") == content_digest(
        put(tmp_path, "3", "a"), "shop", "orders"
    )


def test_only_a_full_copy_is_another_batch_on_another_date():
    assert batch_id("ab" * 32, None) == "ab" * 8
    assert len({batch_id("ab" * 32, day) for day in (None, DAY, date(2025, 4, 1))}) == 3
