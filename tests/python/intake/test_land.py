"""A drop lands once, whole and with its lineage; what does not land says why."""

import os
from datetime import date

import pyarrow.parquet as pq
import pytest
from intake_files import LOADED_AT, landed, orders, put

from orchestration.contract import LINEAGE_COLUMNS, landing_contract
from orchestration.intake.errors import IntakeError
from orchestration.intake.landing import landed_path, landing_schema

FULL = "files:\n  - {match: 'teams*', table: teams, full: true}\n"
LINES = "order_line_id,order_id,quantity,unit_price\n"


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_row_carries_where_it_came_from(drop, data, land):
    put(drop, "shop/2025-03-31/orders.csv", orders(2))
    (batch,) = land().landed
    rows = landed(data, "orders")
    assert [(row["order_id"], row["_row"]) for row in rows] == [("O1", 2), ("O2", 3)]
    lineage = {name: rows[0][name] for name in ("_system", "_file", "_batch_id", "_loaded_at")}
    assert lineage == {
        "_system": "shop",
        "_file": "shop/2025-03-31/orders.csv",
        "_batch_id": batch.batch_id,
        "_loaded_at": LOADED_AT,
    }
    assert rows[0]["batch_date"] == batch.batch_date == date(2025, 3, 31)
    assert landed_path(data, "orders", batch.batch_date, batch.batch_id).exists()


def test_a_landed_file_has_exactly_the_columns_of_the_contract(drop, data, land):
    put(drop, "shop/orders_2025-03-31.csv", orders(2))
    (batch,) = land().landed
    table = landing_contract()["orders"]
    schema = pq.read_schema(landed_path(data, "orders", batch.batch_date, batch.batch_id))
    assert schema.names == [*table.column_names, *LINEAGE_COLUMNS]
    assert schema.equals(landing_schema(table))


def test_a_table_that_nobody_delivers_exists_without_rows(drop, data, land):
    put(drop, "shop/orders_2025-03-31.csv", orders(1))
    land()
    for name in landing_contract():
        assert len(landed(data, name)) == (1 if name == "orders" else 0)


def test_the_same_drop_again_lands_nothing_and_changes_no_byte(drop, data, land):
    put(drop, "shop/orders.csv", orders(3))
    put(drop, "shop/order_lines_2025-03-31.csv", LINES + "1,O1,1,2\n")
    first = land()
    before = files_in(data.landing)
    second = land(loaded_at=LOADED_AT.replace(hour=23))
    assert not second.landed
    assert {b.batch_id for b in second.already_landed} == {b.batch_id for b in first.landed}
    assert files_in(data.landing) == before


def test_the_same_bytes_under_another_name_land_once(drop, data, land):
    put(drop, "shop/orders_2025-03-31.csv", orders(3))
    put(drop, "shop/orders_2025-03-31_part2.csv", orders(3))
    put(drop, "erp/orders_2025-03-31.csv", orders(3))
    report = land()
    assert sorted(batch.system for batch in report.landed) == ["erp", "shop"]
    assert [batch.file for batch in report.already_landed] == ["shop/orders_2025-03-31_part2.csv"]


def test_the_same_drop_gives_the_same_bytes(drop, data, land):
    put(drop, "shop/orders.csv", orders(30_000))
    land()
    before = files_in(data.landing)
    for path in data.landing.glob("orders/batch_date=2*/*"):
        path.unlink()
    land()
    assert files_in(data.landing) == before


def test_undated_files_are_dated_by_their_newest_plausible_event(drop, data, land):
    put(drop, "shop/orders.csv", orders(1) + "O2,2025-03-30T10:00:00,EUR,1\nO3,2099-01-01,EUR,1\n")
    put(drop, "crm/teams.csv", "team_id,source_updated_at\nT,2025-04-02 08:00\n")
    put(drop, "shop/order_lines.csv", LINES + "1,O1,1,2\n")
    assert {b.table: b.batch_date for b in land().landed} == dict.fromkeys(
        ("orders", "order_lines", "teams"), date(2025, 4, 2)
    )


def test_the_as_of_date_dates_what_carries_no_date(drop, land):
    put(drop, "shop/orders.csv", orders(1))
    put(drop, "shop/orders_2025-01-01.csv", orders(2))
    report = land(as_of=date(2025, 5, 5))
    assert {b.rows: b.batch_date for b in report.landed} == {
        1: date(2025, 5, 5),
        2: date(2025, 1, 1),
    }


