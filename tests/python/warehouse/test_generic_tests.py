"""Each generic test of the project, run on tables whose rows carry their verdict.

A generic test selects what is wrong. Here it selects exactly the rows, keys or groups that the
table itself calls wrong, so that a test which lets something through, or cries wolf, is found.
"""

import duckdb
import pytest
from rendered_macros import macros

from orchestration.project import ROOT


@pytest.fixture
def failing():
    """Run a generic test on the table `given`, made from SQL; the failing rows."""
    with duckdb.connect() as connection:

        def run(name, rows, **arguments):
            connection.execute(f"create or replace table given as {rows}")
            return connection.execute(macros()[f"test_{name}"]("given", **arguments)).fetchall()

        yield run


def values(names, *rows):
    """A relation of literal rows."""
    return f"select * from (values {', '.join(rows)}) as rows ({names})"


def test_every_generic_test_is_tested_here():
    names = {path.stem for path in (ROOT / "tests" / "generic").glob("*.sql")}
    assert names == {
        "expression_holds",
        "intervals_do_not_overlap",
        "reconciles_to",
        "row_count_matches",
        "slices_sum_to_company",
        "unique_grain",
        "waterfall_telescopes",
    }


def test_an_expression_that_is_false_or_unknown_fails(failing):
    rows = values(
        "verdict, amount",
        "('holds', 1)",
        "('fails: false', -1)",
        "('fails: unknown', null)",
    )
    found = failing("expression_holds", rows, expression="amount > 0")
    assert {row[0] for row in found} == {"fails: false", "fails: unknown"}


def test_or_in_an_expression_does_not_escape_its_brackets(failing):
    rows = values("verdict, amount", "('holds', 1)", "('holds too', -5)", "('fails', 0)")
    found = failing("expression_holds", rows, expression="amount > 0 or amount < 0")
    assert [row[0] for row in found] == ["fails"]


WATERFALL = {
    "net_revenue": 90, "gross_revenue": 100, "discount": 7, "returns": 3, "gross_profit": 50,
    "cogs": 40, "cm1": 35, "fulfilment": 10, "commission": 5, "cm2": 30, "service": 4, "sales": 1,
    "cm3": 24, "marketing": 6, "net_profit": 22, "overhead": 2,
}  # fmt: skip
"""A customer's month that adds up."""


def waterfall(verdict, prefix="", **changed):
    amounts = WATERFALL | changed
    columns = [f"{amount or 'null'} as {prefix}{name}_amount" for name, amount in amounts.items()]
    return f"select '{verdict}' as verdict, {', '.join(columns)}"


@pytest.mark.parametrize("name", WATERFALL)
def test_a_waterfall_with_one_amount_off_or_unknown_fails(failing, name):
    off, unknown = WATERFALL[name] + 1, None
    rows = " union all ".join(
        [waterfall("holds"), waterfall("off", **{name: off}), waterfall("gap", **{name: unknown})]
    )
    assert {row[0] for row in failing("waterfall_telescopes", rows)} == {"off", "gap"}


def test_an_unknown_part_may_leave_everything_below_it_unknown(failing):
    below = dict.fromkeys(("cogs", "gross_profit", "cm1", "cm2", "cm3", "net_profit"))
    assert failing("waterfall_telescopes", waterfall("holds", **below)) == []


def test_a_waterfall_is_held_to_its_last_level_and_by_its_prefix(failing):
    rows = " union all ".join(
        [
            waterfall("holds", "known_", cm3=0),
            waterfall("fails", "known_", cm2=0),
        ]
    )
    found = failing("waterfall_telescopes", rows, until="cm2", prefix="known_")
    assert [row[0] for row in found] == ["fails"]


def test_a_grain_that_repeats_or_holds_a_null_fails(failing):
    rows = values(
        "verdict, part",
        "('unique', 1)",
        "('unique', 2)",
        "('fails: twice', 1)",
        "('fails: twice', 1)",
        "('fails: null', null)",
        "(null, 7)",
    )
    found = failing("unique_grain", rows, columns=["verdict", "part"])
    assert {row[:2] for row in found} == {("fails: twice", 1), ("fails: null", None), (None, 7)}


def test_an_empty_table_has_its_grain(failing):
    assert not failing("unique_grain", values("id", "(1)") + " where false", columns=["id"])


def test_row_counts_that_differ_fail(failing):
    two, three = values("n", "(1)", "(2)"), values("n", "(1)", "(2)", "(null)")
    assert failing("row_count_matches", two, compare_to=f"({three}) as other") == [(2, 3)]
    assert not failing("row_count_matches", three, compare_to=f"({three}) as other")
    assert not failing(
        "row_count_matches", two, compare_to=f"({three}) as other", compare_filter="n is not null"
    )
    assert failing("row_count_matches", two, compare_to=f"({two}) as other", filter="n > 1") == [
        (1, 2)
    ]


