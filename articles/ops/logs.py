"""Logs as machines read them: a line of JSON for each event, with the request it belongs to."""

from __future__ import annotations

import json
import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

#: The request that is being answered; empty where there is none, as in a command.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

_KNOWN = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id_of(given: str) -> str:
    """What a request is called: as the proxy calls it, where that is a name, or a new one."""
    return given if _KNOWN.fullmatch(given) else uuid4().hex


class JsonFormatter(logging.Formatter):
    """Of each event: when (UTC), how grave, where, what, in which request, and the trace."""

    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{record.msecs:03.0f}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": REQUEST_ID.get(),
        }
        if status := getattr(record, "status_code", None):
            said["status"] = status
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in said.items() if value}, default=str)


class LineFormatter(logging.Formatter):
    """The same, for people."""

    def format(self, record: logging.LogRecord) -> str:
        request = REQUEST_ID.get()
        return super().format(record) + (f" [{request}]" if request else "")
