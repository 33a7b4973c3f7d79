"""One company total, whichever way it is split: as real numbers, and to the cent."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.science.forecasting.hierarchy import Hierarchy, reconciled
from orchestration.science.forecasting.whole_cents import whole_cents

RUNS = settings(derandomize=True, deadline=None, max_examples=150)

COMPANY = Hierarchy(
    count=14,
    parents=(0, 0, 0, 1, 2, 6),
    children=((1, 2), (3, 4, 5), (6, 7), (8, 9), (10, 11), (12, 13)),
)
"""Company 0: categories 1, 2 (products 8-11), regions 3-5, teams 6, 7 (persons 12, 13)."""
ANY_SIGN = np.zeros(14, dtype=bool)
NEVER_NEGATIVE = ~ANY_SIGN


def test_the_smallest_case_by_hand():
    """100 against 60 + 20: the gap of 20 goes 1 : 3 : 6, as the variances do."""
    base = np.array([[100.0], [60.0], [20.0]])
    result = reconciled(
        base, np.array([1.0, 3.0, 6.0]), Hierarchy(3, (0,), ((1, 2),)), np.zeros(3, dtype=bool)
    )
    assert result[:, 0] == pytest.approx([98.0, 66.0, 32.0])


def test_it_is_mint_with_a_summing_matrix():
    """The textbook form S (S' W^-1 S)^-1 S' W^-1 f, where one bottom exists."""
    chance = np.random.default_rng(4)
    hierarchy = Hierarchy(7, (0, 1, 2), ((1, 2), (3, 4), (5, 6)))
    summing = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], *np.eye(4).tolist()])
    base, variances = chance.normal(10, 5, (7, 3)), chance.uniform(0.5, 9, 7)
    inverse = np.diag(1 / variances)
    book = summing @ np.linalg.inv(summing.T @ inverse @ summing) @ summing.T @ inverse @ base
    assert reconciled(base, variances, hierarchy, np.zeros(7, dtype=bool)) == pytest.approx(book)


def test_what_already_adds_up_stays():
    base = np.zeros((14, 2))
    for row, amount in {8: 4, 9: 1, 10: 2, 11: 3, 3: 5, 4: 5, 12: 6, 13: 1, 7: 3}.items():
        base[row] = amount
    base[1], base[2], base[6], base[0] = 5, 5, 7, 10
    assert reconciled(base, np.ones(14), COMPANY, NEVER_NEGATIVE) == pytest.approx(base)


amounts = st.integers(0, 2**32 - 1)


@RUNS
@given(amounts, st.booleans())
def test_every_level_adds_up_to_the_same_company(seed, may_be_negative):
    chance = np.random.default_rng(seed)
    base = chance.lognormal(8, 2, (14, 4)) * chance.choice([-1, 0, 1, 1, 1], (14, 4))
    limits = ANY_SIGN if may_be_negative else NEVER_NEGATIVE
    variances = chance.lognormal(0, 4, 14) * (chance.random(14) < 0.9) + 1e-12
    result = reconciled(base, variances, COMPANY, limits)
    size = np.abs(base).max()
    assert np.abs(COMPANY.constraints @ result).max() <= 1e-8 * size
    for members in ([1, 2], [3, 4, 5], [6, 7], [8, 9, 10, 11], [12, 13, 7]):
        assert result[members].sum(axis=0) == pytest.approx(result[0], abs=1e-7 * size)
    if not may_be_negative:
        assert (result >= -1e-8 * size).all()


@RUNS
@given(amounts, st.floats(0.01, 100))
def test_scale_and_order_do_not_matter(seed, factor):
    chance = np.random.default_rng(seed)
    base, variances = chance.normal(50, 30, (14, 2)), chance.uniform(1, 5, 14)
    plain = reconciled(base, variances, COMPANY, ANY_SIGN)
    scaled = reconciled(factor * base, factor**2 * variances, COMPANY, ANY_SIGN)
    assert scaled == pytest.approx(factor * plain, abs=1e-9 * factor * 100)
    order = chance.permutation(14)
    place = np.argsort(order)
    moved = Hierarchy(
        14,
        tuple(int(place[parent]) for parent in COMPANY.parents),
        tuple(tuple(int(place[child]) for child in family) for family in COMPANY.children),
    )
    shuffled = reconciled(base[order], variances[order], moved, ANY_SIGN)
    assert shuffled == pytest.approx(plain[order], abs=1e-8)


def test_a_noisy_person_yields_and_the_company_hardly_moves():
    base = np.full((14, 1), 10.0)
    variances = np.ones(14)
    variances[12] = 1e6
    result = reconciled(base, variances, COMPANY, ANY_SIGN)
    assert abs(result[12, 0] - 10) > 50 * abs(result[13, 0] - 10)


@RUNS
@given(amounts)
def test_cents_add_up_exactly_and_stay_near(seed):
    chance = np.random.default_rng(seed)
    bottom = chance.normal(0, 1, (14, 5)) * 10.0 ** chance.integers(0, 10, (14, 5))
    adding = reconciled(bottom, np.ones(14), COMPANY, ANY_SIGN)
    cents = whole_cents(adding, COMPANY)
    assert cents.dtype == np.int64
    assert not (COMPANY.constraints.astype(int) @ cents).any()
    size = np.abs(adding).max()
    assert (np.abs(cents[0] - adding[0]) <= 0.5 + 1e-9 * size).all()
    assert (
        np.abs(cents[[1, 2, 3, 4, 5, 6, 7]] - adding[[1, 2, 3, 4, 5, 6, 7]]) < 1 + 1e-9 * size
    ).all()
    assert (np.abs(cents[8:] - adding[8:]) < 2 + 1e-9 * size).all()


def test_a_cent_goes_to_the_largest_fraction_and_ties_to_the_earlier_row():
    thirds = Hierarchy(4, (0,), ((1, 2, 3),))
    assert whole_cents(np.array([[100.0], [100 / 3], [100 / 3], [100 / 3]]), thirds)[
        :, 0
    ].tolist() == [100, 34, 33, 33]
    uneven = np.array([[10.0], [3.2], [3.7], [3.1]])
    assert whole_cents(uneven, thirds)[:, 0].tolist() == [10, 3, 4, 3]
    assert whole_cents(-uneven, thirds)[:, 0].tolist() == [-10, -3, -4, -3]


def test_what_does_not_add_up_is_not_rounded_into_adding_up():
    with pytest.raises(ValueError, match="reconcile them first"):
        whole_cents(np.array([[10.0], [3.0], [4.0]]), Hierarchy(3, (0,), ((1, 2),)))
    with pytest.raises(ValueError, match="finite"):
        whole_cents(np.array([[np.nan]]), Hierarchy(1, (), ()))


@pytest.mark.parametrize(
    ("parents", "children", "complaint"),
    [
        pytest.param((0,), ((),), "needs its children", id="an empty sum"),
        pytest.param((0, 1), ((2,), (2,)), "more than one sum", id="counted in two groupings"),
        pytest.param((0, 1), ((1,), (0,)), "own ancestor", id="a circle"),
        pytest.param((0,), ((7,),), "not among", id="an unknown series"),
    ],
)
def test_sums_that_cannot_hold_are_refused(parents, children, complaint):
    with pytest.raises(ValueError, match=complaint):
        Hierarchy(4, parents, children)


def test_a_series_without_a_forecast_cannot_be_part_of_a_sum():
    with pytest.raises(ValueError, match="remainder series"):
        COMPANY.among(np.arange(13))
    assert Hierarchy(5, (4,), ((1, 3),)).among(np.array([1, 3, 4])).children == ((0, 1),)
