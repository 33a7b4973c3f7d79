"""Forecasts of the same series by statsforecast, in an environment of its own.

    python other_forecasts.py IN.npz OUT.npz

Knows nothing of the project: that environment holds statsforecast (numba, no dagster). IN holds
`months` (series, months), nan before a series began; OUT gets one array (series, 12) per model.
"""

import sys

import numpy as np
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import (
    AutoCES,
    AutoETS,
    DynamicOptimizedTheta,
    SeasonalNaive,
    Theta,
)

HORIZON = 12


def main(source: str, target: str) -> None:
    """Forecast the twelve months after the end of every series."""
    months = np.load(source)["months"]
    dates = pd.date_range("2000-01-01", periods=months.shape[1], freq="MS")
    known = ~np.isnan(months)
    row, column = np.nonzero(known)
    table = pd.DataFrame({"unique_id": row, "ds": dates[column], "y": months[known]})
    models = [
        SeasonalNaive(12),
        AutoETS(season_length=12),
        Theta(season_length=12),
        DynamicOptimizedTheta(season_length=12),
        AutoCES(season_length=12),
    ]
    engine = StatsForecast(models=models, freq="MS", fallback_model=SeasonalNaive(12))
    said = engine.forecast(df=table, h=HORIZON).sort_values(["unique_id", "ds"])
    forecasts = {
        str(model): said[str(model)].to_numpy(dtype=float).reshape(-1, HORIZON) for model in models
    }
    forecasts["median of DOT, CES, ETS"] = np.median(
        [forecasts[name] for name in ("DynamicOptimizedTheta", "CES", "AutoETS")], axis=0
    )
    np.savez(target, **forecasts)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
