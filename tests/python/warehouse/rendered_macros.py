"""Macros and generic tests as the SQL they stand for, without a dbt project around them.

Only what the tested macros use of dbt is here: `return`, `var`, `adapter.dispatch` to DuckDB and
the `test` block. What needs the graph of models is tested through the compiled project.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from orchestration.project import ROOT


class GenericTests(Extension):
    """`{% test name(arguments) %}` defines a macro `test_name`, as dbt has it."""

    tags = frozenset({"test"})

    def parse(self, parser: Parser) -> nodes.Node:
        """Read the block as a macro."""
        macro = nodes.Macro(lineno=next(parser.stream).lineno)
        macro.name = "test_" + parser.parse_assign_target(name_only=True).name
        parser.parse_signature(macro)
        macro.body = parser.parse_statements(("name:endtest",), drop_needle=True)
        return macro


class Adapter:
    """Finds the DuckDB form of a dispatched macro."""

    def __init__(self, macros: Mapping[str, Any]) -> None:
        """Look in `macros`, which may still be filling."""
        self._macros = macros

    def dispatch(self, name: str) -> Any:
        """The macro that DuckDB uses for `name`."""
        return self._macros[f"duckdb__{name}"]


@cache
def macros(**settings: str) -> Mapping[str, Any]:
    """Every macro of the repository by name, with `settings` as dbt vars."""
    environment = Environment(extensions=["jinja2.ext.do", GenericTests], autoescape=False)
    environment.globals |= {
        "return": lambda value: value,
        "var": settings.__getitem__,
        "adapter": Adapter(environment.globals),
    }
    files = [*(ROOT / "macros").glob("*/*.sql"), *(ROOT / "tests" / "generic").glob("*.sql")]
    # A template knows the macros that were there when it was loaded, so all are loaded twice.
    for path in [*sorted(files)] * 2:
        module = environment.from_string(path.read_text(encoding="utf-8")).module
        exported = {name: value for name, value in vars(module).items() if name[0] != "_"}
        environment.globals |= exported
    return environment.globals
