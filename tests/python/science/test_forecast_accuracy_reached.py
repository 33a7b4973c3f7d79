"""What the whole procedure reaches on companies it has never seen, held against statsforecast.

Both forecast the same held-out year of the same series from the same months, here and now. Theirs
are the models that forecasters would try first, each series on its own as they are meant to be.
"""

import numpy as np
import pytest
from forecast_company import company, held_out_scores, is_ordinary
from statsforecast.models import (
    AutoCES,
    AutoETS,
    DynamicOptimizedTheta,
    SeasonalNaive,
    Theta,
)

from orchestration.science.forecasting.backtest import COMBINATION, PUBLISHED, reported
from orchestration.science.forecasting.forecast import forecast_months
from orchestration.science.forecasting.intervals import LEVELS
from orchestration.science.forecasting.models import seasonal_naive
from orchestration.science.forecasting.panel import Panel
from orchestration.science.forecasting.seasonality import SHORT_MONTHS

HORIZON = 12
SERIES = 400
ONE_GROUP = 0
MODELS = (
    SeasonalNaive(season_length=12),
    AutoETS(season_length=12),
    Theta(season_length=12),
    DynamicOptimizedTheta(season_length=12),
    AutoCES(season_length=12),
)
BEST_THREE = ("DynamicOptimizedTheta", "CES", "AutoETS")


@pytest.fixture(scope="module")
def made():
    return company(SERIES)


@pytest.fixture(scope="module")
def forecast(made):
    return forecast_months(made.months[:, :-HORIZON], HORIZON, segments=made.segments)


@pytest.fixture(scope="module")
def theirs(made):
    """Forecasts by model of the series that are scored; half a minute, nearly all of it AutoETS."""
    rows = is_ordinary(made, HORIZON)
    said = {str(model): np.full((SERIES, HORIZON), np.nan) for model in MODELS}
    for model in MODELS:
        said[str(model)][rows] = [
            model.forecast(y=past, h=HORIZON)["mean"] for past in made.months[rows, :-HORIZON]
        ]
    return said


def test_their_seasonal_naive_is_ours(made, theirs):
    rows = is_ordinary(made, HORIZON)
    assert rows.sum() > 250
    ours = seasonal_naive(Panel.from_months(made.months[rows, :-HORIZON]), HORIZON)
    assert theirs["SeasonalNaive"][rows] == pytest.approx(ours, rel=1e-12)


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_no_single_model_of_statsforecast_is_more_accurate(made, forecast, theirs, model):
    ours = held_out_scores(made, forecast.point)
    others = held_out_scores(made, theirs[str(model)])
    assert ours[0] < others[0]
    assert ours[1] < others[1]


def test_it_is_more_accurate_than_the_median_of_their_best_three(made, forecast, theirs):
    ours = held_out_scores(made, forecast.point)
    others = held_out_scores(made, np.median([theirs[name] for name in BEST_THREE], axis=0))
    assert ours[0] < others[0]
    assert ours[1] < others[1]


@pytest.fixture(scope="module")
def report(forecast):
    return reported(forecast.study, np.full(len(forecast.study.panel.lengths), ONE_GROUP))[0]


def test_the_gate_costs_what_its_docstring_says(report):
    loss = report.overall[PUBLISHED].mase / report.overall[COMBINATION].mase - 1
    assert 0.0 < loss < 0.04


def test_the_combination_beats_each_of_its_models(report):
    scores = {name: float(accuracy.mase) for name, accuracy in report.overall.items()}
    best = scores.pop(COMBINATION)
    scores.pop(PUBLISHED)
    assert best < min(scores.values())
    assert best < 0.85 * scores["seasonal_naive"]


@pytest.mark.parametrize(("level", "lowest", "highest"), [(0.80, 0.78, 0.82), (0.95, 0.93, 0.96)])
def test_ranges_of_the_back_test_hold_what_they_promise(report, level, lowest, highest):
    assert lowest <= float(report.ranges[level].coverage) <= highest
    by_month = np.asarray(report.ranges_by_horizon[level].coverage, float)
    # A month ahead is judged at three origins, which calendars shared by segments make uneven: none
    # may hold much less than it promises, and none of the quarters much more.
    assert (by_month > level - 0.05).all()
    assert (np.abs(by_month.reshape(4, 3).mean(axis=1) - level) < 0.05).all()


@pytest.fixture(scope="module")
def years_ahead():
    """Share of the months after the end within the ranges, over six companies."""
    inside, scored = {}, {}
    for seed in range(6):
        made = company(250, seed)
        forecast = forecast_months(made.months[:, :-HORIZON], HORIZON, segments=made.segments)
        actual = made.months[:, -HORIZON:]
        old = np.isfinite(made.months).sum(axis=1) > SHORT_MONTHS + HORIZON
        for place, level in enumerate(LEVELS):
            claimed = ~np.isnan(forecast.lower[place])
            hit = (forecast.lower[place] <= actual) & (actual <= forecast.upper[place])
            for name, rows in (("all", old | ~old), ("old", old), ("young", ~old)):
                inside[name, level] = inside.get((name, level), 0) + hit[rows].sum()
                scored[name, level] = scored.get((name, level), 0) + claimed[rows].sum()
    return {key: inside[key] / scored[key] for key in inside}


@pytest.mark.parametrize(
    ("rows", "level", "lowest", "highest"),
    [
        ("all", 0.80, 0.78, 0.82), ("all", 0.95, 0.93, 0.96),
        ("old", 0.80, 0.78, 0.82), ("old", 0.95, 0.93, 0.96),
        ("young", 0.80, 0.75, 0.85), ("young", 0.95, 0.92, 0.98),
    ],
)  # fmt: skip
def test_ranges_of_the_year_ahead_hold_what_they_promise(years_ahead, rows, level, lowest, highest):
    assert lowest <= years_ahead[rows, level] <= highest
