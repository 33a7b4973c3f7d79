"""Running dbt from the warehouse's Python: one process, one parse, one build.

Knows how dbt is called and what it answers; what the answers mean for a run is said in
`orchestration.run_results` and by the assets.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from orchestration.project import ROOT, DataFolder
from orchestration.run_results import NodeResult, read_run_results
from orchestration.warehouse_lock import Warehouse


class DbtError(Exception):
    """dbt could not parse the project or could not start the build; the message is dbt's."""


@dataclass(frozen=True)
class DbtSettings:
    """What decides a build besides the project and the landing."""

    build: Path
    """DuckDB file to build in."""
    as_of: str = ""
    """Day the warehouse speaks for (YYYY-MM-DD); empty = the newest batch date that landed."""
    project: Path = ROOT

    def arguments(self, logs: Path) -> list[str]:
        """Arguments that parse and build have in common."""
        return [
            *("--project-dir", str(self.project), "--profiles-dir", str(self.project)),
            *("--log-path", str(logs), "--log-level", "none", "--log-level-file", "info"),
            *self._another_day(),
        ]

    def _another_day(self) -> list[str]:
        """Arguments for a chosen day.

        dbt parses afresh whenever a variable changes. That happens in a target folder of its own,
        which leaves the nightly one as it is.
        """
        if not self.as_of:
            return []
        variables = json.dumps({"as_of_date": self.as_of})
        return ["--vars", variables, "--target-path", str(self.build.parent / "target")]

    def environment(self, data: DataFolder) -> Mapping[str, str]:
        """Environment of the dbt process: where the landing and the build file are.

        Says only what dbt would not find by itself: it parses afresh when a setting changes,
        be it only from a relative path to the same absolute one.
        """
        said = dict(os.environ)
        if (self.project / (said.get("PROFIT_DATA") or "data")).resolve() != data.root:
            said["PROFIT_DATA"] = str(data.root)
        if self.build != data.build:
            said["PROFIT_BUILD"] = str(self.build)
        return said


class DbtProcess:
    """dbt at work: parsing from the start, building once when told, gone when stopped.

    A second build, as after a retry, starts a second process.
    """

    def __init__(self, warehouse: Warehouse, settings: DbtSettings) -> None:
        """Start dbt; it parses the project while the caller does other things."""
        self._warehouse = warehouse
        self._settings = settings
        self._logs = warehouse.data.logs
        self._arguments = settings.arguments(self._logs)
        self._results = self._logs / "run_results.json"
        self._process = self._start()
        self._is_parsed = False

    def _start(self) -> subprocess.Popen[str]:
        self._logs.mkdir(parents=True, exist_ok=True)
        with (self._logs / "dbt_process.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "orchestration.dbt_worker", *self._arguments],
                cwd=self._settings.project,
                env=self._settings.environment(self._warehouse.data),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                # If this process is killed, the lock must live until dbt has let go of its file.
                pass_fds=(self._warehouse.lock_descriptor,),
            )

    def _answer(self) -> Mapping[str, object]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise DbtError(f"dbt ended before it answered; its last words are in {self._logs}")
        answer: Mapping[str, object] = json.loads(line)
        return answer

    def wait_until_parsed(self) -> None:
        """Wait until the project is parsed. Raises DbtError when it cannot be."""
        if self._is_parsed:
            return
        answer = self._answer()
        if not answer["success"]:
            raise DbtError(f"dbt cannot parse the project: {answer['problem']}")
        self._is_parsed = True

    def build(
        self, select: Sequence[str] = (), *, full_refresh: bool = False
    ) -> tuple[NodeResult, ...]:
        """Build and test the selected nodes, or all, and return what became of each.

        Unit tests stay out: they test the code, not tonight's data, and ran before the merge.
        Raises DbtError when dbt stopped before it came to any node.
        """
        if self._process.poll() is not None:
            self._process, self._is_parsed = self._start(), False
        self.wait_until_parsed()
        chosen = ["--select", *select, "--indirect-selection", "buildable"] if select else []
        order = {
            "arguments": [
                *("build", "--exclude-resource-type", "unit_test"),
                *chosen,
                *(["--full-refresh"] if full_refresh else []),
                *self._arguments,
            ],
            "results": str(self._results),
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        # The end of the process, in its own time, is what writes out and lets go of the file.
        self._process.wait()
        if not self._results.exists():
            raise DbtError(f"dbt stopped before the first model: {answer['problem']}")
        return read_run_results(self._results)

    def stop(self) -> None:
        """End dbt, whatever it is doing. Harmless when it has ended."""
        with suppress(BrokenPipeError), self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()
