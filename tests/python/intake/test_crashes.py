"""Killed at any moment, intake leaves no half file behind and the next run simply works."""

import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
from intake_files import landed, orders, put

WORKER = Path(__file__).with_name("landing_worker.py")
FILES, ROWS = 20, 5000


def kill_while_landing(drop, data, files, delay):
    """Kill intake so many seconds after it has told of so many files."""
    with subprocess.Popen(
        [sys.executable, str(WORKER), str(drop), str(data.root)],
        cwd=WORKER.parents[3],
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        for _ in range(files):
            worker.stdout.readline()
        time.sleep(delay)
        worker.kill()


def whole_files(data):
    """How many batches lie in the landing; fails on a file that is not whole."""
    rows = [pq.read_table(path).num_rows for path in data.landing.rglob("*.parquet")]
    assert set(rows) <= {0, ROWS}
    return sum(1 for count in rows if count)


def test_a_killed_intake_leaves_only_whole_files_and_the_next_run_works(drop, data, land):
    for number in range(FILES):
        put(drop, f"shop/orders_2025-03-31_part{number}.csv", orders(ROWS, 1 + number * ROWS))
    for files, delay in ((1, 0.0), (6, 0.02)):
        kill_while_landing(drop, data, files, delay)
        assert whole_files(data) < FILES, "killed too late to prove anything"
    report = land()
    assert len(report.landed) + len(report.already_landed) == FILES
    rows = landed(data, "orders")
    assert len({row["order_id"] for row in rows}) == len(rows) == FILES * ROWS
    assert not list(data.incoming.iterdir())
