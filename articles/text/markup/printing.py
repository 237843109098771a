"""Printing of stored text into pages and feeds. Only this module marks HTML as safe."""

from __future__ import annotations

import html
import json
import re

from django.utils.safestring import SafeString, mark_safe

_JSON_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_SOURCE = re.compile(r"<source [^>]*>\s*|</?picture>\s*")
_BLOCKS = re.compile(r'<(?:aside|pre|hr)\b|<figure class="(?!figure"|media)|<sup class="note-n')
_TWICE = re.compile(r'<aside class="pull-quote" aria-hidden="true">.*?</aside>\n?', re.DOTALL)
_OWN_ADDRESS = re.compile(r"( (?:href|src|poster)=\"|<p class=\"media-address\">)/(?!/)")
_PRINTED = '<p class="media-address">/'


def trusted(body: str) -> SafeString:
    """Mark as safe to print a body that `clean_html` returned, or that a template rendered from
    one.
    """
    # `mark_safe` does the same, but first checks for lazy texts, at ten times the cost, and a page
    # has dozens.
    return SafeString(body)


def has_blocks(rendered: str) -> bool:
    """Return True if a rendered body has blocks whose styles are in a sheet of their own."""
    return bool(_BLOCKS.search(rendered))


def has_embeds(drawn: str) -> bool:
    """Return True if a body that is drawn for a page shows something of somebody else's."""
    return '<figure class="embed ' in drawn


def has_media(rendered: str) -> bool:
    """Return True if a rendered body has players or documents, whose styles are in a sheet too."""
    return '<figure class="media' in rendered


def for_elsewhere(rendered: str, root: str) -> str:
    """Return a body for feeds: every address in full, from the `root` of the site on, and for each
    picture the one file that every reader can show. A pull quote, which stands in the text already,
    is left out.
    """
    alone = _SOURCE.sub("", _TWICE.sub("", rendered))
    return _OWN_ADDRESS.sub(lambda found: f"{found[1]}{html.escape(root)}", alone)


def with_printed_addresses(rendered: str, site: str) -> str:
    """Return a rendered body with the addresses that only paper shows in full: the site is no part
    of what is stored, because the same paper may have another.
    """
    return rendered.replace(_PRINTED, f"{_PRINTED[:-1]}{html.escape(site)}/")


def json_script(value: object, *, kind: str) -> SafeString:
    """Return a value as a block of data in a page, of any `kind`: Django's own `json_script` knows
    one only. As there, nothing in the value can end the block or begin another.
    """
    encoded = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _JSON_ESCAPES.items():
        encoded = encoded.replace(sign, escape)  # ten times as fast as `translate`
    return mark_safe(f'<script type="{html.escape(kind)}">{encoded}</script>')  # noqa: S308  (escaped)
