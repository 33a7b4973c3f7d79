"""The named runs. A job only selects; what happens is said by the assets."""

import dagster as dg

from orchestration.assets.as_of import AS_OF_KEY

nightly_refresh = dg.define_asset_job(
    name="nightly_refresh",
    description="The whole line: land the drop, build and test the warehouse, publish the marts.",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(AS_OF_KEY),
)

as_of_rebuild = dg.define_asset_job(
    name="as_of_rebuild",
    description="The warehouse as it was known on a past day, published beside the nightly one.",
    selection=dg.AssetSelection.assets(AS_OF_KEY),
)

JOBS = [nightly_refresh, as_of_rebuild]
