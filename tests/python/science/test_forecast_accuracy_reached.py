"""What the whole procedure reaches on companies it has never seen, held against statsforecast.

`forecast_reference.json` holds the accuracies of statsforecast 2.1.1 on the same series; it is made
by `python -m tests.benchmarks.forecasting --against PYTHON`.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from forecast_company import company, held_out_scores

from orchestration.science.forecasting.backtest import COMBINATION, PUBLISHED, reported
from orchestration.science.forecasting.forecast import forecast_months
from orchestration.science.forecasting.intervals import LEVELS
from orchestration.science.forecasting.seasonality import SHORT_MONTHS

REFERENCE = json.loads((Path(__file__).parent / "forecast_reference.json").read_text())
THEIRS = REFERENCE["smape_and_mase"]
HORIZON = 12
ONE_GROUP = 0


@pytest.fixture(scope="module")
def made():
    made = company(REFERENCE["series"])
    # Another generator, or another numpy, would make the reference speak of other series.
    assert np.nansum(made.months) == pytest.approx(REFERENCE["sum_of_months"], rel=1e-12)
    return made


@pytest.fixture(scope="module")
def forecast(made):
    return forecast_months(made.months[:, :-HORIZON], HORIZON, segments=made.segments)


@pytest.fixture(scope="module")
def report(forecast):
    return reported(forecast.study, np.full(len(forecast.study.panel.lengths), ONE_GROUP))[0]


@pytest.mark.parametrize(
    "name", ["SeasonalNaive", "AutoETS", "Theta", "DynamicOptimizedTheta", "CES"]
)
def test_no_single_model_of_statsforecast_is_more_accurate(made, forecast, name):
    assert held_out_scores(made, forecast.point)[1] < THEIRS[name][1]


def test_it_is_more_accurate_than_the_median_of_their_best_three(made, forecast):
    smape, mase = held_out_scores(made, forecast.point)
    best_smape, best_mase = THEIRS["median of DOT, CES, ETS"]
    assert mase < best_mase
    assert smape < best_smape


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
