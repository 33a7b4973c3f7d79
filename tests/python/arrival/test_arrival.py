"""However the rows arrive, the marts are the same: in one go, or cut up, shuffled and repeated.

The demo company is landed once as it is and built from nothing; and it is landed piece by piece,
out of order, in halves and twice, with an incremental build after every drop. Then every public
mart is compared row for row.
"""

from collections import Counter

import duckdb
import pytest

from orchestration.demo.defects import PLANTED


def only_in(one: str, other: str, mart: str, columns: str) -> str:
    return (
        f"(select '{one}' as side, * from (select {columns} from {one}.marts.{mart}"
        f" except all select {columns} from {other}.marts.{mart}) limit 3)"
    )


def test_every_public_mart_is_the_same_however_the_rows_arrive(warehouses):
    connection = duckdb.connect()
    connection.execute(f"attach '{warehouses['whole']}' as whole (read_only)")
    connection.execute(f"attach '{warehouses['cut_up']}' as cut_up (read_only)")
    different = {}
    for mart in warehouses["marts"]:
        columns = ", ".join(
            name for (name, *_) in connection.execute(f"describe whole.marts.{mart}").fetchall()
        )
        rows = connection.execute(
            only_in("whole", "cut_up", mart, columns)
            + " union all "
            + only_in("cut_up", "whole", mart, columns)
        ).fetchall()
        if rows:
            different[mart] = rows
    assert different == {}


def test_the_pieces_were_really_pieces(warehouses):
    """Guards the test above: more batches landed, and no row landed under a whole file's id."""
    counts = {}
    for name in ("whole", "cut_up"):
        folder = warehouses[name].parent / "landing"
        files = f"read_parquet('{folder}/order*/*/*.parquet', union_by_name = true)"
        counts[name] = duckdb.sql(
            f"select count(distinct _batch_id), count(*) from {files}"
        ).fetchall()[0]
    assert counts["cut_up"][0] > counts["whole"][0]
    assert counts["cut_up"][1] == counts["whole"][1]


@pytest.mark.parametrize("way", ["whole", "cut_up"])
def test_the_quarantine_holds_exactly_the_broken_rows(warehouses, way):
    with duckdb.connect(str(warehouses[way]), read_only=True) as connection:
        held = connection.execute(
            "select source_system, source_table, cast(batch_date as varchar), reason"
            " from staging.quarantine"
        ).fetchall()
    planted = [(row.system, row.table, row.batch, row.reason) for row in PLANTED]
    assert Counter(held) == Counter(planted)
