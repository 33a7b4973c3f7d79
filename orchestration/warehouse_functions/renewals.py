"""Renewals of contracts for SQL: ends of terms in, the model and whether to publish it out."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from orchestration.science.value.refusal import Refusal
from orchestration.science.value.renewals import TermEnds, fit, judged
from orchestration.science.value.skill_gate import verdict_on_chances
from orchestration.warehouse_functions.function import grouped_rows, refused


def judge_each(ends: pa.ListArray) -> Iterator[dict[str, object]]:
    """Fit every row's ends, and judge what the earlier ones would have said of the later."""
    for row in grouped_rows(ends):
        yield _judged(row)


def _term_ends(row: Mapping[str, Any], of: slice | NDArray[np.bool_]) -> TermEnds:
    columns = (row[name][of].astype(np.float64) for name in ("renewals", "renewed", "ended"))
    return TermEnds(*columns)


def _judged(row: Mapping[str, Any]) -> dict[str, object]:
    is_later = row["is_later"].astype(np.bool_)
    every, later = _term_ends(row, slice(None)), _term_ends(row, is_later)
    known: dict[str, object] = {
        "term_ends": int(every.count),
        "share_renewed": every.share_renewed if every.count else None,
        "is_model": False,
    }
    model = fit(every)
    if isinstance(model, Refusal):
        return known | refused(model)
    test = judged(_term_ends(row, ~is_later), later)
    found = verdict_on_chances(test)
    share = later.share_renewed if test.bins else None
    return known | {
        "alpha": model.alpha,
        "beta": model.beta,
        "judged_ends": int(test.customers),
        "brier": test.brier,
        "one_chance_brier": None if share is None else share * (1.0 - share),
        "is_model": found.is_model,
        "grounds": found.grounds,
    }
