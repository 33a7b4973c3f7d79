"""One correction of each input after the close: the closed statement stands, the open one adjusts."""

from datetime import date

import pytest
from corrected_companies import CLOSE, CORRECTIONS, landed, seeds
from test_commissions import statements

QUARTER, NEXT_QUARTER = date(2025, 1, 1), date(2025, 4, 1)


def build(warehouse, corrected):
    rates, brackets, rules = seeds(corrected)
    warehouse.replace_seed("commission_rates", rates)
    warehouse.replace_seed("commission_accelerators", brackets)
    warehouse.replace_seed("product_margin_tier_rules", rules)
    warehouse.land(**landed(corrected))
    return warehouse


@pytest.fixture(scope="module")
def told(warehouse_as_of):
    """The statement as it was paid, before anybody corrected anything."""
    return statements(build(warehouse_as_of(CLOSE), corrected=False), CLOSE)


@pytest.fixture(scope="module")
def corrected(warehouse):
    return build(warehouse, corrected=True)


def of(name, lines):
    return [line for line in lines if f"'{name}-rep'" in line or f"'{name}-boss'" in line]


def test_a_build_as_of_the_close_gives_the_same_statement(warehouse_as_of, told):
    again = statements(build(warehouse_as_of(CLOSE), corrected=True), CLOSE)
    assert again == told
    assert len(told["fct_commission_lines"]) == 6 * len(CORRECTIONS)


@pytest.mark.parametrize("cause", CORRECTIONS)
def test_a_correction_adjusts_the_open_statement_only(corrected, told, cause):
    now = statements(corrected, CLOSE)
    for name, lines in told.items():
        assert of(cause, now[name]) == of(cause, lines)

    adjustments = [
        row
        for row in corrected.rows("fct_commission_lines")
        if row["is_adjustment"] and row["user_id"] in (f"{cause}-rep", f"{cause}-boss")
    ]
    if cause == "nothing":
        assert adjustments == []
        return
    reasons = {row["adjustment_reason"] for row in adjustments}
    assert cause in reasons
    assert reasons <= {cause, "attainment"}
    periods = {(row["period_start"], row["statement_period_start"]) for row in adjustments}
    assert periods == {(QUARTER, NEXT_QUARTER)}
    assert sum(row["commission_amount"] for row in adjustments) != 0
