"""How a run says how far it is: one line per step, wherever the run was started."""

from typing import Protocol

from dagster import get_dagster_logger


class Progress(Protocol):
    """Somebody who wants to know."""

    def say(self, step: str, text: str) -> None:
        """Tell that a step has something to report."""


class LoggedProgress:
    """Progress of a run that nobody watches: it goes to the run's log."""

    def say(self, step: str, text: str) -> None:
        """Log the line."""
        get_dagster_logger().info("%s: %s", step, text)
