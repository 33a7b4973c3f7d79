"""Credibility of customers' own margins for SQL: a row per number of orders in, K and mean out."""

import math
from collections.abc import Iterator

import pyarrow as pa

from orchestration.science.value.credibility import Margins, credibility
from orchestration.science.value.refusal import Refusal
from orchestration.warehouse_functions.function import grouped_rows, refused


def estimate_each(sums: pa.ListArray) -> Iterator[dict[str, object]]:
    """Estimate once per row. `k` is null where own means say nothing."""
    for row in grouped_rows(sums):
        found = credibility(Margins(**row))
        if isinstance(found, Refusal):
            yield refused(found)
            continue
        yield {
            "mean": found.mean,
            "restored": found.restored,
            "within_variance": found.within_variance,
            "between_variance": found.between_variance,
            "k": None if math.isinf(found.k) else found.k,
        }
