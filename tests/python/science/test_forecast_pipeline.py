"""The pipeline forecast on simulated sales teams whose truth is known, and its rules by hand."""

import numpy as np
import pytest
from sales_team import sales_team

from orchestration.science.forecasting.pipeline import Part, pipeline_forecast
from orchestration.science.forecasting.pipeline_backtest import backtested, came, static_pipeline
from orchestration.science.forecasting.pipeline_new import arrivals, new_forecast
from orchestration.science.forecasting.pipeline_open import (
    Deals,
    Snapshots,
    open_forecast,
    realisation,
)
from orchestration.science.forecasting.shrunken_ratios import shrunk_ratios

HORIZON = 6
ORIGINS = tuple(range(38, 54))


@pytest.fixture(scope="module", params=[(1, 40, 0.0), (2, 40, 0.01), (3, 120, 0.005)], ids=str)
def scores(request):
    deals, snapshots = sales_team(*request.param)
    return backtested(deals, snapshots, ORIGINS, HORIZON)


def test_open_deals_are_forecast_better_than_by_stage_probability(scores):
    said = scores.scores
    assert said["static_open"].wape_of_sum > 1.3 * said["open"].wape_of_sum
    assert said["static_open"].wape_by_month > 2 * said["open"].wape_by_month
    assert abs(said["open"].bias) < 0.1


def test_all_wins_are_forecast_better_than_by_the_run_rate_or_the_stages(scores):
    said = scores.scores
    assert said["pipeline"].wape_of_sum < said["run_rate"].wape_of_sum
    assert said["total"].wape_of_sum < said["run_rate"].wape_of_sum
    assert said["total"].wape_by_month < 0.5 * said["static"].wape_by_month
    assert abs(said["pipeline"].bias) < 0.1


def test_leaving_out_deals_to_come_would_forecast_too_little(scores):
    deals, snapshots = sales_team(1, 40, 0.0)
    for origin in ORIGINS[:4]:
        _, new = came(deals, origin, HORIZON)
        forecast = pipeline_forecast(deals, snapshots, origin, HORIZON)
        assert new.sum() > 0
        assert (np.diff(forecast.new.expected) > 0).all()


def test_ranges_of_many_teams_hold_what_they_promise():
    """Sixty teams, one origin each: the money of six months, within 80 % and 95 %."""
    parts = ("open", "new", "run_rate", "total")
    inside = {(part, level): 0 for part in parts for level in (0.8, 0.95)}
    for seed in range(60):
        deals, snapshots = sales_team(seed, 30, 0.0, months=48)
        forecast = pipeline_forecast(deals, snapshots, 41, HORIZON)
        old, new = (one.sum() for one in came(deals, 41, HORIZON))
        for name, part, money in (
            ("open", forecast.open, old),
            ("new", forecast.new, new),
            ("run_rate", forecast.run_rate, old + new),
            ("total", forecast.total, old + new),
        ):
            for level in (0.8, 0.95):
                low, high = part.range_of_sum(level)
                inside[name, level] += low <= money <= high
    shares = {key: count / 60 for key, count in inside.items()}
    for name in parts:
        assert 0.68 <= shares[name, 0.8] <= 0.95, shares
        assert shares[name, 0.95] >= 0.88, shares


def test_the_future_is_not_read():
    deals, snapshots = sales_team(5, 30, 0.0)
    one = pipeline_forecast(deals, snapshots, 40, HORIZON)
    known = deals.created <= 40
    later = deals.closed > 40
    changed = Deals(
        created=deals.created,
        closed=np.where(later, 10**6, deals.closed),
        won=deals.won & ~later,
        lost=deals.lost & ~later,
        won_amount=np.where(later, 0.0, deals.won_amount),
    )
    there = known[snapshots.deal] & (snapshots.month <= 40)
    other = pipeline_forecast(changed, snapshots.of(there), 40, HORIZON)
    assert (one.total.expected == other.total.expected).all()
    assert one.total.deviation_of_sum == other.total.deviation_of_sum


def test_no_deal_is_expected_more_than_once():
    deals, snapshots = sales_team(7, 25, 0.0)
    forecast = open_forecast(deals, snapshots, 45, 24)
    assert (forecast.probability >= 0).all()
    assert (forecast.probability.sum(axis=1) <= 1 + 1e-12).all()
    assert forecast.expected == pytest.approx(forecast.amount @ forecast.probability)


