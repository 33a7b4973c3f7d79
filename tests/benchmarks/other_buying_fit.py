"""The buying model fitted by pymc-marketing, in an environment of its own.

    python other_buying_fit.py IN.npz OUT.npz

Knows nothing of the project: that environment holds pymc-marketing (a compiler, no dagster). IN holds
`repeats`, `last_weeks` and `age_weeks`, one entry per customer, because its models take no weights.
OUT gets `parameters` (r, alpha, a, b), `seconds` of CPU of the fit, and `getting_ready`: those of the
same fit to a thousand customers before it, which is compiling and next to nothing else. A second fit
finds what the first has compiled and still prepares its graph again; these few seconds are its own.

Flat priors on all four parameters, so that its maximum a posteriori is the maximum of the likelihood.
Its default priors are not flat, whatever its manual says: Weibull on r and alpha, Pareto on a + b.
"""

import sys
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import numpy as np
import pandas as pd
from pymc_extras.prior import Prior
from pymc_marketing import __version__
from pymc_marketing.clv import ModifiedBetaGeoModel

NAMES = ("r", "alpha", "a", "b")
TO_GET_READY = 1000


def used() -> float:
    """CPU seconds so far, with those of the compilers that were called."""
    usages = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def fitted(histories: pd.DataFrame) -> tuple[float, list[float]]:
    """CPU seconds and parameters of its MBG/NBD."""
    model = ModifiedBetaGeoModel(model_config={name: Prior("HalfFlat") for name in NAMES})
    before = used()
    model.fit(data=histories, method="map", progressbar=False)
    return used() - before, [float(model.idata.posterior[name].mean()) for name in NAMES]


def main(source: str, target: str) -> None:
    """Fit to a few, then to all."""
    given = np.load(source)
    histories = pd.DataFrame(
        {
            "customer_id": np.arange(len(given["repeats"])),
            "frequency": given["repeats"],
            "recency": given["last_weeks"],
            "T": given["age_weeks"],
        }
    )
    getting_ready, _ = fitted(histories.head(TO_GET_READY))
    seconds, parameters = fitted(histories)
    np.savez(
        target,
        parameters=parameters,
        seconds=seconds,
        getting_ready=getting_ready,
        version=__version__,
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
