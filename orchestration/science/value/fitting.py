"""Estimating a population of customers from their histories.

Maximum a posteriori: the log-likelihood of `likelihood` plus a weak normal prior on each of
theta = (ln r, ln alpha, ln a, ln b). The prior says that a parameter lies within a factor of about
50 of 1 (of 10 weeks for alpha). On a thousand customers it moves no published digit; on customers
who are all alike, whose likelihood has no maximum (r and alpha grow together for ever), it is what
ends the search. Without prior (`prior=None`) the estimate is maximum likelihood.

Search: guarded Newton (`newton`) from three starting points on binned customers, then from the best
of their summits on the histories themselves, which takes some three exact passes. The likelihood
need not be concave, hence the three. The pass limits are far beyond what any data needed.

Standard errors are those of the normal approximation at the summit: the inverse of minus the
Hessian, times the parameter itself because the Hessian is in logarithms.

Refused: no customers, no time since any first purchase, nobody (or fewer than ten) who came back,
no summit within the pass limit. Ten is little; whether the estimate is of use is for the back-test
to say.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.value.buying_model import BuyingParameters
from orchestration.science.value.histories import Floats, Histories, binned
from orchestration.science.value.likelihood import Likelihood, parameters_at
from orchestration.science.value.newton import Slope, Summit, climb
from orchestration.science.value.refusal import Reason, Refusal

FEWEST_WHO_CAME_BACK = 10
# Log-likelihood left to gain at which the search ends; a difference of 1 would begin to mean
# something.
TOLERANCE = 1e-9
MOST_BINNED_PASSES = 200
MOST_EXACT_PASSES = 60


@dataclass(frozen=True, eq=False)
class Prior:
    """Normal beliefs on (ln r, ln alpha, ln a, ln b), independent of each other."""

    centre: Floats
    spread: Floats

    def at(self, theta: Floats) -> Slope:
        """Log-density, less a constant, with its derivatives."""
        off = (theta - self.centre) / self.spread
        return Slope(-0.5 * float(off @ off), -off / self.spread, np.diag(-1.0 / self.spread**2))


WEAK = Prior(centre=np.log(np.array([1.0, 10.0, 1.0, 1.0])), spread=np.full(4, 2.0))


@dataclass(frozen=True)
class Convergence:
    """How the search went, for the row that publishes the parameters."""

    binned_passes: int
    exact_passes: int
    still_to_gain: float
    steepest_slope: float


@dataclass(frozen=True)
class BuyingFit:
    """A population, how sure we are of it, and what it was estimated from."""

    parameters: BuyingParameters
    standard_errors: tuple[float, float, float, float]
    log_likelihood: float
    customers: float
    returned: float
    convergence: Convergence


def _starts(histories: Histories, regularity: int) -> list[Floats]:
    """Three populations with the observed rate: like customers, unlike ones, fickle ones."""
    weeks = float(histories.customers @ histories.age_weeks)
    stages = regularity * float(histories.customers @ histories.repeats)
    per_stage = weeks / stages
    shapes = ((1.0, 1.0, 2.0), (0.3, 0.3, 3.0), (3.0, 1.0, 1.0))
    return [np.log(np.array([r, r * per_stage, a, b])) for r, a, b in shapes]


def _search(
    histories: Histories, regularity: int, leaves_at_once: bool, prior: Prior | None
) -> tuple[Summit, Summit]:
    def posterior(likelihood: Likelihood, theta: Floats) -> Slope:
        # Far outside, exp(theta) overflows; such a step is shortened, not taken.
        with np.errstate(all="ignore"):
            slope = likelihood(theta)
        return slope + prior.at(theta) if prior else slope

    rough = Likelihood(binned(histories), regularity, leaves_at_once)
    exact = Likelihood(histories, regularity, leaves_at_once)
    warm = max(
        (
            climb(lambda theta: posterior(rough, theta), start, TOLERANCE, MOST_BINNED_PASSES)
            for start in _starts(histories, regularity)
        ),
        key=lambda summit: summit.slope.value,
    )
    top = climb(lambda theta: posterior(exact, theta), warm.at, TOLERANCE, MOST_EXACT_PASSES)
    return warm, top


def fit(
    histories: Histories,
    regularity: int = 1,
    leaves_at_once: bool = True,
    prior: Prior | None = WEAK,
) -> BuyingFit | Refusal:
    """Estimate the population that the customers come from, or say why it cannot be done."""
    refusal = _without_evidence(histories)
    if refusal:
        return refusal
    warm, top = _search(histories, regularity, leaves_at_once, prior)
    if not top.has_converged:
        return Refusal(
            Reason.DID_NOT_CONVERGE,
            f"after {top.passes} passes the log-likelihood could still gain"
            f" {top.still_to_gain:.2g}",
        )
    parameters = parameters_at(top.at, regularity, leaves_at_once)
    variances = np.diag(np.linalg.pinv(-top.slope.hessian, hermitian=True))
    errors = [float(error) for error in np.exp(top.at) * np.sqrt(np.maximum(variances, 0.0))]
    return BuyingFit(
        parameters=parameters,
        standard_errors=(errors[0], errors[1], errors[2], errors[3]),
        log_likelihood=top.slope.value - (prior.at(top.at).value if prior else 0.0),
        customers=histories.customer_count,
        returned=histories.returned_count,
        convergence=Convergence(
            binned_passes=warm.passes,
            exact_passes=top.passes,
            still_to_gain=top.still_to_gain,
            steepest_slope=float(np.abs(top.slope.gradient).max()),
        ),
    )


def _without_evidence(histories: Histories) -> Refusal | None:
    """Say what keeps the histories from telling anything about the population, if anything."""
    if not len(histories):
        return Refusal(Reason.NO_CUSTOMERS, "there is no customer")
    if not histories.age_weeks.any():
        return Refusal(Reason.NO_TIME_HAS_PASSED, "every customer first bought on the as-of date")
    returned = histories.returned_count
    if not returned:
        return Refusal(Reason.NOBODY_CAME_BACK, "no customer bought on a second day")
    if returned < FEWEST_WHO_CAME_BACK:
        return Refusal(
            Reason.TOO_FEW_CAME_BACK,
            f"{returned:g} customers bought on a second day, {FEWEST_WHO_CAME_BACK} are needed",
        )
    return None
