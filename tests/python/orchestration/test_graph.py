"""The asset graph of the real project: the words, the order, and that jobs cover what they claim."""

import dagster as dg
import pytest

from orchestration.assets.as_of import AS_OF_KEY
from orchestration.assets.published import MARTS_KEY, PROMISES_KEPT, RELEASE_KEY
from orchestration.contract import landing_contract
from orchestration.graph import assemble
from orchestration.pools import WAREHOUSE_POOL
from orchestration.publication.contents import public_marts

WORDS = ["drop", "landing", "staging", "intermediate", "marts", "published"]


@pytest.fixture(scope="module")
def definitions(real_manifest):
    definitions = assemble(real_manifest)
    dg.Definitions.validate_loadable(definitions)
    return definitions


@pytest.fixture(scope="module")
def graph(definitions):
    return definitions.resolve_asset_graph()


@pytest.fixture(scope="module")
def models(real_manifest):
    return [n for n in real_manifest["nodes"].values() if n["resource_type"] == "model"]


def test_the_groups_are_the_words_of_the_house(graph):
    groups = {node.group_name for node in graph.asset_nodes}
    assert groups == {*WORDS, "reference"}


def test_nothing_points_backwards(graph):
    for node in graph.asset_nodes:
        for parent in node.parent_keys:
            layer = graph.get(parent).group_name
            if layer != "reference":
                assert WORDS.index(layer) <= WORDS.index(node.group_name), (parent, node.key)


def test_every_contract_table_is_landed_and_held_to_its_promise(graph):
    for table in landing_contract().values():
        key = dg.AssetKey(["landing", table.name])
        assert graph.get(key).parent_keys == {dg.AssetKey("drop")}
        check = graph.get(dg.AssetCheckKey(key, "extract_keeps_its_promise"))
        assert check.blocking == table.stops_the_run


def test_the_nightly_job_covers_every_asset_and_check(definitions, graph):
    job = definitions.resolve_job_def("nightly_refresh")
    covered = {node.key for node in job.asset_layer.asset_graph.asset_nodes if node.is_executable}
    everything = {node.key for node in graph.asset_nodes if node.is_executable}
    assert covered == everything - {AS_OF_KEY}
    checks = job.asset_layer.asset_graph.asset_check_keys
    assert checks == {key for key in graph.asset_check_keys if key.asset_key != AS_OF_KEY}


def test_every_model_and_every_blocking_data_test_is_in_the_graph(graph, models, real_manifest):
    for model in models:
        assert graph.has(dg.AssetKey([model["fqn"][1], model["name"]])), model["name"]
    names = {key.name for key in graph.asset_check_keys}
    for test in real_manifest["nodes"].values():
        if test["resource_type"] == "test":
            assert test["name"] in names


def test_a_failing_test_of_severity_error_blocks(graph, real_manifest):
    severities = {
        test["name"]: test["config"]["severity"].lower()
        for test in real_manifest["nodes"].values()
        if test["resource_type"] == "test"
    }
    for key in graph.asset_check_keys:
        if key.name in severities:
            assert graph.get(key).blocking == (severities[key.name] == "error")


def test_the_release_waits_for_every_public_mart_and_the_swap_for_the_release(graph, models):
    public = {
        dg.AssetKey(["marts", model["name"]])
        for model in models
        if model["config"]["access"] == "public" and model["schema"] == "marts"
    }
    assert public
    assert graph.get(RELEASE_KEY).parent_keys == public
    assert graph.get(MARTS_KEY).parent_keys == {RELEASE_KEY}
    assert graph.get(dg.AssetCheckKey(RELEASE_KEY, PROMISES_KEPT)).blocking


@pytest.mark.parametrize(
    "mart", ["dim_customers", "fct_orders", "fct_order_line_profit", "fct_customer_profit_monthly"]
)
def test_a_mart_of_sales_may_not_be_empty_where_orders_landed(mart, real_manifest):
    [found] = [found for found in public_marts(real_manifest) if found.name == mart]
    assert "orders" in found.filled_by
    assert set(found.filled_by) <= {"orders", "order_lines"}


def test_every_step_that_writes_waits_for_the_warehouse(definitions):
    for name in ("nightly_refresh", "as_of_rebuild"):
        for step in definitions.resolve_job_def(name).graph.node_defs:
            assert step.pool == WAREHOUSE_POOL


def test_a_past_day_is_a_partition_and_never_a_future_one(definitions):
    job = definitions.resolve_job_def("as_of_rebuild")
    keys = job.partitions_def.get_partition_keys()
    assert "2025-03-31" in keys
    assert job.partitions_def.get_last_partition_key() == keys[-1]


def test_the_schedule_and_the_sensor_run_the_nightly_job(definitions):
    repository = definitions.get_repository_def()
    assert repository.get_schedule_def("nightly_refresh_at_0300").job_name == "nightly_refresh"
    sensor = repository.get_sensor_def("complete_drop_starts_nightly_refresh")
    assert sensor.job_name == "nightly_refresh"
    assert repository.has_sensor_def("failed_run_calls_notifier")
