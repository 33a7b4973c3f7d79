"""How many leads convert, against a count of thousands of random leads one by one."""

from collections import Counter, defaultdict
from datetime import datetime

import pytest
from drawn_histories import drawn
from lead_company import BUYERS, REASONS, STATUSES, landing_rows, leads

DRAWN = 1_500
COUNTS = (
    *("lead", "duplicate", "not_a_lead", "deleted", "open", "cohort_converted"),
    *("cohort_won_deal", "cohort_customer", "period_customer"),
)


@pytest.fixture(scope="module")
def counted(warehouse):
    """The leads, and the marts of them all."""
    book = drawn(leads(), DRAWN)
    warehouse.land(**landing_rows(book))
    return book, {
        name: warehouse.rows(name) for name in ("fct_lead_journeys", "rpt_lead_conversion")
    }


def state_of(lead):
    if lead.converted or lead.account or lead.deal_named_by:
        return "converted"
    return STATUSES[lead.status] or ("abandoned" if lead.closed else "open")


def excluded_as(lead):
    if lead.is_deleted:
        return "deleted"
    return None if state_of(lead) == "converted" else REASONS[lead.reason]


def winners(book):
    """The places of the leads that won a customer: of each, the first that was converted."""
    rivals = defaultdict(list)
    for place, lead in enumerate(book):
        bought = BUYERS.get(lead.account)
        if bought and lead.created and bought >= lead.created.date() and not excluded_as(lead):
            named = lead.deal_created if lead.deal_named_by == "deal" else datetime.max
            rivals[lead.account].append((lead.converted or named, lead.created, place))
    return {min(found)[-1] for found in rivals.values()}


def counts_of(book):
    """By month and slice: how many leads came, and what became of them."""
    found, won = defaultdict(Counter), winners(book)
    for place, lead in enumerate(book):
        source = (lead.source or "unknown").strip().lower()
        kind, state = excluded_as(lead), state_of(lead)
        for part in (
            *(("company", "company"), ("person", lead.owner or "unassigned")),
            ("source", source),
        ):
            if lead.created:
                row = found[lead.created.date().replace(day=1), *part]
                row[kind or "lead"] += 1
                row["open"] += not kind and state == "open"
                row["cohort_converted"] += not kind and state == "converted"
                is_won = lead.deal_named_by and lead.outcome == "won"
                row["cohort_won_deal"] += bool(not kind and is_won)
                row["cohort_customer"] += place in won
            if place in won:
                found[BUYERS[lead.account].replace(day=1), *part]["period_customer"] += 1
    return found


def test_every_lead_is_in_the_state_it_came_to(counted):
    book, marts = counted
    won = winners(book)
    found = {
        row["lead_id"]: (row["lead_state"], row["excluded_as"], row["has_won_customer"])
        for row in marts["fct_lead_journeys"]
    }
    assert found == {
        f"l{place:04}": (state_of(lead), excluded_as(lead), place in won)
        for place, lead in enumerate(book)
    }


def test_every_conversion_is_counted_as_its_leads_are(counted):
    book, marts = counted
    expected = counts_of(book)
    found = {}
    for row in marts["rpt_lead_conversion"]:
        counts = Counter({name: row[f"{name}_count"] for name in COUNTS})
        if row["dimension"] in {"company", "person", "source"} and counts.total():
            found[row["month_start"], row["dimension"], row["dimension_value"]] = counts
    assert found == expected


def test_customers_without_a_lead_are_the_companys(counted):
    _, marts = counted
    rows = [row for row in marts["rpt_lead_conversion"] if row["dimension"] == "company"]
    months = Counter(day.replace(day=1) for day in BUYERS.values())
    assert Counter({row["month_start"]: row["new_customer_count"] for row in rows}) == months


def test_the_random_leads_go_every_way(counted):
    book, marts = counted
    assert len(book) > DRAWN / 2
    assert len(winners(book)) > 5
    ways = Counter((row["lead_state"], row["excluded_as"]) for row in marts["fct_lead_journeys"])
    assert len(ways) == 2 + 3 * 4
