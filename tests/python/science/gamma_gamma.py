"""Gamma-Gamma spend per order (Fader & Hardie 2013). Parity only: it cannot take a negative margin."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln


def log_likelihood(theta, x, mean):
    p, q, gamma = np.exp(theta)
    return np.sum(
        gammaln(p * x + q)
        - gammaln(p * x)
        - gammaln(q)
        + q * np.log(gamma)
        + (p * x - 1.0) * np.log(mean)
        + p * x * np.log(x)
        - (p * x + q) * np.log(gamma + x * mean)
    )


def fit(x, mean):
    def cost(theta):
        return -log_likelihood(theta, x, mean)

    near = minimize(cost, np.log([1.0, 2.0, 10.0]), method="Nelder-Mead", options={"maxiter": 5000})
    best = minimize(cost, near.x, method="BFGS")
    return np.exp(best.x), -best.fun


def expected_spend(p, q, gamma, x, mean):
    return p * (gamma + x * mean) / (p * x + q - 1.0)
