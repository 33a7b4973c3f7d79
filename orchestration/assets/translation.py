"""What dbt's words become in the asset graph: keys, groups and checks."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject

from orchestration.build_problems import subject_of


class LayerTranslator(DagsterDbtTranslator):
    """A model is `<layer>/<name>`, a source table the landing asset, a seed `reference/<name>`."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Name by layer and name, the words of the folders and schemas."""
        layer = self.get_group_name(dbt_resource_props)
        return dg.AssetKey([layer, dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """Group by layer."""
        kind = dbt_resource_props["resource_type"]
        if kind in ("source", "seed"):
            return {"source": "landing", "seed": "reference"}[kind]
        return str(dbt_resource_props["fqn"][1])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """Take the description alone; the SQL is in the repository."""
        return str(dbt_resource_props.get("description") or "")

    def get_asset_check_spec(
        self,
        asset_spec: dg.AssetSpec,
        manifest: Mapping[str, Any],
        unique_id: str,
        project: DbtProject | None,
    ) -> dg.AssetCheckSpec | None:
        """Each data test on the table it is about, also the singular ones that read several."""
        test = manifest["nodes"].get(unique_id)
        if test is None:
            return None
        tested = subject_of(test, manifest["nodes"])
        if tested is None or self.get_asset_key(manifest["nodes"][tested]) != asset_spec.key:
            return None
        return dg.AssetCheckSpec(
            name=test["name"],
            asset=asset_spec.key,
            description=test.get("description") or None,
            blocking=test["config"]["severity"].lower() == "error",
            metadata={"dbt_unique_id": unique_id},
        )
