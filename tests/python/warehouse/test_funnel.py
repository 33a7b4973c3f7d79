"""The funnel of thousands of random deals against plain Python, and the ways funnels go wrong."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from exact_money import rounded
from funnel_oracle import STEPS, WIN_STEP, nearest_rank, stays, survival
from random_funnel import AS_OF, RENAMED_ON, Deal, landed_deals, random_deals

DEALS = 3000
MARGIN_RATE = Decimal("0.4")
MARTS = [
    *("fct_opportunity_stage_visits", "rpt_funnel_cohort", "rpt_stage_survival"),
    *("rpt_funnel_flow", "rpt_funnel_snapshot", "rpt_stage_bottlenecks"),
    *("rpt_stalled_deals", "rpt_loss_reasons"),
]
EXITS = ("advanced", "regressed", "skipped", "won", "lost", "other")


def month_of(day):
    return day.replace(day=1)


def rename_a_stage(warehouse):
    """`Offer` was a demo and is a proposal."""
    rows = warehouse.query("from reference.stage_map")
    offer = {"source_system": "*", "stage_name": "offer", "stage_kind": "open", "owner": "sales"}
    rows += [
        offer | {"stage": "demo", "stage_number": 3, "valid_from": None, "valid_to": RENAMED_ON},
        offer | {"stage": "proposal", "stage_number": 4, "valid_from": RENAMED_ON, "valid_to": None},
    ]
    warehouse.replace_seed("stage_map", rows)


def put(warehouse, deals):
    """Land the deals, with the one margin that every deal can be expected to make."""
    warehouse.land(**landed_deals(deals))
    months = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]
    warehouse.replace_model(
        "int_margin_rates_expected",
        [
            {"month_start": month, "segment": "unknown", "expected_margin_rate": MARGIN_RATE}
            for month in months
        ],
    )


@pytest.fixture(scope="module")
def funnel(warehouse):
    """The warehouse of all deals, the deals, and every stay of each."""
    rename_a_stage(warehouse)
    deals = random_deals(7, DEALS)
    put(warehouse, deals)
    marts = {name: warehouse.rows(name) for name in MARTS}
    return marts, deals, [stay for deal in deals for stay in stays(deal)]


def margin(deal: Deal):
    """What the month of its creation lets expect of a deal, which nobody knows without one."""
    if deal.amount is None or deal.created_at is None:
        return None
    return rounded(Fraction(deal.amount) * Fraction(MARGIN_RATE))


def slices(deal: Deal):
    return [("company", "company"), ("person", deal.owner or "unassigned"), ("source", deal.source)]


def test_every_stay_is_the_one_of_the_definition(funnel):
    marts, deals, _ = funnel
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
    marts, deals, _ = funnel
    rows = marts["fct_opportunity_stage_visits"]
    assert {row["contradiction"] for row in rows} == {
        *("none", "from_stage", "current_state", "outcome")
    }
    assert {row["derived_from"] for row in rows} == {
        *("none", "creation", "versions", "current_state")
    }
    kinds = Counter(row["exit_kind"] for row in rows)
    assert len(kinds) == 10
    assert min(kinds.values()) > 20
    assert {row["stage"] for row in rows} == {"unknown", "vorpruefung", *STEPS}
    assert any(row["is_reopening"] for row in rows)
    assert any(row["visit_days"] == 0 for row in rows)
    assert len(deals) == len({row["opportunity_id"] for row in rows})


def test_what_came_into_a_stage_left_it_or_is_there(funnel):
    marts, _, all_stays = funnel
    months = sorted({month_of(stay.entered.date()) for stay in all_stays})
    expected = {}
    for stay in all_stays:
        kind = stay.exit_kind if stay.exit_kind in EXITS else "other"
        for key in slices(stay.deal):
            for month in months:
                end = min((month + timedelta(days=31)).replace(day=1) - timedelta(days=1), AS_OF)
                came, went = stay.entered.date(), stay.exited.date() if stay.exited else None
                names = []
                if came < month and (went is None or went >= month):
                    names.append("opening")
                if month_of(came) == month:
                    names.append("entered")
                if went and month_of(went) == month:
                    names.append(kind)
                if came <= end and (went is None or went > end):
                    names.append("closing")
                for name in names:
                    bucket = expected.setdefault((month, *key, stay.stage), {})
                    count, amount, gain = bucket.get(name, (0, Decimal(0), Decimal(0)))
                    bucket[name] = (
                        *(count + 1, amount + (stay.deal.amount or 0)),
                        gain + (margin(stay.deal) or 0),
                    )
    found = {}
    for row in marts["rpt_funnel_flow"]:
        if row["dimension"] in {"company", "person", "source"}:
            key = (row["month_start"], row["dimension"], row["dimension_value"], row["stage"])
            found[key] = {
                name: values
                for name in ("opening", "entered", *EXITS, "closing")
                if (values := (
                    row[f"{name}_count"],
                    row[f"known_{name}_amount"],
                    row[f"known_{name}_margin_amount"],
                ))[0]
            }  # fmt: skip
            left = sum(row[f"{name}_count"] for name in (*EXITS, "closing"))
            assert row["opening_count"] + row["entered_count"] == left
    assert found == expected


def test_snapshots_are_what_the_accounts_close_with(funnel):
    marts, _, _ = funnel
    key = ("month_start", "dimension", "dimension_value", "stage")
    standing = {
        tuple(row[name] for name in key): (row["open_count"], row["known_open_amount"])
        for row in marts["rpt_funnel_snapshot"]
    }
    closing = {
        tuple(row[name] for name in key): (row["closing_count"], row["known_closing_amount"])
        for row in marts["rpt_funnel_flow"]
        if row["closing_count"]
    }
    assert standing == closing
    assert max(row["snapshot_date"] for row in marts["rpt_funnel_snapshot"]) == AS_OF


def progress(deal: Deal):
    """Day of creation, first day, furthest step and unbroken step of a deal."""
    walked = stays(deal)
    first = walked[0].entered.date()
    created = deal.created_at.date() if deal.created_at else first
    steps = {stay.step for stay in walked if stay.step}
    unbroken = max((k for k in steps if steps >= set(range(1, k + 1))), default=0)
    furthest = max(steps, default=None)
    if deal.outcome == "won":
        furthest = WIN_STEP
        unbroken = WIN_STEP if unbroken == WIN_STEP - 1 else unbroken
    return created, min(created, min(stay.entered.date() for stay in walked)), furthest, unbroken


def cycles(deals):
    return [
        (stays(deal)[-1].exited.date() - progress(deal)[1]).days
        for deal in deals
        if deal.outcome == "won"
    ]


def test_every_cohort_is_the_one_of_the_definition(funnel):
    marts, deals, _ = funnel
    mature_age = nearest_rank(cycles(deals), 90)
    expected = {}
    for deal in deals:
        created, begun, furthest, unbroken = progress(deal)
        for key in slices(deal):
            for step in range(1, WIN_STEP + 1):
                row = expected.setdefault((month_of(created), *key, step), Counter())
                if deal.outcome in {"deleted", "duplicate"}:
                    row[deal.outcome] += 1
                elif furthest is None:
                    row["unplaced"] += 1
                else:
                    is_mature = (AS_OF - begun).days >= mature_age
                    row["cohort"] += 1
                    row["reached"] += furthest >= step
                    row["next"] += furthest > step
                    row["strict"] += unbroken >= step
                    row["strict_next"] += unbroken > step
                    row["mature_reached"] += is_mature and furthest >= step
                    row["mature_next"] += is_mature and furthest > step
                    row["open"] += deal.outcome == "open" and furthest == step
                    if furthest >= step:
                        row["cents"] += int((deal.amount or 0) * 100)
    names = (
        *("cohort", "reached", "next", "strict", "strict_next", "mature_reached", "mature_next"),
        *("open", "unplaced", "duplicate", "deleted"),
    )
    found = {}
    for row in marts["rpt_funnel_cohort"]:
        if row["dimension"] in {"company", "person", "source"}:
            key = (row["created_month"], row["dimension"], row["dimension_value"], row["step_number"])
            found[key] = Counter({name: row[f"{name}_count"] for name in names})
            found[key]["cents"] = int(row["known_reached_amount"] * 100)
    assert found.keys() == expected.keys()
    assert [key for key in found if found[key] != expected[key]] == []


def test_every_curve_is_the_one_of_the_definition(funnel):
    marts, deals, all_stays = funnel
    rated = {deal.deal_id for deal in deals if deal.outcome not in {"deleted", "duplicate"}}
    waits = {}
    for stay in all_stays:
        if stay.deal.deal_id in rated and stay.known and stay.step:
            waits.setdefault(("leaving", stay.step), []).append(
                (stay.days, stay.exit_kind != "open")
            )
    for deal in deals:
        if deal.deal_id in rated:
            begun, walked = progress(deal)[1], stays(deal)
            won = walked[-1].exited.date() if deal.outcome == "won" else None
            waits.setdefault(("win", 0), []).append((((won or AS_OF) - begun).days, won is not None))
            for step in {stay.step for stay in walked if stay.step}:
                here = [stay for stay in walked if stay.step == step]
                if all(stay.known for stay in here):
                    further = [s.entered.date() for s in walked if s.step and s.step > step]
                    came = min([*further, *([won] if won else [])], default=None)
                    days = max(0, ((came or AS_OF) - here[0].entered.date()).days)
                    waits.setdefault(("next_step", step), []).append((days, came is not None))
    found = {}
    for row in sorted(marts["rpt_stage_survival"], key=lambda row: row["wait_days"]):
        if row["dimension"] == "company":
            found.setdefault((row["waiting_for"], row["step_number"]), []).append(
                (row["wait_days"], row["at_risk_count"], row["come_count"], row["survival_rate"])
            )
    assert found.keys() == waits.keys()
    for curve, expected in waits.items():
        points = list(survival(expected))
        assert [point[:3] for point in found[curve]] == [point[:3] for point in points]
        for (*_, rate), (*_, share) in zip(found[curve], points, strict=True):
            assert abs(Fraction(rate) - share) <= Fraction(1, 10**6)


def test_no_cohort_converts_more_than_it_has_and_no_deal_counts_twice(funnel):
    marts, deals, _ = funnel
    for row in marts["rpt_funnel_cohort"]:
        rates = [value for name, value in row.items() if name.endswith("_rate") and value is not None]
        assert all(0 <= rate <= 1 for rate in rates)
    company = [
        row
        for row in marts["rpt_funnel_cohort"]
        if row["dimension"] == "company" and row["step_number"] == 1
    ]
    classes = ("cohort", "unplaced", "duplicate", "deleted")
    assert sum(row[f"{name}_count"] for row in company for name in classes) == len(deals)


def test_losses_are_told_by_reason_and_stage(funnel):
    marts, deals, _ = funnel
    expected = Counter()
    for deal in deals:
        if deal.outcome in {"lost", "no_decision"}:
            last = stays(deal)[-1]
            reason = (deal.loss_reason or "").strip().lower() or "not given"
            expected[month_of(last.exited.date()), deal.outcome, reason, last.stage] += 1
    found = {
        (row["month_start"], row["outcome"], row["loss_reason"], row["stage_lost_from"]): row
        for row in marts["rpt_loss_reasons"]
        if row["dimension"] == "company"
    }
    assert {key: row["lost_count"] for key, row in found.items()} == expected


def test_stalled_deals_are_older_than_three_in_four_wins(funnel):
    marts, deals, _ = funnel
    won_days = {}
    for deal in deals:
        if deal.outcome == "won":
            for step in {stay.step for stay in stays(deal) if stay.step}:
                here = [stay for stay in stays(deal) if stay.step == step]
                if all(stay.known for stay in here):
                    won_days.setdefault(step, []).append(sum(stay.days for stay in here))
    limits = {step: nearest_rank(days, 75) for step, days in won_days.items() if len(days) >= 20}
    expected = {
        deal.deal_id: last.days - limits[last.step]
        for deal in deals
        if (last := stays(deal)[-1]).exit_kind == "open"
        and last.step in limits
        and last.days > limits[last.step]
    }
    assert {r["opportunity_id"]: r["excess_days"] for r in marts["rpt_stalled_deals"]} == expected
    assert expected


@pytest.mark.parametrize(
    "deals", [[], random_deals(1, 1), [d for d in random_deals(2, 60) if not d.changes]],
    ids=["nothing", "one deal", "no history"],
)  # fmt: skip
def test_marts_stand_on_little(warehouse, deals):
    """No deals make empty marts; deals without history have stays of what landed."""
    put(warehouse, deals)
    marts = {name: warehouse.rows(name) for name in MARTS}
    assert {row["opportunity_id"] for row in marts["fct_opportunity_stage_visits"]} == {
        deal.deal_id for deal in deals
    }
    if not deals:
        assert not any(marts.values())
    found = Counter(row["opportunity_id"] for row in marts["fct_opportunity_stage_visits"])
    assert found == {deal.deal_id: len(stays(deal)) for deal in deals}
