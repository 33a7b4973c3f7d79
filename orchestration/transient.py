"""Which troubles may pass by themselves within a minute: a locked file, a disk that hiccups."""

import errno

ERRORS = frozenset(
    {errno.EIO, errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ENOSPC, errno.ESTALE, errno.ETIMEDOUT}
)
# As DuckDB words them, whose IO errors also cover files that will never be there.
WORDS = (
    "Could not set lock on file",
    "Input/output error",
    "No space left on device",
    "Resource temporarily unavailable",
    "Stale file handle",
)


def may_pass(error: Exception) -> bool:
    """Whether trying again later may help, whatever the error is wrapped in."""
    if isinstance(error, OSError) and error.errno in ERRORS:
        return True
    return sounds_transient(str(error))


def sounds_transient(message: str) -> bool:
    """Whether a message of DuckDB or dbt speaks of something that may pass."""
    return any(words in message for words in WORDS)
