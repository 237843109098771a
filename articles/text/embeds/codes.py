"""The HTML that providers give to be copied into pages: a frame, or words with a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

MOST_CHARACTERS = 50_000
#: Attributes that say the address of what is shown, each in the code of somebody.
_ATTRIBUTES = ("src", "data-instgrm-permalink", "cite", "data-href", "data-src")
_BLUESKY = re.compile(r"at://(did:plc:[a-z2-7]+)/app\.bsky\.feed\.post/([a-z2-7]+)")


class _Code(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.linked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value for name, value in attrs if value}
        if tag == "a":
            self.linked.append(known.get("href", ""))
            return
        for name in _ATTRIBUTES:
            if name in known:
                self.told.append(known[name])
        if found := _BLUESKY.match(known.get("data-bluesky-uri", "")):
            self.told.append(f"https://bsky.app/profile/{found[1]}/post/{found[2]}")
        if "data-telegram-post" in known:
            self.told.append(f"https://t.me/{known['data-telegram-post']}")
        if re.match(r"(?:visualisation|story)/", known.get("data-src", "")):
            self.told.append(f"https://flo.uri.sh/{known['data-src']}")


def addresses_in(code: str) -> Iterator[str]:
    """Yield the addresses that embed code may be about: those that it shows, and then those to
    which it links, the last one first, since a post ends with its own."""
    parser = _Code()
    parser.feed(code[:MOST_CHARACTERS])
    yield from parser.told
    yield from reversed(parser.linked)
