"""`profit`: the warehouse from the command line.

Only what is needed to read the arguments is imported here; each command brings the rest.
Exit codes: 0 done, 1 not published or not in order, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """Where a command is written, and what it is for in one line."""

    module: str
    purpose: str


COMMANDS = {
    "run": Command("orchestration.commands.run", "take a drop all the way to published marts"),
    "check": Command("orchestration.commands.check", "say what a run would make of a drop"),
    "what-if": Command(
        "orchestration.commands.what_if", "say what profit would have been under a scenario"
    ),
    "demo": Command("orchestration.demo.command", "write the demo company's drop at any scale"),
}


def _parser(chosen: str) -> tuple[argparse.ArgumentParser, Callable[[argparse.Namespace], int]]:
    command = import_module(COMMANDS[chosen].module)
    parser = argparse.ArgumentParser(
        prog=f"profit {chosen}", description=f"{COMMANDS[chosen].purpose.capitalize()}."
    )
    command.add_arguments(parser)
    return parser, command.run


def _overview() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="profit",
        description="Which customers make money: from raw exports to published marts.",
        epilog="`profit COMMAND --help` says more.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.purpose)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in COMMANDS:
        _overview().parse_args(given)
        return 2
    parser, run = _parser(given[0])
    try:
        return run(parser.parse_args(given[1:]))
    except BrokenPipeError:
        # Whoever read the output has seen enough (`profit check ... | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
