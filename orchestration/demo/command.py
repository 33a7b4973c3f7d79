"""`profit demo`: writes the demo company at any scale into a folder."""

import argparse
import sys
from pathlib import Path

from orchestration.demo.generate import DEMO_ORDERS, DEMO_SEED, generate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--out", type=Path, required=True, help="folder to write the drop into")
    parser.add_argument(
        "--orders", type=int, default=DEMO_ORDERS, help="about 2.5 order lines each (%(default)s)"
    )
    parser.add_argument(
        "--format", choices=("demo", "csv", "parquet"), default="demo",
        help="demo: each system's own file form, with broken rows; others: clean, at any scale",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=DEMO_SEED, help="another seed, another company")


def run(args: argparse.Namespace) -> int:
    """Write the drop; 0 when done, 2 when the folder holds something or the number is too small."""
    out: Path = args.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        print(f"{out} must be a new or empty folder", file=sys.stderr)
        return 2
    try:
        generate(out, args.orders, args.format, args.seed)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files, {size / 1e6:.1f} MB in {out}")
    return 0
