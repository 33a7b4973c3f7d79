"""The funnel of thousands of random deals against plain Python, and the ways funnels go wrong."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
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
from random_funnel import (
    AS_OF,
    RENAMED_ON,
    Change,
    Deal,
    Version,
    landed_deals,
    random_deals,
)

DEALS = 3000
MARTS = [
    *("fct_opportunity_stage_visits", "rpt_funnel_cohort", "rpt_stage_survival"),
    *("rpt_funnel_flow", "rpt_funnel_snapshot", "rpt_stage_bottlenecks"),
    *("rpt_stalled_deals", "rpt_loss_reasons"),
]
COMPARED = {"company", "person", "source"}


def rename_a_stage(warehouse):
    """`Offer` was a demo and is a proposal."""
    rows = warehouse.query("from reference.stage_map")
    offer = {"source_system": "*", "stage_name": "offer", "stage_kind": "open", "owner": "sales"}
    rows += [
        offer | {"stage": "demo", "stage_number": 3, "valid_from": None, "valid_to": RENAMED_ON},
        offer
        | {"stage": "proposal", "stage_number": 4, "valid_from": RENAMED_ON, "valid_to": None},
    ]
    warehouse.replace_seed("stage_map", rows)


def put(warehouse, deals):
    """Land the deals, with the one margin that every deal can be expected to make."""
    warehouse.land(**landed_deals(deals))
    months = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]
    expected = {"segment": "unknown", "expected_margin_rate": MARGIN_RATE}
    rows = [{"month_start": month} | expected for month in months]
    warehouse.replace_model("int_margin_rates_expected", rows)


@pytest.fixture(scope="module")
def funnel(warehouse):
    """The marts of all deals, and the deals."""
    rename_a_stage(warehouse)
    deals = random_deals(7, DEALS)
    put(warehouse, deals)
    return {name: warehouse.rows(name) for name in MARTS}, deals


def key_of(row, month):
    return row[month], row["dimension"], row["dimension_value"]


def test_every_stay_is_the_one_of_the_definition(funnel):
    marts, deals = funnel
    columns = (
        *("stage", "entered_at", "exited_at", "exit_kind", "is_reopening", "derived_from"),
        *("is_entry_known", "visit_days", "contradiction", "outcome"),
    )
    found = {
        (row["opportunity_id"], row["visit_number"]): tuple(row[name] for name in columns)
        for row in marts["fct_opportunity_stage_visits"]
    }
    expected = {
        (deal.deal_id, number): (
            *(stay.stage, stay.entered, stay.exited, stay.exit_kind, stay.reopening),
            *(stay.derived, stay.known, stay.days, stay.contradiction, deal.outcome),
        )
        for deal in deals
        for number, stay in enumerate(stays(deal), start=1)
    }
    wrong = {key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)}
    assert [(key, found.get(key), expected.get(key)) for key in sorted(wrong)[:3]] == []


def test_the_random_deals_go_wrong_in_every_way(funnel):
    marts, deals = funnel
    rows = marts["fct_opportunity_stage_visits"]
    seen = {
        name: {row[name] for row in rows} for name in ("contradiction", "derived_from", "stage")
    }
    assert seen["contradiction"] == {"none", "from_stage", "current_state", "outcome"}
    assert seen["derived_from"] == {"none", "creation", "versions", "current_state"}
    assert seen["stage"] == {"unknown", "vorpruefung", *STEPS}
    kinds = Counter(row["exit_kind"] for row in rows)
    assert len(kinds) == 10
    assert min(kinds.values()) > 20
    assert any(row["is_reopening"] for row in rows)
    assert any(row["visit_days"] == 0 for row in rows)
    assert {row["opportunity_id"] for row in rows} == {deal.deal_id for deal in deals}


def test_no_stay_lasts_less_than_nothing(funnel):
    for row in funnel[0]["fct_opportunity_stage_visits"]:
        assert row["visit_days"] >= 0
        assert row["exited_at"] is None or row["exited_at"] >= row["entered_at"]


def test_what_came_into_a_stage_left_it_or_is_there(funnel):
    marts, deals = funnel
    found = {}
    for row in marts["rpt_funnel_flow"]:
        left = sum(row[f"{name}_count"] for name in (*EXITS, "closing"))
        assert row["opening_count"] + row["entered_count"] == left
        if row["dimension"] in COMPARED:
            account = found[*key_of(row, "month_start"), row["stage"]] = {}
            for name in ("opening", "entered", *EXITS, "closing"):
                money = row[f"known_{name}_amount"], row[f"known_{name}_margin_amount"]
                if row[f"{name}_count"]:
                    account[name] = (row[f"{name}_count"], *money)
    assert found == accounts([stay for deal in deals for stay in stays(deal)])


def test_snapshots_are_what_the_accounts_close_with(funnel):
    marts, _ = funnel
    standing = {
        (*key_of(row, "month_start"), row["stage"]): (row["open_count"], row["known_open_amount"])
        for row in marts["rpt_funnel_snapshot"]
    }
    closing = {
        (*key_of(row, "month_start"), row["stage"]): (
            row["closing_count"],
            row["known_closing_amount"],
        )
        for row in marts["rpt_funnel_flow"]
        if row["closing_count"]
    }
    assert standing == closing
    assert max(row["snapshot_date"] for row in marts["rpt_funnel_snapshot"]) == AS_OF


def test_every_cohort_is_the_one_of_the_definition(funnel):
    marts, deals = funnel
    names = (
        *("cohort", "reached", "next", "strict", "strict_next", "mature_reached", "mature_next"),
        *("open", "unplaced", "duplicate", "deleted"),
    )
    found = {}
    for row in marts["rpt_funnel_cohort"]:
        if row["dimension"] in COMPARED:
            cohort = Counter({name: row[f"{name}_count"] for name in names})
            cohort["cents"] = int(row["known_reached_amount"] * 100)
            found[*key_of(row, "created_month"), row["step_number"]] = cohort
    expected = cohorts(deals)
    assert found.keys() == expected.keys()
    assert [key for key in found if found[key] != expected[key]] == []


def test_no_cohort_converts_more_than_it_has(funnel):
    for row in funnel[0]["rpt_funnel_cohort"]:
        rates = [rate for name, rate in row.items() if name.endswith("_rate") and rate is not None]
        assert all(0 <= rate <= 1 for rate in rates)


def test_every_curve_is_the_one_of_the_definition(funnel):
    marts, deals = funnel
    found = {}
    for row in sorted(marts["rpt_stage_survival"], key=lambda row: row["wait_days"]):
        if row["dimension"] == "company":
            found.setdefault((row["waiting_for"], row["step_number"]), []).append(
                (row["wait_days"], row["at_risk_count"], row["come_count"], row["survival_rate"])
            )
    expected = waits(deals)
    assert found.keys() == expected.keys()
    for curve, seen in expected.items():
        points = list(survival(seen))
        assert [point[:3] for point in found[curve]] == [point[:3] for point in points]
        for (*_, rate), (*_, share) in zip(found[curve], points, strict=True):
            assert abs(Fraction(rate) - share) <= Fraction(1, 10**6)


def test_losses_are_told_by_reason_and_stage(funnel):
    marts, deals = funnel
    expected = Counter()
    for deal in deals:
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


def test_stalled_deals_are_older_than_three_in_four_wins(funnel):
    marts, deals = funnel
    found = {row["opportunity_id"]: row["excess_days"] for row in marts["rpt_stalled_deals"]}
    assert found == stalled(deals)
    assert found


@pytest.mark.parametrize(
    "deals",
    [[], random_deals(1, 1), [deal for deal in random_deals(2, 60) if not deal.changes]],
    ids=["nothing", "one deal", "no history"],
)
def test_marts_stand_on_little(warehouse, deals):
    """No deals make empty marts; deals without history have the stays that landed."""
    put(warehouse, deals)
    marts = {name: warehouse.rows(name) for name in MARTS}
    found = Counter(row["opportunity_id"] for row in marts["fct_opportunity_stage_visits"])
    assert found == {deal.deal_id: len(stays(deal)) for deal in deals}
    assert any(marts.values()) == bool(deals)


def test_a_flow_may_convert_more_than_it_has(warehouse):
    """Two deals of January go on in February, in which one comes: 200 %, and no cohort above 100."""
    walked = [("Qualification", datetime(2025, 1, 10)), ("Proposal", datetime(2025, 2, 10))]
    deals = [
        Deal(
            *(name, "ann", "web", Decimal(100), None, moves[0][1]),
            changes=tuple(
                Change(f"{name}-{at:%m}", at, None, stage, is_deleted=False) for stage, at in moves
            ),
            versions=(Version(AS_OF, moves[-1][0], None, None, is_deleted=False),),
        )
        for name, moves in {
            "a": walked,
            "b": walked,
            "c": [("Qualification", datetime(2025, 2, 20))],
        }.items()
    ]
    put(warehouse, deals)
    [flow] = [
        row
        for row in warehouse.rows("rpt_funnel_flow")
        if key_of(row, "month_start") == (date(2025, 2, 1), "company", "company")
        and row["stage"] == "qualification"
    ]
    assert (flow["rated_forward_count"], flow["rated_entered_count"], flow["flow_rate"]) == (
        2,
        1,
        2,
    )
    rates = [row["next_step_rate"] for row in warehouse.rows("rpt_funnel_cohort")]
    assert max(rate for rate in rates if rate is not None) == 1
