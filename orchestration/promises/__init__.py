"""What each file of a contract table must keep before it lands, judged by Great Expectations.

The promises follow from the contract in the sources' yml; only the tolerances are set here.
They judge a file as a whole. A few bad rows are staging's business, row by row.
"""
