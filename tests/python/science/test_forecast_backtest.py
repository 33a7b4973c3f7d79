"""The back-test knows only the past, asks for three folds, and the gate keeps its word."""

import numpy as np
import pytest
from forecast_company import company

from orchestration.science.forecasting import learning
from orchestration.science.forecasting.accuracy import as_rows
from orchestration.science.forecasting.backtest import COMBINATION, NAMES, PUBLISHED, reported
from orchestration.science.forecasting.forecast import forecast_months
from orchestration.science.forecasting.hierarchy import Hierarchy
from orchestration.science.forecasting.learning import REASONS, Champion
from orchestration.science.forecasting.models import Model
from orchestration.science.forecasting.ranges import ranges_at
from orchestration.science.forecasting.rolling import SCORED_FOLDS, STEP
from orchestration.science.forecasting.whole_cents import whole_cents

HORIZON = 6


@pytest.fixture(scope="module")
def made():
    return company(80, seed=17, months=72)


@pytest.fixture(scope="module")
def forecast(made):
    return forecast_months(made.months, HORIZON, segments=made.segments)


def test_a_fold_published_what_would_have_been_published_then(made, forecast):
    """The run of then, on the data of then, said the same: points, champions and ranges."""
    study = forecast.study
    for fold in range(2):
        offset = HORIZON + STEP * fold
        then = forecast_months(made.months[:, :-offset], HORIZON, segments=made.segments)
        # The folds before this one are numbered from the end, so the run of then has more of them.
        # What it learned from folds that today's run no longer keeps may move weights slightly.
        old = study.lessons.folds[0].lengths[fold] > 36
        ours, theirs = study.folds[fold][old], then.point[old]
        close = np.abs(ours - theirs) <= 0.1 * np.abs(theirs).mean(axis=1, keepdims=True)
        assert close.mean() > 0.85


@pytest.mark.parametrize("fold", range(SCORED_FOLDS))
def test_a_fold_learns_nothing_from_months_after_its_origin(made, forecast, fold):
    """Whatever happens later, points and ranges of a fold stay what they were, to the bit."""
    offset = HORIZON + STEP * fold
    changed = made.months.copy()
    changed[:, -offset:] = np.random.default_rng(1).lognormal(3, 2, (80, offset))
    other = forecast_months(changed, HORIZON, segments=made.segments)
    assert other.refused.tolist() == forecast.refused.tolist()
    assert (other.study.folds[fold] == forecast.study.folds[fold]).all()
    assert (other.study.lessons.blends[0][fold] == forecast.study.lessons.blends[0][fold]).all()
    ours = ranges_at(forecast.study, offset, forecast.study.folds[fold])
    theirs = ranges_at(other.study, offset, other.study.folds[fold])
    for one, two in zip(ours, theirs, strict=True):
        assert np.array_equal(one, two, equal_nan=True)
    assert not np.array_equal(other.point, forecast.point, equal_nan=True)


def test_the_gate_keeps_its_word(forecast):
    naive = forecast.champion == Champion.NAIVE
    assert naive.any()
    assert (forecast.relative_mase[naive] >= 1).all()
    assert (forecast.relative_mase[forecast.champion == Champion.COMBINATION] < 1).all()
    # one or two folds do not make a champion, but they can unmake one
    of_kin = forecast.champion == Champion.COMBINATION_OF_KIN
    assert np.isfinite(forecast.relative_mase[of_kin]).any()
    assert not (forecast.relative_mase[of_kin] >= 1).any()
    assert (forecast.weights[Model.SEASONAL_NAIVE, naive] == 1).all()
    assert [*REASONS] == [*Champion]


def test_where_the_naive_is_unbeaten_it_is_published():
    """Years that repeat themselves to the cent: nothing beats saying so."""
    chance = np.random.default_rng(2)
    years = np.tile(chance.lognormal(5, 1, (30, 12)), 6)
    years[:, -1] *= 1.01
    forecast = forecast_months(years, HORIZON)
    assert set(forecast.champion.tolist()) <= {Champion.NAIVE, Champion.NAIVE_OF_KIN}
    assert forecast.point == pytest.approx(years[:, -12 : -12 + HORIZON])


def test_a_hairs_breadth_is_no_win(forecast, monkeypatch):
    lessons = forecast.study.lessons
    monkeypatch.setattr(learning, "_ratio", lambda ours, _: np.full(ours.shape, 1 - 2e-7))
    decision = learning.decided(lessons, 0, forecast.study.panel.lengths)
    assert set(decision.champion.tolist()) == {Champion.NAIVE}
    assert set(decision.relative_mase.tolist()) == {1.0}


