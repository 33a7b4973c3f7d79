"""`profit check`: what each file of a drop is and what a run would make of it."""

import argparse
import sys
from pathlib import Path

from orchestration.intake.checkup import check_drop
from orchestration.intake.errors import IntakeError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--drop", type=Path, required=True, metavar="DIR", help="folder of exports, one per system"
    )


def run(args: argparse.Namespace) -> int:
    """Print the findings; 0 when the drop could be read, 2 when it could not. Changes nothing."""
    try:
        print(check_drop(args.drop))
    except IntakeError as error:
        print(error, file=sys.stderr)
        return 2
    return 0
