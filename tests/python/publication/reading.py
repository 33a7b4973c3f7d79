"""A reader that never rests: asks the published file over and over, until it is told to stop.

Run as a script with the published folder and a report file. Each round opens the file afresh,
as a BI tool does, and notes every error and every night that is mixed from two runs.
"""

import json
import sys
from pathlib import Path

import duckdb

LABELS = """
    select run_id from marts.publication
    union select run_label from marts.dim_customers
    union select run_label from marts.fct_profit
"""


def labels(published):
    with duckdb.connect(str(published / "marts.duckdb"), read_only=True) as connection:
        return {row[0] for row in connection.execute(LABELS).fetchall()}


def parquet_labels(published):
    # One glob, resolved once: the files of one release.
    with duckdb.connect() as connection:
        files = published.resolve() / "parquet" / "*.parquet"
        return {
            row[0]
            for row in connection.execute(
                f"select distinct run_label from read_parquet('{files}', union_by_name = true)"
            ).fetchall()
        }


def read_on(published, report):
    seen, mixed, errors, rounds = set(), [], [], 0
    stop = report.with_suffix(".stop")
    while not stop.exists():
        rounds += 1
        for look in (labels, parquet_labels):
            try:
                found = look(published)
            except (duckdb.Error, OSError) as error:
                errors.append(str(error))
                continue
            seen |= found
            if len(found) != 1:
                mixed.append(sorted(found))
    report.write_text(
        json.dumps({"rounds": rounds, "seen": sorted(seen), "mixed": mixed, "errors": errors})
    )


if __name__ == "__main__":
    read_on(Path(sys.argv[1]), Path(sys.argv[2]))
