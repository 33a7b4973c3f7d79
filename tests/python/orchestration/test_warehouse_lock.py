"""One run at a time: the lock holds, says who holds it, and ends with the process."""

import os
import signal
import subprocess
import sys
import time

import pytest

from orchestration.project import DataFolder
from orchestration.warehouse_lock import WarehouseBusyError, hold_warehouse

HOLD = """
import sys, time
from pathlib import Path
from orchestration.project import DataFolder
from orchestration.warehouse_lock import hold_warehouse
with hold_warehouse(DataFolder(Path(sys.argv[1])), "profit run --drop elsewhere"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def other_run(data):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, data.root], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_run_is_told_who_holds_the_warehouse(data, other_run):
    is_busy = pytest.raises(WarehouseBusyError, match="profit run --drop elsewhere, process")
    with is_busy as busy, hold_warehouse(data, "me"):
        pass
    assert str(other_run.pid) in str(busy.value)


def test_a_patient_run_gets_it_when_the_other_is_killed(data, other_run):
    other_run.send_signal(signal.SIGKILL)
    with hold_warehouse(data, "me", patience_seconds=10):
        assert "me, process" in data.lock.read_text()


def test_patience_ends(data, other_run):
    begun = time.monotonic()
    with pytest.raises(WarehouseBusyError), hold_warehouse(data, "me", patience_seconds=0.5):
        pass
    assert 0.5 <= time.monotonic() - begun < 5


def test_it_can_be_taken_again_afterwards(data):
    for holder in ("first", "second"):
        with hold_warehouse(data, holder):
            assert holder in data.lock.read_text()


def test_a_child_that_inherits_the_lock_keeps_it_until_it_ends(data):
    with hold_warehouse(data, "parent") as held:
        child = subprocess.Popen(
            [sys.executable, "-c", "input()"],
            stdin=subprocess.PIPE,
            pass_fds=(held.lock_descriptor,),
        )
        os.close(os.dup(held.lock_descriptor))
    with pytest.raises(WarehouseBusyError), hold_warehouse(data, "me"):
        pass
    child.communicate(b"\n")
    with hold_warehouse(data, "me", patience_seconds=5):
        pass
