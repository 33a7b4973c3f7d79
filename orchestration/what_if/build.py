"""Building a scenario: the same models, in a file of its own.

Tests stay out: they hold the warehouse to what the extracts say, and a scenario says otherwise.
"""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from orchestration.project import ROOT, DataFolder
from orchestration.what_if.scenario import Scenario, ScenarioError

BUILD = "scenario.duckdb"
MARTS = ("+fct_profit_ledger", "+dim_customers", "+dim_products")
LAST_WORDS = 3000


REFUSED = re.compile(r"The scenario (?:moves|limits) [^\n]*(?:\n +[^>\s][^\n]*)*")
"""What the models say of a scenario that they do not understand."""


class BuildError(Exception):
    """dbt could not build the scenario; the message is dbt's."""


def build_scenario(scenario: Scenario, data: DataFolder, as_of: date, folder: Path) -> Path:
    """Build the ledger of a scenario in `folder` and return the DuckDB file.

    Raises ScenarioError where the models refuse the scenario, BuildError where dbt fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    build = folder / BUILD
    build.unlink(missing_ok=True)
    variables = {"as_of_date": as_of.isoformat(), "scenario": scenario.changes}
    outcome = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--quiet", "build", "--full-refresh"),
            *("--resource-type", "model", "--resource-type", "seed", "--select", *MARTS),
            *("--project-dir", str(ROOT), "--profiles-dir", str(ROOT)),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--vars", json.dumps(variables)),
        ],
        cwd=ROOT,
        env={**os.environ, "PROFIT_DATA": str(data.root), "PROFIT_BUILD": str(build)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if outcome.returncode:
        if refused := REFUSED.search(outcome.stdout):
            raise ScenarioError(" ".join(refused.group().split()))
        raise BuildError((outcome.stdout or outcome.stderr)[-LAST_WORDS:].strip())
    return build
