"""Whom to tell about a failed run. The log by default, a webhook where one is set.

A notifier must never make things worse: what goes wrong while telling is logged and forgotten.
"""

import http.client
import json
import logging
import os
import urllib.request
from dataclasses import asdict, dataclass
from typing import Protocol

WEBHOOK_SETTING = "PROFIT_NOTIFY_WEBHOOK"
SECONDS_TO_ANSWER = 10

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class FailedRun:
    """What a person needs to know about a run that published nothing."""

    job: str
    run_id: str
    text: str
    """What failed and the next step, in several lines."""


class Notifier(Protocol):
    """Anything that can carry the news."""

    def notify(self, failure: FailedRun) -> None:
        """Carry the news. Never raises for a failure to deliver it."""


class LogNotifier:
    """Writes the news to the log."""

    def notify(self, failure: FailedRun) -> None:
        """Log one error with the whole text."""
        logger.error("%s was not published (run %s)\n%s", failure.job, failure.run_id, failure.text)


class WebhookNotifier:
    """Posts the news as JSON: the keys of FailedRun, `text` being what chat tools show."""

    def __init__(self, url: str) -> None:
        """Post to `url` (http or https)."""
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"{WEBHOOK_SETTING} must be an http or https address")
        self._url = url

    def notify(self, failure: FailedRun) -> None:
        """Post once; log the news instead when that fails."""
        request = urllib.request.Request(
            self._url,
            data=json.dumps(asdict(failure)).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER):
                return
        except (OSError, http.client.HTTPException) as error:
            logger.warning("The webhook did not take the news (%s); it goes to the log.", error)
        LogNotifier().notify(failure)


def notifier_from_environment() -> Notifier:
    """Choose the webhook named by `PROFIT_NOTIFY_WEBHOOK`, else the log."""
    url = os.environ.get(WEBHOOK_SETTING)
    return WebhookNotifier(url) if url else LogNotifier()
