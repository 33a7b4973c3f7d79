"""The house style of the models, as far as a machine can read it from the dbt manifest.

Every test collects all offenders before it fails, so that one run shows all there is to mend.
"""

import re
from collections import Counter

from orchestration.project import ROOT

PREFIXES = {
    "staging": ("stg_", "quarantine", "unstaged_rows"),
    "intermediate": ("int_",),
    "marts": ("fct_", "dim_", "rpt_"),
}
MAY_READ = {
    "staging": {"source", "staging"},
    "intermediate": {"staging", "intermediate", "seed"},
    "marts": {"intermediate", "marts"},
}
WALL_CLOCK = re.compile(
    r"current_date|current_timestamp|now\(\)|get_current_timestamp|run_started_at", re.I
)
ONE_ENGINE_ONLY = re.compile(
    r"try_cast|::|\bqualify\b|read_parquet|read_csv|//|regexp_full_match|strftime|strptime"
    r"|list_\w+\(|\bexclude\s*\(|\breplace\s*\(|unnest|group by all|\blambda\b|safe_cast|datediff",
    re.I,
)
LONGEST_MODEL = 150


def layer(node):
    return node["fqn"][1]


def parent_kind(manifest, unique_id):
    if unique_id.startswith("source."):
        return "source"
    parent = manifest["nodes"][unique_id]
    return layer(parent) if parent["resource_type"] == "model" else parent["resource_type"]


def attached_tests(manifest, node):
    return [
        test
        for test in manifest["nodes"].values()
        if test.get("attached_node") == node["unique_id"] and test["resource_type"] == "test"
    ]


def sql_without_comments(node):
    code = re.sub(r"\{#.*?#\}", "", node["raw_code"], flags=re.S)
    code = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", code, flags=re.S)
    return re.sub(r"--.*", "", code)


def test_name_says_the_layer(models):
    assert [m["name"] for m in models if not m["name"].startswith(PREFIXES[layer(m)])] == []


def test_folder_and_schema_are_the_layer(models):
    assert [m["name"] for m in models if m["schema"] != layer(m)] == []


def test_a_model_reads_only_the_layers_below(models, manifest):
    offenders = [
        (model["name"], kinds - MAY_READ[layer(model)])
        for model in models
        if (kinds := {parent_kind(manifest, p) for p in model["depends_on"]["nodes"]})
        - MAY_READ[layer(model)]
    ]
    assert offenders == []


def test_a_staging_model_of_a_contract_table_reads_that_table_alone(models):
    offenders = []
    for model in models:
        if layer(model) == "staging" and re.match(r"stg_(crm|orders|costs)__", model["name"]):
            sources = [p for p in model["depends_on"]["nodes"] if p.startswith("source.")]
            if len(sources) != 1:
                offenders.append(model["name"])
    assert offenders == []


def test_description_opens_with_the_grain(models):
    assert [m["name"] for m in models if not m["description"].startswith("One row per ")] == []


def test_no_two_models_share_a_description(models):
    counts = Counter(model["description"] for model in models)
    assert [text for text, count in counts.items() if count > 1] == []


def test_the_declared_grain_is_tested(models, manifest):
    offenders = []
    for model in models:
        grain = model["config"]["meta"].get("grain")
        tested = [
            test["test_metadata"]["kwargs"]["columns"]
            for test in attached_tests(manifest, model)
            if test["test_metadata"]["name"] == "unique_grain"
        ]
        plain = [[re.sub(r"coalesce\((\w+),.*\)", r"\1", c) for c in columns] for columns in tested]
        if not grain or grain not in plain:
            offenders.append(model["name"])
    assert offenders == []


def test_every_model_has_an_owner(models):
    assert [m["name"] for m in models if not m["config"]["meta"].get("owner")] == []


def test_marts_are_contracted_public_and_described(models):
    offenders = []
    for mart in (model for model in models if layer(model) == "marts"):
        undescribed = [c["name"] for c in mart["columns"].values() if not c["description"]]
        if not mart["config"]["contract"]["enforced"] or mart["config"]["access"] != "public":
            offenders.append((mart["name"], "contract or access"))
        if undescribed:
            offenders.append((mart["name"], undescribed))
    assert offenders == []


def test_money_is_decimal_in_every_mart(models):
    columns = [
        (mart["name"], column["name"], column["data_type"])
        for mart in models
        if layer(mart) == "marts"
        for column in mart["columns"].values()
    ]
    floating = [entry for entry in columns if entry[2] in {"double", "float", "real"}]
    money = [entry for entry in columns if entry[1].endswith(("_amount", "_local"))]
    assert floating == []
    assert [entry for entry in money if entry[2] != "decimal(18, 4)"] == []


def test_marts_carry_money_tests(models, manifest):
    """A mart with money proves an identity or reconciles to the layer below."""
    offenders = []
    for mart in (model for model in models if layer(model) == "marts"):
        has_money = any(name.endswith("_amount") for name in mart["columns"])
        kinds = {test["test_metadata"]["name"] for test in attached_tests(manifest, mart)}
        if has_money and not kinds & {"reconciles_to", "expression_holds", "waterfall_telescopes"}:
            offenders.append(mart["name"])
    assert offenders == []


def test_every_data_test_has_a_name_that_says_the_promise(manifest):
    offenders = [
        test["name"]
        for test in manifest["nodes"].values()
        if test["resource_type"] == "test"
        and test.get("test_metadata")
        and test["test_metadata"]["name"] != "unique_grain"
        and test["name"].startswith(test["test_metadata"]["name"])
    ]
    assert offenders == []


def test_the_clock_is_never_read(models, manifest):
    code = {m["name"]: m["raw_code"] for m in models}
    code |= {
        macro["name"]: macro["macro_sql"]
        for macro in manifest["macros"].values()
        if macro["package_name"] == "profit_warehouse"
    }
    assert [name for name, text in code.items() if WALL_CLOCK.search(text)] == []


def test_models_speak_the_language_of_every_engine(models):
    offenders = [
        (model["name"], found.group())
        for model in models
        if (found := ONE_ENGINE_ONLY.search(sql_without_comments(model)))
    ]
    assert offenders == []


def test_only_engine_macros_know_an_engine():
    offenders = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "macros").rglob("*.sql")
        if path.parent.name != "engine" and "duckdb__" in path.read_text(encoding="utf-8")
    ]
    assert offenders == []


def test_models_are_short(models):
    offenders = [
        (model["name"], lines)
        for model in models
        if (lines := model["raw_code"].count("\n")) > LONGEST_MODEL
        and model["name"] not in LISTS_OF_EVERY_TABLE
    ]
    assert offenders == []


LISTS_OF_EVERY_TABLE = {"int_landed_rows_accounted", "stg_landed_row_counts", "unstaged_rows"}
"""Four lines for each of the contract tables and nothing else."""


def test_every_rule_bearing_model_has_a_unit_test(models, manifest):
    """Intermediate models decide; those that only list, sum or join are named here."""
    no_rule = {
        "int_converted_refunds_summed",
        "int_cost_values_booked",
        "int_dates_spanned",
        "int_extract_values_summed",
        "int_landed_rows_accounted",
        "int_ledger_posted",
        "int_staged_values_summed",
    }
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    wanted = {model["name"] for model in models if layer(model) == "intermediate"} - no_rule
    assert wanted - tested == set()
