"""What SQL cannot compute: `orchestration.science` as functions of the warehouse.

A model hands over the rows of a small grouped aggregate, or a few columns of one, and gets back
numbers, in the same statement: a fit is a model like any other, with lineage, as-of date and tests,
and nothing is loaded customer by customer. Only the macros in macros/engine/*_functions.sql call
these functions; another engine brings its own under the same macros.

What belongs here: names and types (`registry`), and turning Arrow columns into arguments of
`science` and its answers into rows (one module for each family of functions). No formula does.
"""
