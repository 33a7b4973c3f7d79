"""The small drop with real-life awkwardness: edits, broken rows, and each system's own file form.

Made for a company that fits in memory; big ones are written by `stream`.
"""

from collections import defaultdict
from pathlib import Path

from orchestration.demo.company import company_rows
from orchestration.demo.defects import PLANTED, SHARED_SHIPMENT, plant
from orchestration.demo.edits import EDITS, LAST, Files
from orchestration.demo.history import deliveries
from orchestration.demo.system_forms import form_of
from orchestration.demo.texts import text_rows

_NOTES = ("", "", "", "请尽快发货", "", "送礼用 请包装", "")


def _own_columns(files: Files) -> None:
    """Columns that the systems export and the contract does not know."""
    for (system, table, _), rows in files.items():
        for number, row in enumerate(rows):
            if (system, table) == ("youzan", "orders"):
                row["note"] = _NOTES[number % len(_NOTES)]
            if (system, table) == ("hubspot", "leads"):
                row["page_views"] = str(1 + number * 7 % 23)


def _files(orders: int, seed: int) -> Files:
    files: Files = defaultdict(list)
    for extract in company_rows(orders, seed):
        for day, table in deliveries(extract):
            files[extract.system, extract.table, day.isoformat()] += text_rows(table)
    return files


def write_drop(out: Path, orders: int, seed: int) -> None:
    """Write the drop into `out`, one folder per system."""
    files = _files(orders, seed)
    for edit in EDITS:
        edit(files)
    parcel = files["erp", "shipments", LAST][-1]
    files["erp", "shipments", LAST].append({**parcel, "shipment_id": SHARED_SHIPMENT})
    _own_columns(files)
    for (system, table, batch), rows in sorted(files.items()):
        plant(rows, [d for d in PLANTED if (d.system, d.table, d.batch) == (system, table, batch)])
        form = form_of(system, table)
        path = out / system / form.name.format(table=table, batch=batch)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(form.render(table, rows))
