"""Random landings: few keys, many versions, every kind of damage, several systems and copies.

Each cell is drawn from good texts or, rarely, from bad ones that carry their own verdict, so that
nothing here has to parse a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from staging_oracle import Landed

Rows = dict[str, list[dict[str, Any]]]
AS_OF = date(2025, 12, 31)
LATER_CHECKS = {"missing_value": 1, "out_of_range": 2, "ahead_of_as_of": 2, "breaks_check": 3}
"""Reasons that are looked for only once every text is a value, in this order."""


@dataclass(frozen=True)
class Cells:
    """What a column may hold: good texts, and bad ones, each with its reason."""

    good: tuple[str | None, ...]
    bad: Mapping[str | None, str]


UPDATES = {
    "2025-01-05": datetime(2025, 1, 5),
    "2025-01-05T00:00:00Z": datetime(2025, 1, 5),
    "2025-01-07 12:00": datetime(2025, 1, 7, 12),
    "2025-01-09T08:00+08:00": datetime(2025, 1, 9),
}
"""Texts of `source_updated_at` and the moments that they are."""
UPDATED_AT = Cells(
    (*UPDATES, None, None), {"soon": "not_a_date", "2026-01-02 00:00": "ahead_of_as_of"}
)
IS_DELETED = Cells((None, None, None, "no", "yes"), {"perhaps": "not_a_boolean"})
VERSIONED = {"source_updated_at": UPDATED_AT, "is_deleted": IS_DELETED}
MOMENT = Cells(
    ("2025-01-01", "2025-01-01 10:00"),
    {"01.01.2025": "not_a_date", None: "missing_value", "2026-01-02": "ahead_of_as_of"},
)
ORDER_IDS = tuple(f"o{number}" for number in range(6))
LINE_IDS = tuple(f"l{number}" for number in range(8))
# The columns of each table in contract order, its key first; parents before their children.
TABLES: dict[str, dict[str, Cells]] = {
    "orders": {
        "order_id": Cells(ORDER_IDS, {None: "missing_value"}),
        "ordered_at": MOMENT,
        "currency_code": Cells((None, "EUR", "usd"), {"EURO": "not_a_currency"}),
        "order_discount_amount": Cells(
            (None, "0", "1e1"), {"-0.01": "out_of_range", "1,5": "not_a_number"}
        ),
        "is_test": Cells((None, "n"), {"maybe": "not_a_boolean"}),
        **VERSIONED,
    },
    "order_lines": {
        "order_line_id": Cells(LINE_IDS, {None: "missing_value"}),
        "order_id": Cells((*ORDER_IDS, "nowhere"), {None: "missing_value"}),
        "quantity": Cells(("1", "2.5"), {"": "not_a_number", "-1": "out_of_range"}),
        "unit_price": Cells(("10", "4.5"), {None: "missing_value", "1e14": "not_a_number"}),
        "line_discount_amount": Cells(
            (None, "4.5"), {"25.01": "breaks_check:discount_exceeds_line"}
        ),
        **VERSIONED,
    },
    "returns": {
        "return_id": Cells(("r1", "r2", "r3", "r4"), {None: "missing_value"}),
        "order_id": Cells(ORDER_IDS, {None: "missing_value"}),
        "order_line_id": Cells((*LINE_IDS, None, None), {}),
        "returned_at": MOMENT,
        "refund_amount": Cells(("1", "0"), {None: "missing_value", "-1": "out_of_range"}),
        "disposition": Cells((None, "Restocked"), {"burnt": "not_allowed"}),
        **VERSIONED,
    },
    "product_costs": {
        "product_id": Cells(("p1", "p2"), {None: "missing_value"}),
        "valid_from": Cells(
            ("2025-01-01", "2025-01-01 00:00", "2025-02-01"),
            {"2025-02-30": "not_a_date", None: "missing_value"},
        ),
        "valid_to": Cells(
            (None, "2025-03-01"), {"2024-12-31": "breaks_check:ends_before_it_starts"}
        ),
        "material_cost": Cells(("1", "2"), {None: "breaks_check:no_cost_given"}),
        **VERSIONED,
    },
    "users": {
        "user_id": Cells(("u1", "u2"), {None: "missing_value"}),
        "valid_from": Cells((None, "2025-01-01"), {}),
        **VERSIONED,
    },
}
KEYS = {"product_costs": ("product_id", "valid_from"), "users": ("user_id", "valid_from")}
PARENTS = {
    "order_lines": {"order_id": "orders"},
    "returns": {"order_id": "orders", "order_line_id": "order_lines"},
}


def random_batches(random: Random) -> list[dict[str, Any]]:
    """Deltas and full copies of three systems; some share a date, some lie after the as-of date."""
    dates = [date(2025, 1, 1) + timedelta(days=2 * step) for step in range(6)] + [date(2026, 1, 1)]
    return [
        {
            "_system": random.choice(["a", "b", "b", "c"]),
            "_batch_id": f"batch-{number:02}",
            "_is_full": random.random() < 0.3,
            "_loaded_at": datetime(2025, 6, 1, random.randrange(4)),
            "batch_date": random.choice(dates),
        }
        for number in range(random.choice([3, 8, 14]))
    ]


def random_row(random: Random, table: str, number: int, batch: dict[str, Any], damage: float):
    """A row as it lands, and as the oracle sees it."""
    row: dict[str, Any] = {"_row": number} | batch
    if random.random() < damage / 2:
        row["_extra"] = '{"_unreadable": "x;y", "_problem": "2 fields"}'
        return row, _seen(table, row, "unreadable_row:")
    broken = []
    for position, (column, cells) in enumerate(TABLES[table].items()):
        is_bad = bool(cells.bad) and random.random() < damage
        row[column] = random.choice([*cells.bad] if is_bad else cells.good)
        if is_bad:
            reason = cells.bad[row[column]]
            kind = reason.partition(":")[0]
            broken.append((LATER_CHECKS.get(kind, 0), position, _problem(reason, column)))
    return row, _seen(table, row, min(broken)[2] if broken else None)


def random_landing(seed: int, damage: float = 0.03) -> tuple[Rows, dict[str, list[Landed]]]:
    """Rows of every table as they land, and as the oracle sees them."""
    random = Random(seed)
    rows: Rows = {}
    seen: dict[str, list[Landed]] = {}
    for table in TABLES:
        batches = random_batches(random)
        drawn = [
            random_row(random, table, number, random.choice(batches), damage)
            for number in range(2, 2 + random.choice([10, 60, 150]))
        ]
        rows[table] = [row for row, _ in drawn]
        seen[table] = [landed for _, landed in drawn]
    return rows, seen


def _problem(reason: str, column: str) -> str:
    return reason if ":" in reason else f"{reason}:{column}"


def _seen(table: str, row: dict[str, Any], problem: str | None) -> Landed:
    columns = TABLES[table]
    names = KEYS.get(table, (next(iter(columns)),))
    is_readable = "_extra" not in row and not any(row[name] in columns[name].bad for name in names)
    parents = PARENTS.get(table, {}).items()
    return Landed(
        row=row["_row"],
        key=tuple(row[name] and row[name][:10] for name in names) if is_readable else None,
        problem=problem,
        parents=tuple((name, parent, row[name]) for name, parent in parents if row.get(name)),
        updated_at=UPDATES.get(row.get("source_updated_at")),
        is_deleted=row.get("is_deleted") == "yes",
        system=row["_system"],
        batch_id=row["_batch_id"],
        batch_date=row["batch_date"],
        loaded_at=row["_loaded_at"],
        is_full=row["_is_full"],
    )
