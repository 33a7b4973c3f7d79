"""The report that lies beside a file that was set aside: for the person who must fix it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orchestration.contract import Table
from orchestration.promises.verdict import BrokenPromise, Example


@dataclass(frozen=True)
class RejectedFile:
    """What a report is about."""

    file: str
    table: Table
    how: str
    """How the file was recognised."""
    batch_date: date
    rows: int | None
    """None when the file could not be read that far."""


def markdown(rejected: RejectedFile, broken: Sequence[BrokenPromise]) -> str:
    """Report as Markdown that also reads well as plain text."""
    rows = "could not be counted" if rejected.rows is None else f"{rejected.rows:,}"
    policy = "the run stops" if rejected.table.stops_the_run else "the run goes on without it"
    lines = [
        f"# {rejected.file} was set aside",
        "",
        f"- Table: `{rejected.table.name}` (recognised by {rejected.how})",
        f"- Batch date: {rejected.batch_date}",
        f"- Rows: {rows}",
        f"- What happens now: nothing of this file has landed, and {policy}.",
        "",
        "## What is wrong",
    ]
    for number, promise in enumerate(broken, start=1):
        lines += ["", f"{number}. **{promise.promise}**: {promise.detail}."]
        if promise.examples:
            lines += ["", *_example_table(promise.column, promise.examples)]
    return "\n".join([*lines, "", "## What to do", "", *_next_steps(), ""])


def _example_table(column: str | None, examples: Sequence[Example]) -> list[str]:
    return [
        f"   | row | {column or 'what was found'} |",
        "   |---:|---|",
        *(f"   | {example.row} | {_cell(example.value)} |" for example in examples),
    ]


def _cell(value: str | None) -> str:
    if value is None:
        return "(empty)"
    text = " ".join(value.split()).replace("|", "\\|")
    return text if len(text) <= 200 else text[:200] + " …"


def _next_steps() -> list[str]:
    return [
        "- If the export went wrong: export again, put the file into the next drop, run again.",
        "- If the file is right but written differently (column names, decimal marks, dates,"
        " units): say so in the system's format file and run the same drop again.",
        "- To see what a file would do before it counts: `profit check --drop DIR`.",
        "",
        "Rows are numbered as a spreadsheet shows them: the headings are row 1.",
    ]
