"""A scenario file is read, or refused with the place and what to write instead."""

import pytest

from orchestration.what_if.scenario import ScenarioError, read_scenario


def written(tmp_path, text):
    file = tmp_path / "scenario.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_change_keeps_its_limits_as_text(tmp_path):
    scenario = read_scenario(
        written(
            tmp_path,
            "name: Dearer bikes\nchanges:\n"
            "  - {lever: price, product_category: Bikes, percent: 5}\n"
            "  - {lever: cost_pool, pool_id: 0100, percent: -12.5}\n",
        )
    )
    assert scenario.changes == (
        {"lever": "price", "percent": 5, "product_category": "Bikes"},
        {"lever": "cost_pool", "percent": -12.5, "pool_id": "0100"},
    )
    assert scenario.folder_name == "dearer_bikes"


def test_an_unnamed_scenario_takes_the_name_of_its_file(tmp_path):
    assert read_scenario(written(tmp_path, "changes: []")).name == "scenario"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("changes: [", "cannot be read as YAML", id="no YAML"),
        pytest.param("- 1", "write `name` and a list of `changes`", id="a list"),
        pytest.param("change: []", "nothing else", id="a slip of the key"),
        pytest.param("name: ../../etc\nchanges: []", "plain characters", id="a path for a name"),
        pytest.param("changes: {lever: price}", "is a list", id="one change without a dash"),
        pytest.param("changes: [{lever: price}]", "change 1.*by `percent`", id="no percent"),
        pytest.param(
            "changes: [{lever: driver, percent: 5}]", "driver moves by `to`", id="a driver"
        ),
        pytest.param("changes: [{lever: price, to: 5}]", "price moves by `percent`", id="a word"),
        pytest.param(
            "changes: [{lever: a, percent: 1, x: [b]}]", "one word", id="two limits in one"
        ),
        pytest.param("changes: [{lever: a, percent: 1}, 7]", "change 2", id="a number"),
        pytest.param("changes: [{lever: a, percent: x}]", "is a number, not 'x'", id="a word"),
        pytest.param("changes: [{lever: a, percent: yes}]", "not 'yes'", id="yes is no number"),
        pytest.param("changes: [{lever: a, percent: -101}]", "between -100", id="below nothing"),
        pytest.param("changes: [{lever: a, percent: .nan}]", "is a number", id="not a number"),
    ],
)
def test_what_is_no_scenario_is_refused(tmp_path, text, said):
    with pytest.raises(ScenarioError, match=said):
        read_scenario(written(tmp_path, text))
