"""Raw rows to the rows of the landing: renamed, trimmed, in ISO notation, still text.

A value that does not convert keeps its text, so that staging quarantines it with the true
value. One that would then pass for a number in another notation than the file's (12.50 where
the decimal mark is a comma) is marked as such: a wrong amount is worse than a missing one.
"""

import json
from decimal import Decimal
from fractions import Fraction

from orchestration.contract import Column, Table
from orchestration.intake.file_format import FileFormat, is_number
from orchestration.intake.headings import SourceColumn
from orchestration.intake.raw_rows import RawRows
from orchestration.intake.sql import identifier, literal

DIVISIBLE = "[+-]?([0-9]{1,18}([.][0-9]*)?|[.][0-9]+)"
"""Plain numbers that fit the 38 digits in which units are converted."""

LOOKS_LIKE_NUMBER = "[+-]?[0-9.]+([eE][+-]?[0-9]+)?"

BLANK_MARKS = " \u00a0\u202f"
"""A blank between thousands is any of these in practice."""


def landing_columns(
    table: Table, file_format: FileFormat, sources: tuple[SourceColumn, ...], rows: RawRows
) -> list[str]:
    """Select list that makes the contract columns and, last, `_extra` of raw rows.

    It reads trimmed fields `t0`, `t1`, ... and, where rows have problems, `_problem`.
    """
    by_target = {source.rule.to: source for source in sources if source.rule}
    columns = []
    for column in table.columns:
        source = by_target.get(column.name)
        value = _value(column, source, file_format) if source else _constant(column, file_format)
        if rows.has_problems and value != "null":
            value = f"case when _problem is null then {value} end"
        columns.append(f"cast({value} as varchar) as {identifier(column.name)}")
    return [*columns, f"{_extra(sources, rows.has_problems)} as _extra"]


def trimmed_fields(width: int, rows: RawRows) -> str:
    """Select list that makes trimmed fields of raw ones."""
    word = "trimmed" if rows.needs_trimming else "nullif"
    empty = "" if rows.needs_trimming else ", ''"
    return ", ".join(f"{word}(c{place}{empty}) as t{place}" for place in range(width))


def _constant(column: Column, file_format: FileFormat) -> str:
    constant = file_format.constants.get(column.name)
    return "null" if constant is None else literal(constant)


def _value(column: Column, source: SourceColumn, file_format: FileFormat) -> str:
    field = f"t{source.index}"
    divisor = source.rule.divide_by if source.rule else None
    value = field
    if is_number(column.data_type):
        value = _number(field, file_format, divisor)
    elif column.name in file_format.date_formats:
        value = _moment(field, file_format.date_formats[column.name], column.data_type)
    prefix = file_format.prefixes.get(column.name)
    return value if prefix is None else f"{literal(prefix)} || {value}"


def _number(field: str, file_format: FileFormat, divisor: Decimal | None) -> str:
    mark, thousands = file_format.decimal_mark, file_format.thousands_mark
    if mark == "." and thousands is None and divisor is None:
        return field
    marks = BLANK_MARKS if thousands in tuple(BLANK_MARKS) else (thousands or "")
    groups = f"[0-9]{{1,3}}([{_escaped(marks)}][0-9]{{3}})+|" if marks else ""
    point = _escaped(mark)
    written = f"[+-]?(({groups}[0-9]+)([{point}][0-9]*)?|[{point}][0-9]+)"
    plain = f"replace(translate({field}, {literal(marks)}, ''), {literal(mark)}, '.')"
    number, condition = plain, f"regexp_full_match({field}, {literal(written)})"
    if divisor is not None:
        ratio = Fraction(divisor)
        number = f"divided({plain}, {ratio.numerator}::hugeint, {ratio.denominator}::hugeint)"
        condition += f" and regexp_full_match({plain}, {literal(DIVISIBLE)})"
    return (
        f"case when {condition} then {number}"
        f" when regexp_full_match({field}, {literal(LOOKS_LIKE_NUMBER)})"
        f" then {field} || {literal(_remark(file_format))} else {field} end"
    )


def _remark(file_format: FileFormat) -> str:
    if file_format.decimal_mark == ".":
        return " (cannot be converted)"
    return f" (not a number with decimal mark {file_format.decimal_mark})"


def _escaped(marks: str) -> str:
    """Characters as they are written inside the brackets of a regular expression."""
    return "".join(f"\\{mark}" if mark in r"\]^-[" else mark for mark in marks)


def _moment(field: str, date_format: str, data_type: str) -> str:
    parsed = f"try_strptime({field}, {literal(date_format)})"
    if data_type == "date":
        return f"coalesce(cast(cast({parsed} as date) as varchar), {field})"
    return f"coalesce(cast({parsed} as varchar), {field})"


def _extra(sources: tuple[SourceColumn, ...], has_problems: bool) -> str:
    """JSON object of the unmapped columns that hold something; null when none does."""
    members = [
        f"{literal(json.dumps(source.name, ensure_ascii=False) + ':')}"
        f" || cast(to_json(t{source.index}) as varchar)"
        for source in sources
        if source.rule is None
    ]
    extra = f"nullif('{{' || concat_ws(',', {', '.join(members)}) || '}}', '{{}}')"
    if not members:
        extra = "cast(null as varchar)"
    if not has_problems:
        return extra
    unreadable = (
        "'{\"_unreadable\":' || cast(to_json(_raw) as varchar)"
        " || ',\"_problem\":' || cast(to_json(_problem) as varchar) || '}'"
    )
    return f"case when _problem is null then {extra} else {unreadable} end"
