"""What a panel holds, what can be said of a series at all, and what comes of the odd ones."""

import numpy as np
import pytest
from forecast_company import company

from orchestration.science.forecasting.forecast import forecast_months
from orchestration.science.forecasting.intervals import Basis
from orchestration.science.forecasting.panel import Panel
from orchestration.science.forecasting.series_kind import Kind, kinds_of

UNKNOWN = np.nan


def months_of(*known, width=60):
    return [UNKNOWN] * (width - len(known)) + list(known)


YEARS = [100.0 + month % 12 + month % 5 for month in range(60)]

KINDS = {
    Kind.NO_HISTORY: months_of(),
    Kind.ENDS_UNKNOWN: [*YEARS[:59], UNKNOWN],
    Kind.TOO_SHORT: months_of(5, 6),
    Kind.MOSTLY_UNKNOWN: [5.0, *[UNKNOWN] * 40, *YEARS[:19]],
    Kind.ALL_ZERO: [0.0] * 60,
    Kind.CONSTANT: [7.0] * 60,
    Kind.INTERMITTENT: [9.0, 0.0] * 30,
    Kind.SHORT: months_of(*YEARS[:30]),
    Kind.NEGATIVE: [*YEARS[:59], -3.0],
    Kind.REGULAR: YEARS,
}


def test_every_kind_is_recognised():
    assert [*KINDS] == [*Kind]
    assert kinds_of(Panel.from_months([*KINDS.values()])).tolist() == [*Kind]


@pytest.fixture(scope="module")
def odd_ones():
    """The odd series among sixty ordinary ones, so that ranges can be learned."""
    ordinary = company(60, seed=3, months=60)
    return forecast_months(np.concatenate([[*KINDS.values()], ordinary.months]), 12)


def test_refused_series_have_a_reason_and_no_number(odd_ones):
    refused = [*range(4)]
    assert odd_ones.refused[:10].tolist() == [True] * 4 + [False] * 6
    assert odd_ones.kind[:10].tolist() == [*Kind]
    for numbers in (odd_ones.point, odd_ones.lower[0], odd_ones.upper[1], odd_ones.weights.T):
        assert np.isnan(numbers[refused]).all()
    assert (odd_ones.basis[:, refused] == Basis.NONE).all()
    assert (odd_ones.champion[refused] == -1).all()


def test_every_other_series_has_a_finite_forecast_and_range(odd_ones):
    rest = ~odd_ones.refused
    assert np.isfinite(odd_ones.point[rest]).all()
    with_range = rest & (odd_ones.kind != Kind.ALL_ZERO)
    assert np.isfinite(odd_ones.lower[:, with_range]).all()
    assert np.isfinite(odd_ones.upper[:, with_range]).all()
    # Short ones learn from young twins, which one or two origins may have met.
    assert set(odd_ones.basis[:, with_range].flat) == {Basis.POOLED, Basis.FEW_ORIGINS}


def test_nothing_sold_is_forecast_as_nothing_without_a_range(odd_ones):
    assert odd_ones.point[Kind.ALL_ZERO].tolist() == [0.0] * 12
    assert np.isnan(odd_ones.upper[:, Kind.ALL_ZERO]).all()
    assert (odd_ones.basis[:, Kind.ALL_ZERO] == Basis.NONE).all()


def test_a_constant_series_stays_and_borrows_a_range(odd_ones):
    assert odd_ones.point[Kind.CONSTANT] == pytest.approx([7.0] * 12)
    assert (odd_ones.lower[0, Kind.CONSTANT] < 7).all()
    assert (odd_ones.upper[0, Kind.CONSTANT] > 7).all()


def test_an_intermittent_series_is_forecast_between_nothing_and_its_sales(odd_ones):
    assert (odd_ones.point[Kind.INTERMITTENT] >= 0).all()
    assert odd_ones.point[Kind.INTERMITTENT].mean() == pytest.approx(4.5, abs=1.0)
    assert (odd_ones.lower[:, Kind.INTERMITTENT] >= 0).all()


