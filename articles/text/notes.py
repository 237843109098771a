"""Footnotes and pull quotes of a body, as pages show them: pure functions, HTML in, HTML out."""

from __future__ import annotations

import html
import re

from django.utils.translation import gettext

from articles.text.markup import FOOTNOTE, PULL_QUOTE, plain_text, spoken_words

_NOTE = re.compile(rf'<small role="{FOOTNOTE}">(.*?)</small>', re.DOTALL)
_PULL_QUOTE = re.compile(rf'<aside role="{PULL_QUOTE}">(.*?)</aside>', re.DOTALL)
_LINK = re.compile(r"</?a(?: [^>]*)?>")


def draw_notes(body: str) -> str:
    """Return the body with its footnotes numbered in order, each a link to its words, which are
    listed at the end with a link back.
    """
    notes: list[str] = []

    def drawn(found: re.Match[str]) -> str:
        notes.append(found[1].strip())
        n = len(notes)
        label = html.escape(gettext("Note %(number)d") % {"number": n})
        return (
            f'<sup class="note-number"><a id="rif-nota-{n}" href="#nota-{n}" role="doc-noteref"'
            f' aria-label="{label}">{n}</a></sup>'
        )

    numbered = _NOTE.sub(drawn, body)
    if not notes:
        return body
    items = "\n".join(_item(n, words) for n, words in enumerate(notes, start=1))
    title = html.escape(gettext("Notes"))
    return (
        f'{numbered}\n<section class="notes" role="doc-endnotes" aria-labelledby="note">'
        f'<h2 id="note">{title}</h2>\n<ol>\n{items}\n</ol>\n</section>'
    )


def _item(n: int, words: str) -> str:
    back = html.escape(gettext("Back to the text, note %(number)d") % {"number": n})
    return (
        f'<li id="nota-{n}">{words}\u00a0<a href="#rif-nota-{n}" role="doc-backlink"'
        f' aria-label="{back}">↩</a></li>'
    )


def draw_pull_quotes(body: str) -> str:
    """Return the body with its pull quotes as pages show them: one that stands in the text is read
    there by a screen reader, and not a second time; one that does not is a quotation.
    """
    if not _PULL_QUOTE.search(body):
        return body
    text = _around_pull_quotes(body)

    def drawn(found: re.Match[str]) -> str:
        words = without_notes(found[1])
        if spoken_words(plain_text(words)) not in text:
            return f'<aside class="pull-quote" role="{PULL_QUOTE}">{words}</aside>'
        return f'<aside class="pull-quote" aria-hidden="true">{_LINK.sub("", words)}</aside>'

    return _PULL_QUOTE.sub(drawn, body)


def unquoted_pull_quotes(clean: str) -> list[str]:
    """Return the pull quotes whose words do not stand in the text."""
    quotes = [plain_text(found[1]) for found in _PULL_QUOTE.finditer(clean)]
    text = _around_pull_quotes(clean) if quotes else ""
    return [quote for quote in quotes if spoken_words(quote) not in text]


def _around_pull_quotes(body: str) -> str:
    return spoken_words(plain_text(_PULL_QUOTE.sub("", body)))


def without_notes(clean: str) -> str:
    """Return a clean body without its footnotes."""
    return _NOTE.sub("", clean)
