"""Identifiers of requests, in responses and in the log."""

import json
import logging

import pytest
from django.db import OperationalError
from django.test import Client

from articles.ops.logs import REQUEST_ID, JsonFormatter, LineFormatter, request_id_of
from articles.site.views import front_page


def record(message: str = "È successo %s", *values: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("articles", logging.ERROR, "", 1, message, values or ("questo",), None)
    vars(made).update(extra)
    return made


def test_event_is_a_line_of_json():
    token = REQUEST_ID.set("la-richiesta")
    try:
        raise ValueError("una riga\ndue righe")
    except ValueError as error:
        made = record(exc_info=(type(error), error, error.__traceback__), status_code=500)
    line = JsonFormatter().format(made)
    assert LineFormatter("{message}", style="{").format(made).endswith("[la-richiesta]")
    REQUEST_ID.reset(token)
    entry = json.loads(line)
    assert "\n" not in line and entry["message"] == "È successo questo"
    assert entry["request"] == "la-richiesta" and entry["status"] == 500
    assert entry["level"] == "ERROR" and entry["time"].endswith("Z")
    assert "due righe" in entry["trace"]
    assert "request" not in json.loads(JsonFormatter().format(record()))


@pytest.mark.parametrize(
    "given", ["", "breve", "a" * 65, "due\nrighe due", "<script>alert</script>"]
)
def test_invalid_request_id_is_replaced(given: str):
    made = request_id_of(given)
    assert made != given and len(made) == 32 and made != request_id_of(given)


def test_request_keeps_the_id_of_the_proxy(db, client: Client, caplog):
    client.raise_request_exception = False
    name = "0123456789abcdef"
    desk = client.get("/admin/login/", headers={"X-Request-ID": name})
    assert desk.headers["X-Request-ID"] == name
    # A page that others get too has nobody's name.
    assert "X-Request-ID" not in client.get("/", headers={"X-Request-ID": name}).headers
    assert REQUEST_ID.get() == ""


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (ValueError, 500)])
def test_error_page_shows_the_request_id(db, client: Client, monkeypatch, error, status: int):
    def fail(under: int) -> None:
        raise error

    client.raise_request_exception = False
    monkeypatch.setattr(front_page, "front_page_head", fail)
    page = client.get("/")
    assert page.status_code == status and page.headers["X-Request-ID"] in page.text
    assert ("Retry-After" in page.headers) == (status == 503)
