"""The buying model for SQL: fitting it to grouped histories, and the orders it expects.

Days come as whole days, as the warehouse counts them; weeks are theirs divided by seven.
"""

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
import pyarrow as pa

from orchestration.science.value.buying_model import BuyingParameters
from orchestration.science.value.fitting import fit
from orchestration.science.value.histories import Floats, Histories
from orchestration.science.value.numerators import Discounting, discounted_numerators, numerators
from orchestration.science.value.refusal import Refusal
from orchestration.warehouse_functions.function import grouped_rows, refused
from orchestration.warehouse_functions.registry import ORDER_PARTS

DAYS_OF_A_WEEK = 7.0
DAYS_OF_A_YEAR = 365.0
STEPS_OF_A_YEAR = 12
HISTORY = ("repeats", "last_days", "age_days")
"""What tells histories apart."""


def histories_of(groups: Mapping[str, Floats]) -> Histories:
    """Histories from days and counts."""
    return Histories.of(
        groups["repeats"],
        groups["last_days"] / DAYS_OF_A_WEEK,
        groups["age_days"] / DAYS_OF_A_WEEK,
        groups["customers"],
    )


def fit_each(groups: pa.ListArray, regularities: pa.Array) -> Iterator[dict[str, object]]:
    """One population per row, or why there is none."""
    for row, regularity in zip(
        grouped_rows(groups, sorted_by=HISTORY), regularities.to_pylist(), strict=True
    ):
        fitted = fit(histories_of(row), regularity)
        if isinstance(fitted, Refusal):
            yield refused(fitted)
            continue
        p, errors = fitted.parameters, fitted.standard_errors
        names = ("r", "alpha", "a", "b")
        yield {
            **{name: getattr(p, name) for name in names},
            **{f"{name}_error": error for name, error in zip(names, errors, strict=True)},
            "log_likelihood": fitted.log_likelihood,
            "passes": fitted.convergence.exact_passes,
            "still_to_gain": fitted.convergence.still_to_gain,
        }


def _discounting(horizon_days: float, rate_of_a_year: float) -> Discounting:
    """Equal steps of about a month that fill the horizon."""
    steps = max(round(horizon_days / DAYS_OF_A_YEAR * STEPS_OF_A_YEAR), 1)
    days = horizon_days / steps
    rate = (1.0 + rate_of_a_year) ** (days / DAYS_OF_A_YEAR) - 1.0
    return Discounting(days / DAYS_OF_A_WEEK, steps, rate)


def order_parts(*columns: pa.Array) -> pa.StructArray:
    """Give the parts N_j of each row's expectation (`science.value.numerators`), 0 beyond k.

    Rows differ in repeats and age; what they have in common is evaluated at once.
    """
    given = np.array([column.to_numpy(zero_copy_only=False) for column in columns], np.float64)
    parts = np.zeros((ORDER_PARTS, given.shape[1]))
    is_setting = np.array([True, True, True, True, True, False, False, True, True])
    settings, place = np.unique(given[is_setting], axis=1, return_inverse=True)
    for number, (r, alpha, a, b, k, horizon, rate) in enumerate(settings.T.tolist()):
        at = place.ravel() == number
        repeats, age_weeks = given[5, at], given[6, at] / DAYS_OF_A_WEEK
        orders = partial(numerators, horizon_weeks=horizon / DAYS_OF_A_WEEK)
        if rate:
            orders = partial(discounted_numerators, ahead=_discounting(horizon, rate))
        population = BuyingParameters(r, alpha, a, b, int(k))
        parts[: int(k), at] = orders(population, repeats, age_weeks)
    return pa.StructArray.from_arrays(list(parts), [f"part_{j}" for j in range(ORDER_PARTS)])
