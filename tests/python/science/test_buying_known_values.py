"""Parameters, likelihoods and point values that others published or computed independently.

CDNOW parameters: Fader, Hardie & Lee (2005) for BG/NBD, Batislam et al. (2007) for MBG/NBD, Fader &
Hardie (2005) for Pareto/NBD; further digits by two independent implementations. Point values: the
papers' formulas in 40-digit arithmetic.
"""

import cdnow
import numpy as np
import pareto_nbd
import pytest

from orchestration.science.value.buying_model import BuyingParameters
from orchestration.science.value.fitting import BuyingFit, fit
from orchestration.science.value.histories import Histories
from orchestration.science.value.numerators import Discounting
from orchestration.science.value.scores import (
    expected_discounted_orders,
    expected_orders,
    expected_orders_of_a_new_customer,
    p_active,
    p_alive,
)

BG = BuyingParameters(0.243, 4.414, 0.793, 2.426, leaves_at_once=False)
MBG = BuyingParameters(0.525, 6.183, 0.891, 1.614)


@pytest.mark.parametrize(
    ("leaves_at_once", "published", "exact", "log_likelihood"),
    [
        pytest.param(False, (0.243, 4.414, 0.793, 2.426), (0.24259, 4.41353, 0.79289, 2.42575), -9582.4256, id="BG/NBD"),
        pytest.param(True, (0.525, 6.183, 0.891, 1.614), (0.52484, 6.18299, 0.89136, 1.61400), -9582.1327, id="MBG/NBD"),
    ],
)  # fmt: skip
def test_parameters_of_the_cdnow_sample(leaves_at_once, published, exact, log_likelihood):
    fitted = fit(cdnow.sample_histories(), leaves_at_once=leaves_at_once, prior=None)
    assert isinstance(fitted, BuyingFit)
    p = fitted.parameters
    assert (p.r, p.alpha, p.a, p.b) == pytest.approx(published, abs=6e-4)
    assert (p.r, p.alpha, p.a, p.b) == pytest.approx(exact, abs=1e-5)
    assert fitted.log_likelihood == pytest.approx(log_likelihood, abs=1e-4)


@pytest.mark.parametrize(
    ("leaves_at_once", "exact", "log_likelihood"),
    [
        pytest.param(False, (0.2516, 4.7889, 0.7234, 2.1611), -95368.4, id="BG/NBD"),
        pytest.param(True, (0.6371, 7.3103, 0.8075, 1.2284), -95337.0, id="MBG/NBD"),
    ],
)
def test_parameters_of_the_whole_cdnow_log(leaves_at_once, exact, log_likelihood):
    fitted = fit(cdnow.company(whole=True).histories, leaves_at_once=leaves_at_once, prior=None)
    assert isinstance(fitted, BuyingFit)
    p = fitted.parameters
    assert (p.r, p.alpha, p.a, p.b) == pytest.approx(exact, abs=6e-5)
    assert fitted.log_likelihood == pytest.approx(log_likelihood, abs=0.05)


def test_pareto_nbd_has_its_published_parameters_on_the_sample():
    parameters, log_likelihood = pareto_nbd.fit(cdnow.sample_histories())
    assert parameters == pytest.approx((0.55328, 10.5776, 0.60621, 11.6679), rel=2e-4)
    assert log_likelihood == pytest.approx(-9594.9739, abs=1e-3)


@pytest.mark.parametrize(
    ("x", "last", "age", "horizon", "bg", "mbg"),
    [
        (2, 30.43, 38.86, 39, (1.22602817477, 0.726578570081, 0.323490938531), (1.26296062327, 0.706202265118)),
        (0, 0, 38.86, 39, (0.195098052011, 1, 0.0618368316408), (0.154012746675, 0.389735080919)),
        (1, 1.71, 38.86, 39, (0.203186987080, 0.212100985377, 0.0590837611423), (0.188836541364, 0.170836484310)),
        (10, 35, 39, 2, (0.391569207091, 0.842603188642, 0.785004950114), (0.380739618754, 0.830897788315)),
        (26, 30.86, 31, 52, (25.7581959365, 0.968915649718, 0.968651048407), (24.0039228222, 0.965566144144)),
        (300, 150, 150, 52, (89.6417217447, 0.997376074966, 0.997376074937), (87.5431611231, 0.997054594139)),
        (0, 0, 1, 52, (1.26543437015, 1, 0.257299121932), (1.25604388612, 0.626076612305)),
    ],
)  # fmt: skip
def test_point_values(x, last, age, horizon, bg, mbg):  # noqa: PLR0917
    h = Histories.of([x], [last], [age])
    found = expected_orders(BG, h, horizon), p_alive(BG, h), p_active(BG, h, 13.0)
    assert [float(each[0]) for each in found] == pytest.approx(bg, rel=1e-10)
    found = expected_orders(MBG, h, horizon), p_alive(MBG, h)
    assert [float(each[0]) for each in found] == pytest.approx(mbg, rel=1e-10)


@pytest.mark.parametrize(
    ("weeks", "orders"),
    [(1, 0.0532678911717), (3, 0.150865230893), (32, 1.04524332837), (39, 1.19672319332), (78, 1.86051905794)],
)  # fmt: skip
def test_orders_of_a_new_customer(weeks, orders):
    assert expected_orders_of_a_new_customer(BG, weeks) == pytest.approx(orders, rel=1e-10)


def test_regular_buyers():
    p = BuyingParameters(1.3292, 2.8126, 0.4247, 0.79, regularity=2)
    h = Histories.of([1], [12], [52])
    assert float(p_alive(p, h)[0]) == pytest.approx(0.15642682483, rel=1e-10)
    assert float(p_active(p, h, 13.0)[0]) == pytest.approx(0.0755353075456, rel=1e-10)


def test_discounted_orders():
    year = Discounting(step_weeks=52 / 12, steps=12, rate_per_step=0.01)
    orders = expected_discounted_orders(BG, Histories.of([2], [30.43], [38.86]), year)
    assert float(orders[0]) == pytest.approx(1.46811419521, rel=1e-10)


@pytest.mark.parametrize(
    ("p", "x", "last", "age", "horizon", "orders"),
    [
        pytest.param((0.11, 2.24, 0.31, 0.50), 0, 0, 1, 30, 0.564588615533, id="a + b below 1"),
        pytest.param((1.4, 1.35, 0.0124, 7.18), 150, 140, 150, 156, 44.6358621169, id="a heavy buyer"),
    ],
)  # fmt: skip
def test_edges_of_the_textbook_formula(p, x, last, age, horizon, orders):  # noqa: PLR0917
    population = BuyingParameters(*p, leaves_at_once=False)
    found = expected_orders(population, Histories.of([x], [last], [age]), horizon)
    assert float(found[0]) == pytest.approx(orders, rel=1e-10)


def test_who_never_came_back_is_not_taken_for_alive():
    """The reason for MBG/NBD: BG/NBD calls every one-time buyer alive, for ever."""
    silent = Histories.of(np.zeros(3), np.zeros(3), [52.0, 260.0, 1040.0])
    assert (p_alive(BG, silent) == 1.0).all()
    assert (np.diff(p_alive(MBG, silent)) < 0).all()
    assert p_alive(MBG, silent)[2] < 0.15
