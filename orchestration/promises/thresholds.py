"""How much a file may fall short of the contract before it is set aside as a whole.

Everything else about the promises is in the contract. What stays within these tolerances
lands, and staging quarantines it row by row.
"""

HANDFUL = 5
"""Rows. As many may fail anything at all: a small file is not broken by a few bad rows."""

BAD_SHARE = 0.05
"""Share of a file's rows that may fail one promise about one column."""

KEY_SHARE = 0.5
"""Share of a file's rows that may carry one and the same key (a joined or filled-down export)."""

FULL_COPY_REMAINDER = 0.5
"""A full copy has at least this share of the rows of the one before; what it lacks is deleted."""

DELTA_REMAINDER = 0.05
"""A delta has at least this share of the smallest of the latest ones (a cut-off export). There is
no upper bound: a correction of past years is rightly large."""

DELTAS_COMPARED = 14
"""How many of the latest deltas are looked at: two weeks of nights, so every weekday is among
them."""

DELTAS_NEEDED = 7
"""How many earlier deltas there must be before one is held against them."""

DELTA_WORTH_COMPARING = 1000
"""Rows. Where the smallest of them has fewer, a quiet night explains anything."""

EXAMPLES = 5
"""Offending rows that a report shows for each broken promise."""
