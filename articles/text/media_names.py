"""Files of audio, video and documents in a body, by the addresses that it has for them."""

from __future__ import annotations

import re

from articles.text.markup import file_name

_ADDRESS = re.compile(r'"(/media/files/[^"#?]+)(?:[#?][^"]*)?"')


def media_names(body: str) -> list[str]:
    """Return the stored names of the files that a cleaned body shows or links, in the order of the
    text, once each. A link may lead to a page of a document (`#page=2`).
    """
    return list(dict.fromkeys(filter(None, map(file_name, _ADDRESS.findall(body)))))
