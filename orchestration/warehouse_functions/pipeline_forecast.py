"""The pipeline forecast for SQL: deals and what they looked like at month ends in, parts out.

Months are whole numbers (year * 12 + month); a forecast is made from all that was known at the end
of its origin. Money is in units and is not rounded here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from orchestration.science.forecasting.intervals import LEVELS
from orchestration.science.forecasting.pipeline import (
    CAUTIOUS_INFLATION,
    Part,
    PipelineForecast,
    pipeline_forecast,
)
from orchestration.science.forecasting.pipeline_backtest import PipelineBacktest, backtested
from orchestration.science.forecasting.pipeline_open import Deals, Snapshots
from orchestration.warehouse_functions.function import grouped_rows

FIRST_LESSONS = 6
"""Months of deals before the first origin that a back-test may look back from."""
ORIGINS = 12


def forecast_each(
    deals: pa.ListArray, snapshots: pa.ListArray, origins: pa.Array, horizons: pa.Array
) -> Iterator[dict[str, Any]]:
    """Forecast one group of deals per row; see the registry for what a deal is."""
    groups = zip(
        grouped_rows(deals),
        grouped_rows(snapshots),
        origins.to_pylist(),
        horizons.to_pylist(),
        strict=True,
    )
    for every, seen, origin, horizon in groups:
        yield _forecast(every, seen, origin, horizon)


def _forecast(
    every: Mapping[str, Any], seen: Mapping[str, Any], origin: int, horizon: int
) -> dict[str, Any]:
    if not (every["created"] <= origin).any():
        return {"forecasts": [], "scores": []}
    deals = Deals(
        created=every["created"].astype(np.int64),
        closed=every["closed"].astype(np.int64),
        won=every["won"].astype(np.bool_),
        lost=every["lost"].astype(np.bool_),
        won_amount=every["won_amount"].astype(np.float64),
    )
    places = np.argsort(every["deal"])
    numbers = every["deal"][places]
    snapshots = Snapshots(
        month=seen["month"].astype(np.int64),
        deal=places[np.searchsorted(numbers, seen["deal"])].astype(np.int64),
        stage=seen["stage"].astype(np.int64),
        amount=seen["amount"].astype(np.float64),
        probability=seen["probability"].astype(np.float64),
        expected_close=seen["expected_close"].astype(np.int64),
    )
    past = _origins(deals, origin, horizon)
    # no origin has a horizon behind it yet: as cautious as with too few
    test = backtested(deals, snapshots, past, horizon) if past else None
    said = pipeline_forecast(deals, snapshots, origin, horizon)
    return {
        "forecasts": list(_parts(said, test)),
        "scores": list(_scores(test)) if test else [],
    }


def _origins(deals: Deals, origin: int, horizon: int) -> tuple[int, ...]:
    first = int(deals.created.min()) + FIRST_LESSONS
    last = origin - horizon
    return tuple(range(max(first, last - ORIGINS + 1), last + 1))


def _parts(said: PipelineForecast, test: PipelineBacktest | None) -> Iterator[dict[str, Any]]:
    for name in ("open", "new", "run_rate", "total"):
        part: Part = getattr(said, name)
        inflation = test.inflation.get(name, 1.0) if test else CAUTIOUS_INFLATION
        bounds, sums = {}, {}
        for level, label in zip(LEVELS, ("80", "95"), strict=True):
            low, high = part.range(level, inflation)
            bounds[f"lower_{label}"], bounds[f"upper_{label}"] = low, high
            sums[f"lower_{label}"], sums[f"upper_{label}"] = part.range_of_sum(level, inflation)
        shared = {
            "part": name,
            "inflation": inflation,
            "inflation_is_known": bool(test and test.inflation_is_known),
        }
        yield shared | {"step": 0, "expected": part.expected_sum} | sums
        for step, expected in enumerate(part.expected.tolist()):
            months = {label: float(bound[step]) for label, bound in bounds.items()}
            yield shared | {"step": step + 1, "expected": expected} | months


def _scores(test: PipelineBacktest) -> Iterator[dict[str, Any]]:
    for name, score in test.scores.items():
        metrics = {
            metric: None if np.isnan(value) else value for metric, value in vars(score).items()
        }
        yield {"forecast": name, "origins": len(test.origins)} | metrics