def test_totals_are_compared_per_group_to_the_last_digit(failing):
    actual = values(
        "verdict, amount",
        *("('equal', 0.10)", "('equal', 0.20)", "('fails: a digit off', 0.3000)"),
        *("('fails: only here', 5)", "('zero here', 0)", "('null here', null)", "(null, 2)"),
    )
    expected = values(
        "verdict, total",
        *("('equal', 0.30)", "('fails: a digit off', 0.3001)"),
        *("('fails: only there', -5)", "('zero there', 0)", "('null there', null)", "(null, 2)"),
    )
    found = failing(
        "reconciles_to",
        actual,
        column_name="amount",
        compare_to=f"({expected}) as other",
        compare_column="total",
        by="verdict",
    )
    assert {row[0] for row in found} == {
        "fails: a digit off",
        "fails: only here",
        "fails: only there",
    }


def test_a_null_group_is_compared_with_the_null_group(failing):
    actual, expected = values("id, amount", "(null, 2)"), values("id, amount", "(null, 3)")
    arguments = {"column_name": "amount", "by": "id", "compare_to": f"({expected}) as other"}
    assert failing("reconciles_to", actual, **arguments) == [(None, 2, 3)]


def test_filters_of_a_reconciliation_apply_to_their_own_side(failing):
    rows = values("id, amount", "(1, 10)", "(1, 5)")
    arguments = {"column_name": "amount", "by": "id", "compare_to": f"({rows}) as other"}
    assert not failing("reconciles_to", rows, **arguments)
    assert failing("reconciles_to", rows, **arguments, filter="amount > 5") == [(1, 10, 15)]
    assert failing("reconciles_to", rows, **arguments, compare_filter="amount > 5") == [(1, 15, 10)]


def test_the_other_side_of_a_reconciliation_may_name_its_groups_otherwise(failing):
    actual, expected = (
        values("id, amount", "(1, 10)"),
        values("number, amount", "(1, 10)", "(2, 5)"),
    )
    arguments = {"column_name": "amount", "by": "id", "compare_by": "number"}
    found = failing("reconciles_to", actual, **arguments, compare_to=f"({expected}) as other")
    assert found == [(2, 0, 5)]


def test_a_slice_that_does_not_add_up_to_the_company_fails(failing):
    rows = values(
        "verdict, dimension, amount, deals",
        *("('equal', 'company', 3, 1)", "('equal', 'team', 1, 1)", "('equal', 'team', 2, null)"),
        *("('equal', 'person', 3, 1)", "('nothing there', 'company', 0, null)"),
        *("('fails: a digit off', 'company', 3, 0)", "('fails: a digit off', 'team', 3.01, 0)"),
        *("('fails: a digit off', 'person', 3, 0)", "('fails: second column', 'company', 1, 2)"),
        *("('fails: second column', 'team', 1, 2)", "('fails: second column', 'person', 1, 1)"),
        *("('fails: no person', 'company', 1, 0)", "('fails: no person', 'team', 1, 0)"),
        *("('fails: no company', 'team', 1, 0)", "('fails: no company', 'person', 1, 0)"),
    )
    found = failing("slices_sum_to_company", rows, columns=["amount", "deals"], by=["verdict"])
    assert set(found) == {
        ("fails: a digit off", "team"),
        ("fails: second column", "person"),
        ("fails: no person", "person"),
        *(("fails: no company", dimension) for dimension in ("team", "person")),
    }


JANUARY, FEBRUARY, MARCH, APRIL = (f"date '2025-0{month}-01'" for month in range(1, 5))
OPEN = "cast(null as date)"
WINDOWS = {
    "holds: side by side": [(JANUARY, FEBRUARY), (FEBRUARY, OPEN)],
    "holds: a gap": [(JANUARY, FEBRUARY), (MARCH, APRIL)],
    "holds: alone and always": [(OPEN, OPEN)],
    "holds: open start, then another": [(OPEN, FEBRUARY), (FEBRUARY, MARCH)],
    "holds: an empty window inside": [(JANUARY, OPEN), (FEBRUARY, FEBRUARY)],
    "holds: an empty window at the start": [(JANUARY, JANUARY), (JANUARY, OPEN)],
    "fails: a month in both": [(JANUARY, MARCH), (FEBRUARY, OPEN)],
    "fails: open end before another": [(JANUARY, OPEN), (FEBRUARY, MARCH)],
    "fails: one inside the other": [(JANUARY, APRIL), (FEBRUARY, MARCH)],
    "fails: open start beyond another": [(OPEN, MARCH), (FEBRUARY, OPEN)],
    "fails: two open starts": [(OPEN, MARCH), (OPEN, FEBRUARY)],
    "fails: the same start": [(JANUARY, FEBRUARY), (JANUARY, MARCH)],
    "fails: the same window twice": [(JANUARY, OPEN), (JANUARY, OPEN)],
}


@pytest.mark.parametrize("verdict", WINDOWS)
def test_windows_of_one_key_do_not_overlap(failing, verdict):
    rows = [f"('{verdict}', {start}, {end})" for start, end in WINDOWS[verdict]]
    other_key = f"('another key', {JANUARY}, {OPEN})"
    windows = values("id, valid_from, valid_to", *rows, other_key)
    found = failing("intervals_do_not_overlap", windows, key="id")
    assert bool(found) == verdict.startswith("fails")
