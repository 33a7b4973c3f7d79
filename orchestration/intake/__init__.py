"""From a folder of exports to the landing: what each file is, and its rows as text in Parquet.

Intake renames and rewrites notations (decimal marks, date formats, units); it decides nothing
about meaning. Which values are good is for the promises (a whole file) and for staging (a row).
"""
