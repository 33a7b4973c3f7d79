"""The checks on the asset graph: what blocks, what only warns, and what a failure shows."""
