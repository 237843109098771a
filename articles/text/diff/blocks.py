from __future__ import annotations

import re

from articles.text.markup import BLOCKS, VOID

_BLOCK_TAG = re.compile(rf"<(/?)({'|'.join(sorted(BLOCKS))})(?:\s[^>]*)?>")


def split_blocks(clean: str) -> list[str]:
    """Return the outermost blocks of a clean body (paragraphs, headings, whole lists,
    quotations, figures and boxes), in order; joined by line feeds they are the body again.
    """
    blocks, start, depth = [], 0, 0
    for tag in _BLOCK_TAG.finditer(clean):
        if tag[2] not in VOID:
            depth += -1 if tag[1] else 1
        if depth == 0:
            blocks.append(clean[start : tag.end()].strip())
            start = tag.end()
    rest = clean[start:].strip()
    return [*blocks, rest] if rest else blocks
