"""The whole job, drop to published, over a tiny dbt project: what is published, what never is."""

import duckdb

from orchestration import publish
from orchestration.headlines import read_headlines


def published(data):
    with duckdb.connect() as connection:
        connection.execute(f"attach '{data.published / 'marts.duckdb'}' as marts (read_only)")
        revenue = "select customer_id, known_net_revenue_amount"
        rows = connection.execute(f"{revenue} from marts.fct_customer_profit_monthly").fetchall()
    return dict(rows)


def test_a_good_drop_is_published_and_told_step_by_step(line):
    assert line.run(line.drop(100, 5), dbt=line.real_dbt) is None
    assert published(line.data) == {"c0": 100, "c1": 5}
    assert [step for step, _ in line.progress.lines] == ["intake", "promises", "build", "published"]
    assert dict(line.progress.lines)["build"] == "4 tables and views, 2 tests passed"
    headlines = read_headlines(line.data.published, line.data.build)
    assert headlines.customer_count == 2
    assert headlines.unprofitable_count == 1
    assert headlines.currency == "EUR"


def test_a_failed_test_keeps_yesterdays_file_and_names_check_table_rows_and_next_step(line):
    assert line.run(line.drop(100)) is None
    failure = line.run(line.drop(100, 13, name="orders_2025-04-01.csv"), dbt=line.real_dbt)
    assert published(line.data) == {"c0": 100}
    assert "failed check  no_amount_is_thirteen" in failure
    assert "table         marts.fct_customer_profit_monthly" in failure
    assert "1 rows break it" in failure
    assert "customer_id=c1, known_net_revenue_amount=13.0000" in failure
    assert "next step     orchestration/runbooks/" in failure


def test_a_test_of_severity_warn_does_not_stop_the_line(line):
    assert line.run(line.drop(12)) is None
    assert published(line.data) == {"c0": 12}


def test_a_broken_file_of_a_table_that_stops_the_run_stops_it_before_dbt(line):
    assert line.run(line.drop(100)) is None
    built = line.data.build.stat().st_mtime_ns
    broken = line.drop(7, name="orders_2025-04-01.csv", header="nonsense,customer_id")
    failure = line.run(broken)
    assert published(line.data) == {"c0": 100}
    assert line.data.build.stat().st_mtime_ns == built
    assert "failed check  extract_keeps_its_promise" in failure
    assert "landing.orders, file shop/orders_2025-04-01.csv" in failure
    assert "next step     orchestration/runbooks/broken_extract.md" in failure


def test_an_empty_drop_is_not_an_exception(line, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "drop_can_be_read" in line.run(empty)


def test_a_model_that_cannot_be_built_explains_the_failure_first(line):
    failure = line.run(line.drop("ten"))
    assert "failed check  stg_orders__orders" in failure.splitlines()[0]
    assert "Could not convert string" in failure


def test_a_release_that_breaks_a_promise_is_not_put_forward(line, monkeypatch):
    assert line.run(line.drop(100)) is None
    before = line.data.published.readlink()
    write = publish.write_release

    def write_and_spoil(folder, *arguments):
        write(folder, *arguments)
        file = folder / "marts.duckdb"
        file.chmod(0o644)
        with duckdb.connect(file) as connection:
            connection.execute("delete from fct_customer_profit_monthly")

    monkeypatch.setattr("orchestration.publish.write_release", write_and_spoil)
    failure = line.run(line.drop(100, 50, name="orders_2025-04-01.csv"))
    assert "is_not_empty_where_its_extracts_landed" in failure
    assert "marts.fct_customer_profit_monthly" in failure
    assert line.data.published.readlink() == before
    assert published(line.data) == {"c0": 100}


def test_a_plain_published_folder_is_refused_with_the_remedy(line):
    line.data.published.mkdir(parents=True)
    assert "Move it away" in line.run(line.drop(100))


def test_as_of_an_earlier_day_later_batches_are_not_seen(line):
    assert line.run(line.drop(100)) is None
    assert line.run(line.drop(70, 80, name="orders_2025-04-01.csv")) is None
    assert set(published(line.data)) == {"c0", "c1"}
    assert line.run(line.drop(100), as_of="2025-03-31") is None
    assert published(line.data) == {"c0": 100}


def test_what_may_pass_is_tried_again_and_a_failed_test_is_not(line, monkeypatch):
    monkeypatch.setattr("orchestration.failing.SECONDS_BEFORE_RETRY", 0)
    write = publish.write_release
    attempts = []

    def locked_once(*arguments):
        attempts.append(arguments)
        if len(attempts) == 1:
            raise duckdb.IOException("IO Error: Could not set lock on file")
        write(*arguments)

    monkeypatch.setattr("orchestration.publish.write_release", locked_once)
    assert line.run(line.drop(100)) is None
    assert len(attempts) == 2


def test_a_build_file_that_cannot_be_opened_is_built_afresh(line):
    line.data.root.mkdir(parents=True)
    line.data.build.write_bytes(b"half a file")
    assert line.run(line.drop(100)) is None
    assert published(line.data) == {"c0": 100}
    assert line.progress.lines[2] == (
        "build", "the build file could not be opened; building afresh"
    )  # fmt: skip
