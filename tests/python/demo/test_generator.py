"""The generator gives the same bytes every time, and those bytes are the committed ones."""

import argparse
import hashlib

import pytest

from orchestration.demo.command import add_arguments, run
from orchestration.demo.generate import generate
from orchestration.project import DEMO_DROP

MEGABYTE = 1_000_000


def contents(folder):
    """Digest of every file by its path below the folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_committed_extracts_are_what_the_code_generates(drop):
    assert contents(DEMO_DROP) == contents(drop), (
        "seeds/extracts is not what the code makes: empty the folder and run"
        " `profit demo --out seeds/extracts`"
    )


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_two_runs_give_the_same_bytes(tmp_path, file_format):
    for name in ("first", "second"):
        generate(tmp_path / name, orders=200, file_format=file_format)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_another_seed_gives_another_company(tmp_path):
    for seed in (1, 2):
        generate(tmp_path / str(seed), orders=200, file_format="csv", seed=seed)
    orders = [(tmp_path / str(seed) / "erp" / "orders_2025-11-30.csv") for seed in (1, 2)]
    assert orders[0].read_bytes() != orders[1].read_bytes()


def test_the_committed_extracts_are_small():
    sizes = [path.stat().st_size for path in DEMO_DROP.rglob("*") if path.is_file()]
    assert sum(sizes) <= 5 * MEGABYTE


def test_numbers_of_orders_that_cannot_be_are_refused(tmp_path):
    with pytest.raises(ValueError, match="at least"):
        generate(tmp_path, orders=0, file_format="csv")
    for orders in (20, 60_000):
        with pytest.raises(ValueError, match="format demo takes"):
            generate(tmp_path, orders=orders)


def parsed(*argv):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(part) for part in argv])


def test_the_command_writes_into_a_new_folder_only(tmp_path, capsys):
    out = tmp_path / "drop"
    assert run(parsed("--out", out, "--orders", 50, "--format", "csv")) == 0
    assert "files" in capsys.readouterr().out
    assert run(parsed("--out", out, "--orders", 50, "--format", "csv")) == 2
    assert "empty" in capsys.readouterr().err
