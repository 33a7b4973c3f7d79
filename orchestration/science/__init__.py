"""The statistics, as functions from numbers to numbers.

Nothing here knows Dagster, dbt, a file, a database or the date: callers hand over small arrays
that the warehouse aggregated and write back what they get. Each module is a short paper whose
docstring states the model, its assumptions, its formulas with their source, and its units.
"""
