"""Write, audit, publish: the public marts as files that readers never see half-done.

Belongs here: what is published, how the files are written, what is promised about them and how
they become the current ones. Nothing here knows Dagster, and no rule about a number lives here.
"""
