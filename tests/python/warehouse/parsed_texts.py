"""What a parsing macro makes of texts, all of them in one query."""

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa
from rendered_macros import macros


def parsed(
    texts: Iterable[str | None], macro: str, *arguments: str, zone: str = "UTC"
) -> dict[str | None, Any]:
    """The value of each text, by text; `zone` is the source time zone."""
    expression = macros(source_time_zone=zone)[macro]("landed", *arguments)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.register("texts", pa.table({"landed": pa.array(list(texts), pa.string())}))
        return dict(connection.execute(f"select landed, {expression} from texts").fetchall())


def differences(found: dict[str | None, Any], expected: dict[str | None, Any]) -> list[tuple]:
    """The first few texts whose value is not the expected one: text, value, expected."""
    pairs = ((text, found[text], value) for text, value in expected.items())
    return [pair for pair in pairs if pair[1] != pair[2]][:5]
