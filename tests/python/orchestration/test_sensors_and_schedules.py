"""When runs start by themselves: once per completed drop, and every night."""

import os
from datetime import UTC, datetime

import dagster as dg
import pytest

from orchestration.schedules import nightly_refresh_at_0300
from orchestration.sensors import COMPLETE, complete_drop_starts_nightly_refresh


@pytest.fixture
def drop(tmp_path, monkeypatch):
    folder = tmp_path / "drop"
    folder.mkdir()
    monkeypatch.setenv("PROFIT_DROP", str(folder))
    return folder


def tick():
    context = dg.build_sensor_context()
    return complete_drop_starts_nightly_refresh.evaluate_tick(context)


def complete(drop, nanoseconds, content=""):
    marker = drop / COMPLETE
    marker.write_text(content)
    os.utime(marker, ns=(nanoseconds, nanoseconds))


def test_a_drop_that_is_not_complete_starts_nothing(drop):
    (drop / "shop").mkdir()
    assert tick().run_requests == []
    assert "has no _SUCCESS" in tick().skip_message


def test_a_missing_drop_folder_is_not_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("PROFIT_DROP", str(tmp_path / "nowhere"))
    assert tick().run_requests == []


def test_a_complete_drop_asks_for_the_job_on_that_drop(drop):
    complete(drop, 1)
    [request] = tick().run_requests
    assert request.run_config == {"resources": {"drop": {"config": {"path": str(drop)}}}}


def test_each_completion_has_one_key(drop):
    complete(drop, 1)
    first, again = tick().run_requests[0].run_key, tick().run_requests[0].run_key
    complete(drop, 2)
    renewed = tick().run_requests[0].run_key
    complete(drop, 2, content="2025-03-31")
    rewritten = tick().run_requests[0].run_key
    assert first == again
    assert len({first, renewed, rewritten}) == 3


def test_the_nightly_run_is_due_at_three_utc():
    assert nightly_refresh_at_0300.execution_timezone == "UTC"
    [due] = [
        datetime(2025, 3, 31, hour, minute, tzinfo=UTC)
        for hour in range(24)
        for minute in (0, 30)
        if nightly_refresh_at_0300.cron_schedule == f"{minute} {hour} * * *"
    ]
    assert due.hour == 3


def test_everything_that_starts_runs_is_on_by_default():
    assert nightly_refresh_at_0300.default_status is dg.DefaultScheduleStatus.RUNNING
    assert complete_drop_starts_nightly_refresh.default_status is dg.DefaultSensorStatus.RUNNING
