"""Terms of contracts and what became of them, against a clerk who ticks off covered months."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

FIRST_YEAR = 2019
AS_OF_MONTH = 7 * 12 - 1  # December 2025, over on its last day
GRACE = 2
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": st.sampled_from(["a", "b"]),
            "product_id": st.sampled_from(["care", "care", "plus"]),
            "start": st.integers(0, AS_OF_MONTH),
            "months": st.sampled_from([0, 1, 3, 12, 12, 12, 24]),
            "sold_amount": st.sampled_from([None, Decimal(10), Decimal("99.99")]),
        }
    ),
    max_size=14,
)
RUNS = settings(derandomize=True, deadline=None, max_examples=60, phases=[Phase.generate])


def month(number):
    return date(FIRST_YEAR + number // 12, number % 12 + 1, 1)


def told(warehouse, lines):
    rows = [
        {
            "order_line_id": str(number),
            "customer_id": line["customer_id"],
            "product_id": line["product_id"],
            "first_month": month(line["start"]),
            "end_month": month(line["start"] + line["months"]),
            "sold_amount": line["sold_amount"],
        }
        for number, line in enumerate(lines)
    ]
    warehouse.replace_model("int_contract_lines_found", rows)


def ticked(lines):
    """Every term by its key: end, price, renewals before, whether another followed and it is told."""
    months, prices = {}, {}
    for line in lines:
        if line["months"]:
            key = line["customer_id"], line["product_id"], line["start"]
            covers = range(line["start"], line["start"] + line["months"])
            months.setdefault(key, set()).update(covers)
            prices.setdefault(key, []).append(line["sold_amount"])
    terms = {}
    for who, what, start in sorted(months):
        held = set().union(
            *(
                covered
                for (other, thing, begun), covered in months.items()
                if (other, thing) == (who, what) and begun <= start
            )
        )
        later = [begun for one, thing, begun in months if (one, thing) == (who, what)]
        follows = [begun for begun in later if begun > start]
        near = bool(follows) and any(min(follows) - 1 - GRACE <= at for at in held)
        before = [begun for begun in later if begun < start]
        last = terms.get((who, what, max(before))) if before else None
        price = prices[who, what, start]
        terms[who, what, start] = {
            "end_month": month(max(held) + 1),
            "sold_amount": None if None in price else sum(price),
            "renewals": last["renewals"] + 1 if last and last["is_renewed"] else 0,
            "is_renewed": near,
            # the last month in which a term would still have followed is over
            "is_decided": max(held) + 1 + GRACE <= AS_OF_MONTH,
        }
    return {(who, what, month(start)): term for (who, what, start), term in terms.items()}


@RUNS
@given(LINES)
def test_terms_are_followed_as_the_clerk_ticks_them_off(warehouse, lines):
    told(warehouse, lines)
    clerk = ticked(lines)
    found = {
        (row["customer_id"], row["product_id"], row["first_month"]): {
            name: row[name] for name in next(iter(clerk.values()))
        }
        for row in warehouse.rows("int_contract_terms_followed")
    }
    assert found == clerk
    ends = [term for term in clerk.values() if term["is_decided"]]
    judged = warehouse.rows("int_renewals_judged")[0]
    assert judged["term_ends"] == len(ends)
    if ends:
        share = sum(term["is_renewed"] for term in ends) / len(ends)
        assert judged["share_renewed"] == pytest.approx(share)
    listed = {
        (row["customer_id"], row["product_id"]) for row in warehouse.rows("fct_contract_renewals")
    }
    assert listed == {
        key[:2] for key, term in clerk.items() if not term["is_decided"] and not term["is_renewed"]
    }


@pytest.fixture(scope="module", autouse=True)
def own_rows_again(warehouse):
    yield
    warehouse.restore()
