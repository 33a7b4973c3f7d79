"""What the functions of the warehouse promise to whoever calls them from SQL."""

import duckdb
import numpy as np
import pytest

from orchestration.science.value.buying_model import BuyingParameters
from orchestration.science.value.fitting import fit
from orchestration.science.value.histories import Histories
from orchestration.science.value.numerators import Discounting, discounted_numerators, numerators
from orchestration.science.value.renewals import TermEnds
from orchestration.science.value.renewals import fit as renewal_fit
from orchestration.warehouse_functions.function import arrow_type
from orchestration.warehouse_functions.registry import FUNCTIONS, register_all

HISTORIES = """
    select (i % 5) as repeats, (i % 5) * 21 as last_days, 84 + i % 50 as age_days, 1 + i % 3 as customers
    from range(400) as t(i)
"""
FIT = """
    fit_buying_model(list(struct_pack(
        repeats := cast(repeats as bigint), last_days := cast(last_days as bigint),
        age_days := cast(age_days as bigint), customers := cast(customers as bigint)
    )), 1)
"""


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        register_all(connection)
        yield connection


def one(connection, sql):
    return connection.execute(sql).fetchall()[0][0]


def test_a_fit_in_sql_is_the_fit_of_the_science(connection):
    rows = connection.execute(HISTORIES).fetchnumpy()
    expected = fit(
        Histories.of(
            rows["repeats"], rows["last_days"] / 7, rows["age_days"] / 7, rows["customers"]
        )
    )
    found = one(connection, f"select {FIT} from ({HISTORIES})")
    assert found["refusal_reason"] is None
    assert found["log_likelihood"] == pytest.approx(expected.log_likelihood, rel=1e-12)
    assert found["alpha"] == pytest.approx(expected.parameters.alpha, rel=1e-9)
    assert found["alpha_error"] == pytest.approx(expected.standard_errors[1], rel=1e-6)


def test_histories_that_carry_no_fit_are_answered_with_the_reason(connection):
    found = one(connection, f"select {FIT} from ({HISTORIES}) where repeats = 0")
    assert found["refusal_reason"] == "nobody_came_back"
    assert found["r"] is None


def test_renewals_in_sql_are_those_of_the_science(connection):
    listed = """
        list(struct_pack(
            renewals := t, is_later := later, renewed := cast(n * (t + 1) / (t + 3) as bigint),
            ended := cast(n * 2 / (t + 3) as bigint)
        ))
    """
    source = "(select * from range(4) as a(t), (values (true), (false)) as b(later), (values (300)) as c(n))"
    found = one(connection, f"select judge_renewals({listed}) from {source}")
    groups = [(t, round(300 * (t + 1) / (t + 3)), round(600 / (t + 3))) for t in range(4)]
    ends = TermEnds(*np.array(groups * 2, float).T)
    assert found["alpha"] == pytest.approx(renewal_fit(ends).alpha, rel=1e-9)
    assert found["term_ends"] == ends.count
    assert found["judged_ends"] == ends.count / 2
    assert found["is_model"]
    assert found["brier"] < found["one_chance_brier"]


@pytest.mark.parametrize("regularity", [1, 3])
def test_each_row_has_the_parts_of_its_own_expectation(connection, regularity):
    population = BuyingParameters(0.5, 6.0, 0.9, 1.6, regularity)
    rows = connection.execute(
        f"""
        select repeats, age_days,
            expect_orders(0.5, 6, 0.9, 1.6, {regularity}, repeats, age_days, 365, rate) as parts,
            rate
        from (select i % 9 as repeats, 30 + i % 400 as age_days, (i % 2) * 0.1 as rate
            from range(5000) as t(i))
        """
    ).fetchnumpy()
    year = Discounting(365 / 12 / 7, 12, 1.1 ** (1 / 12) - 1)
    x, age_weeks = rows["repeats"].astype(float), rows["age_days"] / 7
    plain = numerators(population, x, age_weeks, 365 / 7)
    discounted = discounted_numerators(population, x, age_weeks, year)
    for number, parts in enumerate(rows["parts"]):
        expected = (discounted if rows["rate"][number] else plain)[:, number]
        found = [parts[f"part_{j}"] for j in range(6)]
        assert found == pytest.approx([*expected, *[0.0] * (6 - regularity)], rel=1e-9)


def test_a_row_with_an_unknown_argument_is_answered_with_null_and_no_other(connection):
    count, known = connection.execute(
        """
        select count(*), count(expect_orders(if(i % 3 = 0, null, 0.5), 6, 1, 2, 1, 1, 30, 365, 0))
        from range(9000) as t(i)
        """
    ).fetchall()[0]
    assert (count, known) == (9000, 6000)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_answers_in_a_type_that_arrow_has(function):
    assert arrow_type(function.returns) is not None
