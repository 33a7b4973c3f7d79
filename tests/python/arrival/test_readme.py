"""The README's questions, asked of the demo company, get the README's answers."""

import re

import duckdb

from orchestration.project import ROOT

ANSWER = re.compile(r"^-- (.*\S  +\S.*)$")


def questions():
    """Each query of the README with the rows that its comments promise."""
    [block] = re.findall(r"```sql\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    for part in block.split("\n\n"):
        lines = part.strip().splitlines()
        answers = [found.group(1) for line in lines if (found := ANSWER.match(line))]
        yield "\n".join(lines), [re.split(r"  +", answer) for answer in answers]


def test_the_readme_is_true(warehouses):
    asked = list(questions())
    assert len(asked) == 3
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouses['whole']}' as build (read_only)")
        connection.execute("use build.marts")
        for query, answer in asked:
            rows = connection.execute(query).fetchall()
            assert sorted([str(value) for value in row] for row in rows) == sorted(answer), query
