"""Thousands of random touch histories, from the landing to the mart, against the oracle."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from attribution_oracle import MODELS, path_to
from chain_oracle import Credit, credited, removal_effects
from drawn_histories import DERANDOMIZED, drawn, judge, key_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pool_company import landed
from touch_book import LAST_MOMENT, Book
from touch_company import named, number_of, random_histories

DRAWN, DIFFERENT = 2000, 1200
A_BILLIONTH = 1e-9


class Told(NamedTuple):
    """What landed, and what the models make of it."""

    book: Book
    effects: Mapping[str, Mapping[str, int | None]]
    credits: Mapping[Any, Credit]
    shared: Mapping[str, Decimal]


def built(warehouse, histories):
    """One company of companies, landed and built."""
    facts = named(histories)
    warehouse.land(**landed(facts))
    customers = {
        row["source_id"]: row["customer_id"]
        for row in warehouse.rows("int_customer_ids_resolved")
        if row["id_type"] == "crm_account"
    }
    margins = {
        row["opportunity_id"]: row["expected_margin_amount"]
        for row in warehouse.rows("int_opportunities_described")
    }
    effects, shared = defaultdict(dict), defaultdict(Decimal)
    for row in warehouse.rows("int_removal_effects_measured"):
        effects[row["conversion_type"]][row["channel"]] = row["removal_effect_units"]
    for row in warehouse.rows("rpt_channel_removal_effects"):
        shared[row["conversion_type"]] += row["known_revenue_amount"]
    columns = ("conversion_id", "attribution_model", "touch_id", "event_kind", "event_date")
    found = {
        tuple(row[name] for name in columns): Credit(
            row["credit_share"],
            row["credited_conversion"],
            row["credited_revenue_amount"],
            row["credited_margin_amount"],
            row["credited_known_cm2_amount"],
        )
        for row in warehouse.rows("fct_attribution")
    }
    return Told(Book(facts, customers, margins), effects, found, shared)


@pytest.fixture(scope="module")
def histories():
    return drawn(random_histories(), DRAWN)


@pytest.fixture(scope="module")
def told(warehouse, histories):
    """All histories, landed once for all tests of this file."""
    return built(warehouse, histories)


def test_the_histories_hold_every_case_that_matters(told):
    book = told.book
    paths = book.paths()
    found = [(conversion, path_to(conversion, paths)) for conversion in book.conversions]
    lengths = {len(path) for _, path in found}
    assert {0, 1, 2, 3, 4} <= lengths
    assert any(path and {t["channel"] for t in path} == {"direct"} for _, path in found)
    assert any(len({t["touched_at"] for t in path}) < len(path) for _, path in found)
    assert any(path and path[-1]["touched_at"] == each.at for each, path in found)
    assert any(len(path) < len(paths.get(each.party or "", [])) for each, path in found)
    assert any(each.restated and not each.is_latest for each, _ in found)
    assert any(each.restated and each.is_latest for each, _ in found)
    assert any(len(each.worth) > 2 for each, _ in found)
    assert any(each.worth[0][3] is None for each, _ in found)
    assert any(each.party and each.party.startswith("lead:") and path for each, path in found)
    assert any(each.at == LAST_MOMENT and path for each, path in found)
    assert len(found) > DIFFERENT / 2


def test_the_histories_are_of_every_kind(histories):
    kinds = Counter()
    for history in histories:
        touches, orders = history["campaign_touches"], history["orders"]
        moments = [touch["touched_at"] for touch in touches]
        kinds["untouched"] += not touches
        kinds["of a single touch"] += len(touches) == 1
        kinds["of the same instant"] += len(set(moments)) < len(moments)
        kinds["of which nothing came"] += not orders and not history["opportunities"]
        kinds["of nothing at all"] += not any((touches, orders, history["opportunities"]))
        kinds["with a deleted touch"] += any(touch["is_deleted"] for touch in touches)
        kinds["with a deleted lead"] += any(lead["is_deleted"] for lead in history["leads"])
        kinds["given back"] += bool(history["returns"])
        kinds["of two accounts"] += len(history["accounts"]) > 1
    assert min(kinds.values()) > 0, kinds
    assert len(histories) > DIFFERENT


def verdicts_by_company(told):
    """The credits found and expected of each company."""
    verdicts = defaultdict(lambda: ({}, {}))
    for side, credits_told in enumerate((told.credits, credited(told.book, told.effects))):
        for key, credit in credits_told.items():
            verdicts[number_of(key[0])][side][key] = credit
    return verdicts


def test_every_credit_of_every_model_is_what_the_rules_say(warehouse, told, histories):
    found = verdicts_by_company(told)
    verdicts = {key_of(history): found[number] for number, history in enumerate(histories)}
    assert len(verdicts) == len(found)

    def alone(history):
        return verdicts_by_company(built(warehouse, [history]))[0]

    judge(random_histories(), DRAWN, verdicts, alone)


def a_removal_effect_is_what_linear_algebra_says(told):
    for kind in ("first_order", "won_deal"):
        expected, found = removal_effects(told.book, kind), told.effects.get(kind, {})
        assert found.keys() == expected.keys()
        for channel, effect in expected.items():
            if effect is None:
                assert found[channel] is None
            else:
                close = pytest.approx(float(effect), abs=A_BILLIONTH)
                assert found[channel] / 1e9 == close, channel


def no_model_makes_or_loses_a_cent(told):
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for (conversion, model, *_), credit in told.credits.items():
        if credit.revenue is not None:
            sums[conversion, model][0] += credit.revenue
        sums[conversion, model][1] += credit.counted
    for conversion in told.book.conversions:
        for model in MODELS:
            worth = conversion.worth[-1][2]
            assert sums[conversion.name, model] == [worth, Decimal(conversion.restated is None)]


def what_was_given_back_in_full_leaves_no_touch_a_cent(told):
    given_back = {c.name for c in told.book.conversions if c.restated and c.worth[-1][2] == 0}
    held = defaultdict(Decimal)
    for (conversion, model, touch, *_), credit in told.credits.items():
        if conversion in given_back:
            held[conversion, model, touch] += credit.revenue
    assert len(held) >= len(given_back)
    assert not {key: amount for key, amount in held.items() if amount}


def the_chain_shares_out_what_touches_are_credited_with(told):
    given_out = defaultdict(Decimal)
    for (conversion, model, touch, *_), credit in told.credits.items():
        if model == "markov" and touch != "unattributed" and credit.revenue is not None:
            given_out[conversion.split(":", 1)[0]] += credit.revenue
    for kind in told.shared.keys() | given_out.keys():
        assert told.shared[kind] == given_out[kind]


CHECKS = [
    *(a_removal_effect_is_what_linear_algebra_says, no_model_makes_or_loses_a_cent),
    what_was_given_back_in_full_leaves_no_touch_a_cent,
    the_chain_shares_out_what_touches_are_credited_with,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_of_all_companies(told, check):
    check(told)


@settings(DERANDOMIZED, max_examples=4)
@given(few=st.lists(random_histories(), max_size=4))
@example(few=[])
def test_of_few_companies(warehouse, few):
    """What holds of thousands holds of none and of some, and shrinks to the few that it needs."""
    told = built(warehouse, few)
    assert told.credits == credited(told.book, told.effects)
    for check in CHECKS:
        check(told)
