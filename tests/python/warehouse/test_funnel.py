"""The funnel of thousands of random deals against plain Python, and the ways funnels go wrong."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from bottleneck_oracle import bottlenecks
from drawn_histories import DERANDOMIZED, drawn, judge, key_of
from exact_money import rounded
from funnel_oracle import STEPS, stays
from funnel_reports import (
    EXITS,
    MARGIN_RATE,
    accounts,
    cohorts,
    month_of,
    stalled,
    survival,
    waits,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st
from random_funnel import (
    AS_OF,
    CLOSED_NAMES,
    RENAMED_ON,
    Change,
    Deal,
    Version,
    deals,
    landed_deals,
    named,
)
from told_in_time import without_changes

DRAWN, DIFFERENT = 2400, 1200
MARTS = [
    *("fct_opportunity_stage_visits", "rpt_funnel_cohort", "rpt_stage_survival"),
    *("rpt_funnel_flow", "rpt_funnel_snapshot", "rpt_stage_bottlenecks"),
    *("rpt_stalled_deals", "rpt_loss_reasons"),
]
COMPARED = {"company", "person", "source"}


@pytest.fixture(scope="module", autouse=True)
def renamed_stage(warehouse):
    """`Offer` was a demo and is a proposal."""
    rows = warehouse.query("from reference.stage_map")
    offer = {"source_system": "*", "stage_name": "offer", "stage_kind": "open", "owner": "sales"}
    rows += [
        offer | {"stage": "demo", "stage_number": 3, "valid_from": None, "valid_to": RENAMED_ON},
        offer
        | {"stage": "proposal", "stage_number": 4, "valid_from": RENAMED_ON, "valid_to": None},
    ]
    warehouse.replace_seed("stage_map", rows)


def built(warehouse, book):
    """The marts of these deals, with the one margin that every deal can be expected to make."""
    warehouse.land(**landed_deals(book))
    months = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]
    expected = {"segment": "unknown", "expected_margin_rate": MARGIN_RATE}
    rows = [{"month_start": month} | expected for month in months]
    warehouse.replace_model("int_margin_rates_expected", rows)
    return {name: warehouse.rows(name) for name in MARTS}


@pytest.fixture(scope="module")
def funnel(warehouse):
    """The marts of all deals, and the deals."""
    book = named(drawn(deals(), DRAWN))
    return built(warehouse, book), book


def visits_by_deal(rows):
    """What the mart says of each stay, by deal and in order."""
    columns = (
        *("stage", "entered_at", "exited_at", "exit_kind", "is_reopening", "derived_from"),
        *("is_entry_known", "visit_days", "contradiction", "outcome"),
    )
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["opportunity_id"], row["visit_number"])):
        visits = found[row["opportunity_id"]]
        visits.append((row["visit_number"], *(row[name] for name in columns)))
    return found


def visits_of(deal):
    """What the definition says of each stay."""
    return [
        (
            *(number, stay.stage, stay.entered, stay.exited, stay.exit_kind, stay.reopening),
            *(stay.derived, stay.known, stay.days, stay.contradiction, deal.outcome),
        )
        for number, stay in enumerate(stays(deal), start=1)
    ]


def test_every_stay_is_the_one_of_the_definition(warehouse, funnel):
    marts, book = funnel
    found = visits_by_deal(marts["fct_opportunity_stage_visits"])
    assert found.keys() == {deal.deal_id for deal in book}
    verdicts = {
        key_of(replace(deal, deal_id="")): (found[deal.deal_id], visits_of(deal)) for deal in book
    }

    def alone(history):
        [deal] = named([history])
        warehouse.land(**landed_deals([deal]))
        rows = warehouse.rows("fct_opportunity_stage_visits")
        return visits_by_deal(rows)[deal.deal_id], visits_of(deal)

    judge(deals(), DRAWN, verdicts, alone)


def test_the_random_deals_go_wrong_in_every_way(funnel):
    marts, _ = funnel
    rows = marts["fct_opportunity_stage_visits"]
    seen = {
        name: {row[name] for row in rows} for name in ("contradiction", "derived_from", "stage")
    }
    assert seen["contradiction"] == {"none", "from_stage", "current_state", "outcome"}
    assert seen["derived_from"] == {"none", "creation", "versions", "current_state"}
    assert seen["stage"] == {"unknown", "vorpruefung", *STEPS}
    kinds = Counter(row["exit_kind"] for row in rows)
    assert len(kinds) == 10
    assert min(kinds.values()) > 5, kinds
    assert any(row["is_reopening"] for row in rows)
    assert any(row["visit_days"] == 0 for row in rows)


def test_the_random_deals_have_every_kind_of_history(funnel):
    _, book = funnel
    kinds = Counter()
    for deal in book:
        moments = [change.at for change in deal.changes]
        kinds["empty"] += not moments
        kinds["of a single event"] += len(moments) == 1
        kinds["of the same instant"] += len(set(moments)) < len(moments)
        kinds["with a deleted event"] += any(change.is_deleted for change in deal.changes)
        kinds["with a beginning that nobody knows"] += deal.created_at is None
        kinds["deleted"] += deal.outcome == "deleted"
        kinds["deleted and back"] += any(v.is_deleted for v in deal.versions[:-1])
        kinds["won and lost"] += {change.to_stage for change in deal.changes} >= {*CLOSED_NAMES}
    assert min(kinds.values()) > 10, kinds
    assert len(book) > DIFFERENT


def place_of(row, month):
    return row[month], row["dimension"], row["dimension_value"]


def no_stay_lasts_less_than_nothing(marts, book):
    for row in marts["fct_opportunity_stage_visits"]:
        assert row["visit_days"] >= 0
        assert row["exited_at"] is None or row["exited_at"] >= row["entered_at"]


def what_came_into_a_stage_left_it_or_is_there(marts, book):
    found = {}
    for row in marts["rpt_funnel_flow"]:
        left = sum(row[f"{name}_count"] for name in (*EXITS, "closing"))
        assert row["opening_count"] + row["entered_count"] == left
        if row["dimension"] in COMPARED:
            account = found[*place_of(row, "month_start"), row["stage"]] = {}
            for name in ("opening", "entered", *EXITS, "closing"):
                money = row[f"known_{name}_amount"], row[f"known_{name}_margin_amount"]
                if row[f"{name}_count"]:
                    account[name] = (row[f"{name}_count"], *money)
    assert found == accounts([stay for deal in book for stay in stays(deal)])


def snapshots_are_what_the_accounts_close_with(marts, book):
    standing = {
        (*place_of(row, "month_start"), row["stage"]): (row["open_count"], row["known_open_amount"])
        for row in marts["rpt_funnel_snapshot"]
    }
    closing = {
        (*place_of(row, "month_start"), row["stage"]): (
            row["closing_count"],
            row["known_closing_amount"],
        )
        for row in marts["rpt_funnel_flow"]
        if row["closing_count"]
    }
    assert standing == closing


def every_cohort_is_the_one_of_the_definition(marts, book):
    names = (
        *("cohort", "reached", "next", "strict", "strict_next", "mature_reached", "mature_next"),
        *("open", "unplaced", "duplicate", "deleted"),
    )
    found = {}
    for row in marts["rpt_funnel_cohort"]:
        if row["dimension"] in COMPARED:
            cohort = Counter({name: row[f"{name}_count"] for name in names})
            cohort["cents"] = int(row["known_reached_amount"] * 100)
            found[*place_of(row, "created_month"), row["step_number"]] = cohort
    expected = cohorts(book)
    assert found.keys() == expected.keys()
    assert [key for key in found if found[key] != expected[key]] == []


def no_cohort_converts_more_than_it_has(marts, book):
    for row in marts["rpt_funnel_cohort"]:
        rates = [rate for name, rate in row.items() if name.endswith("_rate") and rate is not None]
        assert all(0 <= rate <= 1 for rate in rates)


def every_curve_is_the_one_of_the_definition(marts, book):
    found = {}
    for row in sorted(marts["rpt_stage_survival"], key=lambda row: row["wait_days"]):
        if row["dimension"] == "company":
            found.setdefault((row["waiting_for"], row["step_number"]), []).append(
                (row["wait_days"], row["at_risk_count"], row["come_count"], row["survival_rate"])
            )
    expected = waits(book)
    assert found.keys() == expected.keys()
    for curve, seen in expected.items():
        points = list(survival(seen))
        assert [point[:3] for point in found[curve]] == [point[:3] for point in points]
        for (*_, rate), (*_, share) in zip(found[curve], points, strict=True):
            assert abs(Fraction(rate) - share) <= Fraction(1, 10**6)


def losses_are_told_by_reason_and_stage(marts, book):
    expected = Counter()
    for deal in book:
        if deal.outcome in {"lost", "no_decision"}:
            last = stays(deal)[-1]
            reason = (deal.loss_reason or "").strip().lower() or "not given"
            expected[month_of(last.exited.date()), deal.outcome, reason, last.stage] += 1
    names = ("month_start", "outcome", "loss_reason", "stage_lost_from")
    found = {
        tuple(row[name] for name in names): row["lost_count"]
        for row in marts["rpt_loss_reasons"]
        if row["dimension"] == "company"
    }
    assert found == expected


def stalled_deals_are_older_than_three_in_four_wins(marts, book):
    found = {row["opportunity_id"]: row["excess_days"] for row in marts["rpt_stalled_deals"]}
    assert found == stalled(book)


RATES = {
    "conversion_rate": ("further_count", "decided_count"),
    "benchmark_rate": ("benchmark_further_count", "benchmark_decided_count"),
    "win_rate_from_next_step": ("further_won_count", "further_ended_count"),
}
MARK = ("basis", "team_id", "quarter_start", "further_count", "decided_count")


def every_bottleneck_costs_what_the_definition_says(marts, book):
    found = {
        (row["quarter_start"], (row["dimension"], row["dimension_value"]), row["step_number"]): row
        for row in marts["rpt_stage_bottlenecks"]
    }
    expected = bottlenecks(book)
    assert found.keys() == expected.keys()
    for key, (told, marks) in expected.items():
        row = found[key]
        assert {name: row[name] for name in told} == told, key
        mark = tuple(row[f"benchmark_{name}"] for name in MARK)
        assert mark in (marks or [(None,) * len(MARK)]), key
        for rate, (part, whole) in RATES.items():
            share = rounded(Fraction(row[part], row[whole]), 6) if row[whole] else None
            assert row[rate] == share, (key, rate)


CHECKS = [
    every_bottleneck_costs_what_the_definition_says,
    *(no_stay_lasts_less_than_nothing, what_came_into_a_stage_left_it_or_is_there),
    *(snapshots_are_what_the_accounts_close_with, every_cohort_is_the_one_of_the_definition),
    *(no_cohort_converts_more_than_it_has, every_curve_is_the_one_of_the_definition),
    *(losses_are_told_by_reason_and_stage, stalled_deals_are_older_than_three_in_four_wins),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_all_deals(funnel, check):
    check(*funnel)


def test_the_reports_of_all_deals_reach_today(funnel):
    marts, _ = funnel
    assert max(row["snapshot_date"] for row in marts["rpt_funnel_snapshot"]) == AS_OF
    assert marts["rpt_stalled_deals"]


def test_the_random_deals_are_held_to_every_kind_of_mark(funnel):
    marts, _ = funnel
    rows = marts["rpt_stage_bottlenecks"]
    kinds = Counter((row["dimension"], row["benchmark_basis"]) for row in rows)
    assert kinds.keys() >= {
        ("company", "own_quarter"),
        ("team", "own_quarter"),
        ("team", "peer_team"),
    }
    assert kinds["company", None]
    assert sum((row["margin_lost_amount"] or 0) > 0 for row in rows) > 10
    assert any(row["margin_lost_amount"] == 0 for row in rows)


@pytest.fixture(scope="module")
def untold(warehouse, funnel):
    book = without_changes(funnel[1], landed_deals)
    return built(warehouse, book), book


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_all_deals_without_a_stage_history(untold, check):
    check(*untold)


def test_without_a_stage_history_stays_are_what_landed(untold):
    marts, book = untold
    rows = marts["fct_opportunity_stage_visits"]
    assert visits_by_deal(rows) == {deal.deal_id: visits_of(deal) for deal in book}
    assert {row["derived_from"] for row in rows} <= {"creation", "versions", "current_state"}
    assert not any(row["contradiction"] == "from_stage" for row in rows)
    now = [
        row
        for row in marts["rpt_funnel_snapshot"]
        if row["snapshot_date"] == AS_OF and row["dimension"] == "company"
    ]
    waiting = [deal.amount or 0 for deal in book if deal.outcome == "open"]
    assert sum(row["open_count"] for row in now) == len(waiting) > 0
    assert sum(row["known_open_amount"] for row in now) == sum(waiting)


@settings(DERANDOMIZED, max_examples=4)
@given(book=st.lists(deals(), max_size=5))
@example(book=[])
def test_of_few_deals(warehouse, book):
    """What holds of thousands holds of none and of some, and shrinks to the few that it needs."""
    book = named(book)
    marts = built(warehouse, book)
    for check in CHECKS:
        check(marts, book)
    assert any(marts.values()) == bool(book)


def test_a_flow_may_convert_more_than_it_has(warehouse):
    """Two deals of January go on in February, in which one comes: 200 %, and no cohort above 100."""
    walked = [("Qualification", datetime(2025, 1, 10)), ("Proposal", datetime(2025, 2, 10))]
    book = [
        Deal(
            *(name, "ann", "web", Decimal(100), None, moves[0][1]),
            changes=tuple(
                Change(f"{at:%m}", at, None, stage, is_deleted=False) for stage, at in moves
            ),
            versions=(Version(AS_OF, moves[-1][0], None, None, is_deleted=False),),
        )
        for name, moves in {
            "a": walked,
            "b": walked,
            "c": [("Qualification", datetime(2025, 2, 20))],
        }.items()
    ]
    marts = built(warehouse, book)
    [flow] = [
        row
        for row in marts["rpt_funnel_flow"]
        if place_of(row, "month_start") == (date(2025, 2, 1), "company", "company")
        and row["stage"] == "qualification"
    ]
    assert (flow["rated_forward_count"], flow["rated_entered_count"], flow["flow_rate"]) == (
        2,
        1,
        2,
    )
    rates = [row["next_step_rate"] for row in marts["rpt_funnel_cohort"]]
    assert max(rate for rate in rates if rate is not None) == 1