def test_weights_are_shares_and_short_series_keep_the_naive(forecast, made):
    rows = ~forecast.refused
    assert forecast.weights[:, rows].sum(axis=0) == pytest.approx(1.0)
    assert (forecast.weights[:, rows] >= 0).all()
    short = np.isfinite(made.months).sum(axis=1) <= 36
    assert short.any()
    assert (forecast.weights[Model.SEASONAL_NAIVE, short & rows] >= 0.2).all()


def test_three_folds_or_null():
    """Thirty months hold horizons of twelve at eighteen and twelve months: two folds."""
    young = company(30, seed=4).months[:, -30:]
    young = young[np.isfinite(young).all(axis=1)]
    study = forecast_months(young, 12).study
    report = reported(study, np.zeros(len(young), dtype=np.int64))[0]
    assert report.folds == 2
    for accuracy in report.overall.values():
        said = as_rows(accuracy)
        assert said.pop("scored") == [0.0]
        assert {value[0] for value in said.values()} == {None}
    assert as_rows(report.ranges[0.8])["coverage"] == [None]


def test_the_report_has_every_name_and_horizon(forecast):
    groups = np.arange(len(forecast.study.panel.lengths)) % 2
    first, second = reported(forecast.study, groups)
    assert [*first.overall] == [*NAMES]
    assert {COMBINATION, PUBLISHED} <= {*NAMES}
    whole = reported(forecast.study, 0 * groups)[0]
    for name in NAMES:
        scored = whole.overall[name].scored
        assert first.overall[name].scored + second.overall[name].scored == scored
        assert whole.by_horizon[name].scored.sum() == scored
        assert len(whole.by_horizon[name].mase) == HORIZON


def test_months_that_are_not_known_are_not_scored(made):
    holes = made.months.copy()
    holes[:, -8] = np.nan
    study = forecast_months(holes, HORIZON, segments=made.segments).study
    rolling = study.lessons.folds[0]
    assert not rolling.scored[1, :, HORIZON - 2].all()
    whole = forecast_months(made.months, HORIZON, segments=made.segments).study.lessons.folds[0]
    assert rolling.scored[:SCORED_FOLDS].sum() < whole.scored[:SCORED_FOLDS].sum()


def grouped():
    """Company, 3 regions and 4 categories of 12 crossed cells, and the sums between them."""
    chance = np.random.default_rng(21)
    cells = company(12, seed=9, months=72).months
    cells = np.where(np.isfinite(cells), np.abs(cells), 0.0)
    regions = np.arange(12) % 3
    categories = np.arange(12) // 3
    rows = [cells.sum(axis=0)]
    rows += [cells[regions == region].sum(axis=0) for region in range(3)]
    rows += [cells[categories == category].sum(axis=0) for category in range(4)]
    noise = company(40, seed=int(chance.integers(99)), months=72).months
    sums = Hierarchy(48, (0, 0), ((1, 2, 3), (4, 5, 6, 7)))
    return np.concatenate([rows, noise]), sums


def test_levels_add_up_now_and_in_every_fold():
    months, sums = grouped()
    forecast = forecast_months(months, HORIZON, hierarchy=sums)
    assert not forecast.refused[:8].any()
    size = np.abs(forecast.point[0]).max()
    for said in (forecast.point, *forecast.study.folds[:SCORED_FOLDS]):
        assert np.abs(said[[1, 2, 3]].sum(axis=0) - said[0]).max() <= 1e-8 * size
        assert np.abs(said[[4, 5, 6, 7]].sum(axis=0) - said[0]).max() <= 1e-8 * size
    rows = ~forecast.refused
    cents = whole_cents(100 * forecast.point[rows], sums.among(np.flatnonzero(rows)))
    assert (cents[[1, 2, 3]].sum(axis=0) == cents[0]).all()
    assert (cents[[4, 5, 6, 7]].sum(axis=0) == cents[0]).all()
    assert np.abs(cents[0] - 100 * forecast.point[0]).max() <= 0.5


def test_a_refused_series_in_a_sum_is_said_so():
    months, sums = grouped()
    months[2] = np.nan
    with pytest.raises(ValueError, match="remainder series"):
        forecast_months(months, HORIZON, hierarchy=sums)
