"""Fields that a page would send, and names that a view asks for: read, and not listed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest.mock import patch

from django.http import QueryDict

#: What the machinery asks for, and not the views of the paper.
_OF_DJANGO = {"csrfmiddlewaretoken"}


class Controls(HTMLParser):
    """The controls of a page as a browser would send them: `fields` with what is in them,
    `buttons` as pairs of a name and a value."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, str]] = []
        self._select = self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        name, value = attributes.get("name", ""), attributes.get("value", "")
        if tag == "option" and self._select:
            self.fields[self._select] += [value] if "selected" in attributes else []
        if not name or name in _OF_DJANGO:
            return
        if tag == "textarea":
            self._text = name
            self.fields.setdefault(name, [""])
        elif tag == "select":
            self._select = name
            self.fields.setdefault(name, [])
        elif tag == "button" or attributes.get("type") in ("submit", "image"):
            self.buttons.append((name, value))
        elif tag == "input":
            is_choice = attributes.get("type") in ("checkbox", "radio")
            values = self.fields.setdefault(name, [])
            if not is_choice or "checked" in attributes:
                values.append(value or ("on" if is_choice else ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""


@contextmanager
def requested_names() -> Iterator[set[str]]:
    """The names that are asked of what was sent, in an address or in a form."""
    names: set[str] = set()

    def listening(method: str):
        original = getattr(QueryDict, method)

        def listen(self: QueryDict, name: object, *rest: object, **named: object) -> object:
            names.add(str(name))
            return original(self, name, *rest, **named)

        return patch.object(QueryDict, method, listen)

    with (
        listening("__getitem__"),
        listening("get"),
        listening("getlist"),
        listening("__contains__"),
    ):
        yield names
    names -= _OF_DJANGO
