"""Files of audio, video and documents in a body, by the addresses that it has for them."""

from __future__ import annotations

import re

#: The path of such a file in a body, whatever serves it to readers; the group is its stored name.
#: The extension follows the content (see `articles.media`).
MEDIA_PATH = r"/media/(files/\d{4}/\d{2}/[0-9a-f]{32}\.(?:mp3|m4a|ogg|mp4|webm|pdf))"

_ADDRESS = re.compile(rf'"{MEDIA_PATH}(?:#[^"]*)?"')


def media_name(address: str) -> str:
    """Return the stored name of a file of the paper's own, from its address in a body; empty for
    any other address.
    """
    known = re.fullmatch(MEDIA_PATH, address)
    return known[1] if known else ""


def media_names(body: str) -> list[str]:
    """Return the stored names of the files that a cleaned body shows or links, in the order of the
    text, once each.
    """
    return list(dict.fromkeys(_ADDRESS.findall(body)))
