"""Random landings against the rules of staging, and what no order of arrival may change."""

import json
from datetime import datetime, timedelta
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_landing import AS_OF, KEYS, TABLES, random_landing
from staging_oracle import staged

from orchestration.contract import landing_contract

# Not shrunk: a landing takes a second to build, and a difference names its row.
RUNS = settings(derandomize=True, deadline=None, max_examples=10, phases=[Phase.generate])


def built(warehouse, rows):
    """(key, row, deleted on) of what is staged, and (row, reason, column) of what is not."""
    warehouse.land(**rows)
    kept, refused = {}, {}
    for table in TABLES:
        names = KEYS.get(table, landing_contract()[table].key)
        model = f"stg_{landing_contract()[table].source}__{table}"
        kept[table] = {
            tuple(None if row[name] is None else str(row[name]) for name in names): (
                row["source_row"],
                row["deleted_on"],
                row["is_deleted"],
            )
            for row in warehouse.rows(model)
        }
        refused[table] = {}
    for row in warehouse.rows("unstaged_rows"):
        reason = ":".join(filter(None, (row["reason"], row["column_name"])))
        refused[row["source_table"]][row["source_row"]] = reason
    return kept, refused


def expected(seen):
    """The same as the oracle has it."""
    kept, refused = {}, {}
    for table, result in staged(seen, AS_OF).items():
        kept[table] = {
            key: (version.row, version.deleted_on, version.deleted_on is not None)
            for key, version in result.kept.items()
        }
        key = landing_contract()[table].key[0]
        full = {
            "key_of_two_systems": f"key_of_two_systems:{key}",
            "unreadable_row:": "unreadable_row",
        }
        refused[table] = {row: full.get(reason, reason) for row, reason in result.reasons.items()}
    return kept, refused


@RUNS
@given(seed=st.integers(0, 10**6), damage=st.sampled_from([0.03, 0.1]))
def test_staging_keeps_and_refuses_what_the_rules_say(warehouse, seed, damage):
    rows, seen = random_landing(seed, damage)
    kept, refused = built(warehouse, rows)
    right_kept, right_refused = expected(seen)
    for table in TABLES:
        assert kept[table] == right_kept[table], table
        assert refused[table] == right_refused[table], table

    for account in warehouse.rows("int_landed_rows_accounted"):
        landed = [
            row for row in rows.get(account["source_table"], ()) if row["batch_date"] <= AS_OF
        ]
        parts = ("staged_count", "superseded_count", "quarantined_count")
        assert account["landed_count"] == len(landed) == sum(map(account.get, parts)), account
        assert account["unexplained_count"] == 0, account

    for row in warehouse.rows("quarantine"):
        assert_can_be_read_again(row, rows[row["source_table"]][row["row_number"] - 2])


def assert_can_be_read_again(refused, landed):
    """Quarantine says where a row came from, what broke it, and all that it held."""
    assert (refused["source_system"], refused["batch_id"]) == (
        landed["_system"],
        landed["_batch_id"],
    )
    assert refused["offending_value"] == landed.get(refused["column_name"])
    if refused["reason"] == "unreadable_row":
        assert refused["raw_row"] == landed["_extra"]
        return
    held = {name: text for name, text in json.loads(refused["raw_row"]).items() if text is not None}
    columns = TABLES[refused["source_table"]]
    assert held == {name: landed[name] for name in columns if landed[name] is not None}


def arriving(rows, random):
    """The same rows, one batch per system, date and kind, loaded and lying in another order."""
    landing = {}
    for table, content in rows.items():
        # A full copy gets a date of its own, or it and a delta would be versions of one day.
        batches = {
            row["_row"]: (row["_system"], row["batch_date"] + timedelta(days=row["_is_full"]))
            for row in content
        }
        names = sorted(set(batches.values()))
        hours = dict(zip(names, random.sample(range(len(names)), len(names)), strict=True))
        landing[table] = [
            row
            | {
                "_batch_id": "{} {}".format(*batches[row["_row"]]),
                "batch_date": batches[row["_row"]][1],
            }
            | {"_loaded_at": datetime(2025, 6, 1, hours[batches[row["_row"]]])}
            for row in random.sample(content, len(content))
        ]
    return landing


@settings(RUNS, max_examples=4)
@given(seed=st.integers(0, 10**6))
def test_the_order_in_which_batches_arrive_changes_nothing(warehouse, seed):
    rows, _ = random_landing(seed)
    random = Random(seed)
    assert built(warehouse, arriving(rows, random)) == built(warehouse, arriving(rows, random))


@settings(RUNS, max_examples=2)
@given(seed=st.integers(0, 10**6))
def test_batches_after_the_as_of_date_change_nothing(warehouse, seed):
    rows, _ = random_landing(seed)
    known = {
        table: [row for row in content if row["batch_date"] <= AS_OF]
        for table, content in rows.items()
    }
    assert built(warehouse, rows) == built(warehouse, known)
