"""Landed text to typed value: what is one, what is not, and what it means in each time zone."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from exact_money import rounded
from fractions import Fraction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rendered_macros import macros

# One example is a table of texts; a difference names its text.
RUNS = settings(derandomize=True, deadline=None, max_examples=5, phases=[Phase.generate])
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)


def parsed(macro, texts, *arguments, zone="UTC"):
    """What the macro makes of each text."""
    expression = macros(source_time_zone=zone)[macro]("landed", *arguments)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.register("texts", pa.table({"landed": pa.array(texts, pa.string())}))
        return dict(zip(texts, *connection.execute(f"select {expression} from texts").fetchnumpy().values()))


KNOWN = [
    ("parse_decimal", ["decimal(18, 4)"], {
        "1": "1", "-1.5": "-1.5", "+2.": "2", ".5": "0.5", "007": "7", "1e3": "1000", "2.5E-1": "0.25",
        "0.00005": "0.0001", "0.00004": "0", "99999999999999.9999": "99999999999999.9999",
        "1,5": None, "1.000,50": None, "1_000": None, "0x1F": None, "1 000": None, "1e": None, ".": None,
        "": None, "inf": None, "NaN": None, "1e99": None, "100000000000000": None, "١": None, "-": None,
    }),
]
