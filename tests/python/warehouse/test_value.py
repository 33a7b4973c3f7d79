"""Customer value through the models, against a second way to get it, and of companies that no
model can speak for."""

from datetime import timedelta

import pytest
import value_company
from value_company import AS_OF
from value_oracle import after, chances, histories, margins_per_order, orders

from orchestration.science.value.histories import Histories
from orchestration.science.value.scores import expected_orders

POSTING = ("customer_id", "purchase_day", "posted_date", "net_revenue_amount", "cm2_amount")
CLOSE = 1e-9
VALUE_DAY = AS_OF - timedelta(days=365)
CHURN_WEEKS = 91 / 7
VALUE_WEEKS = 365 / 7


@pytest.fixture(scope="module")
def made():
    return value_company.postings(400, seed=11)


@pytest.fixture(scope="module")
def company(warehouse, made):
    """A company whose postings are given; nothing else has landed."""
    warehouse.land()
    warehouse.replace_model(
        "int_contributions_posted", [dict(zip(POSTING, row, strict=True)) for row in made]
    )
    warehouse.build("fct_customer_clv", "rpt_clv_backtest", "fct_clv_parameters")
    return warehouse


def by_customer(company, model, purpose, day):
    rows = company.query(
        f"from intermediate.{model} where purpose = '{purpose}' and origin_date = date '{day}'"
    )
    return {row["customer_id"]: row for row in rows}


def population(company, purpose, day):
    rows = company.query(
        f"from intermediate.int_buying_models_fitted where purpose = '{purpose}' and origin_date = date '{day}'"
    )
    assert rows[0]["refusal_reason"] is None
    return rows[0]


@pytest.mark.parametrize(("purpose", "day"), [("score", AS_OF), ("worth", VALUE_DAY)])
def test_histories_are_what_was_known_on_the_day(company, made, purpose, day):
    expected = histories(made, day)
    found = by_customer(company, "int_purchase_histories_summed", purpose, day)
    assert found.keys() == expected.keys()
    for customer, history in expected.items():
        row = found[customer]
        assert (row["repeats"], row["last_days"] / 7, row["age_days"] / 7) == (
            history.repeats, history.last_weeks, history.age_weeks
        )  # fmt: skip
        assert row["known_margin"] == row["cm2_amount"] == sum(history.margins)


@pytest.mark.parametrize(("purpose", "day"), [("score", AS_OF), ("worth", VALUE_DAY)])
def test_scores_in_sql_are_the_printed_formulas_with_forty_digits(company, made, purpose, day):
    known, p = histories(made, day), population(company, purpose, day)
    found = by_customer(company, "int_customer_values_scored", purpose, day)
    margins = margins_per_order(known)
    assert p["regularity"] == 1
    for customer, history in known.items():
        row = found[customer]
        alive, active = chances(p, history, CHURN_WEEKS)
        assert row["p_alive"] == pytest.approx(alive, rel=CLOSE)
        assert row["p_active"] == pytest.approx(active, rel=CLOSE)
        expected = orders(p, history, VALUE_WEEKS)
        assert row["model_orders"] == pytest.approx(expected, rel=CLOSE)
        assert row["margin_per_order"] == pytest.approx(margins[customer], rel=1e-7, abs=1e-7)
        assert row["model_margin"] == pytest.approx(
            expected * margins[customer], rel=1e-7, abs=1e-7
        )


def test_outcomes_are_what_came_within_the_horizon(company, made):
    known, then = histories(made, AS_OF), histories(made, VALUE_DAY)
    found = by_customer(company, "int_purchase_outcomes_counted", "worth", VALUE_DAY)
    assert found.keys() == then.keys()
    for customer in then:
        count, margin = after(made, known, VALUE_DAY, AS_OF, customer)
        assert found[customer]["orders_after"] == count
        assert found[customer]["margin_after"] == float(margin)


def test_errors_of_the_back_test_are_those_of_every_customer(company, made):
    known, then = histories(made, AS_OF), histories(made, VALUE_DAY)
    p = population(company, "worth", VALUE_DAY)
    distances = [
        abs(orders(p, history, VALUE_WEEKS) - after(made, known, VALUE_DAY, AS_OF, customer)[0])
        for customer, history in then.items()
    ]
    row = company.query(
        f"""
        from marts.rpt_clv_backtest where quantity = 'orders' and method = 'model'
        and slice_type = 'origin' and origin_date = date '{VALUE_DAY}'
        """
    )[0]
    assert row["customer_count"] == len(distances)
    assert float(row["mean_absolute_error"]) == pytest.approx(
        sum(distances) / len(distances), abs=1e-6
    )


