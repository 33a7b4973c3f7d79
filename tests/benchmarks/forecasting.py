"""What forecasting a panel costs.

    python -m tests.benchmarks.forecasting

How good it is beside others is a test: tests/python/science/test_forecast_accuracy_reached.py. See
README.md beside this file.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np

from orchestration.science.forecasting.backtest import reported
from orchestration.science.forecasting.forecast import forecast_months
from orchestration.science.forecasting.models import forecast_by_model, seasonal_naive
from orchestration.science.forecasting.panel import Panel
from orchestration.science.forecasting.seasonality import estimated_seasons
from tests.benchmarks.measuring import Cost, measured

SCIENCE = Path(__file__).parent.parent / "python" / "science"
sys.path.insert(0, str(SCIENCE))

from forecast_company import company  # noqa: E402

HORIZON = 12
AGAIN = 5


def main() -> None:
    """Print the costs."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--series", type=int, default=1000)
    costs(given.parse_args().series)


def costs(count: int) -> None:
    """Every part, as ratios to reading the panel as text and to the seasonal naive."""
    made = company(count)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "panel.csv"
        np.savetxt(file, made.months, delimiter=",")
        with measured() as reading:
            months = np.loadtxt(file, delimiter=",")
    panel = Panel.from_months(months)
    segments = made.segments.astype(np.int64)
    with measured() as naive:
        for _ in range(AGAIN):
            seasonal_naive(Panel.from_months(months), HORIZON)
    naive.wall, naive.cpu = naive.wall / AGAIN, naive.cpu / AGAIN
    with measured() as models:
        forecast_by_model(panel, HORIZON, estimated_seasons(panel, segments))
    with measured() as whole:
        forecast = forecast_months(months, HORIZON, segments=segments)
    with measured() as report:
        reported(forecast.study, np.zeros(len(forecast.study.panel.lengths), dtype=np.int64))
    print(f"{count} series of up to {months.shape[1]} months, {HORIZON} ahead")
    for name, cost in (
        ("reading them as text", reading),
        ("seasonal naive", naive),
        ("five models once", models),
        ("forecast: folds, twins, weights, ranges", whole),
        ("back-test report", report),
    ):
        _print(name, cost, reading, naive)


def _print(name: str, cost: Cost, reading: Cost, naive: Cost) -> None:
    print(
        f"  {name:42}{cost.cpu:8.3f} s CPU {cost.wall:8.3f} s"
        f"{cost.cpu / reading.cpu:9.2f} x reading{cost.wall / naive.wall:10.0f} x naive"
    )


if __name__ == "__main__":
    main()
