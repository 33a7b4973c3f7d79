"""Thousands of random touch histories, from the landing to the mart, against the oracle."""

from collections import defaultdict
from decimal import Decimal

import pytest
from attribution_oracle import MODELS, path_to
from chain_oracle import Credit, credited, removal_effects
from pool_company import landed
from touch_book import Book
from touch_company import random_histories

ACCOUNTS = 2500
A_BILLIONTH = 1e-9


@pytest.fixture(scope="module")
def book(warehouse):
    """One company, landed once for all tests of this file."""
    facts = random_histories(seed=20251231, accounts=ACCOUNTS)
    warehouse.land(**landed(facts))
    warehouse.build("fct_attribution", "rpt_channel_removal_effects")
    customers = {
        row["source_id"]: row["customer_id"]
        for row in warehouse.rows("int_customer_ids_resolved")
        if row["id_type"] == "crm_account"
    }
    margins = {
        row["opportunity_id"]: row["expected_margin_amount"]
        for row in warehouse.rows("int_opportunities_described")
    }
    return Book(facts, customers, margins)


@pytest.fixture(scope="module")
def effects(warehouse, book):
    found = defaultdict(dict)
    for row in warehouse.rows("int_removal_effects_measured"):
        found[row["conversion_type"]][row["channel"]] = row["removal_effect_units"]
    return found


@pytest.fixture(scope="module")
def credits_found(warehouse, book):
    columns = ("conversion_id", "attribution_model", "touch_id", "event_kind", "event_date")
    return {
        tuple(row[name] for name in columns): Credit(
            row["credit_share"],
            row["credited_conversion"],
            row["credited_revenue_amount"],
            row["credited_margin_amount"],
            row["credited_known_cm2_amount"],
        )
        for row in warehouse.rows("fct_attribution")
    }


def test_the_histories_hold_every_case_that_matters(book):
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
    assert len(found) > ACCOUNTS / 2


@pytest.mark.parametrize("kind", ["first_order", "won_deal"])
def test_a_removal_effect_is_what_linear_algebra_says(book, effects, kind):
    expected = removal_effects(book, kind)
    assert effects[kind].keys() == expected.keys()
    for channel, effect in expected.items():
        assert effects[kind][channel] / 1e9 == pytest.approx(float(effect), abs=A_BILLIONTH), (
            channel
        )


def test_every_credit_of_every_model_is_what_the_rules_say(book, effects, credits_found):
    expected = credited(book, effects)
    differences = {
        key: (credits_found.get(key), expected.get(key))
        for key in sorted(credits_found.keys() | expected.keys(), key=str)
        if credits_found.get(key) != expected.get(key)
    }
    assert not dict(list(differences.items())[:3]), len(differences)


def test_no_model_makes_or_loses_a_cent(book, credits_found):
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for (conversion, model, *_), credit in credits_found.items():
        if credit.revenue is not None:
            sums[conversion, model][0] += credit.revenue
        sums[conversion, model][1] += credit.counted
    for conversion in book.conversions:
        for model in MODELS:
            worth = conversion.worth[-1][2]
            assert sums[conversion.name, model] == [worth, Decimal(conversion.restated is None)]


def test_what_was_given_back_in_full_leaves_no_touch_a_cent(book, credits_found):
    given_back = {c.name for c in book.conversions if c.restated and c.worth[-1][2] == 0}
    held = defaultdict(Decimal)
    for (conversion, model, touch, *_), credit in credits_found.items():
        if conversion in given_back:
            held[conversion, model, touch] += credit.revenue
    assert len(held) > len(given_back) > 20
    assert not {key: amount for key, amount in held.items() if amount}


def test_the_chain_shares_out_what_touches_are_credited_with(warehouse, credits_found):
    shared, given = defaultdict(Decimal), defaultdict(Decimal)
    for row in warehouse.rows("rpt_channel_removal_effects"):
        shared[row["conversion_type"]] += row["known_revenue_amount"]
    for (conversion, model, touch, *_), credit in credits_found.items():
        if model == "markov" and touch != "unattributed" and credit.revenue is not None:
            given[conversion.split(":", 1)[0]] += credit.revenue
    assert shared == given
