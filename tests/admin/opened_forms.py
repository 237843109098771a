"""Forms of the desk as a browser has them: each with a key of its own."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.http import HttpResponse

#: Of a form that was opened once.
KEY = {"_form": str(uuid.UUID(int=9))}


def opened(**fields: Any) -> dict[str, Any]:
    """The fields that a form just opened sends, with what is typed."""
    return {"_form": str(uuid.uuid4()), **fields}


def keys_in(page: HttpResponse) -> list[str]:
    return re.findall(r'name="_form" value="([^"]+)"', page.text)


def messages_on(page: HttpResponse) -> list[str]:
    return [str(message) for message in page.context["messages"]]
