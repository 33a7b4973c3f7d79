"""Makes the demo company's exports: the one entry point for the command, the tests and the docs."""

from pathlib import Path
from typing import Literal, TypeAlias

from orchestration.demo.drop import write_drop
from orchestration.demo.stream import write_stream

DEMO_ORDERS = 2_800
DEMO_SEED = 20_230_101
DEMO_SIZES = range(1_000, 50_001)
"""Fewer do not hold all the corrections and broken rows; more do not belong in memory."""

FileFormat: TypeAlias = Literal["demo", "csv", "parquet"]


def generate(
    out: Path,
    orders: int = DEMO_ORDERS,
    file_format: FileFormat = "demo",
    seed: int = DEMO_SEED,
) -> None:
    """Write a drop of about `orders` orders (2.5 lines each) into `out`.

    `demo` gives every system its own awkward file form, with corrections and broken rows, and is
    made in memory; `csv` and `parquet` are clean, shaped like the contract, and streamed.
    """
    if orders < 1:
        raise ValueError(f"orders must be at least 1, got {orders}")
    if file_format == "demo" and orders not in DEMO_SIZES:
        raise ValueError(
            f"format demo takes {DEMO_SIZES.start:,} to {DEMO_SIZES.stop - 1:,} orders,"
            f" got {orders:,}; csv and parquet take any number"
        )
    if file_format == "demo":
        write_drop(out, orders, seed)
    else:
        write_stream(out, orders, file_format, seed)
