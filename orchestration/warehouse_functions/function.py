"""A function of the warehouse: its SQL signature, and the Python that answers for a batch of rows.

The Python is imported at the first call: a dbt that only stages has no use for scipy.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from inspect import Parameter, Signature
from math import prod
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
from duckdb.func import ARROW
from numpy.typing import NDArray

from orchestration.science.value.refusal import Refusal

if TYPE_CHECKING:
    import pyarrow as pa

Compute = Callable[..., Iterable[object]]


@dataclass(frozen=True)
class WarehouseFunction:
    """What SQL has to know of a function.

    A row with a null among its arguments is answered with null, without asking.
    """

    name: str
    parameters: tuple[str, ...]
    """SQL type of each parameter."""
    returns: str
    """SQL type of the answer."""
    computed_by: str
    """`module:function`. It gets one Arrow array per parameter and answers once for each row."""

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the function known to a connection, and to all others of the same database."""
        connection.create_function(
            self.name, self._called(), list(self.parameters), self.returns, type=ARROW
        )

    def _called(self) -> Callable[..., Any]:
        loaded: list[tuple[Compute, pa.DataType]] = []

        def call(*columns: "pa.ChunkedArray | pa.Array") -> "pa.Array":
            import pyarrow as pa  # noqa: PLC0415

            if not loaded:
                module, _, function = self.computed_by.partition(":")
                loaded.append((getattr(import_module(module), function), arrow_type(self.returns)))
            compute, answer = loaded[0]
            answers = compute(*map(in_one_piece, columns))
            return answers if isinstance(answers, pa.Array) else pa.array(answers, type=answer)

        # DuckDB counts the parameters of what it is given.
        names = [f"column_{number}" for number in range(len(self.parameters))]
        signature = Signature([Parameter(name, Parameter.POSITIONAL_ONLY) for name in names])
        call.__signature__ = signature  # type: ignore[attr-defined]
        return call


def in_one_piece(column: "pa.ChunkedArray | pa.Array") -> "pa.Array":
    """Join the chunks of a column."""
    return column.combine_chunks() if hasattr(column, "chunks") else column


def arrow_type(sql_type: str) -> "pa.DataType":
    """Translate an SQL type to Arrow's, as DuckDB does."""
    with duckdb.connect() as connection:
        table = connection.sql(f"select cast(null as {sql_type}) as x").to_arrow_table()
    return table.schema.field(0).type


def grouped_rows(
    column: "pa.ListArray", sorted_by: tuple[str, ...] = ()
) -> Iterator[Mapping[str, Any]]:
    """For each row of a column of lists of structs, the structs' fields as numpy arrays.

    The structs come in the list's order, or sorted by whole numbers that tell them apart: of half a
    million, numpy does that in a tenth of the time that the warehouse takes to build a sorted list.
    """
    for place in range(len(column)):
        structs = column[place].values
        fields = {
            field.name: structs.field(number).to_numpy(zero_copy_only=False)
            for number, field in enumerate(structs.type)
        }
        if sorted_by:
            order = _sorted_places([fields[name] for name in sorted_by])
            fields = {name: values[order] for name, values in fields.items()}
        yield fields


def _sorted_places(columns: Sequence[NDArray[np.int64]]) -> NDArray[np.intp]:
    """Give the places of rows in ascending order of their columns, the first one leading."""
    if not len(columns[0]):
        return np.arange(0)
    above = [column - column.min() for column in columns]
    spans = [int(column.max()) + 1 for column in above]
    if prod(spans) < np.iinfo(np.int64).max:
        # one number a row sorts ten times as fast as several
        return np.argsort(np.ravel_multi_index(above, spans))
    return np.lexsort(above[::-1])


def refused(refusal: Refusal) -> dict[str, object]:
    """Two columns of a row that has no number."""
    return {"refusal_reason": refusal.reason, "refusal_explanation": refusal.explanation}
