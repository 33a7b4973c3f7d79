"""What a failure says, and whether it is worth another try."""

import errno

import dagster as dg
import duckdb
import pytest

from orchestration.build_problems import offending_rows, stop_on_bad_results, subject_of
from orchestration.dbt_process import DbtError
from orchestration.explanation import NotPublishedError, Problem, Runbook, explain
from orchestration.failing import RETRIES, told_to_dagster
from orchestration.project import ROOT
from orchestration.publication.shelf import ShelfError
from orchestration.run_results import NodeResult
from orchestration.transient import may_pass

LOCKED = duckdb.IOException('IO Error: Could not set lock on file "build.duckdb"')
MISSING = duckdb.IOException("IO Error: No files found that match the pattern")


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        pytest.param(LOCKED, True, id="a locked file"),
        pytest.param(OSError(errno.EIO, "Input/output error"), True, id="a disk hiccup"),
        pytest.param(OSError(errno.ENOSPC, "No space left"), True, id="a full disk"),
        pytest.param(NotPublishedError([Problem("c", "t", str(LOCKED))], Runbook.FAILED_BUILD),
                     True, id="dbt reports a locked file"),
        pytest.param(MISSING, False, id="a file that was never there"),
        pytest.param(FileNotFoundError(errno.ENOENT, "no such file"), False, id="no such file"),
        pytest.param(NotPublishedError([Problem("c", "t", "3 rows break it")], Runbook.FAILED_BUILD),
                     False, id="a failed test"),
    ],
)  # fmt: skip
def test_only_what_may_pass_is_tried_again(error, passes):
    assert may_pass(error) is passes


def test_another_try_is_asked_for_until_the_last():
    with pytest.raises(dg.RetryRequested), told_to_dagster(retry_number=RETRIES - 1):
        raise LOCKED
    with pytest.raises(dg.Failure, match="Could not set lock"), told_to_dagster(RETRIES):
        raise LOCKED


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DbtError("dbt cannot parse the project"), "dbt_can_build"),
        (ShelfError("published is a folder. Move it away"), "Move it away"),
        (NotPublishedError([Problem("totals", "marts.a", "off")], Runbook.CONTROL_TOTAL_OFF),
         "control_total_off.md"),
    ],
)  # fmt: skip
def test_what_will_not_pass_fails_at_once_in_words_for_people(error, words):
    with pytest.raises(dg.Failure) as failure, told_to_dagster(retry_number=0):
        raise error
    assert words in failure.value.description
    assert "next step" in failure.value.description
    assert not failure.value.allow_retries


def test_a_programming_error_is_not_dressed_up():
    with pytest.raises(KeyError), told_to_dagster(retry_number=0):
        raise KeyError("oops")


def test_the_text_names_check_table_rows_and_next_step():
    problem = Problem("totals_agree", "marts.fct", "2 rows break it", ["a=1", "a=2"])
    assert explain([problem], Runbook.CONTROL_TOTAL_OFF).splitlines() == [
        "  failed check  totals_agree",
        "  table         marts.fct",
        "  found         2 rows break it",
        "  for example   a=1",
        "                a=2",
        "",
        "  next step     orchestration/runbooks/control_total_off.md",
    ]


def test_a_long_list_of_problems_is_cut_but_none_is_hidden():
    text = explain([Problem(f"check_{n}", "t", "d") for n in range(8)], Runbook.FAILED_BUILD)
    assert "and 3 more: check_5, check_6, check_7" in text


@pytest.mark.parametrize("runbook", Runbook)
def test_every_next_step_leads_to_a_page(runbook):
    assert (ROOT / runbook.value).is_file()


def node(name, kind, layer="marts", **more):
    return {"name": name, "resource_type": kind, "fqn": ["p", layer, name], "schema": layer, **more}


NODES = {
    "model.stg": node("stg", "model", "staging"),
    "model.fct": node("fct", "model"),
    "test.a": node("rows_add_up", "test", attached_node="model.stg",
                   test_metadata={"name": "reconciles_to"},
                   depends_on={"nodes": ["model.stg", "model.fct"]}),
    "test.b": node("singular", "test", depends_on={"nodes": ["model.stg", "model.fct"]}),
    "test.c": node("about_nothing", "test", depends_on={"nodes": []}),
}  # fmt: skip


def result(unique_id, status, message="", failures=0):
    return NodeResult(unique_id, status, message, failures, 0.1, "", "select 1 as a")


@pytest.mark.parametrize(
    ("test", "about"), [("test.a", "model.stg"), ("test.b", "model.fct"), ("test.c", None)]
)
def test_a_test_is_about_what_it_hangs_on_else_the_last_layer_it_reads(test, about):
    assert subject_of(NODES[test], NODES) == about


def test_good_skipped_and_warned_results_do_not_stop(tmp_path):
    fine = [
        result("model.stg", "success"),
        result("test.b", "warn"),
        result("model.fct", "skipped"),
    ]
    stop_on_bad_results(fine, {"nodes": NODES}, tmp_path / "none.duckdb")


def test_a_model_that_failed_is_told_before_the_tests(tmp_path):
    bad = [result("test.a", "fail", failures=3), result("model.fct", "error", "no\n such column")]
    with pytest.raises(NotPublishedError) as stopped:
        stop_on_bad_results(bad, {"nodes": NODES}, tmp_path / "none.duckdb")
    first, second = stopped.value.problems
    assert (first.check, first.table, first.detail) == ("fct", "marts.fct", "no such column")
    assert (second.check, second.table) == ("rows_add_up", "staging.stg")
    assert second.detail == "3 rows break it"
    assert "control_total_off.md" in str(stopped.value)


def test_offending_rows_are_asked_from_the_build_and_cut(tmp_path):
    build = tmp_path / "build.duckdb"
    with duckdb.connect(build) as connection:
        connection.execute("create schema marts; create table marts.t as from range(9) as r (n)")
    rows = offending_rows(build, 'select n, n * 2 as twice from "build"."marts"."t" order by n')
    assert rows[0] == "n=0, twice=0"
    assert len(rows) == 5


def test_rows_that_cannot_be_asked_any_more_do_not_hide_the_failure(tmp_path):
    build = tmp_path / "build.duckdb"
    duckdb.connect(build).close()
    [row] = offending_rows(build, "select * from build.marts.gone")
    assert "cannot be shown" in row
