"""A warehouse in which some models hold what a test makes up, and nothing before them is built."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from compiled_project import Model
from small_warehouse import SmallWarehouse


def warehouse_of(models: Mapping[str, Model], made_up: Sequence[str]) -> SmallWarehouse:
    """A warehouse whose `made_up` models have their columns, no parents, and no rows yet."""
    real = SmallWarehouse(models)
    real.build(*made_up)
    cut = dict(models)
    for unique_id, model in models.items():
        if model.name in made_up:
            columns = ", ".join(
                f"cast(null as {column['column_type']}) as {column['column_name']}"
                for column in real.query(f"describe {model.relation}")
            )
            cut[unique_id] = replace(model, parents=(), sql=f"select {columns} where false")
    own = SmallWarehouse(cut)
    own.build(*made_up)
    return own
