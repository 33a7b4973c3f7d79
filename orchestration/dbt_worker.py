"""The process that dbt runs in: parse at once, build when told, end with the parent.

Parsing needs no data, so it happens while the parent is still landing files, and the build
then starts from the parsed project. dbt lives in a process of its own because only the end of
that process lets go of the DuckDB file for certain.

Spoken by `orchestration.dbt_process`: one JSON object per line, orders on standard input,
answers on standard output. When standard input ends, the parent is gone and so is the process.
"""

import json
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest

STANDARD_INPUT = 0
PARENT_IS_GONE = 3


def _answer(channel: TextIO, **message: object) -> None:
    channel.write(json.dumps(message) + "\n")
    channel.flush()


def _problem(result: dbtRunnerResult) -> str:
    return str(result.exception) if result.exception else ""


def _end_with_parent() -> None:
    # Not sys.stdin: its buffer's lock, held here, would stop the interpreter from ending.
    while os.read(STANDARD_INPUT, 1):
        pass
    os._exit(PARENT_IS_GONE)


def _build(manifest: Manifest, arguments: Sequence[str], results: Path) -> Mapping[str, Any]:
    outcome = dbtRunner(manifest=manifest).invoke(list(arguments))
    results.unlink(missing_ok=True)
    if isinstance(outcome.result, RunExecutionResult):
        outcome.result.write(str(results))
    return {"success": outcome.success, "problem": _problem(outcome)}


def main() -> int:
    """Parse with the command line's arguments, then carry out one build order."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # Whatever dbt and its adapters print goes to the log, not into the conversation.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    parsed = dbtRunner().invoke(["parse", *sys.argv[1:]])
    _answer(channel, success=parsed.success, problem=_problem(parsed))
    if not isinstance(parsed.result, Manifest):
        return 1
    order = sys.stdin.readline()
    if not order:
        return 0
    threading.Thread(target=_end_with_parent, daemon=True).start()
    told = json.loads(order)
    _answer(channel, **_build(parsed.result, told["arguments"], Path(told["results"])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
