"""Whether a contract is renewed: the shifted beta-geometric model (sBG).

At the end of every term a customer tosses a coin of their own: with chance q the contract ends,
else it runs for another term. A customer's q never changes; over customers it is spread as
Beta(alpha, beta). Who has renewed often probably has a small q, so the share that renews rises with
every renewal although nobody has changed. Terms are of one length and their ends are seen: this is
for contracts only, and says nothing of customers who buy freely (`buying_model`).

Formulas (Fader & Hardie 2007, *Journal of Interactive Marketing* 21:76)::

    chance to renew after t renewals    (beta + t) / (alpha + beta + t)
    still there after t terms, S(t)     B(alpha, beta + t) / B(alpha, beta)

S(t) is the product of the first t chances, so the likelihood is a sum over the ends that were
reached. With R_t of those after t renewals renewed again and E_t not::

    ln L = sum over t of  R_t ln(beta+t) + E_t ln alpha - (R_t+E_t) ln(alpha+beta+t)

A term that still runs adds nothing to it and biases nothing. The estimate is the highest point of
ln L and a weak normal prior on (ln alpha, ln beta), centre 0 and spread 2: with ends of one t alone
only the share alpha / (alpha+beta) is known, and the prior ends the search.

Whether it is published is judged like any chance (`skill_gate`): fitted to the ends of earlier
terms, it must tell later ones apart better than one chance for everybody.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.science.value.calibration import Calibration, calibration
from orchestration.science.value.fitting import Prior
from orchestration.science.value.histories import Floats
from orchestration.science.value.newton import Slope, climb
from orchestration.science.value.refusal import Reason, Refusal

FEWEST_ENDS = 30
TOLERANCE = 1e-9
MOST_PASSES = 200
WEAK = Prior(centre=np.zeros(2), spread=np.full(2, 2.0))


@dataclass(frozen=True, eq=False)
class TermEnds:
    """Ends of terms that were reached: one entry per group, counts of terms."""

    renewals: Floats
    """How often the contracts of the group had been renewed before."""
    renewed: Floats
    ended: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be counts. Raises ValueError."""
        arrays = (self.renewals, self.renewed, self.ended)
        if len({array.shape for array in arrays}) != 1 or self.renewals.ndim != 1:
            raise ValueError("the three arrays must be flat and of one length")
        if any((array < 0).any() or not np.isfinite(array).all() for array in arrays):
            raise ValueError("counts must be finite and not negative")

    @property
    def count(self) -> float:
        """How many ends these are."""
        return float(self.renewed.sum() + self.ended.sum())

    @property
    def share_renewed(self) -> float:
        """Share of the ends at which the contract was renewed. Needs an end."""
        return float(self.renewed.sum()) / self.count


@dataclass(frozen=True)
class RenewalModel:
    """The spread of customers' chances to end a contract, Beta(alpha, beta)."""

    alpha: float
    beta: float

    def chances(self, renewals: Floats) -> Floats:
        """Chance that a contract renewed so often is renewed again, for each."""
        stayed = self.beta + renewals
        return stayed / (self.alpha + stayed)

    def survival(self, terms: int) -> float:
        """Share of new contracts that are still there after so many terms."""
        return float(np.prod(self.chances(np.arange(terms, dtype=np.float64))))


def _slope(ends: TermEnds, theta: Floats) -> Slope:
    """Log-likelihood with its derivatives in (ln alpha, ln beta)."""
    alpha, beta = np.exp(theta)
    stayed, both = beta + ends.renewals, alpha + beta + ends.renewals
    all_ends, ended = ends.renewed + ends.ended, ends.ended.sum()
    value = ends.renewed @ np.log(stayed) + ended * theta[0] - all_ends @ np.log(both)
    gone = all_ends @ (1.0 / both)
    gradient = np.array([ended / alpha - gone, ends.renewed @ (1.0 / stayed) - gone])
    curve = np.full((2, 2), all_ends @ (1.0 / both**2))
    curve -= np.diag([ended / alpha**2, ends.renewed @ (1.0 / stayed**2)])
    scale = np.array([alpha, beta])
    gradient = gradient * scale
    return Slope(float(value), gradient, curve * np.outer(scale, scale) + np.diag(gradient))


def log_likelihood(ends: TermEnds, model: RenewalModel) -> float:
    """Log-likelihood of the ends under a model."""
    return _slope(ends, np.log(np.array([model.alpha, model.beta]))).value


def fit(ends: TermEnds, prior: Prior | None = WEAK) -> RenewalModel | Refusal:
    """Estimate the model from the ends of terms, or say why it cannot be done."""
    if not ends.count:
        return Refusal(Reason.NO_TERM_HAS_ENDED, "no contract has come to the end of a term")
    if ends.count < FEWEST_ENDS:
        return Refusal(
            Reason.TOO_FEW_TERMS_ENDED,
            f"{ends.count:g} terms have come to their end, {FEWEST_ENDS} are needed",
        )

    def posterior(theta: Floats) -> Slope:
        slope = _slope(ends, theta)
        return slope + prior.at(theta) if prior else slope

    top = climb(posterior, np.zeros(2), TOLERANCE, MOST_PASSES)
    if not top.has_converged:
        return Refusal(
            Reason.DID_NOT_CONVERGE,
            f"after {top.passes} passes the log-likelihood could still gain"
            f" {top.still_to_gain:.2g}",
        )
    alpha, beta = np.exp(top.at)
    return RenewalModel(float(alpha), float(beta))


def judged(earlier: TermEnds, later: TermEnds) -> Calibration:
    """Set the chances that earlier ends teach against what came at the later ones.

    Nothing is judged where the earlier ends teach no model.
    """
    model = fit(earlier)
    if isinstance(model, Refusal):
        return Calibration((), 0.0)
    chances = model.chances(later.renewals)
    came = np.repeat([1.0, 0.0], len(chances))
    counts = np.concatenate([later.renewed, later.ended])
    return calibration(np.tile(chances, 2), came, counts)