def test_stage_ratios_by_hand():
    """Excess over Poisson: ((30-20)^2 + (5-15)^2 - 35) / (20^2 + 15^2); strength its inverse."""
    strength = (20**2 + 15**2) / (10**2 + 10**2 - 35)
    ratios = shrunk_ratios(np.array([[30.0], [5.0]]), np.array([[20.0], [15.0]]))[:, 0]
    assert ratios == pytest.approx(
        [(30 + strength) / (20 + strength), (5 + strength) / (15 + strength)]
    )


def test_stages_that_differ_by_chance_only_are_not_told_apart():
    ratios = shrunk_ratios(np.array([[12.0], [9.0]]), np.array([[10.0], [10.0]]))
    assert ratios.tolist() == [[1.0], [1.0]]


def small(amount=(100.0, 200.0, np.nan)):
    """Twelve months of one deal a month, all won a month later for half of what was said."""
    created = np.arange(12)
    deals = Deals(created, created + 1, np.ones(12, bool), np.zeros(12, bool), np.full(12, 50.0))
    deals = Deals(
        np.concatenate([created, [12, 12, 12]]),
        np.concatenate([created + 1, [99, 99, 99]]),
        np.concatenate([deals.won, [False] * 3]),
        np.zeros(15, dtype=bool),
        np.concatenate([deals.won_amount, [0.0] * 3]),
    )
    month = np.concatenate([created, [12, 12, 12]])
    said = np.concatenate([np.full(12, 100.0), amount])
    return deals, Snapshots(
        month, np.arange(15), np.zeros(15, dtype=int), said, np.full(15, 0.5), month + 2
    )


def test_what_deals_brought_over_what_was_said_is_applied():
    """Twelve sure wins of 100 brought 50 each; ten wins' worth counts as having come as said."""
    deals, snapshots = small()
    past = snapshots.of(snapshots.month < 12)
    sure = np.tile([1.0, 0.0, 0.0], (12, 1))
    assert realisation(deals, past, sure, 12) == pytest.approx((600 + 1000) / (1200 + 1000))
    # four deals of which two are expected, and one has come
    some = past.of(past.month >= 8)
    unsure = np.tile([0.25, 0.25, 0.0], (4, 1))
    assert realisation(deals, some, unsure, 9) == pytest.approx((50 + 1000) / (200 + 1000))
    assert realisation(deals, past, 0 * sure, 12) == 1.0


def test_an_unknown_amount_is_the_mean_of_the_known_ones_and_never_zero():
    deals, snapshots = small()
    amount = open_forecast(deals, snapshots, 12, 3).amount
    assert (amount / amount[0]).tolist() == pytest.approx([1.0, 2.0, 1.5])


def test_the_static_pipeline_by_hand():
    """100 and 200 at 50 % close two months ahead; the unknown amount counts nowhere."""
    _, snapshots = small()
    assert static_pipeline(snapshots, 12, 3).tolist() == [0.0, 150.0, 0.0]
    overdue = Snapshots(
        *(getattr(snapshots, name) for name in ("month", "deal", "stage", "amount", "probability")),
        snapshots.month - 5,
    )
    assert static_pipeline(overdue, 12, 3).tolist() == [150.0, 0.0, 0.0]


def test_arrivals_of_a_young_company_are_over_the_months_it_has():
    created = np.repeat(np.arange(3), 4)
    open_deals = Deals(created, created + 99, np.zeros(12, bool), np.zeros(12, bool), np.zeros(12))
    assert new_forecast(open_deals, 2, 3).arrivals == 4.0


def test_arrivals_are_brought_to_today_at_the_pace_of_the_year():
    """Five a month, then ten; 120 and 60 deals differ by more than chance: trust .04 / .065."""
    trust = 0.04 / (0.04 + 1 / 120 + 1 / 60)
    rate, doubt = arrivals(23 - np.repeat(np.arange(24), np.repeat([5, 10], 12)))
    assert rate == pytest.approx(10 * 2 ** (trust / 2))
    assert doubt == pytest.approx((1 + trust / 2) ** 2 / 120 + (trust / 2) ** 2 / 60)


