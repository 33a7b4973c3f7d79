"""Landed text to a moment in UTC and its business day, in every source time zone."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from parsed_texts import differences, parsed
from rendered_macros import macros

# One example is a table of texts; a difference names its text.
RUNS = settings(derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate])
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
NO_MOMENTS = """
    2025-03-01 24:00|2025-03-01 23:60|2025-03-01 10:11:60|2025-03-01 1:11|2025-03-01 10|10:11
    2025-03-01 10:11+15:00|2025-03-01 10:11-23:00|2025-03-01 10:11+08:60|2025-03-01Z
    2025-03-01 10:11 UTC|2025-03-01  10:11|2025-03-01 10:11:12,5|2025-02-29 10:00|2025-13-01 10:00
    1899-12-31 23:59|0203-01-01 10:00|31.01.2025 10:00|now|today||45688.5
"""


def some_moment(random):
    """Between 1971 and 2037, to the microsecond."""
    return datetime(1971, 1, 1) + timedelta(seconds=random.random() * 66 * 365 * 86_400)


def written(random, moment):
    """One of the ways to write a moment, and what it keeps of it."""
    pattern = random.choice(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"])
    kept = {"M": moment.replace(second=0, microsecond=0), "S": moment.replace(microsecond=0)}
    return moment.strftime(pattern), kept.get(pattern[-1], moment)


def in_utc(moment, zone):
    return moment.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def is_once(moment, zone):
    """Whether the clocks of the zone showed this time exactly once."""
    there = moment.replace(tzinfo=zone)
    return there.utcoffset() == there.replace(fold=1).utcoffset()


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_no_moment_is_null(zone):
    texts = [text for line in NO_MOMENTS.strip().splitlines() for text in line.lstrip().split("|")]
    assert set(parsed([*texts, None], "parse_timestamp", zone=zone).values()) == {None}


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_its_first_moment_in_the_zone(zone):
    found = parsed(["2025-03-01"], "parse_timestamp", zone=zone)
    assert found == {"2025-03-01": in_utc(datetime(2025, 3, 1), ZoneInfo(zone))}


@pytest.mark.parametrize("zone", ZONES)
@RUNS
@given(st.integers(0, 10**6))
def test_a_time_without_an_offset_is_read_in_the_source_time_zone(zone, seed):
    random, expected = Random(seed), {}
    for _ in range(1000):
        moment = some_moment(random)
        if is_once(moment, ZoneInfo(zone)):
            text, kept = written(random, moment)
            expected[text] = in_utc(kept, ZoneInfo(zone))
    assert not differences(parsed(expected, "parse_timestamp", zone=zone), expected)


@pytest.mark.parametrize("zone", ZONES)
@RUNS
@given(st.integers(0, 10**6))
def test_an_offset_beats_the_source_time_zone(zone, seed):
    random, expected = Random(seed), {}
    for _ in range(1000):
        text, kept = written(random, some_moment(random))
        minutes = random.choice([0, 60, 330, 480, 840, -300, -210, random.randrange(-720, 840)])
        sign, (hours, rest) = "+-"[minutes < 0], divmod(abs(minutes), 60)
        ways = [f"{sign}{hours:02}:{rest:02}", f" {sign}{hours:02}{rest:02}"]
        ways += [] if rest else [f"{sign}{hours:02}"]
        ways += [] if minutes else ["Z", "z", " Z"]
        expected[text + random.choice(ways)] = in_utc(kept, timezone(timedelta(minutes=minutes)))
    assert not differences(parsed(expected, "parse_timestamp", zone=zone), expected)


def test_an_hour_that_the_clocks_skip_or_repeat_is_still_a_moment():
    skipped, repeated = "2025-03-09 02:30", "2025-11-02 01:30"
    found = parsed([skipped, repeated], "parse_timestamp", zone="America/New_York")
    assert found[skipped] == datetime(2025, 3, 9, 7, 30)
    assert found[repeated] in {datetime(2025, 11, 2, 5, 30), datetime(2025, 11, 2, 6, 30)}


def test_fractions_beyond_the_microsecond_are_cut_off():
    found = parsed(["2025-03-01 10:11:12.123456789"], "parse_timestamp")
    assert list(found.values()) == [datetime(2025, 3, 1, 10, 11, 12, 123456)]


@pytest.mark.parametrize("zone", ZONES)
@RUNS
@given(st.integers(0, 10**6))
def test_a_moment_belongs_to_the_day_of_the_source_time_zone(zone, seed):
    random = Random(seed)
    moments = [some_moment(random) for _ in range(1000)]
    day = macros(source_time_zone=zone)["business_date"]("moment")
    with duckdb.connect() as connection:
        connection.register("moments", pa.table({"moment": pa.array(moments, pa.timestamp("us"))}))
        found = dict(connection.execute(f"select moment, {day} from moments").fetchall())
    there = {
        moment: moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date() for moment in moments
    }
    assert not differences(found, there)
