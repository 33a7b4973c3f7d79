"""The pipeline against a clerk's diaries: thousands of deals with every kind of history."""

from datetime import date
from decimal import Decimal

import pytest
from pipeline_company import MARGINS, landing_rows, random_deals
from pipeline_oracle import keep_diary
from pipeline_reports import bridge, daily, pushes, slippage
from small_warehouse import SmallWarehouse

SIZE = 4_000
BRIDGE_KEY = ("month_start", "pipeline", "dimension", "dimension_value")


@pytest.fixture(scope="module")
def diaries():
    return [keep_diary(deal) for deal in random_deals(20251231, SIZE)]


@pytest.fixture(scope="module")
def warehouse(compiled, diaries):
    """One build for all: the deals, and what each month's deals can be expected to make."""
    own = SmallWarehouse(compiled)
    own.land(**landing_rows([diary.deal for diary in diaries]))
    half = dict.fromkeys(range(1, 13), Decimal("0.5"))
    own.replace_model(
        "int_margin_rates_expected",
        [
            {
                "month_start": date(2025, month, 1),
                "segment": "unknown",
                "expected_margin_rate": rate,
            }
            for month, rate in (half | MARGINS).items()
        ],
    )
    return own


def compared(rows, key, totals):
    """Rows of a mart and of the oracle, as two dictionaries of the columns that the oracle fills."""
    found = {tuple(row[name] for name in key): row for row in rows}
    assert len(found) == len(rows)
    columns = {name for total in totals.values() for name in total}
    actual = {k: {name: row[name] for name in columns} for k, row in found.items()}
    return actual, {k: {name: total[name] for name in columns} for k, total in totals.items()}


def test_every_day_is_what_the_clerk_saw_that_evening(warehouse, diaries):
    rows = warehouse.rows("fct_pipeline_daily")
    actual, expected = compared(rows, ("date_day", "team_id", "stage"), daily(diaries))
    assert len(expected) > 1_000
    assert actual == expected


def test_every_bridge_is_the_clerks(warehouse, diaries):
    actual, expected = compared(warehouse.rows("rpt_pipeline_bridge"), BRIDGE_KEY, bridge(diaries))
    for key, row in expected.items():
        assert actual.get(key) == row, key
    assert actual.keys() == expected.keys()


def test_pushes_are_counted_while_a_deal_is_open(warehouse, diaries):
    rows = {row["opportunity_id"]: row for row in warehouse.rows("fct_pipeline_deals")}
    for diary in diaries:
        counts = pushes(diary)
        row = rows.pop(diary.deal.deal_id)
        assert {name: row[name] for name in counts} == counts, diary
        last = diary.steps[-1]
        assert row["pipeline_state"] == (last.kind if last.is_exit else "open"), diary
        assert row["left_date"] == (last.day if last.is_exit else None), diary
        assert row["entered_date"] == diary.start
    assert not rows


def test_every_expected_deal_meets_the_fate_the_clerk_saw(warehouse, diaries):
    rows = warehouse.rows("rpt_pipeline_slippage")
    rows = [row for row in rows if row["dimension"] in {"company", "team", "person"}]
    key = ("period_type", "period_start", "dimension", "dimension_value")
    actual, expected = compared(rows, key, slippage(diaries))
    assert actual == expected


def test_the_random_deals_hold_every_story(diaries):
    steps = [step for diary in diaries for step in diary.steps]
    kinds = {step.kind for step in steps}
    assert kinds >= {"new", "reopened", "won", "lost", "no_decision", "duplicate", "deleted"}
    assert any(step.team_before != step.team_after for step in steps)
    assert any(not diary.evenings for diary in diaries)
    assert any(len(diary.deal.changes) == 0 for diary in diaries)
