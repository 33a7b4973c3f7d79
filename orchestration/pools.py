"""The one thing that only one run at a time may use."""

WAREHOUSE_POOL = "warehouse_file"
"""Every step that writes to the data folder is in this pool; `.dagster/dagster.yaml` sets its
limit to one run, so that queued runs wait in the queue and not at the lock."""
