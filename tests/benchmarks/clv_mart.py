"""The value of every customer from their purchases: the mart in the warehouse, beside `lifetimes`.

    python -W ignore -m tests.benchmarks.clv_mart [--customers 1000000] [--in-memory] [--alone]

Theirs is the pipeline of its manual, from one table of purchases to one of values: histories,
MBG/NBD, Gamma-Gamma, value of twelve discounted months. Ours is the project's own compiled SQL from
the purchases on: the scores alone, which is what theirs does; the whole of fct_customer_clv, which
also has habits, the handbook formula and what was earned; and that with past days: back-test, gate
and ranges. Seconds waited and CPU seconds, in one process, one after the other. Ours has two
threads, theirs uses one; ours writes tables to a file unless told not to, theirs writes none.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from lifetimes import GammaGammaFitter, ModifiedBetaGeoFitter
from lifetimes.utils import summary_data_from_transaction_data

from orchestration.warehouse_functions.registry import register_all
from tests.benchmarks.buying_fit import POPULATION, WEEKS
from tests.benchmarks.measuring import Cost, measured
from tests.python.warehouse.compiled_project import Model, compile_project

AS_OF = "2025-12-31"
MART, SCORES = "fct_customer_clv", "int_customer_values_scored"
GIVEN, KNOWN = "int_contributions_posted", "int_customers_described"
SCORED = """
create or replace table scores as
select
    customer_id, cast(p_alive as decimal(18, 6)) as p_alive, cast(p_active as decimal(18, 6)) as p_active,
    cast(model_orders as decimal(18, 6)) as orders, cast(margin_per_order as decimal(18, 4)) as margin,
    cast(model_worth as decimal(18, 4)) as worth
from intermediate.int_customer_values_scored where purpose = 'score'
"""
AT_ONCE = 1_000_000


def purchases(customers: int, seed: int) -> Iterator[pd.DataFrame]:
    """Purchase days of customers who came on any day of three years, with what each day earned."""
    for start in range(0, customers, AT_ONCE):
        chance, size = np.random.default_rng(seed + start), min(AT_ONCE, customers - start)
        p, age = POPULATION, np.floor(chance.random(size) * WEEKS * 7)
        rate, leave = chance.gamma(p.r, 1 / p.alpha, size) / 7, chance.beta(p.a, p.b, size)
        there, now = np.arange(size), np.zeros(size)
        made = []
        while len(there):
            made.append((there, np.floor(now[there])))
            there = there[chance.random(len(there)) >= leave[there]]
            now[there] += chance.exponential(1.0, len(there)) / rate[there]
            there = there[now[there] < age[there]]
        who = np.concatenate([customer for customer, _ in made])
        day = np.concatenate([days for _, days in made]) - age[who]
        margin = chance.gamma(2.0, 20.0, size)[who] * chance.gamma(3.0, 1 / 3, len(who)) + 1
        yield pd.DataFrame({"customer": who + start, "day": day.astype(int), "margin": margin})


def prepared(
    folder: Path, customers: int, memory: str, in_memory: bool
) -> duckdb.DuckDBPyConnection:
    """A build, a file or in memory, that holds the purchases and nothing else."""
    spill = str(folder / "spill")
    connection = duckdb.connect(
        config={"memory_limit": memory, "threads": 2, "temp_directory": spill}
    )
    place = ":memory:" if in_memory else folder / "build.duckdb"
    connection.execute(f"attach '{place}' as build")
    connection.execute("use build")
    connection.execute("set preserve_insertion_order = false")
    register_all(connection)
    for schema in ("intermediate", "marts", "reference", "staging"):
        connection.execute(f"create schema {schema}")
    connection.execute(
        f"""
        create table intermediate.{GIVEN} (
            customer_id varchar, purchase_day date, posted_date date,
            net_revenue_amount decimal(18, 4), cm2_amount decimal(18, 4)
        );
        create table intermediate.{KNOWN} (customer_id varchar, segment varchar)
        """
    )
    for part in purchases(customers, seed=1):
        connection.register("part", part)
        connection.execute(
            f"""
            insert into intermediate.{GIVEN}
            select
                substr(md5(cast(customer as varchar)), 1, 16), date '{AS_OF}' + cast(day as integer),
                date '{AS_OF}' + cast(day as integer), sum(2 * margin), sum(margin)
            from part group by customer, day
            """
        )
        connection.unregister("part")
    return connection


def in_order(models: Mapping[str, Model], name: str) -> list[str]:
    """The models that a mart needs after the purchases are known, parents first."""
    ids, found = {model.name: key for key, model in models.items()}, []

    def visit(key: str) -> None:
        if key not in models or key in found or models[key].name in (GIVEN, KNOWN):
            return
        for parent in models[key].parents:
            visit(parent)
        found.append(key)

    visit(ids[name])
    return found


def ours(
    connection: duckdb.DuckDBPyConnection, folder: Path, past_days: int, mart: str, name: str
) -> Cost:
    """Run the project's SQL, with so many past days in the back-test, and print what it took."""
    settings = {"as_of_date": AS_OF, "clv_backtest_origins": str(past_days)}
    project = folder / f"project_{past_days}"
    models = compile_project(project, settings)
    manifest = json.loads((project / "target/manifest.json").read_text())
    parts: list[tuple[float, str]] = []
    with measured() as all_of_it:
        for key in in_order(models, mart):
            model, started = models[key], time.process_time()
            kind = "view" if manifest["nodes"][key]["config"]["materialized"] == "view" else "table"
            connection.execute(f"create or replace {kind} {model.relation} as {model.sql}")
            parts.append((time.process_time() - started, model.name))
        if mart == SCORES:
            connection.execute(SCORED)
    print(f"{name:34} {all_of_it.cpu:8.1f} s CPU {all_of_it.wall:8.1f} s wall")
    for seconds, part in sorted(parts, reverse=True)[:6]:
        print(f"    {part:32} {seconds:6.1f}")
    return all_of_it


