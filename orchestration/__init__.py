"""The edges of the warehouse: files, Great Expectations, Dagster and the command line."""
