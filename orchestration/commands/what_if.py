"""`profit what-if`: what profit would have been, had a few numbers been others."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from orchestration.contract import landing_contract
from orchestration.project import DataFolder
from orchestration.warehouse_lock import WarehouseBusyError, hold_warehouse
from orchestration.what_if.build import BuildError, build_scenario
from orchestration.what_if.differences import (
    LevelDifference,
    OutdatedError,
    differing,
    read_left_out,
    require_up_to_date,
    write_differences,
)
from orchestration.what_if.reach import require_reach
from orchestration.what_if.scenario import ScenarioError, read_scenario

DONE, NOT_BUILT, WRONG_USAGE = 0, 1, 2
SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--scenario", type=Path, required=True, metavar="FILE", help="YAML file with the changes"
    )


def run(args: argparse.Namespace) -> int:
    """Build the scenario, write the differences and print the most telling ones."""
    data = DataFolder.from_environment()
    try:
        scenario = read_scenario(args.scenario)
        folder = data.root / "what_if" / scenario.folder_name
        with hold_warehouse(data, f"profit what-if --scenario {args.scenario}"):
            as_of = require_up_to_date(data, list(landing_contract()))
            require_reach(scenario, data)
            build = build_scenario(scenario, data, as_of, folder)
        levels = write_differences(data.published, build, folder)
    except ScenarioError as error:
        print(f"profit what-if: {error}", file=sys.stderr)
        return WRONG_USAGE
    except (BuildError, OutdatedError, WarehouseBusyError) as error:
        print(f"profit what-if: {error}", file=sys.stderr)
        return NOT_BUILT
    print(f"{scenario.name}, as of {as_of}, customers as they were\n")
    print(_levels_text(levels))
    if scenario.changes and not any(level.scenario != level.published for level in levels):
        message = "profit what-if: at company level the changes are nothing, or cancel out"
        print(message, file=sys.stderr)
    left_out = read_left_out(data.published)
    if left_out.event_count:
        print(
            f"left out on both sides: {left_out.event_count:,} events with an unknown cost or rate"
            f" and {left_out.net_revenue:,.2f} known net revenue"
        )
    for subject in ("customers", "products"):
        print(_most_affected(subject, folder))
    print(f"\nAll of them: {folder}/customers.csv and products.csv; the marts: {build}")
    return DONE


def _levels_text(levels: Sequence[LevelDifference]) -> str:
    lines = [f"{'':14}{'published':>18}{'scenario':>18}{'difference':>18}"]
    lines += [
        f"{level.level.replace('_', ' '):14}{level.published:18,.2f}{level.scenario:18,.2f}"
        f"{level.scenario - level.published:18,.2f}"
        for level in levels
    ]
    return "\n".join(lines)


def _most_affected(subject: str, folder: Path) -> str:
    rows = differing(folder, subject, SHOWN)
    lines = [f"  {name:<40}{change:18,.2f}" for name, change in rows]
    return "\n".join([f"\ncontribution (cm2) by {subject}, largest change first", *lines])