def test_without_any_event_the_day_of_the_file_counts(drop, land):
    path = put(drop, "crm/teams.csv", "team_id\nT\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert land().landed[0].batch_date == date(2023, 11, 14)


def test_a_full_copy_lands_again_on_another_date_but_once_on_each(drop, data, formats, land):
    put(formats, "crm.yml", FULL)
    put(drop, "crm/teams.csv", "team_id\nT\n")
    days = [date(2025, 3, day) for day in (1, 2, 2, 1, 3)]
    landed_on = [[b.batch_date for b in land(as_of=day).landed] for day in days]
    assert landed_on == [[days[0]], [days[1]], [], [], [days[4]]]
    rows = landed(data, "teams")
    assert len({row["_batch_id"] for row in rows}) == 3
    assert all(row["_is_full"] for row in rows)


def test_an_undated_full_copy_lands_once_however_often_it_is_delivered(drop, data, formats, land):
    put(formats, "crm.yml", FULL)
    put(drop, "crm/teams.csv", "team_id\nT\n")
    put(drop, "shop/orders.csv", orders(3))
    (orders_batch, teams) = sorted(land().landed, key=lambda batch: batch.table)
    assert teams.batch_date == orders_batch.batch_date == date(2025, 3, 4)
    assert {row["_batch_id"] for row in landed(data, "teams")} == {teams.batch_id}
    assert len(land().already_landed) == 2
    put(drop, "shop/orders.csv", orders(5))
    assert {batch.batch_date for batch in land().landed} == {date(2025, 3, 6)}


def test_batches_split_shuffled_and_repeated_land_the_same_rows(drop, data, land):
    for part in (3, 1, 2, 1):
        file = f"shop/order_lines_2025-03-31_part{part}.csv"
        put(drop, file, LINES + f"{part},O,1,1\n")
        land()
    rows = landed(data, "order_lines")
    assert sorted(str(row["order_line_id"]) for row in rows) == ["1", "2", "3"]


def test_a_broken_file_is_set_aside_whole_with_a_readable_report(drop, data, land):
    rows = "".join(f"{number},O,eins,2\n" for number in range(10))
    put(drop, "shop/order_lines_2025-03-31.csv", LINES + rows)
    put(drop, "shop/orders_2025-03-31.csv", orders(2))
    report = land()
    assert [batch.table for batch in report.landed] == ["orders"]
    (broken,) = report.set_aside
    assert report.must_stop == [broken]
    assert not landed(data, "order_lines")
    folder = data.rejected / "2025-03-31" / "shop"
    assert (folder / "order_lines_2025-03-31.csv").read_text() == LINES + rows
    text = broken.report.read_text()
    assert broken.report == folder / "order_lines_2025-03-31.csv.report.md"
    for part in (
        "quantity is not a number in 10 of 10 rows",
        "| 2 | eins |",
        "`order_lines` (recognised by its name)",
        "the run stops",
        "profit check",
    ):
        assert part in text
    assert len(land().set_aside) == 1


def test_a_broken_file_of_an_optional_table_does_not_stop_the_run(drop, land):
    put(drop, "crm/users.csv", "name\nx\n")
    report = land()
    assert not report.must_stop
    assert report.set_aside[0].reasons == (
        "The file has the columns it needs: none of its columns is one of users; is the first"
        " line the headings?",
        "The file has the columns it needs: the required column user_id is missing",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not even a line of headings"),
        (b"\xef\xbb\xbf", "not even a line of headings"),
        (b"\n\n,,\n", "not even a line of headings"),
        (b"\0" * 100, "not even a line of headings"),
        (b"order_id,order_id,ordered_at\n1,1,2025-03-01\n", "order_id is there more than once"),
        (b"orderid,ordered_at\n1,2025-03-01\n", "order_id is missing; is it the column orderid?"),
        (b"order_id,ordered_at\n", "orders is never without rows"),
    ],
)
def test_files_without_usable_content_are_set_aside_with_the_reason(drop, land, content, reason):
    put(drop, "shop/orders_2025-03-31.csv", content)
    report = land()
    assert reason in report.set_aside[0].reasons[0]
    assert report.must_stop


def test_a_delta_without_rows_of_an_optional_table_lands_as_an_empty_batch(drop, data, land):
    put(drop, "shop/returns_2025-03-31.csv", "return_id,order_id,returned_at,refund_amount\n")
    (batch,) = land().landed
    assert batch.rows == 0
    assert len(land().already_landed) == 1


def test_what_is_not_recognised_is_listed_and_left_alone(drop, data, land):
    put(drop, "shop/readme.pdf", "x")
    put(drop, "shop/ordrs.csv", orders(1))
    assert {entry.file: entry.reason[:20] for entry in land().unrecognised} == {
        "shop/ordrs.csv": "its name is not that",
        "shop/readme.pdf": ".pdf is not one of .",
    }


def test_one_line_is_reported_for_every_file(drop, land):
    put(drop, "shop/orders_2025-03-31.csv", orders(1234))
    put(drop, "shop/x.csv", "a\n")
    lines = []
    land(report=lines.append)
    assert len(lines) == 2
    assert lines[1].endswith("shop/orders_2025-03-31.csv: 1,234 rows of orders")


def test_what_a_crash_left_in_incoming_is_swept_away(drop, data, land):
    put(data.incoming, "7.parquet", "half a file")
    put(data.incoming, "tmpx/source.csv", "half a file")
    put(drop, "shop/orders_2025-03-31.csv", orders(1))
    assert len(land().landed) == 1
    assert not list(data.incoming.iterdir())


def test_a_missing_drop_is_an_error_and_touches_nothing(drop, data, land):
    drop.rmdir()
    with pytest.raises(IntakeError):
        land()
    assert not data.root.exists()


def test_a_table_that_gains_a_column_gets_it_in_its_empty_file(drop, data, land):
    put(drop, "shop/orders_2025-03-31.csv", orders(1))
    land()
    empty = data.landing / "teams" / "batch_date=1900-01-01" / "empty.parquet"
    pq.write_table(pq.read_table(empty).drop(["region"]), empty)
    land()
    assert "region" in pq.read_schema(empty).names
