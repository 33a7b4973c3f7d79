"""Terms of contracts and what became of them, against a clerk who keeps a queue month by month."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

FIRST_YEAR = 2019
AS_OF_MONTH = 7 * 12 - 1  # December 2025, over on its last day
GRACE = 2
LEAD = 3
FEWEST_ENDS = 30
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": st.sampled_from(["a", "b"]),
            "product_id": st.sampled_from(["care", "care", "plus"]),
            "start": st.integers(0, AS_OF_MONTH) | st.integers(AS_OF_MONTH - 30, AS_OF_MONTH),
            "months": st.sampled_from([0, 1, 2, 4, 12, 12, 12, 24]),
            "sold_amount": st.sampled_from([None, Decimal(10), Decimal("99.99")]),
        }
    ),
    max_size=16,
)
# alike customers: as many as it takes to know a chance, or not
COPIES = st.sampled_from([1, 9])
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


class Term:
    """A sheet of the clerk's."""

    def __init__(self, start, end):
        self.start, self.end, self.prices = start, end, []
        self.renewals, self.followed_in = 0, None

    @property
    def is_told(self):
        # the last month in which a term would still have followed is over
        return self.end + GRACE <= AS_OF_MONTH

    def is_open(self, months_past_end):
        """Whether nothing had followed so many months past the end."""
        return self.followed_in is None or self.followed_in >= self.end + months_past_end


def filed(lines):
    """Every term by its key, each on the sheet of the one it renews."""
    sheets = {}
    for line in lines:
        if line["months"]:
            key = line["customer_id"], line["product_id"], line["start"]
            end = line["start"] + line["months"]
            sheet = sheets.setdefault(key, Term(line["start"], end))
            sheet.end = max(sheet.end, end)
            sheet.prices.append(line["sold_amount"])
    for who in {key[:2] for key in sheets}:
        queue = [sheet for key, sheet in sheets.items() if key[:2] == who]
        queue.sort(key=lambda sheet: (sheet.end, sheet.start))
        for now in range(AS_OF_MONTH + 1):
            while queue and queue[0].end + GRACE < now:
                queue.pop(0)
            new = sheets.get((*who, now))
            if (
                new
                and queue[0].start < now
                and queue[0].end < new.end
                and queue[0].end - now <= LEAD
            ):
                renewed = queue.pop(0)
                renewed.followed_in, new.renewals = now, renewed.renewals + 1
    return sheets


def followed(sheet):
    past_end = None if sheet.followed_in is None else sheet.followed_in - sheet.end
    return {
        "end_month": month(sheet.end),
        "sold_amount": None if None in sheet.prices else sum(sheet.prices),
        "renewals": sheet.renewals,
        "is_renewed": sheet.followed_in is not None,
        "renewed_months_past_end": past_end,
        "is_decided": sheet.is_told,
    }


def chance_left(sheet, ends, judged):
    """Of a term that is not renewed yet, by Bayes: to be renewed late, or never."""
    past_end = AS_OF_MONTH + 1 - sheet.end
    alike = [end for end in ends if end.is_open(past_end)]
    if len(alike) < FEWEST_ENDS:
        return None
    late = sum(end.followed_in is not None for end in alike)
    if judged["renewal_method"] == "one_chance":
        return Fraction(late, len(alike))
    never = judged["alpha"] / (judged["alpha"] + judged["beta"] + sheet.renewals)
    in_time = (1 - never) * late / sum(end.followed_in is not None for end in ends)
    return in_time / (in_time + never)


@RUNS
@given(LINES, COPIES)
def test_terms_are_followed_as_the_clerk_files_them(warehouse, lines, copies):
    lines = [
        line | {"customer_id": f"{line['customer_id']}{copy}"}
        for line in lines
        for copy in range(copies)
    ]
    told(warehouse, lines)
    sheets = filed(lines)
    columns = followed(Term(0, 1))
    assert {
        (row["customer_id"], row["product_id"], row["first_month"]): {
            name: row[name] for name in columns
        }
        for row in warehouse.rows("int_contract_terms_followed")
    } == {(who, what, month(start)): followed(s) for (who, what, start), s in sheets.items()}
    ends = [sheet for sheet in sheets.values() if sheet.is_told]
    judged = warehouse.rows("int_renewals_judged")[0]
    assert judged["term_ends"] == len(ends)
    if ends:
        share = sum(end.followed_in is not None for end in ends) / len(ends)
        assert judged["share_renewed"] == pytest.approx(share)
    listed = {
        (row["customer_id"], row["product_id"], row["term_start_month"]): row
        for row in warehouse.rows("fct_contract_renewals")
    }
    running = {
        (who, what, month(start)): sheet
        for (who, what, start), sheet in sheets.items()
        if not sheet.is_told and sheet.followed_in is None
    }
    assert listed.keys() == running.keys()
    for key, sheet in running.items():
        row, chance = listed[key], chance_left(sheet, ends, judged)
        price = followed(sheet)["sold_amount"]
        if chance is None:
            assert row["renewal_probability"] is None
            reason = "too_few_terms_ended" if ends else "no_term_has_ended"
            assert row["probability_missing_reason"] == reason
        else:
            assert float(row["renewal_probability"]) == pytest.approx(float(chance), abs=1e-6)
            assert row["probability_missing_reason"] is None
        if chance is None or price is None:
            assert row["price_at_stake_amount"] is None
        else:
            stake = float(price) * (1 - float(chance))
            assert float(row["price_at_stake_amount"]) == pytest.approx(stake, abs=1e-4)


@pytest.fixture(scope="module", autouse=True)
def own_rows_again(warehouse):
    yield
    warehouse.restore()
