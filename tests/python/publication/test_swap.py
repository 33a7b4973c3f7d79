"""Readers never notice a publication: not while it happens, not when it fails, not when it dies."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from reading import labels, parquet_labels

from orchestration.publication.shelf import RELEASES_KEPT, ShelfError

HERE = Path(__file__).parent


def test_a_reader_sees_whole_nights_only(company):
    """Thirty nights, a third of which fail midway, read without a pause from another process."""
    company.publish("night-0")
    report = company.root / "report.json"
    reader = subprocess.Popen(
        [sys.executable, HERE / "reading.py", company.shelf.published, report]
    )
    published = {"night-0"}
    for night in range(1, 31):
        run_id = f"night-{night}"
        if night % 3:
            company.publish(run_id)
            published.add(run_id)
        else:
            fail_midway(company, run_id)
    time.sleep(1)
    report.with_suffix(".stop").touch()
    reader.wait(timeout=30)
    seen = json.loads(report.read_text())
    assert seen["errors"] == []
    assert seen["mixed"] == []
    assert set(seen["seen"]) <= published
    assert "night-29" in seen["seen"]
    assert seen["rounds"] > 20


def fail_midway(company, run_id):
    """The build lacks its second mart: the first is already in the draft when it is noticed."""
    company.shelf.clear_drafts()
    company.build(run_id)
    with duckdb.connect(company.root / "build.duckdb") as connection:
        connection.execute("drop table marts.fct_profit")
    with pytest.raises(duckdb.CatalogException):
        company.write(run_id)


def test_killed_at_any_moment_the_old_release_stands_and_the_next_run_succeeds(company):
    dice = random.Random(20250331)
    company.publish("before")
    survived = set()
    for attempt in range(12):
        publisher = subprocess.Popen(
            [sys.executable, HERE / "publishing.py", company.root, f"try-{attempt}"],
            stdout=subprocess.PIPE,
        )
        assert publisher.stdout.readline() == b"ready\n"
        time.sleep(dice.uniform(0.0, 0.5))
        publisher.kill()
        publisher.communicate()
        [label] = labels(company.shelf.published)
        assert parquet_labels(company.shelf.published) == {label}
        survived.add(label)
        company.publish(f"after-{attempt}")
        assert labels(company.shelf.published) == {f"after-{attempt}"}
        assert list(company.shelf.releases.glob("*.draft*")) == []
    assert len(survived) > 6, "the kills all hit the same moment"


def test_the_last_releases_are_kept_to_go_back_to(company):
    for night in range(5):
        company.publish(f"night-{night}")
    kept = sorted(path.name for path in company.shelf.releases.iterdir())
    assert kept == ["night-2", "night-3", "night-4"]
    assert len(kept) == RELEASES_KEPT
    assert company.shelf.current() == company.shelf.releases / "night-4"


def test_the_link_is_relative_so_that_the_data_folder_can_be_moved(company):
    company.publish("night-0")
    assert company.shelf.published.readlink() == Path("releases/night-0")
    moved = company.root.rename(company.root.with_name("moved"))
    assert labels(moved / "published") == {"night-0"}


def test_a_release_restored_by_hand_is_read_and_then_replaced(company):
    for night in range(3):
        company.publish(f"night-{night}")
    back = company.root / "published.next"
    back.symlink_to("releases/night-0")
    back.replace(company.shelf.published)
    assert labels(company.shelf.published) == {"night-0"}
    company.publish("night-3")
    assert labels(company.shelf.published) == {"night-3"}


def test_a_plain_folder_is_never_overwritten(company):
    company.shelf.published.mkdir()
    (company.shelf.published / "marts.duckdb").touch()
    with pytest.raises(ShelfError, match="Move it away"):
        company.publish("night-0")
    assert (company.shelf.published / "marts.duckdb").exists()


def test_a_crash_between_audit_and_link_leaves_the_old_release(company):
    company.publish("night-0")
    company.build("night-1")
    company.write("night-1").rename(company.shelf.release("night-1"))
    company.root.joinpath("published.next").symlink_to("releases/night-1")
    assert labels(company.shelf.published) == {"night-0"}
    company.publish("night-2")
    assert labels(company.shelf.published) == {"night-2"}
    assert not company.root.joinpath("published.next").is_symlink()
