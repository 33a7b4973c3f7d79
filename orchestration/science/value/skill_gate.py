"""Which number is published: the model's, or a naive's because the model has not earned it.

A model that loses to a spreadsheet on the company's own past must not speak for its future. The
verdict is taken on the pooled errors of the rolling back-test (`backtest`), for each published
quantity apart:

* orders, and money: the model is published if its MAE is below that of both naives. It must not be
  far off in the total either: absolute errors forgive a model that predicts next to nothing where
  most customers do nothing, so a total off by more than half loses to a naive with a nearer one.
* the chance to be active: the model is published if its Brier is below that of the best single
  chance for everybody, p (1 - p) with p the share who bought, taken in hindsight.

Where the model is not published the naive with the lowest MAE is (for chances, that share), and the
row carries the verdict's grounds. Without any judged origin nothing is known about any of them: the
first naive that was given is published, and the row says so. Of equal naives the first wins too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from orchestration.science.value.calibration import Calibration
from orchestration.science.value.errors import Errors

TOTAL_OFF_AT_MOST = 0.5


class Grounds(StrEnum):
    """Why a method was chosen. The values are what a mart publishes."""

    BEATS_THE_NAIVES = "model_beats_the_naives"
    NAIVE_IS_CLOSER = "naive_is_closer"
    TOTAL_TOO_FAR_OFF = "model_total_too_far_off"
    NO_BACKTEST = "no_backtest"
    TELLS_NOBODY_APART = "model_tells_nobody_apart"


@dataclass(frozen=True)
class Verdict:
    """The method to publish, `model` or the name of a naive, and why."""

    method: str
    grounds: Grounds

    @property
    def is_model(self) -> bool:
        """Whether the model's number is published."""
        return self.method == "model"


def _total_off(judged: Errors) -> float:
    if not judged.actual:
        return 0.0
    return abs(judged.predicted - judged.actual) / abs(judged.actual)


def verdict(model: Errors, naives: Mapping[str, Errors]) -> Verdict:
    """Judge amounts: errors of the model and of each naive, over the same customers."""
    names = list(naives)
    if not model.customers:
        return Verdict(names[0], Grounds.NO_BACKTEST)
    if any(naive.customers != model.customers for naive in naives.values()):
        raise ValueError("model and naives must be judged on the same customers")
    best = min(names, key=lambda name: naives[name].absolute)
    if not model.absolute < naives[best].absolute:
        return Verdict(best, Grounds.NAIVE_IS_CLOSER)
    off = _total_off(model)
    nearer = [name for name in names if _total_off(naives[name]) < off]
    if off > TOTAL_OFF_AT_MOST and nearer:
        nearest = min(nearer, key=lambda name: naives[name].absolute)
        return Verdict(nearest, Grounds.TOTAL_TOO_FAR_OFF)
    return Verdict("model", Grounds.BEATS_THE_NAIVES)


def verdict_on_chances(judged: Calibration) -> Verdict:
    """Judge chances against one chance for everybody."""
    if judged.brier is None:
        return Verdict("one_chance", Grounds.NO_BACKTEST)
    share = sum(each.came for each in judged.bins) / judged.customers
    if not judged.brier < share * (1.0 - share):
        return Verdict("one_chance", Grounds.TELLS_NOBODY_APART)
    return Verdict("model", Grounds.BEATS_THE_NAIVES)
