"""DuckDB for intake: the connection, quoting, and the few words that conversions are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

UNICODE_SPACES = " \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
BLANKS = UNICODE_SPACES + "\t\r\n\ufeff"
"""What is trimmed off values: Unicode spaces, tabs, line ends, stray byte order marks."""

MEMORY_LIMIT = "2GB"


def literal(value: str) -> str:
    """Text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


# `trim` without a second argument takes off Unicode spaces and is five times as fast as the
# one with it, which is left for the values that need it.
_TRIMMED = f"""
create macro trimmed(v) as nullif(
    case
        when contains(v, chr(9)) or contains(v, chr(10)) or contains(v, chr(13))
            or contains(v, chr(65279)) then trim(v, {literal(BLANKS)})
        else trim(v)
    end,
    ''
)
"""

# DuckDB writes 12.0 and 1e-07. An exponent is resolved from that text, which is the shortest,
# and left where 38 digits cannot hold the number: staging reads exponents too.
_PLAIN_NUMBER = """
create macro plain_number(v) as
    case
        when contains(cast(v as varchar), 'e-')
            then without_exponent(
                cast(v as varchar), cast(try_cast(cast(v as varchar) as decimal(38, 37)) as varchar)
            )
        when contains(cast(v as varchar), 'e')
            then without_exponent(
                cast(v as varchar), cast(try_cast(cast(v as varchar) as decimal(38, 0)) as varchar)
            )
        else regexp_replace(cast(v as varchar), '[.]0$', '')
    end
"""

_WITHOUT_EXPONENT = """
create macro without_exponent(short, long) as
    case
        when cast(long as double) = cast(short as double)
            then regexp_replace(long, '([.][0-9]*?)0+$', '\\1')
        else short
    end
"""

# Twelve decimals in whole numbers of 38 digits: `/` would leave the decimals for doubles.
# `v` is plain decimal text; the divisor is dividend / multiplier, both whole and positive.
_DIVIDED = """
create macro divided(v, dividend, multiplier) as (
    case when starts_with(v, '-') then '-' else '' end
    || with_point(cast(
        (
            cast(
                replace(ltrim(cast(cast(v as decimal(38, 12)) as varchar), '-'), '.', '') as hugeint
            ) * multiplier + dividend // 2
        ) // dividend as varchar
    ))
)
"""

_WITH_POINT = """
create macro with_point(digits) as
    coalesce(nullif(left(digits, -12), ''), '0')
    || rtrim(rtrim('.' || lpad(right(digits, 12), 12, '0'), '0'), '.')
"""

_MACROS = (_TRIMMED, _WITHOUT_EXPONENT, _PLAIN_NUMBER, _WITH_POINT, _DIVIDED)


@contextmanager
def intake_connection(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """In-memory DuckDB with the words above, spilling into `scratch` if it must."""
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(scratch),
        }
    )
    try:
        connection.execute("set enable_progress_bar = false")
        connection.execute("set TimeZone = 'UTC'")
        for macro in _MACROS:
            connection.execute(macro)
        yield connection
    finally:
        connection.close()