def theirs(connection: duckdb.DuckDBPyConnection) -> Cost:
    """Run the pipeline of `lifetimes`, and print what its parts took."""
    with measured() as reading:
        table = connection.execute(
            "select customer_id, purchase_day, cm2_amount::double as margin"
            f" from intermediate.{GIVEN}"
        ).df()
    with measured() as histories:
        seen = summary_data_from_transaction_data(
            table, "customer_id", "purchase_day", "margin", observation_period_end=AS_OF
        )
    with measured() as buying:
        model = ModifiedBetaGeoFitter()
        model.fit(seen["frequency"], seen["recency"], seen["T"])
    with measured() as money:
        returned = seen[seen["frequency"] > 0]
        spend = GammaGammaFitter(penalizer_coef=0.01)
        spend.fit(returned["frequency"], returned["monetary_value"])
    with measured() as value:
        values = spend.customer_lifetime_value(
            model, seen["frequency"], seen["recency"], seen["T"], seen["monetary_value"],
            time=12, discount_rate=0.008, freq="D",
        )  # fmt: skip
    with measured() as writing:
        connection.register("valued", values.reset_index())
        connection.execute("create or replace table valued_by_theirs as from valued")
        connection.unregister("valued")
    parts = {
        "reading": reading, "histories": histories, "buying": buying, "money": money,
        "value": value, "writing": writing,
    }  # fmt: skip
    whole = Cost(*(sum(getattr(part, kind) for part in parts.values()) for kind in ("wall", "cpu")))
    print(f"{'lifetimes':34} {whole.cpu:8.1f} s CPU {whole.wall:8.1f} s wall")
    print("    " + ", ".join(f"{name} {part.cpu:.1f}" for name, part in parts.items()))
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--memory", default="4GB", help="what DuckDB may use")
    parser.add_argument("--in-memory", action="store_true", help="write no file")
    parser.add_argument("--alone", action="store_true", help="without lifetimes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        connection = prepared(folder, given.customers, given.memory, given.in_memory)
        rows = connection.execute(f"select count(*) from intermediate.{GIVEN}").fetchall()[0][0]
        print(f"{given.customers:,} customers, {rows:,} purchase days")
        runs = [
            ours(connection, folder, 0, SCORES, "ours, scores alone"),
            ours(connection, folder, 0, MART, "ours, the mart without past days"),
            ours(connection, folder, 4, MART, "ours, the mart with past days"),
        ]
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(f"largest memory of this process so far {largest:.1f} GiB")
        if not given.alone:
            other = theirs(connection)
            for kind in ("wall", "cpu"):
                ratios = (f"{getattr(other, kind) / getattr(own, kind):.1f}" for own in runs)
                print(f"lifetimes took {', '.join(ratios)} times ours ({kind})")


if __name__ == "__main__":
    main()
