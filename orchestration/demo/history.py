"""What each system delivered when: one big first batch, then what was new or had changed.

A row comes with the first batch after it came to be. If it changed after that batch, it comes
again, whole, with the batch after the change, and the first time it still says what was known then.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from orchestration.demo.calendar import EPOCH_DAY, day_number
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Extract, times

FIRST_BATCH = date(2025, 11, 30)
LAST_BATCH = date(2025, 12, 31)
_TWICE = (FIRST_BATCH, LAST_BATCH)
_ORDER_BATCHES = (FIRST_BATCH, date(2025, 12, 15), LAST_BATCH)
_BATCHES = {
    ("erp", "orders"): _ORDER_BATCHES,
    ("erp", "order_lines"): _ORDER_BATCHES,
    ("shop", "orders"): _ORDER_BATCHES,
    ("shop", "order_lines"): _ORDER_BATCHES,
    ("shop", "payments"): _ORDER_BATCHES,
    ("finance", "cost_pools"): (LAST_BATCH,),
    ("finance", "resource_capacity"): (LAST_BATCH,),
    ("finance", "gl_balances"): (LAST_BATCH,),
    ("hubspot", "campaign_touches"): (LAST_BATCH,),
    ("crm", "quotas"): (FIRST_BATCH,),
}


def _batch_of(moments: Ints, batches: tuple[date, ...]) -> Ints:
    """Position of the first batch after each moment; the last takes whatever is left."""
    ends = np.array([(day_number(day) + EPOCH_DAY + 1) * 86_400 for day in batches])
    return np.minimum(np.searchsorted(ends, moments, side="right"), len(batches) - 1)


def _early_table(extract: Extract) -> pa.Table:
    """Take the rows as they were before their last change."""
    columns = dict(extract.columns)
    for name, column in extract.early.items():
        kind = columns[name].type
        columns[name] = pa.nulls(len(extract.known_at), kind) if column is None else column
    if "source_updated_at" in columns:
        columns["source_updated_at"] = times(extract.known_at)
    return pa.table(columns)


def deliveries(extract: Extract) -> Iterator[tuple[date, pa.Table]]:
    """Split an extract into batches, oldest first; one without rows is not delivered."""
    batches = _BATCHES.get((extract.system, extract.table), _TWICE)
    final = pa.table(dict(extract.columns))
    if extract.dropped is not None:
        yield batches[0], final
        yield batches[-1], final.filter(pa.array(~extract.dropped))
        return
    known = _batch_of(extract.known_at, batches)
    changed = known if extract.changed_at is None else _batch_of(extract.changed_at, batches)
    early = _early_table(extract) if (changed > known).any() else None
    for batch, day in enumerate(batches):
        now = np.flatnonzero(changed == batch)
        before = np.flatnonzero((known == batch) & (changed > batch))
        if len(now) + len(before) == 0:
            continue
        if early is None or len(before) == 0:
            yield day, final.take(pa.array(now))
            continue
        rows = np.concatenate([now, before])
        both = pa.concat_tables([final.take(pa.array(now)), early.take(pa.array(before))])
        yield day, both.take(pa.array(np.argsort(rows, kind="stable")))
