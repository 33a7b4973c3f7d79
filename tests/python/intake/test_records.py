"""The careful reader: one broken record costs one record, and nothing is lost or repaired."""

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.intake import records
from orchestration.intake.records import read_records


def read(text, width=None, delimiter=","):
    return [
        record.fields if record.fields is not None else (record.raw, record.problem)
        for record in read_records(io.StringIO(text, newline=""), delimiter, width)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2\r\n3,4\r5,6", [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]),
        ('"a","b"\n', [["a", "b"]]),
        ('"a""b",c\n', [['a"b', "c"]]),
        ('"",x\n', [["", "x"]]),
        ('"a\nb",c\n1,2\n', [["a\nb", "c"], ["1", "2"]]),
        ('"a\r\nb\rc",c\n1,2\n', [["a\r\nb\rc", "c"], ["1", "2"]]),
        ('"a,""b""\n,c"\n', [['a,"b"\n,c']]),
        ('1,15" screen\n2,x\n', [["1", '15" screen'], ["2", "x"]]),
        ('1, "a, b" ,2\n', [["1", "a, b", "2"]]),
        ('1,"a" \n', [["1", "a"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
    ],
)
def test_well_formed_text_is_read_as_it_is(text, found):
    assert read(text) == found


OPEN_QUOTE = "opens a quote that is never closed"
INNER_QUOTE = "has a quote inside a quoted field that is not doubled"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('1,"a\n2,b\n', [('1,"a', OPEN_QUOTE), ["2", "b"]]),
        ('1,"a\n2,"b"\n', [('1,"a', INNER_QUOTE), ["2", "b"]]),
        ('1,"a\n2,""\n3,c\n', [('1,"a', OPEN_QUOTE), ["2", ""], ["3", "c"]]),
        ('1,"a"b\n2,c\n', [('1,"a"b', INNER_QUOTE), ["2", "c"]]),
        ('1,"a\n2,"b\n3,c\n', [('1,"a', INNER_QUOTE), ('2,"b', OPEN_QUOTE), ["3", "c"]]),
        ("1,a\0b\n2,c\n", [("1,a\0b", "contains NUL bytes"), ["2", "c"]]),
    ],
)
def test_an_open_quote_costs_one_record_and_never_the_next(text, found):
    assert read(text, width=2) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1\n2,b\n", [("1", "has 1 fields where the header has 2"), ["2", "b"]]),
        ("1,a,x\n2,b\n", [("1,a,x", "has 3 fields where the header has 2"), ["2", "b"]]),
        ("1,a,,\n2,b\n", [["1", "a"], ["2", "b"]]),
        (",,,\n2,b\n", [["", "", "", ""], ["2", "b"]]),
    ],
)
def test_a_record_of_another_width_is_broken_unless_it_is_blank_or_padded(text, found):
    assert read(text, width=2) == found


def test_of_a_record_over_several_lines_only_the_first_is_given_up():
    found = read('1,"a\nb",x\n2,b\n', width=2)
    assert found == [('1,"a', "has 3 fields where the header has 2"), ['b"', "x"], ["2", "b"]]


def test_records_are_numbered_as_a_spreadsheet_shows_them():
    text = 'h,i\n"a\nb",1\n\n2,"x\n3,y\n'
    numbers = [
        (record.number, record.fields is None)
        for record in read_records(io.StringIO(text, newline=""), ",", 2)
    ]
    assert numbers == [(1, False), (2, False), (3, False), (4, True), (5, False)]


def test_many_open_quotes_in_a_large_file_take_no_quadratic_time():
    text = "".join(f'{number},"open\n' for number in range(20_000)) + "1,end\n" * 20_000
    began = time.process_time()
    found = read(text, width=2)
    assert len(found) == 40_000
    assert time.process_time() - began < 5


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(st.sampled_from('ab",\n\r \0\udc81'), max_size=60),
    width=st.sampled_from([None, 1, 2, 3]),
)
def test_reading_ahead_finds_what_reading_with_all_care_finds(text, width):
    ahead = list(read_records(io.StringIO(text, newline=""), ",", width))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_read_ahead", lambda *_: iter(()))
        careful = list(read_records(io.StringIO(text, newline=""), ",", width))
    assert ahead == careful
    assert [record.number for record in ahead] == list(range(1, len(ahead) + 1))
