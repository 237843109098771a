"""Plain text as newsrooms receive it: paragraphs, and the byline alone on the last line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from articles import publishing
from articles.importing.bylines import names_in, without_preposition
from articles.importing.decoding import decode, read_bytes
from articles.importing.importer import ImportedArticle, ImportRefused
from articles.importing.leftovers import doubts_in
from articles.models import Article, Author
from articles.text import markup
from articles.text.characters import clean_line, clean_paragraphs
from articles.text.letters import MARKS, begins_anew, is_caseless, may_begin_name

MAX_HEADLINE = 130  # characters of a headline made from a sentence; editors make it shorter
MAX_STANDFIRST = 300

#: The end of a sentence, if another begins after it; 。 and the like are ends by themselves.
_STOP = re.compile(
    r"[.!?…؟۔।][»”“\"’')]*(?=\s+[«“„\"‘‚'(]?([^\W_])|(\s*\Z))|[。！？](?:[」』”’）]*)()"
)
#: Line breaks, as a text editor shows them.
_BREAK = re.compile(r"\r\n|\r|\n|\x0c")
_BYLINE_WORD = re.compile(rf"(?:(?:al|el|d)[’'-])?([^\W\d_])[\w{MARKS}.’'·-]*\Z")
_MOST_CASELESS = 4  # words of a name in a script without capitals
_BYLINE_SMALL = frozenset(
    """
    di de del della dei degli da e von van der den zu y by & bin ibn ben dos das do af ter ten
    """.split()  # noqa: SIM905
)


def read_plain_text(path: Path, *, headline: str = "") -> ImportedArticle:
    """Read a file into an article. Raises ImportRefused, with the line if there is one.

    Paragraphs are separated by empty lines or, if there are none, each is a line of its own; their
    characters are kept as they are. The byline is the last line. Without a `headline` one is made
    from the first sentence, and the rest of that paragraph is the standfirst.
    """
    text, encoding = decode(read_bytes(path))
    # One line break for all kinds, so that line numbers are those an editor shows.
    # A vertical tab is a line's end within a paragraph, as word processors write it.
    lines = clean_paragraphs(text.replace("\x0b", " ")).split("\n")
    byline, last = _take_byline(lines)
    paragraphs = _paragraphs(lines[:last])
    if not paragraphs:
        raise ImportRefused(_("there is only a byline, and no text."), line=last + 1)
    made, rest = headline_and_rest(paragraphs[0])
    if headline:
        made, rest = clean_line(headline), paragraphs[0]
    limit = Article._meta.get_field("headline").max_length
    if len(made) > limit:
        raise ImportRefused(
            _("the headline has %(length)d characters; the limit is %(limit)d.")
            % {"length": len(made), "limit": limit}
        )
    return ImportedArticle(
        headline=made,
        standfirst=shorten_to_sentence(rest or (paragraphs[1:] or [""])[0], MAX_STANDFIRST),
        body=markup.paragraphs_to_html(paragraphs),
        byline=byline,
        notices=[] if encoding == "UTF-8" else [_("read as %(encoding)s") % {"encoding": encoding}],
        doubts=doubts_in(_BREAK.split(text)),
    )


def _take_byline(lines: list[str]) -> tuple[str, int]:
    """Return the byline and the index of its line, the last that is not empty. Raises
    ImportRefused."""
    index = max((i for i, line in enumerate(lines) if line.strip()), default=-1)
    if index < 0:
        raise ImportRefused(_("the file is empty."))
    line = " ".join(lines[index].split())
    limit = Author._meta.get_field("name").max_length
    names = names_in(line)
    if (
        looks_like_byline(line)
        or (names and all(map(looks_like_byline, names)))
        or (len(line) <= limit and any(map(publishing.signing_as, without_preposition(line))))
    ):
        return line, index
    raise ImportRefused(
        _("the last line is not a byline: write the author's name alone on the last line."),
        line=index + 1,
    )


def looks_like_byline(line: str) -> bool:
    """Return True if a line looks like a name: a few words with capitals, no sentence."""
    words = line.split()
    return (
        0 < len(words) <= 8
        and len(line) <= 80
        and not re.search(r"[\d:;!?,…«»“”\"]|\.\Z", line)
        and any(map(_is_name, words))
        and all(_is_name(word) or word in _BYLINE_SMALL for word in words)
        and sum(is_caseless(word[0]) for word in words) <= _MOST_CASELESS
    )


def _is_name(word: str) -> bool:
    found = _BYLINE_WORD.match(word)
    return bool(found) and may_begin_name(found[1])


def _paragraphs(lines: list[str]) -> list[str]:
    text = "\n".join(line.strip() for line in lines).strip("\n")
    if not re.search(r"\n\n", text):
        return [line for line in text.split("\n") if line]
    blocks = re.split(r"\n{2,}", text)
    # Lines broken by a mail program are one paragraph.
    return [re.sub(r"\n", " ", block) for block in blocks if block]


def headline_and_rest(paragraph: str) -> tuple[str, str]:
    """Split a paragraph into a headline and the text that remains.

    The headline is the first sentence, or its part before a colon or a semicolon if that is long
    enough to stand alone; a longer one is cut between words, with an ellipsis, and then the whole
    paragraph remains.
    """
    sentence, rest = _first_sentence(paragraph)
    head, mark, tail = _before_colon(sentence)
    if mark and 40 <= len(head) <= MAX_HEADLINE:
        after = f"{tail} {rest}".strip()
        return head, after[:1].upper() + after[1:]
    bare = sentence.rstrip(".")
    if len(bare) <= MAX_HEADLINE:
        return bare, rest
    return _cut(bare, MAX_HEADLINE), paragraph


def shorten_to_sentence(text: str, limit: int) -> str:
    """Return the whole sentences of `text` that fit in `limit` characters, or its first words."""
    if len(text) <= limit:
        return text
    ends = [end for end in _sentence_ends(text) if end <= limit]
    return text[: ends[-1]] if ends else _cut(text, limit)


def _first_sentence(text: str) -> tuple[str, str]:
    end = next(_sentence_ends(text), len(text))
    return text[:end], text[end:].strip()


def _sentence_ends(text: str) -> Iterator[int]:
    for stop in _STOP.finditer(text):
        if not stop[1] or begins_anew(stop[1]):
            yield stop.end()


def _before_colon(sentence: str) -> tuple[str, str, str]:
    match = re.search(r"[:;]\s+", sentence)
    if not match:
        return sentence, "", ""
    return sentence[: match.start()].rstrip(), match.group(), sentence[match.end() :]


def _cut(text: str, limit: int) -> str:
    """Cut between words, with an ellipsis, within `limit` characters."""
    words = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return words.rstrip(" ,;:–—-(«“") + "…"