def test_a_season_is_no_growth_and_a_few_deals_show_none():
    season = np.tile([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9], 2)
    assert arrivals(23 - np.repeat(np.arange(24), season))[0] == 5.0
    few = np.array([20, 8, 3, 1])
    assert arrivals(few)[0] == pytest.approx(3 / 12, rel=0.03)


def test_a_team_that_never_won_is_forecast_as_nothing():
    created = np.repeat(np.arange(24), 2)
    none = np.zeros(48, dtype=bool)
    deals = Deals(created, created + 99, none, none, np.zeros(48))
    month = np.full(48, 23)
    snapshots = Snapshots(
        month, np.arange(48), created % 3, np.full(48, 10.0), np.full(48, 0.5), month + 1
    )
    forecast = pipeline_forecast(deals, snapshots, 23, 4)
    assert forecast.total.expected.tolist() == [0.0] * 4
    assert forecast.total.range_of_sum(0.95) == (0.0, 0.0)


def test_what_cannot_be_forecast_is_refused():
    deals, snapshots = small()
    with pytest.raises(ValueError, match="no deal existed"):
        pipeline_forecast(deals, snapshots, -1, 3)
    with pytest.raises(ValueError, match="at least one month"):
        pipeline_forecast(deals, snapshots, 12, 0)


def test_few_origins_leave_the_inflation_unknown():
    deals, snapshots = sales_team(8, 20, 0.0)
    for origins, known in ((5, False), (6, True)):
        test = backtested(deals, snapshots, ORIGINS[:origins], HORIZON)
        for one in test.inflation.values():
            assert (one.is_known, one.origins) == (known, origins)
            assert known or one.factor == 2.0


@pytest.mark.parametrize("name", ["open", "new", "run_rate", "total"])
def test_the_ranges_of_every_part_are_widened_by_what_it_missed(name):
    """A team that grows by 4 % a month leaves its run-rate behind, and its ranges say so."""
    deals, snapshots = sales_team(1, 10, 0.04)
    misses, parts = [], []
    for origin in ORIGINS:
        part = getattr(pipeline_forecast(deals, snapshots, origin, HORIZON), name)
        old, new = (money.sum() for money in came(deals, origin, HORIZON))
        money = {"open": old, "new": new}.get(name, old + new)
        misses.append((money - part.expected_sum) / part.deviation_of_sum)
        parts.append((part, money))
    one = backtested(deals, snapshots, ORIGINS, HORIZON).inflation[name]
    assert one.origins == len(ORIGINS)
    assert one.factor == pytest.approx(max(1.0, np.mean(np.square(misses)) ** 0.5))
    bounds = [(*part.range_of_sum(0.8, one.factor), money) for part, money in parts]
    assert one.held == sum(low <= money <= high for low, high, money in bounds)
    assert name != "run_rate" or one.factor > 1.2


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize("variation", [0.1, 0.7, 1.5, 3.0, 10.0])
def test_a_larger_inflation_never_makes_a_range_narrower(level, variation):
    part = Part(np.full(2, 100.0), np.full(2, 100.0 * variation), 200.0, 200.0 * variation)
    for bounds in (part.range, part.range_of_sum):
        before = bounds(level)
        for inflation in (1.2, 2.0, 4.0, 8.0):
            after = bounds(level, inflation)
            assert np.all(after[0] <= before[0])
            assert np.all(after[1] >= before[1])
            before = after
    if variation * 1.2 < 1.5:
        assert part.range_of_sum(level, 1.2)[1] > part.range_of_sum(level)[1]


def test_a_point_is_no_range_and_judges_none():
    """The same win every month until one of twice as much: the run-rate claims points till then."""
    created = np.arange(36)
    won = created < 35
    deals = Deals(
        created, created + 1, won, ~won & False, np.where(created == 22, 100.0, 50.0) * won
    )
    snapshots = Snapshots(
        created, created, 0 * created, np.full(36, 50.0), np.full(36, 0.5), created + 1
    )
    test = backtested(deals, snapshots, tuple(range(18, 30)), HORIZON)
    # the twice as much comes in month 23 and is among the last twelve at the origins 23 to 29
    assert test.inflation["run_rate"].origins == 7
    few = backtested(deals, snapshots, tuple(range(16, 28)), HORIZON)
    assert (few.inflation["run_rate"].origins, few.inflation["run_rate"].is_known) == (5, False)
    assert few.inflation["run_rate"].factor == 2.0
    assert few.inflation["new"].is_known
