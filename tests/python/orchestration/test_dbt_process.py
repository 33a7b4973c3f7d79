"""dbt as a process: it answers, it can be stopped, and it never outlives the run that started it."""

import subprocess
import sys
import time

import pytest

from orchestration.dbt_process import DbtError, DbtProcess, DbtSettings
from orchestration.project import ROOT, DataFolder
from orchestration.warehouse_lock import WarehouseBusyError, hold_warehouse

RUN = """
import sys, time
from pathlib import Path
from orchestration.dbt_process import DbtProcess, DbtSettings
from orchestration.project import DataFolder
from orchestration.warehouse_lock import hold_warehouse
data = DataFolder(Path(sys.argv[1]))
with hold_warehouse(data, "a run about to be killed") as held:
    process = DbtProcess(held, DbtSettings(build=data.build, project=Path(sys.argv[2])))
    print("started", flush=True)
    process.build()
"""


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "data")


def test_a_killed_run_takes_dbt_with_it_and_frees_the_warehouse(data, tiny_project):
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, data.root, tiny_project], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout.readline() == "started\n"
    time.sleep(1)
    busy = pytest.raises(WarehouseBusyError, match="a run about to be killed")
    with busy, hold_warehouse(data, "the next run"):
        pass
    run.kill()
    run.communicate()
    # Only when dbt, which inherited the lock, is gone as well can the next run have it.
    with hold_warehouse(data, "the next run", patience_seconds=30):
        assert "the next run" in data.lock.read_text()


def test_a_project_that_cannot_be_parsed_says_so_in_dbts_words(data, tmp_path):
    (tmp_path / "dbt_project.yml").write_text("name: broken\nprofile: none\n")
    with hold_warehouse(data, "a test") as held:
        process = DbtProcess(held, DbtSettings(build=data.build, project=tmp_path))
        with pytest.raises(DbtError, match="cannot parse the project"):
            process.wait_until_parsed()
        process.stop()


def test_dbt_is_told_only_what_it_would_not_find_by_itself(monkeypatch):
    default = DataFolder(ROOT / "data")
    settings = DbtSettings(build=default.build)
    monkeypatch.delenv("PROFIT_DATA", raising=False)
    assert not {"PROFIT_DATA", "PROFIT_BUILD"} & settings.environment(default).keys()


def test_dbt_is_told_where_another_data_folder_and_build_are(monkeypatch, tmp_path):
    monkeypatch.delenv("PROFIT_DATA", raising=False)
    environment = DbtSettings(build=tmp_path / "then.duckdb").environment(DataFolder(tmp_path))
    assert environment["PROFIT_DATA"] == str(tmp_path)
    assert environment["PROFIT_BUILD"] == str(tmp_path / "then.duckdb")


def test_another_day_is_parsed_in_a_folder_of_its_own(tmp_path):
    today = DbtSettings(build=tmp_path / "build.duckdb").arguments(tmp_path)
    then = DbtSettings(build=tmp_path / "build.duckdb", as_of="2025-03-31").arguments(tmp_path)
    assert "--target-path" not in today
    assert then[-1] == str(tmp_path / "target")
    assert '{"as_of_date": "2025-03-31"}' in then
