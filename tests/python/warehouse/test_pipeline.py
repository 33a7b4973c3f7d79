"""The pipeline against a clerk's diaries: thousands of deals with every kind of history."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from coverage_oracle import coverage, evenings_of
from drawn_histories import DERANDOMIZED, drawn, judge, key_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pipeline_company import AS_OF, CLOSED, MARGINS, QUOTAS, landing_rows, named, random_deals
from pipeline_oracle import keep_diary
from pipeline_reports import bridge, daily, pushes, slippage
from told_in_time import without_changes

DRAWN, DIFFERENT = 2_000, 1_200
BRIDGE_KEY = ("month_start", "pipeline", "dimension", "dimension_value")
COVERAGE_KEY = ("period_start", "period_end", "snapshot_date", "dimension", "dimension_value")
SLIPPAGE_KEY = ("period_type", "period_start", "dimension", "dimension_value")
COUNTED = (
    *("push_count", "pull_count", "pushed_days"),
    *("reopening_count", "team_change_count", "open_days"),
)
MARTS = (
    *("fct_pipeline_deals", "fct_pipeline_daily"),
    *("rpt_pipeline_bridge", "rpt_pipeline_slippage", "rpt_pipeline_coverage"),
)


def built(warehouse, deals):
    """The marts of the deals, with what each month's deals can be expected to make."""
    warehouse.land(**landing_rows(deals))
    half = dict.fromkeys(range(1, 13), Decimal("0.5"))
    warehouse.replace_model(
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
    return {name: warehouse.rows(name) for name in MARTS}


@pytest.fixture(scope="module")
def pipeline(warehouse):
    """One build for all: the marts, and the clerk's diaries."""
    deals = named(drawn(random_deals(), DRAWN))
    return built(warehouse, deals), [keep_diary(deal) for deal in deals]


def compared(rows, key, totals):
    """Rows of a mart and of the oracle, as two dictionaries of the columns that the oracle fills."""
    found = {tuple(row[name] for name in key): row for row in rows}
    assert len(found) == len(rows)
    columns = {name for total in totals.values() for name in total}
    actual = {k: {name: row[name] for name in columns} for k, row in found.items()}
    return actual, {k: {name: total[name] for name in columns} for k, total in totals.items()}


def every_day_is_what_the_clerk_saw_that_evening(marts, diaries):
    rows = marts["fct_pipeline_daily"]
    actual, expected = compared(rows, ("date_day", "team_id", "stage"), daily(diaries))
    assert actual == expected


def every_bridge_is_the_clerks(marts, diaries):
    actual, expected = compared(marts["rpt_pipeline_bridge"], BRIDGE_KEY, bridge(diaries))
    for key, row in expected.items():
        assert actual.get(key) == row, key
    assert actual.keys() == expected.keys()


def every_expected_deal_meets_the_fate_the_clerk_saw(marts, diaries):
    rows = marts["rpt_pipeline_slippage"]
    rows = [row for row in rows if row["dimension"] in {"company", "team", "person"}]
    actual, expected = compared(rows, SLIPPAGE_KEY, slippage(diaries))
    assert actual == expected


def every_quota_is_covered_as_the_clerk_works_it_out(marts, diaries):
    rows = marts["rpt_pipeline_coverage"]
    moments = {tuple(row[name] for name in COVERAGE_KEY[:3]) for row in rows}
    periods = {(start, end) for _, start, end in QUOTAS}
    possible = {(*period, day) for period in periods for day in evenings_of(period)}
    needed = {
        moment
        for moment in possible
        if moment[-1] == AS_OF or any(moment[-1] in diary.evenings for diary in diaries)
    }
    assert needed <= moments <= possible
    actual, expected = compared(rows, COVERAGE_KEY, coverage(diaries, moments))
    for key, row in expected.items():
        assert actual.get(key) == row, key
    assert actual.keys() == expected.keys()


CHECKS = [
    *(every_day_is_what_the_clerk_saw_that_evening, every_bridge_is_the_clerks),
    every_expected_deal_meets_the_fate_the_clerk_saw,
    every_quota_is_covered_as_the_clerk_works_it_out,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_all_deals(pipeline, check):
    check(*pipeline)


@pytest.fixture(scope="module")
def untold(warehouse, pipeline):
    deals = without_changes((diary.deal for diary in pipeline[1]), landing_rows)
    return built(warehouse, deals), [keep_diary(deal) for deal in deals]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_all_deals_without_a_stage_history(untold, check):
    check(*untold)


@settings(DERANDOMIZED, max_examples=4)
@given(book=st.lists(random_deals(), max_size=5))
@example(book=[])
def test_of_few_deals(warehouse, book):
    """What holds of thousands holds of none and of some, and shrinks to the few that it needs."""
    deals = named(book)
    marts = built(warehouse, deals)
    for check in CHECKS:
        check(marts, [keep_diary(deal) for deal in deals])


def course_told(row):
    """How a deal came, was put off and left, as the mart has it."""
    course = {name: row[name] for name in ("pipeline_state", "left_date", "entered_date")}
    return course | {name: row[name] for name in COUNTED}


def course_of(diary):
    """The same as the clerk has it."""
    counts, last = pushes(diary), diary.steps[-1]
    return {
        "pipeline_state": last.kind if last.is_exit else "open",
        "left_date": last.day if last.is_exit else None,
        "entered_date": diary.start,
    } | {name: counts[name] for name in COUNTED}


def test_pushes_are_counted_while_a_deal_is_open(warehouse, pipeline):
    marts, diaries = pipeline
    rows = {row["opportunity_id"]: row for row in marts["fct_pipeline_deals"]}
    assert rows.keys() == {diary.deal.deal_id for diary in diaries}
    verdicts = {
        key_of(replace(diary.deal, deal_id="")): (
            course_told(rows[diary.deal.deal_id]),
            course_of(diary),
        )
        for diary in diaries
    }

    def alone(history):
        warehouse.land(**landing_rows(named([history])))
        [row] = warehouse.rows("fct_pipeline_deals")
        return course_told(row), course_of(keep_diary(history))

    judge(random_deals(), DRAWN, verdicts, alone)


def test_the_random_deals_hold_every_story(pipeline):
    marts, diaries = pipeline
    assert len(marts["fct_pipeline_daily"]) > 1_000
    steps = [step for diary in diaries for step in diary.steps]
    kinds = {step.kind for step in steps}
    assert kinds >= {"new", "reopened", "won", "lost", "no_decision", "duplicate", "deleted"}
    assert any(step.team_before != step.team_after for step in steps)
    assert any(not diary.evenings for diary in diaries)


def test_the_random_deals_have_every_kind_of_history(pipeline):
    _, diaries = pipeline
    kinds = Counter()
    for deal in (diary.deal for diary in diaries):
        moments = [change["changed_at"] for change in deal.changes]
        stages = [change["to_stage"] for change in deal.changes if change["to_stage"]]
        kinds["empty"] += not moments
        kinds["of a single event"] += len(moments) == 1
        kinds["of the same instant"] += len(set(moments)) < len(moments)
        kinds["with a deleted event"] += any(change["is_deleted"] for change in deal.changes)
        kinds["with a beginning that nobody knows"] += deal.created_at is None
        kinds["deleted"] += deal.records[-1]["is_deleted"]
        kinds["deleted and back"] += any(record["is_deleted"] for record in deal.records[:-1])
        kinds["won and lost"] += {*stages} >= {*CLOSED}
        kinds["whose record says otherwise than its log"] += bool(
            stages and stages[-1] != deal.records[-1]["stage_name"]
        )
    assert min(kinds.values()) > 10, kinds
    assert len(diaries) > DIFFERENT


def test_the_quotas_are_met_and_missed_and_unknown(pipeline):
    marts, _ = pipeline
    rows = marts["rpt_pipeline_coverage"]
    assert {row["is_quota_met"] for row in rows} == {True, False, None}
    assert any(row["is_quota_met"] and row["remaining_amount"] is None for row in rows)
    assert any(row["coverage_rate"] for row in rows)
    assert any(row["quota_count"] and row["quota_amount"] is None for row in rows)
    assert any(row["won_count"] and not row["quota_count"] for row in rows)
    assert any(row["won_count"] and row["period_start"] == row["snapshot_date"] for row in rows)
