"""`profit check` foresees what a run would do, and changes nothing."""

import json

import pytest
from intake_files import orders, put

from orchestration.intake import examination, trial
from orchestration.intake.checkup import check_drop
from orchestration.intake.starved_marts import StarvedMart, starved_marts
from orchestration.intake.trial import TrialError

LINES = "order_line_id,order_id,quantity,unit_price,unitcost\n"


@pytest.fixture
def manifest(tmp_path):
    """The lineage of three public marts and a private model."""
    models = {
        "stg": ("protected", ["source.p.orders.orders"]),
        "fct_orders": ("public", ["model.p.stg"]),
        "dim_both": ("public", ["model.p.stg", "source.p.crm.teams"]),
        "dim_teams": ("public", ["source.p.crm.teams"]),
    }
    content = {
        "nodes": {
            f"model.p.{name}": {
                "name": name,
                "unique_id": f"model.p.{name}",
                "resource_type": "model",
                "access": access,
                "config": {"meta": {"filled_by": ["orders"]} if name == "dim_both" else {}},
            }
            for name, (access, _) in models.items()
        },
        "parent_map": {f"model.p.{name}": parents for name, (_, parents) in models.items()},
    }
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(content))
    return path


def snapshot(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_marts_are_starved_by_the_tables_they_read_through_other_models(manifest):
    assert starved_marts(manifest, {"orders", "users"}) == [
        StarvedMart("dim_both", ("orders",), True, fillers=("orders",)),
        StarvedMart("fct_orders", ("orders",), False),
    ]
    assert starved_marts(manifest.with_name("none.json"), {"orders"}) is None


def test_a_check_foretells_every_outcome_and_changes_nothing(drop, data, formats, land, manifest):
    put(drop, "shop/orders_2025-03-30.csv", orders(3))
    land()
    put(drop, "shop/orders_2025-03-31.csv", orders(5, first=4))
    put(drop, "shop/order_lines_2025-03-31.csv", LINES + "1,O1,zwei,1,\n2,O1,1,1,2\n3,O9,1,1,2\n")
    put(drop, "shop/odrers.csv", orders(1))
    put(drop, "crm/users.csv", "userid\n1\n")
    before = snapshot(drop.parent)
    text = check_drop(drop, data, formats, manifest=manifest)
    assert snapshot(drop.parent) == before
    for part in (
        "5 files: 2 would land, 1 landed before, 1 would be set aside, 1 not recognised",
        "Of 8 rows, 2 would go to quarantine",
        "landed before, as the batch of 2025-03-30",
        "did you mean orders?",
        "not mapped, kept in _extra: unitcost; did you mean unit_cost?",
        "written in utf-8, fields separated by comma",
        "the required column user_id is missing; is it the column userid?",
        "would land 5 rows as a delta of 2025-03-31",
        "quarantine: 1 x not_a_number quantity (row 2 holds 'zwei')",
        "quarantine: 1 x points_to_nothing order_id (row 4 holds 'O9')",
        "Marts that would be empty: dim_teams",
        "Mart that would lack input: dim_both (reads teams)",
    ):
        assert part in text


def test_a_check_says_when_it_cannot_foretell(drop, data, formats, tmp_path, monkeypatch):
    def fail(*_):
        raise TrialError("dbt says no")

    monkeypatch.setattr(examination, "refusals", fail)
    put(drop, "shop/orders_2025-03-01.csv", orders(1))
    text = check_drop(drop, data, formats, manifest=tmp_path / "none.json")
    assert "because staging did not run:\ndbt says no" in text
    assert "no manifest yet" in text


def test_nothing_is_staged_where_nothing_would_land(drop, data, formats, monkeypatch):
    monkeypatch.setattr(trial, "_stage", None)
    put(drop, "shop/x.csv", "a\n")
    assert "1 not recognised. Of 0 rows" in check_drop(drop, data, formats)
