"""Rows as text, the way a small export prints them."""

from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

Row: TypeAlias = dict[str, str]
"""Values by contract column; an empty text is an empty cell."""


def _printed(column: pa.ChunkedArray, *, short: bool) -> list[str]:
    if pa.types.is_timestamp(column.type):
        column = pc.strftime(column, format="%Y-%m-%d %H:%M:%S")
    texts = column.cast(pa.string()).fill_null("").to_pylist()
    if short:
        return [text.rstrip("0").rstrip(".") if "." in text else text for text in texts]
    return list(texts)


def text_rows(table: pa.Table) -> list[Row]:
    """Every row as a dictionary of texts; quantities and rates lose their trailing zeros."""
    columns = [
        _printed(table[name], short=name in {"quantity", "split_percent"})
        for name in table.column_names
    ]
    return [
        dict(zip(table.column_names, values, strict=True)) for values in zip(*columns, strict=True)
    ]
