"""A million customers: fitting the buying model and scoring them, in ratios to other packages.

    python -m tests.benchmarks.buying_fit [--customers 1000000]
    python -m tests.benchmarks.buying_fit --against OTHER/bin/python     # has pymc-marketing

`lifetimes` 0.11.3 is the package that most people would take; it fits the same MBG/NBD by maximum
likelihood. Its fitters import and run with our versions of numpy, scipy and pandas (its data module
does not, and is not needed), so both run in one process, on the same simulated customers, in CPU
seconds; ours is the median of five fits, theirs takes too long for that. It is timed as its manual uses
it, one row per customer, and on our groups with its weights.

`pymc-marketing` brings a compiler and other versions than ours and stays in an environment of its own
(other_buying_fit.py). It takes no weights, so it has one row per customer, and the seconds of a first
fit to a thousand, which compiles, are told apart.
The likelihood of every answer, by our formula, is printed, because a fast wrong answer is no answer.
"""

import argparse
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median

import numpy as np
from lifetimes import ModifiedBetaGeoFitter

from orchestration.science.value.buying_model import REGULARITIES, BuyingParameters
from orchestration.science.value.fitting import BuyingFit, fit
from orchestration.science.value.histories import Histories
from orchestration.science.value.likelihood import Likelihood
from orchestration.science.value.numerators import Discounting, discounted_numerators, numerators
from tests.benchmarks.measuring import measured
from tests.python.science.buying_oracle import simulated

POPULATION = BuyingParameters(0.525, 6.183, 0.891, 1.614)
WEEKS = 156.0
RUNS = 5
YEAR = Discounting(step_weeks=365 / 7 / 12, steps=12, rate_per_step=0.008)


def company(customers: int) -> tuple[Histories, Histories]:
    """Customers who first bought on any day of three years: one by one, and grouped."""
    first = np.floor(np.random.default_rng(1).random(customers) * WEEKS * 7)
    exact, _ = simulated(POPULATION, customers, WEEKS - first / 7, 0.0, seed=2)
    age = WEEKS * 7 - first
    last = np.where(exact.repeats > 0, np.minimum(np.floor(exact.last_weeks * 7) + 1, age), 0)
    # Two purchases of a day are one purchase day.
    rows = np.stack([np.minimum(exact.repeats, last), last, age])
    keys, counts = np.unique(rows, axis=1, return_counts=True)
    return Histories.of(*(rows / [[1], [7], [7]])), Histories.of(*(keys / [[1], [7], [7]]), counts)


def theirs(histories: Histories, weighted: bool) -> tuple[float, np.ndarray]:
    """CPU seconds and parameters of `lifetimes`."""
    fitter = ModifiedBetaGeoFitter()
    weights = histories.customers if weighted else None
    with measured() as cost:
        fitter.fit(histories.repeats, histories.last_weeks, histories.age_weeks, weights=weights)
    return cost.cpu, fitter.params_[["r", "alpha", "a", "b"]].to_numpy()


def of_another_python(python: Path, histories: Histories) -> dict[str, np.ndarray]:
    """What `pymc-marketing` finds, as other_buying_fit.py tells it."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.npz", Path(folder) / "out.npz"
        np.savez(
            source,
            repeats=histories.repeats,
            last_weeks=histories.last_weeks,
            age_weeks=histories.age_weeks,
        )
        script = Path(__file__).with_name("other_buying_fit.py")
        # Compiled anew in every run, so that no run is cheaper for one before it.
        environment = os.environ | {"PYTENSOR_FLAGS": f"base_compiledir={folder}/compiled"}
        environment.pop("PYTHONPATH", None)
        subprocess.run(
            [python.absolute(), script, source, target], check=True, cwd=folder, env=environment
        )
        return dict(np.load(target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--against", type=Path, help="python of an environment with pymc-marketing")
    options = parser.parse_args()
    single, grouped = company(options.customers)
    print(f"{single.customer_count:,.0f} customers, {len(grouped):,} groups")

    costs = []
    for _ in range(RUNS):
        with measured() as ours:
            fitted = fit(grouped, prior=None)
        costs.append(ours.cpu)
    assert isinstance(fitted, BuyingFit), fitted
    seconds_of_ours = median(costs)
    p, likelihood = fitted.parameters, Likelihood(grouped, 1, True)
    passes = fitted.convergence
    print(f"ours              {seconds_of_ours:7.2f} s  log-likelihood {fitted.log_likelihood:.4f}  "
          f"{passes.binned_passes} binned and {passes.exact_passes} exact passes")  # fmt: skip
    for name, histories, weighted in (("grouped", grouped, True), ("one by one", single, False)):
        seconds, found = theirs(histories, weighted)
        value = likelihood(np.log(found)).value
        print(f"lifetimes, {name:10} {seconds:4.1f} s  log-likelihood {value:.4f}  "
              f"{seconds / seconds_of_ours:.0f} times ours")  # fmt: skip
    if options.against:
        other = of_another_python(options.against, single)
        value, seconds = likelihood(np.log(other["parameters"])).value, float(other["seconds"])
        print(f"pymc-marketing {other['version']}, one by one {seconds:.1f} s  "
              f"log-likelihood {value:.4f}  {seconds / seconds_of_ours:.0f} times ours  "
              f"(and {other['getting_ready']:.1f} s to compile and fit a thousand)")  # fmt: skip

    x, age, _ = grouped.pairs()
    print(f"what SQL cannot compute, for {len(x):,} pairs of repeats and age:")
    for k in REGULARITIES:
        population = BuyingParameters(p.r, p.alpha / k, p.a, p.b, k)
        with measured() as year:
            numerators(population, x, age, WEEKS / 3)
        with measured() as discounted:
            discounted_numerators(population, x, age, YEAR)
        print(
            f"  k = {k}: a year {year.cpu:.2f} s, twelve discounted months {discounted.cpu:.2f} s"
        )


if __name__ == "__main__":
    main()
