"""Landed text to typed value: what is one, what is not, and what it means in each time zone."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from exact_money import rounded
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rendered_macros import macros

# One example is a table of texts; a difference names its text.
RUNS = settings(derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate])
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
NUMBERS = {
    **{"1": "1", "-1.5": "-1.5", "+2.": "2", ".5": "0.5", "007": "7", "1e3": "1000"},
    **{"2.5E-1": "0.25", "0.00005": "0.0001", "0.00004": "0", "-0.00005": "-0.0001"},
    **{
        "7e-6": "0",
        "-9.1E-16": "0",
        "5e-5": "0.0001",
        "99999999999999.9999": "99999999999999.9999",
    },
}
NO_NUMBERS = (
    *("1,5", "1.000,50", "1_000", "0x1F", "1 000", "1e", ".", "", "-", "inf", "NaN", "1e99", "١"),
    *("100000000000000", "99999999999999.99995", "EUR 5", "5%", "--1", "1e2.5"),
)
WHOLE_NUMBERS = {"1": 1, "1.0": 1, "2.": 2, "-3": -3, "+5": 5, "0001": 1, "2147483647": 2147483647}
NO_WHOLE_NUMBERS = ("1.5", "1e3", "2147483648", "", "1,000", "0x1", "1_0", "one")
TRUE = ("TRUE", "true", "t", "Yes", "y", "1", "是")
FALSE = ("False", "F", "no", "N", "0", "否")
NO_BOOLEANS = ("maybe", "", "2", "on", "tru")
CURRENCIES = {"EUR": "EUR", "usd": "USD", "Cny": "CNY"}
NO_CURRENCIES = ("E1R", "U$D", "EURO", "EU", "", " EUR", "ÉUR")
DAYS = {
    "2025-01-31": date(2025, 1, 31),
    "2024-02-29": date(2024, 2, 29),
    "2025-01-31 00:00": date(2025, 1, 31),
    "2025-01-31T00:00:00.000": date(2025, 1, 31),
    "1900-01-01": date(1900, 1, 1),
    "9999-12-31": date(9999, 12, 31),
}
NO_DAYS = (
    *(
        "2025-02-29",
        "2025-04-31",
        "2025-13-01",
        "2025-00-10",
        "2025-01-00",
        "2025-1-31",
        "20250131",
    ),
    *(
        "1899-12-31",
        "0203-01-01",
        "0000-00-00",
        "31.01.2025",
        "01/31/2025",
        "today",
        "now",
        "",
        "45688",
    ),
)
NO_MOMENTS = (
    *("2025-03-01 24:00", "2025-03-01 23:60", "2025-03-01 10:11:60", "2025-03-01 1:11", "10:11"),
    *("2025-03-01 10:11+15:00", "2025-03-01 10:11+08:60", "2025-03-01Z", "2025-03-01 10:11 UTC"),
    *("2025-03-01  10:11", "2025-03-01 10", "2025-03-01 10:11:12,5", "1899-12-31 23:59", *NO_DAYS),
)


def parsed(texts, macro, *arguments, zone="UTC"):
    """What the macro makes of each text."""
    expression = macros(source_time_zone=zone)[macro]("landed", *arguments)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.register("texts", pa.table({"landed": pa.array(list(texts), pa.string())}))
        values = connection.execute(f"select landed, {expression} from texts").fetchall()
    return dict(values)


@pytest.mark.parametrize(
    ("macro", "arguments", "readable", "unreadable"),
    [
        pytest.param(
            "parse_decimal",
            ["decimal(18, 4)"],
            {text: Decimal(number) for text, number in NUMBERS.items()},
            NO_NUMBERS,
            id="numbers",
        ),
        pytest.param("parse_integer", [], WHOLE_NUMBERS, NO_WHOLE_NUMBERS, id="whole numbers"),
        pytest.param(
            "parse_boolean",
            [],
            dict.fromkeys(TRUE, True) | dict.fromkeys(FALSE, False),
            NO_BOOLEANS,
            id="booleans",
        ),
        pytest.param("parse_currency", [], CURRENCIES, NO_CURRENCIES, id="currencies"),
        pytest.param("parse_date", [], DAYS, (*NO_DAYS, "2025-01-31 00:01"), id="days"),
        pytest.param("parse_timestamp", [], {}, NO_MOMENTS, id="moments"),
    ],
)
def test_a_text_is_a_value_or_null(macro, arguments, readable, unreadable):
    expected = readable | dict.fromkeys((*unreadable, None))
    assert parsed(expected, macro, *arguments) == expected


@pytest.mark.parametrize("zone", ZONES)
def test_no_zone_makes_a_moment_of_what_is_none(zone):
    assert set(parsed(NO_MOMENTS, "parse_timestamp", zone=zone).values()) == {None}


@RUNS
@given(st.integers(0, 10**6))
def test_a_number_is_rounded_half_up_to_the_places_of_its_column(seed):
    random, expected = Random(seed), {}
    for _ in range(2000):
        digits = "".join(random.choices("0123456789", k=random.choice([1, 2, 5, 9, 15])))
        point = random.randrange(len(digits))
        plain = f"{random.choice(['', '+', '-'])}{digits[:point] or '0'}.{digits[point:]}"
        text = f"{plain}{random.choice(['', '', 'e0', 'E-3', 'e+02', 'e-7', 'E-14', 'e3'])}"
        value = rounded(Fraction(text))
        expected[text] = value if abs(value) < 10**14 else None
    found = parsed(expected, "parse_decimal", "decimal(18, 4)")
    wrong = [(text, found[text], value) for text, value in expected.items() if found[text] != value]
    assert not wrong[:5]


def written(random, moment):
    """One of the ways to write a moment, and whether it keeps the seconds and their fraction."""
    pattern = random.choice(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"])
    kept = {"M": moment.replace(second=0, microsecond=0), "S": moment.replace(microsecond=0)}
    return moment.strftime(pattern), kept.get(pattern[-1], moment)


def is_once(moment, zone):
    """Whether the clocks of the zone showed this time exactly once."""
    there = moment.replace(tzinfo=zone)
    return there.utcoffset() == there.replace(fold=1).utcoffset()


@pytest.mark.parametrize("zone", ZONES)
@RUNS
@given(st.integers(0, 10**6))
def test_a_time_without_an_offset_is_read_in_the_source_time_zone(zone, seed):
    random, expected = Random(seed), {}
    for _ in range(1000):
        moment = datetime(1971, 1, 1) + timedelta(
            microseconds=random.randrange(66 * 365 * 86_400_000_000)
        )
        if is_once(moment, ZoneInfo(zone)):
            text, kept = written(random, moment)
            expected[text] = (
                kept.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
            )
    found = parsed(expected, "parse_timestamp", zone=zone)
    assert not [
        (text, found[text], right) for text, right in expected.items() if found[text] != right
    ][:5]


@pytest.mark.parametrize("zone", ZONES)
@RUNS
@given(st.integers(0, 10**6))
def test_an_offset_beats_the_source_time_zone(zone, seed):
    random, expected = Random(seed), {}
    for _ in range(1000):
        moment = datetime(1971, 1, 1) + timedelta(
            microseconds=random.randrange(66 * 365 * 86_400_000_000)
        )
        text, kept = written(random, moment)
        minutes = random.choice([0, 60, 330, 480, 840, -300, -210, random.randrange(-720, 840)])
        sign, (hours, rest) = "+-"[minutes < 0], divmod(abs(minutes), 60)
        ways = [f"{sign}{hours:02}:{rest:02}", f" {sign}{hours:02}{rest:02}"]
        ways += [] if rest else [f"{sign}{hours:02}"]
        ways += [] if minutes else ["Z", "z", " Z"]
        shifted = kept.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        expected[text + random.choice(ways)] = shifted.astimezone(UTC).replace(tzinfo=None)
    found = parsed(expected, "parse_timestamp", zone=zone)
    assert not [
        (text, found[text], right) for text, right in expected.items() if found[text] != right
    ][:5]


def test_an_hour_that_the_clocks_skip_or_repeat_is_still_a_moment():
    found = parsed(
        ["2025-03-09 02:30", "2025-11-02 01:30"], "parse_timestamp", zone="America/New_York"
    )
    assert found["2025-03-09 02:30"] == datetime(2025, 3, 9, 7, 30)
    assert found["2025-11-02 01:30"] in {datetime(2025, 11, 2, 5, 30), datetime(2025, 11, 2, 6, 30)}


def test_fractions_beyond_the_microsecond_are_cut_off():
    found = parsed(["2025-03-01 10:11:12.123456789"], "parse_timestamp")
    assert list(found.values()) == [datetime(2025, 3, 1, 10, 11, 12, 123456)]


@pytest.mark.parametrize("zone", ZONES)
@RUNS
@given(st.integers(0, 10**6))
def test_a_moment_belongs_to_the_day_of_the_source_time_zone(zone, seed):
    random = Random(seed)
    starts = [
        datetime(2025, 1, 1) + timedelta(minutes=random.randrange(525_600)) for _ in range(1000)
    ]
    moments = pa.table({"moment": pa.array(starts, pa.timestamp("us"))})
    day = macros(source_time_zone=zone)["business_date"]("moment")
    with duckdb.connect() as connection:
        connection.register("moments", moments)
        found = connection.execute(f"select moment, {day} from moments").fetchall()
    assert [
        (moment, there)
        for moment, there in found
        if there != moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    ] == []
