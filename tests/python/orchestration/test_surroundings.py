"""The small things around the line: the manifest's age, and a `dagster dev` that opens clean."""

import os
import subprocess
import sys

import yaml

from orchestration import manifest
from orchestration.pools import WAREHOUSE_POOL
from orchestration.project import ROOT


def test_a_manifest_is_stale_once_the_project_changes(tiny_project):
    assert manifest.is_current(tiny_project)
    made = manifest.manifest_path(tiny_project).stat().st_mtime
    model = tiny_project / "models" / "marts" / "dim_customers.sql"
    os.utime(model, (made + 1, made + 1))
    assert not manifest.is_current(tiny_project)
    os.utime(model, (made - 1, made - 1))
    assert manifest.is_current(tiny_project)


def test_a_deleted_file_makes_the_manifest_stale(tiny_project):
    made = manifest.manifest_path(tiny_project).stat().st_mtime
    spare = tiny_project / "models" / "marts" / "spare.sql"
    spare.write_text("select 1")
    spare.unlink()
    os.utime(spare.parent, (made + 1, made + 1))
    assert not manifest.is_current(tiny_project)
    os.utime(spare.parent, (made - 1, made - 1))


def test_dagster_finds_its_settings_and_keeps_quiet():
    asked = (
        "import orchestration.dagster_dev, os, warnings;"
        "warnings.warn('Function `dev_command` is superseded', FutureWarning);"
        "print(os.environ['DAGSTER_HOME'])"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DAGSTER_HOME"}
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(ROOT / ".dagster")
    assert told.stderr == ""


def test_a_home_that_somebody_chose_is_respected(tmp_path):
    asked = "import orchestration.dagster_dev, os; print(os.environ['DAGSTER_HOME'])"
    environment = {**os.environ, "DAGSTER_HOME": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(tmp_path)


def test_the_instance_tells_nobody_and_runs_one_at_a_time():
    settings = yaml.safe_load((ROOT / ".dagster" / "dagster.yaml").read_text())
    assert settings["telemetry"] == {"enabled": False}
    assert settings["nux"] == {"enabled": False}
    assert settings["concurrency"]["pools"] == {"default_limit": 1, "granularity": "run"}
    assert WAREHOUSE_POOL
