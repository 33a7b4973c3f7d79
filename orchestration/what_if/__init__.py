"""What profit would have been: the same models on the same landing, with a few numbers moved.

`scenario` reads what is asked, `build` runs the models beside the warehouse, `differences` sets
the answer beside what was published. Nothing here writes to what BI reads.
"""