def test_a_regular_population_is_scored_as_one(company, made):
    """k > 1 in SQL, against the science for the orders and forty digits for the chances."""
    company.replace_seed(
        "int_regularities_tried",
        [{"regularity": 3, "is_chosen": True, "judged_origins": 4, "brier": 0.1}],
    )
    company.build("int_customer_values_scored")
    known, p = histories(made, AS_OF), population(company, "score", AS_OF)
    found = by_customer(company, "int_customer_values_scored", "score", AS_OF)
    from orchestration.science.value.buying_model import BuyingParameters  # noqa: PLC0415

    told = BuyingParameters(p["r"], p["alpha"], p["a"], p["b"], 3)
    given = list(known.values())
    ahead = expected_orders(
        told,
        Histories.of(
            [h.repeats for h in given], [h.last_weeks for h in given], [h.age_weeks for h in given]
        ),
        VALUE_WEEKS,
    )
    for (customer, history), expected in zip(known.items(), ahead, strict=True):
        alive, active = chances(p, history, CHURN_WEEKS)
        assert found[customer]["p_alive"] == pytest.approx(alive, rel=CLOSE)
        assert found[customer]["p_active"] == pytest.approx(active, rel=CLOSE)
        assert found[customer]["model_orders"] == pytest.approx(expected, rel=CLOSE)


MARTS = (
    "fct_customer_clv", "fct_customer_churn_risk", "rpt_at_risk_customers", "rpt_clv_backtest",
    "fct_clv_parameters", "fct_customer_rfm",
)  # fmt: skip


def built(warehouse, landing):
    warehouse.restore()
    warehouse.land(**landing)
    return {mart: warehouse.rows(mart) for mart in MARTS}


def told(marts, column):
    return {row[column] for row in marts["fct_customer_clv"]}


@pytest.mark.parametrize(
    ("purchases", "reason"),
    [
        pytest.param(value_company.tiny, "too_few_came_back", id="tiny"),
        pytest.param(value_company.single_purchase, "nobody_came_back", id="single purchases"),
        pytest.param(value_company.first_day_only, "no_time_has_passed", id="first day"),
    ],
)
def test_a_company_that_carries_no_model_says_so_in_every_row(warehouse, purchases, reason):
    bought = purchases()
    marts = built(warehouse, value_company.landed(bought))
    rows = marts["fct_customer_clv"]
    assert len(rows) == len({customer for customer, _ in bought})
    assert told(marts, "margin_method") == told(marts, "orders_method") == {"rate"}
    assert told(marts, "margin_method_reason") == {reason}
    assert all(row["clv_expected_margin_amount"] is not None for row in rows)
    for row in marts["fct_customer_churn_risk"]:
        assert row["alive_probability"] is None
        assert row["alive_missing_reason"] == reason
    assert {
        row["refusal_reason"] for row in marts["fct_clv_parameters"] if row["purpose"] == "score"
    } == {reason}
    assert all(row["rfm_segment"] for row in marts["fct_customer_rfm"])


def test_a_constant_company_converges_or_says_why_not(warehouse):
    marts = built(warehouse, value_company.landed(value_company.constant()))
    score = next(row for row in marts["fct_clv_parameters"] if row["purpose"] == "score")
    assert score["has_converged"] or score["refusal_reason"]
    assert score["credibility_k"] is None
    for row in marts["fct_customer_clv"]:
        assert float(row["expected_orders"]) == pytest.approx(365 / 30, rel=0.15)
        assert float(row["expected_margin_per_order_amount"]) == pytest.approx(40.0)


def test_a_ramping_company_gets_a_naives_number(warehouse):
    marts = built(warehouse, value_company.landed(value_company.ramping()))
    model = next(
        row for row in marts["rpt_clv_backtest"]
        if (row["quantity"], row["method"], row["slice_type"]) == ("margin", "model", "all")
    )  # fmt: skip
    assert model["predicted_per_actual"] < 0.7
    assert not model["is_published"]
    assert told(marts, "margin_method") <= {"rate", "last_window"}
    assert told(marts, "margin_method_reason") <= {"naive_is_closer", "model_total_too_far_off"}


def test_a_company_that_loses_on_every_order_is_worth_less_than_nothing(warehouse):
    bought = list(dict.fromkeys(value_company.comings_and_goings(300, seed=3)))
    marts = built(warehouse, value_company.landed(bought, price=100, unit_cost=130))
    rows = marts["fct_customer_clv"]
    assert all(row["expected_margin_amount"] <= 0 for row in rows)
    assert all(row["clv_historic_margin_amount"] < 0 for row in rows)
    ranged = [row for row in rows if row["range_missing_reason"] is None]
    assert any(row["clv_expected_margin_amount"] < 0 for row in ranged)
    assert all(
        row["clv_expected_margin_low_amount"]
        <= row["clv_expected_margin_amount"]
        <= row["clv_expected_margin_high_amount"]
        for row in ranged
    )
    assert {row["is_loss_making"] for row in marts["fct_customer_rfm"]} <= {True, False}
    assert any(row["is_loss_making"] for row in marts["fct_customer_rfm"])
    assert marts["rpt_at_risk_customers"] == []


def test_an_empty_landing_has_no_customers_to_value(warehouse):
    marts = built(warehouse, {})
    assert all(not rows for mart, rows in marts.items())
