"""Logs for machines: a line of JSON for each event, with the request it belongs to."""

from __future__ import annotations

import json
import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

#: The identifier of the current request; empty where there is none, as in a command.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

_KNOWN = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id_of(given: str) -> str:
    """Return the identifier of a request: the one the proxy gave, if it is valid, or a new one."""
    return given if _KNOWN.fullmatch(given) else uuid4().hex


class JsonFormatter(logging.Formatter):
    """A formatter of events as JSON: time (UTC), level, logger, message, request, traceback."""

    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{record.msecs:03.0f}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": REQUEST_ID.get(),
        }
        if status := getattr(record, "status_code", None):
            event["status"] = status
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in event.items() if value}, default=str)


class LineFormatter(logging.Formatter):
    """A formatter of events as lines for people."""

    def format(self, record: logging.LogRecord) -> str:
        request = REQUEST_ID.get()
        return super().format(record) + (f" [{request}]" if request else "")
