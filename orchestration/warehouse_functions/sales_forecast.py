"""Sales forecasts for SQL: the months of all series of one measure in, forecast and back-test out.

A series that belongs to a sum names its parent and the grouping it is part of; what the sums are
follows from that. Money comes in units and leaves in whole cents that add up.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from orchestration.science.forecasting.accuracy import Accuracy, IntervalAccuracy, as_rows, scales
from orchestration.science.forecasting.backtest import PUBLISHED, Report, reported
from orchestration.science.forecasting.decomposition import Decomposition, decomposed
from orchestration.science.forecasting.forecast import Forecast, forecast_months
from orchestration.science.forecasting.hierarchy import Hierarchy
from orchestration.science.forecasting.intervals import Basis
from orchestration.science.forecasting.learning import REASONS, Champion
from orchestration.science.forecasting.panel import SEASON, Ints, Panel
from orchestration.science.forecasting.series_kind import Kind, is_refused, kinds_of
from orchestration.science.forecasting.whole_cents import whole_cents
from orchestration.warehouse_functions.function import grouped_rows

CENTS = 100.0
NOBODY = -1


def forecast_each(series: pa.ListArray, horizons: pa.Array) -> Iterator[dict[str, Any]]:
    """Forecast one measure per row; see the registry for what a series is."""
    for columns, horizon in zip(grouped_rows(series), horizons.to_pylist(), strict=True):
        yield _forecast(columns, horizon)


def _forecast(columns: Mapping[str, Any], horizon: int) -> dict[str, Any]:
    numbers, first = np.unique(columns["series"], return_index=True)
    if not len(numbers):
        return {"forecasts": [], "accuracies": []}
    begin = int(columns["month"].min())
    months = np.full((len(numbers), int(columns["month"].max()) - begin + 1), np.nan)
    rows = np.searchsorted(numbers, columns["series"])
    months[rows, columns["month"] - begin] = columns["amount"] * CENTS
    panel = Panel.from_months(months, begin % SEASON + 1)
    sums = _sums(numbers, columns["parent"][first], columns["branch"][first])
    if is_refused(kinds_of(panel)).any():
        # SQL gives every sum a whole history, so this is a company too young for any forecast.
        return {"forecasts": _refusals(numbers, kinds_of(panel), horizon), "accuracies": []}
    # Where no month ever differed, every sum holds by itself and nothing may move.
    moving = sums if scales(panel)[1].any() else Hierarchy(len(numbers), (), ())
    done = forecast_months(months, horizon, begin % SEASON + 1, columns["segment"][first], moving)
    return {
        "forecasts": list(_points(done, numbers, whole_cents(done.point, sums), panel)),
        "accuracies": [
            row
            for report in reported(done.study, columns["level"][first])
            for row in _accuracies(report)
        ],
    }


def _sums(numbers: Ints, parents: Ints, branches: Ints) -> Hierarchy:
    families = defaultdict(list)
    for row, family in enumerate(zip(parents.tolist(), branches.tolist(), strict=True)):
        if family[0] != NOBODY:
            families[family].append(row)
    return Hierarchy(
        len(numbers),
        tuple(int(np.searchsorted(numbers, parent)) for parent, _ in families),
        tuple(tuple(family) for family in families.values()),
    )


def _refusals(numbers: Ints, kinds: Ints, horizon: int) -> list[dict[str, Any]]:
    return [
        {"series": int(number), "step": step, "kind": Kind(kind).name.lower()}
        for number, kind in zip(numbers, kinds, strict=True)
        for step in range(1, horizon + 1)
    ]


def _points(done: Forecast, numbers: Ints, cents: Ints, panel: Panel) -> Iterator[dict[str, Any]]:
    parts = decomposed(panel)
    for row, number in enumerate(numbers.tolist()):
        champion = Champion(int(done.champion[row]))
        ends = int(panel.phases[row] + panel.lengths[row])
        for step in range(cents.shape[1]):
            bounds = [
                _bound(bound[level, row, step], int(cents[row, step]), side)
                for level in (0, 1)
                for bound, side in ((done.lower, -1), (done.upper, 1))
            ]
            names = ("lower_80", "upper_80", "lower_95", "upper_95")
            yield {
                "series": number,
                "step": step + 1,
                "kind": Kind(int(done.kind[row])).name.lower(),
                "champion": champion.name.lower(),
                "reason": REASONS[champion],
                "relative_mase": _or_none(done.relative_mase[row]),
                "basis": Basis(int(done.basis[0, row, step])).name.lower(),
                "point": int(cents[row, step]),
                **dict(zip(names, bounds, strict=True)),
                "season_index": _or_none(parts.index[row, (ends + step) % SEASON]),
                "season": _cents_or_none(parts.added[row, (ends + step) % SEASON]),
                "trend": _last_trend(parts, panel, row),
            }


def _bound(bound: float, point: int, side: int) -> int | None:
    """Whole cents outward of the point, which handing out cents may have moved past the bound."""
    if np.isnan(bound):
        return None
    whole = round(bound)
    return min(whole, point) if side < 0 else max(whole, point)


def _last_trend(parts: Decomposition, panel: Panel, row: int) -> int | None:
    """Newest centred average, half a year before the end."""
    known = parts.trend[row, : panel.lengths[row]]
    known = known[~np.isnan(known)]
    return round(known[-1]) if len(known) else None


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _cents_or_none(value: float) -> int | None:
    return None if np.isnan(value) else round(value)


def _accuracies(report: Report) -> Iterator[dict[str, Any]]:
    for name in report.overall:
        for horizon, points in _by_horizon(report.overall[name], report.by_horizon[name]):
            row = {"level": report.group, "method": name, "step": horizon, "folds": report.folds}
            row |= {
                "scored": int(points["scored"] or 0),
                **{metric: points[metric] for metric in ("wape", "bias", "mase", "rmsse")},
                "mae": _money(points["mae"]),
            }
            if name == PUBLISHED:
                for level, label in ((0.80, "80"), (0.95, "95")):
                    ranges = dict(
                        _by_horizon(report.ranges[level], report.ranges_by_horizon[level])
                    )[horizon]
                    row |= {
                        f"coverage_{label}": ranges["coverage"],
                        f"width_{label}": _money(ranges["width"]),
                        f"pinball_{label}": _money(ranges["pinball"]),
                    }
            yield row


def _by_horizon(
    overall: Accuracy | IntervalAccuracy, months: Accuracy | IntervalAccuracy
) -> Iterator[tuple[int, dict[str, float | None]]]:
    """Give the metrics of all months ahead as month 0, then of each."""
    yield 0, {name: values[0] for name, values in as_rows(overall).items()}
    rows = as_rows(months)
    for step in range(len(rows["scored"])):
        yield step + 1, {name: values[step] for name, values in rows.items()}


def _money(cents: float | None) -> float | None:
    return None if cents is None else cents / CENTS
