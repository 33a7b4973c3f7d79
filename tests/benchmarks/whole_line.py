"""The whole line on about a million order lines, beside what the same work costs without it.

Prints ratios, with the seconds beside them. Never a timed test: what is fast enough is for people
to say. Needs Linux; works in a temporary folder and clears it.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from orchestration.demo.generate import generate
from tests.benchmarks.measuring import Cost
from tests.benchmarks.one_day import write_one_day
from tests.benchmarks.the_line import Line, Night
from tests.benchmarks.yardsticks import Comparison, by_hand, read_once, scan_ledger

LINES_AN_ORDER = 2.5
PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "dagster", "great-expectations")
SLOWEST = 10
LEDGER_NODES = ("fct_profit_ledger", "int_pool_costs_allocated", "int_order_costs_allocated",
                "int_commission", "int_cost_pools", "int_pool_members", "int_driver")  # fmt: skip
"""Models that allocate costs and hold the ledger, by how their names begin."""


def _say(text: str) -> None:
    print(text, flush=True)


def _about_the_machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start,"
        f" Python {platform.python_version()}, {packages}"
    )


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


class Table:
    """Costs, each beside its ratios to the two yardsticks."""

    def __init__(self, reading: Cost, hand: Cost) -> None:
        """Head the table. Ratios of wall seconds, then of CPU seconds."""
        self._reading, self._hand = reading, hand
        _say(f"\n{'':34}{'wall s':>8}{'CPU s':>8}{'× reading':>16}{'× by hand':>16}")
        _say(f"{'':50}{'wall':>8}{'CPU':>8}{'wall':>8}{'CPU':>8}")

    def row(self, name: str, cost: Cost) -> None:
        """Print one cost."""
        ratios = "".join(
            f"{cost.wall / other.wall:8.1f}{cost.cpu / other.cpu:8.1f}"
            for other in (self._reading, self._hand)
        )
        _say(f"{name:<34}{cost.wall:8.1f}{cost.cpu:8.1f}{ratios}")

    def night(self, name: str, night: Night) -> None:
        """Print a run and its steps."""
        self.row(name, night.whole)
        for step, cost in night.steps.items():
            self.row(f"  {step}", cost)


def _tell_comparison(found: Comparison) -> None:
    _say(
        f"\nby hand and mart: {found.customer_months:,} customer-months, {found.different:,} differ;"
        f" gross profit {found.gross_profit}, difference {found.difference}"
    )


def _tell_slowest(night: Night) -> None:
    _say(f"\nthe slowest of {night.dbt_nodes} dbt nodes, first night (s, two at a time)")
    for node, seconds in night.slowest[:SLOWEST]:
        _say(f"{seconds:8.2f}  {node.split('.')[0]:<6}{node.split('.')[2]}")


def _tell_ledger(night: Night, scan: Cost, rows: int) -> None:
    seconds = sum(
        spent
        for node, spent in night.slowest
        if node.startswith("model.") and node.split(".")[2].startswith(LEDGER_NODES)
    )
    _say(
        f"\nallocation and ledger: {seconds:.1f} s for {rows:,} amounts, {seconds / scan.wall:.1f} ×"
        f" one scan-and-aggregate of them ({scan.wall:.1f} s)"
    )


def measure(lines: int, folder: Path) -> None:
    """Measure everything once, in `folder`, and print it."""
    _say(_about_the_machine())
    started = time.perf_counter()
    drop, day = folder / "drop", folder / "day"
    generate(drop, round(lines / LINES_AN_ORDER), "parquet")
    _say(f"demo company written in {time.perf_counter() - started:.0f} s, {_size(drop):,.0f} MB")

    line = Line(folder)
    parse = line.parse_from_nothing()
    nothing = line.build_nothing()
    first = line.run(drop)
    reading, rows = read_once(line.data)
    hand, comparison = by_hand(line.data)
    _say(f"{rows:,} rows landed, {_size(line.data.landing):,.0f} MB")
    scan, amounts = scan_ledger(line.data)
    second = line.run(drop)
    one_more = write_one_day(drop, day)
    third = line.run(day)

    table = Table(reading, hand)
    table.row("reading the landing once", reading)
    table.row("by_hand.sql", hand)
    table.night("the whole line, first night", first)
    table.row("dbt on an empty landing", nothing)
    table.night("again, nothing new", second)
    table.night(f"one day more, {one_more:,} rows", third)
    table.row("parsing once after a clone", parse)
    _tell_comparison(comparison)
    _tell_slowest(first)
    _tell_ledger(first, scan, amounts)
    _tell_ledger(third, scan, amounts)
    _say(f"\n{_size(folder):,.0f} MB of temporary files")


def main() -> int:
    """Read the command line, measure, and clear up."""
    parser = argparse.ArgumentParser(prog="whole_line", description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000, help="order lines, about")
    lines = parser.parse_args().lines
    with tempfile.TemporaryDirectory(prefix="whole_line_") as folder:
        measure(lines, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
