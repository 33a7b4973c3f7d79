"""The pipeline forecast for SQL: deals and what they looked like at month ends in, parts out.

Months are whole numbers (year * 12 + month); a forecast is made from all that was known at the end
of its origin. Money comes in units and leaves in whole cents: a part's horizon is rounded and
handed to its months, so that these add up to it; the total is half of the three parts' cents, and
where those are odd the half cent goes up or down so that its months add up too.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from orchestration.science.forecasting.hierarchy import Hierarchy
from orchestration.science.forecasting.intervals import LEVELS
from orchestration.science.forecasting.panel import Ints
from orchestration.science.forecasting.pipeline import Part, PipelineForecast, pipeline_forecast
from orchestration.science.forecasting.pipeline_backtest import (
    PARTS,
    Inflation,
    PipelineBacktest,
    backtested,
)
from orchestration.science.forecasting.pipeline_open import Deals, Snapshots
from orchestration.science.forecasting.whole_cents import whole_cents
from orchestration.warehouse_functions.function import grouped_rows

CENTS = 100.0
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
    expected = _expected_cents(said)
    for name in PARTS:
        part: Part = getattr(said, name)
        # no origin has a horizon behind it yet: as cautious as with too few
        inflation = test.inflation[name] if test else Inflation()
        bounds = {}
        for level, label in zip(LEVELS, ("80", "95"), strict=True):
            months = part.range(level, inflation.factor)
            whole = part.range_of_sum(level, inflation.factor)
            for side, sums, ahead in zip(("lower", "upper"), whole, months, strict=True):
                bounds[f"{side}_{label}"] = np.rint(CENTS * np.append(sums, ahead)).astype(np.int64)
        for step, point in enumerate(expected[name].tolist()):
            yield {
                "part": name,
                "step": step,
                "expected": point,
                "inflation": inflation.factor,
                "inflation_is_known": inflation.is_known,
                "judged": inflation.origins,
                "held": inflation.held,
                # handing out cents may have moved the point past a bound
                **{
                    side: (min if side.startswith("lower") else max)(int(cents[step]), point)
                    for side, cents in bounds.items()
                },
            }


def _expected_cents(said: PipelineForecast) -> dict[str, Ints]:
    """Cents of each part, the whole horizon first and then its months, which add up to it."""
    names = [name for name in PARTS if name != "total"]
    months = np.stack([getattr(said, name).expected for name in names], axis=1)
    horizon = Hierarchy(len(months) + 1, (0,), (tuple(range(1, len(months) + 1)),))
    cents = whole_cents(CENTS * np.vstack([months.sum(axis=0), months]), horizon)
    # Halved as a running sum, odd cents even out; halved alone each month would gain half a one.
    halves = np.cumsum(cents[1:].sum(axis=1)) // 2
    total = np.concatenate([halves[-1:], np.diff(halves, prepend=0)])
    return dict(zip(names, cents.T, strict=True)) | {"total": total}


def _scores(test: PipelineBacktest) -> Iterator[dict[str, Any]]:
    for name, score in test.scores.items():
        metrics = {
            metric: None if np.isnan(value) else value for metric, value in vars(score).items()
        }
        yield {"forecast": name, "origins": len(test.origins)} | metrics
