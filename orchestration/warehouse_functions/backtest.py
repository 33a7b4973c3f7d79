"""The back-test for SQL: which regularity tells active customers best, and who may be published."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from orchestration.science.value.backtest import Backtest, Origin, most_regular
from orchestration.science.value.calibration import Bin, Calibration
from orchestration.science.value.errors import NONE, Errors
from orchestration.science.value.skill_gate import Verdict, verdict, verdict_on_chances
from orchestration.warehouse_functions.buying_model import DAYS_OF_A_WEEK, HISTORY, histories_of
from orchestration.warehouse_functions.function import grouped_rows

CHANCES = "activity"
"""The quantity that is a chance; every other one is an amount."""
OUTCOME = ("origin", *HISTORY, "orders_before", "orders_after")
"""What tells the histories of past days and what came of them apart."""


def _origins(groups: Mapping[str, Any]) -> list[Origin]:
    found = []
    for number in np.unique(groups["origin"]):
        at = groups["origin"] == number
        rows = {name: values[at].astype(np.float64) for name, values in groups.items()}
        histories = histories_of(rows)
        found.append(Origin(str(number), histories, rows["orders_before"], rows["orders_after"]))
    return found


def regularities_tried(
    groups: pa.ListArray, horizons_days: pa.Array
) -> Iterator[list[dict[str, object]]]:
    """Try every regularity on the customers of each row."""
    for row, days in zip(
        grouped_rows(groups, sorted_by=OUTCOME), horizons_days.to_pylist(), strict=True
    ):
        chosen, tried = most_regular(_origins(row), days / DAYS_OF_A_WEEK)
        yield [_summary(each, each is chosen) for each in tried]


def _summary(tried: Backtest, is_chosen: bool) -> dict[str, object]:
    return {
        "regularity": tried.regularity,
        "is_chosen": is_chosen,
        "origins": len(tried.judged),
        "brier": tried.chances.brier,
    }


def methods_judged(quantities: pa.Array, methods: pa.ListArray) -> Iterator[dict[str, object]]:
    """Name the method to publish for each row's quantity, by its place; the model has none."""
    for quantity, row in zip(quantities.to_pylist(), grouped_rows(methods), strict=True):
        judge = _chances if quantity == CHANCES else _amounts
        found = judge(row)
        yield {
            "is_model": found.is_model,
            "place": None if found.is_model else _place(found, row),
            "grounds": found.grounds,
        }


def _place(found: Verdict, row: Mapping[str, Any]) -> int:
    """Give the naive's place; one chance for everybody is the only naive that is a chance."""
    if found.method.isdecimal():
        return int(found.method)
    return int(row["place"][~row["is_model"].astype(bool)][0])


def _errors(row: Mapping[str, Any], number: int) -> Errors:
    names = ("customers", "absolute", "squared", "predicted", "actual")
    return Errors(*(float(row[name][number]) for name in names))


def _amounts(row: Mapping[str, Any]) -> Verdict:
    model, naives = NONE, {}
    for number, is_model in enumerate(row["is_model"]):
        if is_model:
            model = _errors(row, number)
        else:
            naives[str(int(row["place"][number]))] = _errors(row, number)
    return verdict(model, naives)


def _chances(row: Mapping[str, Any]) -> Verdict:
    for number, is_model in enumerate(row["is_model"]):
        judged = _errors(row, number)
        if is_model and judged.customers:
            everybody = Bin(0.0, 1.0, judged.customers, judged.predicted, judged.actual)
            return verdict_on_chances(Calibration((everybody,), judged.squared))
    return verdict_on_chances(Calibration((), 0.0))
