"""Requests have names, and the log tells them."""

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


def test_an_event_is_a_line_that_machines_read():
    token = REQUEST_ID.set("la-richiesta")
    try:
        raise ValueError("una riga\ndue righe")
    except ValueError as error:
        made = record(exc_info=(type(error), error, error.__traceback__), status_code=500)
    line = JsonFormatter().format(made)
    assert LineFormatter("{message}", style="{").format(made).endswith("[la-richiesta]")
    REQUEST_ID.reset(token)
    said = json.loads(line)
    assert "\n" not in line and said["message"] == "È successo questo"
    assert said["request"] == "la-richiesta" and said["status"] == 500
    assert said["level"] == "ERROR" and said["time"].endswith("Z")
    assert "due righe" in said["trace"]
    assert "request" not in json.loads(JsonFormatter().format(record()))


@pytest.mark.parametrize(
    "given", ["", "breve", "a" * 65, "due\nrighe due", "<script>alert</script>"]
)
def test_a_name_that_is_none_is_not_taken(given: str):
    made = request_id_of(given)
    assert made != given and len(made) == 32 and made != request_id_of(given)


def test_a_request_keeps_the_name_that_the_proxy_gave_it(db, client: Client, caplog):
    client.raise_request_exception = False
    name = "0123456789abcdef"
    desk = client.get("/admin/login/", headers={"X-Request-ID": name})
    assert desk.headers["X-Request-ID"] == name
    # A page that others get too has nobody's name.
    assert "X-Request-ID" not in client.get("/", headers={"X-Request-ID": name}).headers
    assert REQUEST_ID.get() == ""


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (ValueError, 500)])
def test_who_sees_an_error_can_say_which(db, client: Client, monkeypatch, error, status: int):
    def fail(under: int) -> None:
        raise error

    client.raise_request_exception = False
    monkeypatch.setattr(front_page, "front_page_head", fail)
    page = client.get("/")
    assert page.status_code == status and page.headers["X-Request-ID"] in page.text
    assert ("Retry-After" in page.headers) == (status == 503)
