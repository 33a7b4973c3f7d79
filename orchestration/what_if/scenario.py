"""A scenario: a short YAML file that says which numbers to move, by how much, and for whom.

::

    name: dearer bikes
    changes:
      - {lever: price, product_category: Bikes, percent: 5}
      - {lever: cost_pool, pool_id: P200, percent: -20}
      - {lever: driver, pool_id: P100, to: shipments}

Every change has a `lever` and a `percent`; only the driver of a pool has a `to` instead. Whatever
else it names limits it, and is read as text: a product id may begin with a zero. Which levers there
are and what can limit each is decided by the models (macros/profit/what_if.sql), which refuse
what they do not know before anything is built.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

WORDS = ("driver",)
"""Levers that are moved to another word instead of by some percent."""
NAME = re.compile(r"[\w .,()+%-]{1,80}")


class ScenarioError(ValueError):
    """The file is not a scenario; the message says what to change."""


@dataclass(frozen=True)
class Scenario:
    """One question to the models."""

    name: str
    changes: tuple[Mapping[str, Any], ...]

    @property
    def folder_name(self) -> str:
        """The name as the name of a folder."""
        return re.sub(r"\W+", "_", self.name).strip("_").lower() or "scenario"


def read_scenario(file: Path) -> Scenario:
    """Read and check a scenario file. Raises ScenarioError, naming the place."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScenarioError(f"{file} cannot be read as YAML: {error}") from error
    if not isinstance(content, dict) or not content.keys() <= {"name", "changes"}:
        raise ScenarioError(f"{file}: write `name` and a list of `changes`, nothing else")
    name, changes = str(content.get("name") or file.stem), content.get("changes") or []
    if not NAME.fullmatch(name):
        raise ScenarioError(f"{file}: name the scenario in up to 80 plain characters")
    if not isinstance(changes, list):
        raise ScenarioError(f"{file}: `changes` is a list, one entry per change")
    return Scenario(name, tuple(_change(file, *entry) for entry in enumerate(changes, start=1)))


def _change(file: Path, number: int, entry: object) -> Mapping[str, Any]:
    where = f"{file}, change {number}"
    if not isinstance(entry, dict) or "lever" not in entry:
        raise ScenarioError(f"{where}: say which `lever` moves, and by how many `percent`")
    moved = "to" if entry["lever"] in WORDS else "percent"
    if moved not in entry or {"to", "percent"} <= entry.keys():
        raise ScenarioError(f"{where}: {entry['lever']} moves by `{moved}` and nothing else")
    if not all(isinstance(value, str) for value in entry.values()):
        raise ScenarioError(f"{where}: every limit is one word; write a change for each")
    if moved == "to":
        return dict(entry)
    try:
        percent = float(entry["percent"])
    except ValueError:
        message = f"{where}: `percent` is a number, not {entry['percent']!r}"
        raise ScenarioError(message) from None
    if not -100 <= percent <= 10_000:
        raise ScenarioError(f"{where}: `percent` lies between -100 and 10000, not {percent}")
    return {**entry, "percent": percent}
