"""`profit`: exit codes, what is printed, and the whole line from a shell."""

import os
import subprocess
import sys

import pytest

from orchestration import cli
from orchestration.commands import run as run_command
from orchestration.project import ROOT, DataFolder
from orchestration.warehouse_lock import hold_warehouse

ORDERS = """order_id,customer_id,status,ordered_at,currency_code,source_updated_at
o1,c1,completed,2025-03-01,EUR,2025-03-31
o2,c2,completed,2025-03-02,EUR,2025-03-31
"""
LINES = """order_line_id,order_id,product_id,quantity,unit_price,unit_cost,source_updated_at
l1,o1,p1,2,50.00,30.00,2025-03-31
l2,o2,p1,1,50.00,80.00,2025-03-31
"""


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop" / "shop"
    folder.mkdir(parents=True)
    (folder / "orders_2025-03-31.csv").write_text(ORDERS)
    (folder / "order_lines_2025-03-31.csv").write_text(LINES)
    return folder.parent


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("PROFIT_DATA", str(tmp_path / "data"))
    return DataFolder(tmp_path / "data")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no command"),
        pytest.param(["fly"], id="no such command"),
        pytest.param(["run"], id="no drop"),
        pytest.param(["run", "--drop", ".", "--as-of", "yesterday"], id="not a date"),
    ],
)
def test_wrong_usage_is_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage: profit" in capsys.readouterr().err


def test_a_drop_that_is_not_there_is_wrong_usage(data, tmp_path, capsys):
    assert cli.main(["run", "--drop", str(tmp_path / "nowhere")]) == 2
    assert "is not a folder" in capsys.readouterr().err
    assert not data.root.exists()


def test_published_is_zero_and_ends_with_the_headlines(data, drop, monkeypatch, capsys):
    monkeypatch.setattr(run_command, "_run_line", lambda *_: None)
    monkeypatch.setattr(run_command, "_tell_headlines", lambda _: print("net revenue 1"))
    assert cli.main(["run", "--drop", str(drop)]) == 0
    assert capsys.readouterr().out == "net revenue 1\n"


def test_not_published_is_one_and_says_what_stands(data, drop, monkeypatch, capsys):
    monkeypatch.setattr(run_command, "_run_line", lambda *_: "  failed check  totals")
    assert cli.main(["run", "--drop", str(drop)]) == 1
    told = capsys.readouterr().err
    assert "NOT PUBLISHED (nothing was there before)" in told
    assert "failed check  totals" in told
    data.published.mkdir()
    assert cli.main(["run", "--drop", str(drop)]) == 1
    assert "NOT PUBLISHED (yesterday's file stands)" in capsys.readouterr().err


def test_a_busy_warehouse_is_one_and_says_who_holds_it(data, drop, monkeypatch, capsys):
    monkeypatch.setattr(run_command, "PATIENCE_SECONDS", 0.0)
    with hold_warehouse(data, "Dagster run 42"):
        assert cli.main(["run", "--drop", str(drop)]) == 1
    assert "held by Dagster run 42, process" in capsys.readouterr().err


def test_the_command_line_starts_without_the_heavy_libraries():
    heavy = "{'dagster', 'dbt', 'duckdb', 'great_expectations', 'pandas', 'pyarrow'}"
    asked = f"import sys, orchestration.cli; sys.exit(bool({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def profit(*arguments, data):
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        cwd=ROOT, env={**os.environ, "PROFIT_DATA": str(data.root)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_from_the_shell_one_good_drop_and_one_broken(data, drop):
    """The real project on four rows: published and told; then refused, with the first standing."""
    good = profit("run", "--drop", str(drop), data=data)
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stderr == ""
    steps = [line.split()[0] for line in good.stdout.splitlines()[:4]]
    assert steps == ["intake", "promises", "build", "published"]
    assert "net revenue             150.00" in good.stdout
    assert "gross profit            10.00 (6.7% of net revenue)" in good.stdout
    assert "unprofitable customers  1" in good.stdout

    standing = data.published.readlink()
    (drop / "shop" / "orders_2025-04-30.csv").write_text("order_number\n1\n")
    broken = profit("run", "--drop", str(drop), data=data)
    assert broken.returncode == 1
    assert "NOT PUBLISHED (yesterday's file stands)" in broken.stderr
    assert "shop/orders_2025-04-30.csv" in broken.stderr
    assert "orchestration/runbooks/broken_extract.md" in broken.stderr
    assert "Traceback" not in broken.stdout + broken.stderr
    assert data.published.readlink() == standing
