"""How long things last: the classic example, a worked table, and scipy's estimator."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from orchestration.science.forecasting.survival import Hazards, hazards, kaplan_meier

# Weeks in remission under 6-MP (Freireich et al. 1963, the example of every textbook since).
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [True, True, True, False, True, False, True, False, False, True, True, False, False, False, True, True, *[False] * 5]  # fmt: skip


def test_the_leukaemia_curve():
    """Kleinbaum & Klein, Survival Analysis, table 2.2, with Greenwood's error at week 10."""
    curve = kaplan_meier(WEEKS, RELAPSED)
    assert curve.age.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.ended.tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert curve.survival == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)  # fmt: skip
    assert curve.median == 23


def test_the_interval_is_that_of_the_log_log_scale():
    """R's survfit(conf.type = "log-log") for the same data at week 6."""
    curve = kaplan_meier(WEEKS, RELAPSED)
    assert (curve.lower[0], curve.upper[0]) == pytest.approx((0.6197, 0.9516), abs=1e-4)
    assert ((curve.lower <= curve.survival) & (curve.survival <= curve.upper)).all()


def test_a_median_that_is_not_reached_is_unknown():
    assert np.isnan(kaplan_meier([1, 2, 3, 4], [True, False, False, False]).median)
    nothing = kaplan_meier([1, 2], [False, False])
    assert len(nothing.age) == 0
    assert np.isnan(nothing.median)


def test_negative_or_unknown_ages_are_refused():
    for age in (-1.0, np.nan):
        with pytest.raises(ValueError, match="must be known"):
            kaplan_meier([1.0, age], [True, True])


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=2, max_size=60))
def test_it_is_scipys_estimator(lives):
    ages, ended = (
        np.array([life[0] for life in lives], dtype=float),
        np.array([life[1] for life in lives]),
    )
    if not ended.any():
        return
    curve = kaplan_meier(ages, ended)
    theirs = stats.ecdf(stats.CensoredData.right_censored(ages, ~ended)).sf
    assert curve.survival == pytest.approx(theirs.evaluate(curve.age))


def test_hazards_by_hand():
    """Four deals: won at age 1, lost at 1, won at 2, open at 1 (so not at risk at 2)."""
    table = hazards(
        np.array([1, 1, 2, 1]),
        np.array([True, False, True, False]),
        np.array([False, True, False, False]),
        last_age=3,
    )
    first = 30 * (2 / 9) / 34
    second = (1 + 30 * first) / 34
    third = (1 + 30 * second) / 31
    assert table.won == pytest.approx([first, second, third, third])
    assert table.lost == pytest.approx(
        [first / 2, (1 + 15 * first) / 34] + 2 * [30 / 31 * (1 + 15 * first) / 34]
    )


def test_an_old_deal_is_held_to_old_deals_and_not_to_the_mean_of_all():
    """Half of a thousand deals is won in its first month; of the rest none ever is or is lost."""
    won = np.arange(1000) < 500
    table = hazards(np.where(won, 0, 24), won, np.zeros(1000, bool), 36)
    assert table.won[0] == pytest.approx(0.5, abs=0.02)
    assert (np.diff(table.won) <= 0).all()
    assert table.won_ahead(np.array([24]), 6).sum() < 1e-6


def test_incidence_and_chances_ahead_by_hand():
    table = Hazards(won=np.array([0.1, 0.2, 0.5]), lost=np.array([0.1, 0.3, 0.0]))
    assert table.still_open == pytest.approx([0.8, 0.4, 0.2])
    assert table.won_at == pytest.approx([0.1, 0.16, 0.2])
    ahead = table.won_ahead(np.array([0, 1, 9]), 3)
    assert ahead[0] == pytest.approx([0.2, 0.5 * 0.5, 0.5 * 0.5 * 0.5])
    assert ahead[1] == pytest.approx([0.5, 0.25, 0.125])
    assert ahead[2] == pytest.approx(ahead[1])


def test_ratios_multiply_hazards_and_stay_chances():
    table = Hazards(won=np.array([0.1, 0.2]), lost=np.array([0.1, 0.3]))
    ages = np.zeros(3, dtype=int)
    won, lost = np.array([1.0, 2.0, 6.0]), np.array([1.0, 0.5, 6.0])
    ahead = table.won_ahead(ages, 2, won, lost)
    assert ahead[0] == pytest.approx([0.2, 0.5 * 0.2])
    assert ahead[1] == pytest.approx([0.4, (1 - 0.4 - 0.15) * 0.4])
    # six times two and three in ten cannot both be: two of five are won and three lost
    assert ahead[2] == pytest.approx([0.4, 0.0])


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)), min_size=1, max_size=8),
    st.integers(0, 12),
    st.floats(0, 20),
    st.floats(0, 20),
    st.floats(1, 5),
)
def test_who_wins_more_or_loses_less_is_never_won_less(table, age, won, lost, more):
    monthly = Hazards(*(np.array(column) for column in zip(*table, strict=True)))

    def ever(*ratios):
        ahead = monthly.won_ahead(np.array([age]), 12, *(np.array([one]) for one in ratios))
        assert (ahead >= 0).all()
        assert ahead.sum() <= 1 + 1e-12
        return ahead.sum()

    assert ever(won * more, lost) >= ever(won, lost) - 1e-12
    assert ever(won, lost * more) <= ever(won, lost) + 1e-12


def test_open_deals_are_neither_lost_nor_left_out():
    """Constant hazards .1 and .2, seen for twelve months only: a third of all deals is won."""
    chance = np.random.default_rng(3)
    count = 60_000
    end = chance.geometric(0.3, count) - 1
    won = chance.random(count) < 1 / 3
    seen = chance.integers(0, 12, count)
    over = end <= seen
    table = hazards(np.minimum(end, seen), over & won, over & ~won, 24)
    assert table.won[:6] == pytest.approx([0.1] * 6, abs=0.01)
    assert table.won_at.sum() == pytest.approx(1 / 3, abs=0.01)


def test_ends_that_make_no_sense_are_refused():
    yes = np.array([True])
    with pytest.raises(ValueError, match="both won and lost"):
        hazards(np.array([1]), yes, yes, 3)
    with pytest.raises(ValueError, match="must not be negative"):
        hazards(np.array([-1]), yes, ~yes, 3)
