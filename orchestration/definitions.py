"""What `dagster dev` and the daemon load: the graph of the project as it is now."""

from orchestration import manifest
from orchestration.graph import assemble

defs = assemble(manifest.current())
