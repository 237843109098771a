"""Markup that must be in no page of ours, whatever was typed: found by reading the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "data",
    "poster",
    "cite",
    "srcdoc",
}
_NEVER = {"iframe", "object", "embed", "base", "style", "math", "applet", "frameset", "marquee"}
_SCRIPTS = re.compile(r"(?:java|vb)script:|data:text|blob:|view-source:", re.IGNORECASE)


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _NEVER or (tag == "script" and given.get("type") != "application/ld+json"):
            self.found.append(f"<{tag}>")
        if tag == "meta" and "http-equiv" in given:
            self.found.append("<meta http-equiv>")
        for name, value in given.items():
            plain = re.sub(r"[\x00-\x20\u200b]", "", value)
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}>")
            elif name in _ADDRESSES and _SCRIPTS.match(plain):
                self.found.append(f"<{tag} {name}={value!r}>")


def marks(page: str) -> list[str]:
    """Parts of a page for readers that could run or lead astray, as far as Python reads HTML."""
    reader = _Marks()
    reader.feed(page)
    reader.close()
    return reader.found
