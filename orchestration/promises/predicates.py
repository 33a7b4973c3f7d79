"""The contract's promises about single values, as SQL predicates over landed text.

They say what staging would say, so that a file within its tolerances stages well; a test holds
them against the parsing macros. Each predicate is true for a value that breaks the promise.
"""

from orchestration.contract import Column
from orchestration.intake.sql import identifier, literal

DECIMAL = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,2})?"
INTEGER = "[+-]?[0-9]+([.]0*)?"
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]00:00(:00([.]0+)?)?)?"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
CLOCK = "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
OFFSET = " ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)"
CURRENCY = "[A-Za-z]{3}"
BOOLEANS = ("true", "t", "yes", "y", "1", "是", "false", "f", "no", "n", "0", "否")

UNREADABLE = "coalesce(starts_with(_extra, '{\"_unreadable\":'), false)"
"""A row that could not be split into columns."""


def is_missing(column: Column) -> str:
    """Whether a readable row lacks a value."""
    return f"({identifier(column.name)} is null and not {UNREADABLE})"


def has_wrong_format(column: Column) -> str | None:
    """Whether a value cannot become one of the column's type; None when any text can."""
    value = identifier(column.name)
    readable = _is_allowed(value, column) or _is_typed(value, column.data_type)
    return None if readable is None else f"({value} is not null and not ({readable}))"


def is_out_of_range(column: Column) -> str | None:
    """Whether a number leaves the contract's bounds; None when it has none."""
    number = f"try_cast({identifier(column.name)} as {column.data_type})"
    bounds = {"minimum": "<", "maximum": ">", "above": "<="}
    tests = [
        f"{number} {comparison} {column.meta[bound]}"
        for bound, comparison in bounds.items()
        if bound in column.meta
    ]
    return f"({' or '.join(tests)})" if tests else None


def format_name(column: Column) -> str:
    """Say what a value of the column should be, for people."""
    if column.meta.get("allowed"):
        return "one of " + ", ".join(column.meta["allowed"])
    if column.meta.get("format") == "currency":
        return "a currency code of three letters"
    names = {
        "integer": "a whole number",
        "boolean": "yes or no",
        "date": "a date (YYYY-MM-DD)",
        "timestamp": "a time (YYYY-MM-DD HH:MM:SS)",
    }
    return names.get(column.data_type, "a number")


def _is_allowed(value: str, column: Column) -> str | None:
    if column.meta.get("allowed"):
        return f"lower({value}) in ({', '.join(map(literal, column.meta['allowed']))})"
    if column.meta.get("format") == "currency":
        return _matches(value, CURRENCY)
    return None


def _is_typed(value: str, data_type: str) -> str | None:
    if data_type.startswith("decimal"):
        return f"{_matches(value, DECIMAL)} and try_cast({value} as {data_type}) is not null"
    if data_type == "integer":
        return f"{_matches(value, INTEGER)} and try_cast({value} as integer) is not null"
    if data_type == "boolean":
        return f"lower({value}) in ({', '.join(map(literal, BOOLEANS))})"
    day = f"try_cast(left({value}, 10) as date) is not null"
    if data_type == "date":
        return f"{_matches(value, DATE)} and {day}"
    if data_type == "timestamp":
        minute = f"try_cast(left({value}, 16) as timestamp) is not null"
        moment = f"{DAY}({CLOCK}({OFFSET})?)?"
        return f"{_matches(value, moment)} and {minute}"
    return None


def _matches(value: str, pattern: str) -> str:
    return f"regexp_full_match({value}, {literal(pattern)})"
