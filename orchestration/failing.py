"""From an exception to what Dagster should do: try again what may pass, stop what will not.

A broken promise or a failed test is never tried again: the same data fails the same way, and a
second try would only delay the news.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import duckdb

from orchestration.dbt_process import DbtError
from orchestration.explanation import NotPublishedError, Problem, Runbook
from orchestration.publication.shelf import ShelfError
from orchestration.transient import may_pass

RETRIES = 2
SECONDS_BEFORE_RETRY = 20

Expected = NotPublishedError | DbtError | ShelfError | duckdb.Error | OSError


def explained(error: Expected) -> NotPublishedError:
    """Put an error into the form that people read, where it is not in it yet."""
    if isinstance(error, NotPublishedError):
        return error
    if isinstance(error, ShelfError):
        problem, runbook = (
            Problem("release_can_be_published", "published", str(error)),
            Runbook.RESTORE,
        )
    elif isinstance(error, DbtError):
        problem, runbook = Problem("dbt_can_build", "dbt project", str(error)), Runbook.FAILED_BUILD
    else:
        problem = Problem("files_can_be_read_and_written", "data folder", str(error))
        runbook = Runbook.FAILED_BUILD
    return NotPublishedError([problem], runbook)


@contextmanager
def told_to_dagster(retry_number: int) -> Iterator[None]:
    """Raise what Dagster understands: a retry for what may pass, else a failure with its text.

    `retry_number` is how often the step has been retried already.
    """
    try:
        yield
    except (NotPublishedError, DbtError, ShelfError, duckdb.Error, OSError) as error:
        if may_pass(error) and retry_number < RETRIES:
            raise dg.RetryRequested(
                max_retries=RETRIES, seconds_to_wait=SECONDS_BEFORE_RETRY
            ) from error
        raise dg.Failure(str(explained(error)), allow_retries=False) from error
