"""The news of a failed run arrives, or is logged; it never makes things worse."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import dagster as dg
import pytest

from orchestration.notifiers import (
    WEBHOOK_SETTING,
    FailedRun,
    LogNotifier,
    WebhookNotifier,
    notifier_from_environment,
)
from orchestration.sensors import failed_run_calls_notifier

FAILURE = FailedRun(job="nightly_refresh", run_id="r1", text="failed check  totals\nnext step  x")


@pytest.fixture
def webhook():
    """A server that keeps what is posted to it, and answers with `status`."""

    received = []

    class Receiver(BaseHTTPRequestHandler):
        status = 200

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(json.loads(body))
            self.send_response(self.status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Receiver.received = received
    Receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    yield Receiver
    server.shutdown()
    server.server_close()


def test_the_webhook_gets_the_news_as_json(webhook):
    WebhookNotifier(webhook.url).notify(FAILURE)
    assert webhook.received == [{"job": "nightly_refresh", "run_id": "r1", "text": FAILURE.text}]


def test_a_webhook_that_refuses_leaves_the_news_in_the_log(webhook, caplog):
    webhook.status = 500
    WebhookNotifier(webhook.url).notify(FAILURE)
    assert "failed check  totals" in caplog.text


def test_a_webhook_that_is_not_there_leaves_the_news_in_the_log(caplog):
    WebhookNotifier("http://127.0.0.1:1/").notify(FAILURE)
    assert "did not take the news" in caplog.text
    assert "failed check  totals" in caplog.text


def test_the_log_is_the_default(monkeypatch):
    monkeypatch.delenv(WEBHOOK_SETTING, raising=False)
    assert isinstance(notifier_from_environment(), LogNotifier)


def test_only_web_addresses_are_taken(monkeypatch):
    monkeypatch.setenv(WEBHOOK_SETTING, "file:///etc/passwd")
    with pytest.raises(ValueError, match="http"):
        notifier_from_environment()


@dg.op
def break_a_promise():
    raise dg.Failure("failed check  totals\nnext step  x", allow_retries=False)


@dg.op
def crash():
    raise RuntimeError("something nobody thought of")


@dg.job
def promise_breaking():
    break_a_promise()


@dg.job
def crashing():
    crash()


def react_to(job, **tags):
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, raise_on_error=False, tags=tags)
        failed_run_calls_notifier(
            dg.build_run_status_sensor_context(
                sensor_name=failed_run_calls_notifier.name,
                dagster_instance=instance,
                dagster_run=result.dagster_run,
                dagster_event=result.get_run_failure_event(),
            ).for_run_failure()
        )


def test_a_failed_run_is_told_in_the_steps_own_words(webhook, monkeypatch):
    monkeypatch.setenv(WEBHOOK_SETTING, webhook.url)
    react_to(promise_breaking)
    assert [(news["job"], news["text"]) for news in webhook.received] == [
        ("promise_breaking", "failed check  totals\nnext step  x")
    ]


def test_a_crash_is_told_as_well(webhook, monkeypatch):
    monkeypatch.setenv(WEBHOOK_SETTING, webhook.url)
    react_to(crashing)
    [news] = webhook.received
    assert news["text"]


def test_an_attempt_that_will_be_retried_is_no_news_yet(webhook, monkeypatch):
    monkeypatch.setenv(WEBHOOK_SETTING, webhook.url)
    react_to(promise_breaking, **{"dagster/will_retry": "true"})
    assert webhook.received == []
