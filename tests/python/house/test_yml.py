"""dbt skips its own schema checks on DuckDB, so the deprecations are looked for here."""

import yaml

from orchestration.project import ROOT

MOVED_UNDER_CONFIG = {
    *("meta", "tags", "group", "access"),
    *("freshness", "docs", "materialized", "schema"),
}
TEST_KEYS = {"name", "description", "config", "arguments"}


def yml_files():
    return sorted([*(ROOT / "models").rglob("*.yml"), *(ROOT / "seeds/reference").rglob("*.yml")])


def resources(document):
    for kind in ("models", "seeds", "sources", "unit_tests"):
        for resource in document.get(kind) or []:
            yield resource
            yield from resource.get("tables") or []


def data_tests(resource):
    yield from resource.get("data_tests") or []
    for column in resource.get("columns") or []:
        yield from column.get("data_tests") or []


def test_nothing_stands_where_dbt_no_longer_wants_it():
    offenders = []
    for path in yml_files():
        for resource in resources(yaml.safe_load(path.read_text(encoding="utf-8"))):
            moved = MOVED_UNDER_CONFIG & set(resource)
            for column in resource.get("columns") or []:
                moved |= {"meta", "tags", "tests"} & set(column)
            if moved or "tests" in resource:
                offenders.append((path.name, resource["name"], moved))
    assert offenders == []


def test_every_data_test_is_named_and_takes_its_arguments_as_arguments():
    offenders = []
    for path in yml_files():
        for resource in resources(yaml.safe_load(path.read_text(encoding="utf-8"))):
            for test in data_tests(resource):
                body = next(iter(test.values())) if isinstance(test, dict) else None
                if body is None or "name" not in body or set(body) - TEST_KEYS:
                    offenders.append((path.name, resource["name"], test))
    assert offenders == []


def test_project_configs_carry_their_plus():
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))

    def plain_keys(tree, depth=0):
        for key, value in tree.items():
            if not key.startswith("+") and not isinstance(value, dict):
                yield key
            elif isinstance(value, dict) and not key.startswith("+"):
                yield from plain_keys(value, depth + 1)

    for kind in ("models", "seeds", "data_tests"):
        assert list(plain_keys(project[kind])) == []


def test_dbt_parses_without_a_deprecation_or_a_warning(parsed):
    printed = parsed[1]
    assert "deprecat" not in printed.lower()
    assert "[WARNING]" not in printed
