"""What forecasting a panel costs, and how good it is beside others.

    python -m tests.benchmarks.forecasting
    python -m tests.benchmarks.forecasting --against OTHER/bin/python     # has statsforecast

The second form also writes the reference that tests/python/science holds the models against. See
README.md beside this file.
"""

import argparse
import json
import subprocess
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

from forecast_company import company, held_out_scores  # noqa: E402

REFERENCE = SCIENCE / "forecast_reference.json"
HORIZON = 12
REFERENCE_SERIES = 400
AGAIN = 5


def main() -> None:
    """Print the costs; with `--against` the accuracies too."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--series", type=int, default=1000)
    given.add_argument("--against", type=Path, help="python of an environment with statsforecast")
    options = given.parse_args()
    costs(options.series)
    if options.against:
        compare(options.against)


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


def compare(python: Path) -> None:
    """Accuracy on the held-out year of the same series, ours beside statsforecast's."""
    made = company(REFERENCE_SERIES)
    training = made.months[:, :-HORIZON]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.npz", Path(folder) / "out.npz"
        np.savez(source, months=training)
        script = Path(__file__).with_name("other_forecasts.py")
        with measured() as theirs:
            subprocess.run([python, script, source, target], check=True, cwd=folder)
        others = dict(np.load(target))
    with measured() as ours:
        forecast = forecast_months(training, HORIZON, segments=made.segments)
    scores = {name: held_out_scores(made, one) for name, one in others.items()}
    print(f"\n{REFERENCE_SERIES} series: ours {ours.wall:.1f} s, statsforecast {theirs.wall:.1f} s")
    for name, (smape, mase) in {"ours": held_out_scores(made, forecast.point), **scores}.items():
        print(f"  {name:30} sMAPE {smape:6.2f}   MASE {mase:.4f}")
    REFERENCE.write_text(
        json.dumps(
            {
                "made_by": "tests/benchmarks/forecasting.py --against, statsforecast 2.1.1",
                "series": REFERENCE_SERIES,
                "sum_of_months": float(np.nansum(made.months)),
                "smape_and_mase": {name: list(pair) for name, pair in scores.items()},
            },
            indent=2,
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