def test_what_was_never_negative_is_never_forecast_below_zero(odd_ones):
    """A series that falls to nothing: its trend would go on below."""
    falling = np.maximum(300.0 - 6 * np.arange(60), 1.0)
    forecast = forecast_months([falling, *company(40, 5, 60).months], 12)
    assert (forecast.point[0] >= 0).all()
    assert (forecast.lower[:, 0] >= 0).all()


def test_a_series_with_losses_may_be_forecast_below_zero():
    losing = 50 - 3.0 * np.arange(60)
    forecast = forecast_months([losing, *company(40, 5, 60).months], 12)
    assert (forecast.point[0] < 0).all()


def test_an_unknown_month_is_filled_from_its_past_only():
    values = [*YEARS]
    values[31] = UNKNOWN
    values[5] = UNKNOWN
    panel = Panel.from_months([values])
    assert panel.values[0, 31] == YEARS[19] != YEARS[30]
    assert panel.values[0, 5] == YEARS[4]
    assert panel.observed[0].sum() == 58
    early = Panel.from_months([values[:32]])
    assert panel.until(28).values[0].tolist() == early.values[0].tolist()


def test_an_unknown_month_is_not_zero():
    """Null is unknown, zero is none: the forecasts differ."""
    unknown, zero = [*YEARS], [*YEARS]
    unknown[57], zero[57] = UNKNOWN, 0.0
    forecast = forecast_months([unknown, zero, *company(30, 2, 60).months], 6)
    assert forecast.point[0].mean() > 1.02 * forecast.point[1].mean()


def test_windows_and_cuts():
    panel = Panel.from_months([months_of(1, 2, 3, 4, 5, width=7), range(7)], first_month=11)
    assert panel.lengths.tolist() == [5, 7]
    assert panel.phases.tolist() == [0, 10]
    assert panel.until(2).lengths.tolist() == [3, 5]
    values, known = panel.window(2, 3)
    assert values.tolist() == [[4, 5, 0], [5, 6, 0]]
    assert known.tolist() == [[True, True, False]] * 2
    young = panel.shortened(2)
    assert young.values.tolist() == [[4, 5], [5, 6]]
    assert young.phases.tolist() == [3, 3]
    both = panel.joined(young)
    assert both.lengths.tolist() == [5, 7, 2, 2]
    assert both.values[3].tolist() == [5, 6, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("months", "first_month", "complaint"),
    [
        pytest.param([1.0, 2.0], 1, "series by months", id="one series without its dimension"),
        pytest.param([[1.0, np.inf]], 1, "no infinite", id="infinite"),
        pytest.param([[1.0, 2.0]], 13, "1 to 12", id="no month"),
    ],
)
def test_what_is_no_panel_is_refused(months, first_month, complaint):
    with pytest.raises(ValueError, match=complaint):
        Panel.from_months(months, first_month)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="as many segments"):
        forecast_months([YEARS, YEARS], 12, segments=[1])
    with pytest.raises(ValueError, match="at least one month"):
        forecast_months([YEARS], 0)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_panel_of_almost_nothing_is_forecast_or_refused(count):
    forecast = forecast_months(np.array([YEARS] * count).reshape(count, 60), 3)
    assert forecast.point.shape == (count, 3)
    assert np.isfinite(forecast.point).all()


def test_a_young_company_has_forecasts_and_admits_that_it_has_no_ranges():
    """Eight months of forty series: no fold, so no error was ever seen."""
    forecast = forecast_months(company(40, 8, 60).months[:, -8:], 12)
    known = ~forecast.refused
    assert np.isfinite(forecast.point[known]).all()
    assert (forecast.basis[:, known] == Basis.NONE).all()
    assert np.isnan(forecast.upper[:, known]).all()
