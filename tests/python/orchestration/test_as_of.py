"""A past day is rebuilt beside the nightly publication, which it never touches."""

import dagster as dg
import duckdb
from stand_in_dbt import StandInDbt

from orchestration import manifest
from orchestration.graph import assemble
from orchestration.warehouse_lock import hold_warehouse


def revenue(published):
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published / 'marts.duckdb'}' as marts (read_only)")
        query = "select sum(known_net_revenue_amount) from marts.fct_customer_profit_monthly"
        day = connection.execute("select as_of_date from marts.publication").fetchall()
        return str(day[0][0]), connection.execute(query).fetchall()[0][0]


def test_a_past_day_is_published_beside_the_nightly_file(line, monkeypatch):
    assert line.run(line.drop(100)) is None
    assert line.run(line.drop(60, name="orders_2025-04-01.csv")) is None
    nightly = line.data.published.readlink()
    built = line.data.build.stat().st_mtime_ns
    definitions = manifest.read(line.project)

    def then(held, settings):
        stand_in = StandInDbt(definitions, held, settings.as_of)
        return stand_in.building_in(settings.build)

    monkeypatch.setattr("orchestration.assets.as_of.DbtProcess", then)
    job = assemble(definitions).resolve_job_def("as_of_rebuild")
    with hold_warehouse(line.data, "a test") as held, dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(
            instance=instance, partition_key="2025-03-31", resources={"warehouse": held}
        )
    assert result.success
    assert revenue(line.data.root / "as_of" / "2025-03-31" / "published") == ("2025-03-31", 100)
    assert revenue(line.data.published) == ("2025-04-01", 160)
    assert line.data.published.readlink() == nightly
    assert line.data.build.stat().st_mtime_ns == built
