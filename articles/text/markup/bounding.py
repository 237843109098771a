"""Bounding of HTML before it is cleaned: an HTML parser goes through all open tags at each tag, so
that endless nesting costs the square of its length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from articles.text.markup.vocabulary import HEADINGS, UNREAD, VOID

#: The most tags of a text that is cleaned unchanged: so few cost little however they are nested.
MOST_TAGS = 2_000
_MOST_LEVELS = 64

_START = re.compile(r"<[a-zA-Z]")
# A tag as browsers read it (https://html.spec.whatwg.org/multipage/parsing.html#tag-open-state);
# possessive, so that anything else is rejected without backtracking.
_ATTRIBUTE = (
    r"([^\s/>][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+"
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)>")
_COMMENT = re.compile(r"<(?:!--.*?(?:-->|\Z)|[!?/][^>]*+(?:>|\Z))", re.DOTALL)
# Tags in which the parser reads no others.
_HIDDEN_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea")
}
#: Open tags that a tag closes, and those beyond which it closes nothing.
_CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "tr": ({"tr", "caption"}, {"table"}),
    **dict.fromkeys(("td", "th"), ({"td", "th"}, {"tr", "table"})),
    **dict.fromkeys(("thead", "tbody"), ({"thead", "tbody", "caption"}, {"table"})),
    **dict.fromkeys(
        ("p", "pre", *HEADINGS),
        ({"p", "pre", *HEADINGS}, {"ul", "ol", "li", "blockquote", "figure", "aside", "td", "th"}),
    ),
}


class _Part(NamedTuple):
    """A tag, and the text before it; without a tag, the name is empty."""

    text: str
    name: str = ""
    is_end: bool = False
    attributes: str = ""


def bound_levels(
    source: str,
    *,
    tags: Container[str],
    renamed: Mapping[str, str],
    attributes: Mapping[str, Container[str]],
) -> str:
    """Return the HTML unchanged if it opens few tags; otherwise the same words within those of its
    tags that are among `tags`, once `renamed`: each closed, and some dozens of levels at most.

    It takes time in proportion to the length. The result is still to be cleaned.
    """
    if len(_START.findall(source)) <= MOST_TAGS:
        return source
    writer = _Writer()
    for text, name, is_end, typed in _parts(source):
        writer.write(text.replace("<", "&lt;"))
        tag = renamed.get(name, name)
        if name in _HIDDEN_ENDS or not (tag in tags or tag in UNREAD):
            continue
        if is_end:
            writer.end(tag)
        else:
            writer.start(tag, _known(typed, attributes.get(tag, ())))
    return writer.result()


def _parts(source: str) -> Iterator[_Part]:
    begin = place = 0
    while (place := source.find("<", place)) >= 0:
        following = source[place + 1 : place + 3]
        if following[:1].isascii() and following[:1].isalpha() or _is_end(following):
            found = _TAG.match(source, place)
            if found is None:
                break  # an endless tag: no other follows
            name = found[2].lower()
            yield _Part(source[begin:place], name, bool(found[1]), found[3])
            place = found.end()
            if not found[1] and name in _HIDDEN_ENDS:
                end = _HIDDEN_ENDS[name].search(source, place)
                place = end.end() if end else len(source)
            begin = place
        elif following[:1] in {"!", "?", "/"}:
            yield _Part(source[begin:place])
            begin = place = _COMMENT.match(source, place).end()
        else:
            place += 1
    yield _Part(source[begin:])


def _is_end(following: str) -> bool:
    return following[:1] == "/" and following[1:].isascii() and following[1:].isalpha()


def _known(typed: str, known: Container[str]) -> str:
    """Return the attributes that are known, each as it was typed."""
    if not known:
        return ""
    values = {}
    for name, double, single, bare in _ATTRIBUTES.findall(typed):
        values.setdefault(name.lower(), double or single or bare)
    return "".join(
        ' {}="{}"'.format(name, value.replace('"', "&quot;"))
        for name, value in values.items()
        if name in known
    )


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[str] = []
        self.left_out: Counter[str] = Counter()
        self.unread: list[str] = []  # an open tag whose text is not read, and those within it
        self.of_unread: Counter[str] = Counter()

    def write(self, text: str) -> None:
        if not self.unread:
            self.out.append(text)

    def result(self) -> str:
        while self.open:
            self._close()
        return "".join(self.out)

    def start(self, tag: str, attributes: str) -> None:
        if self.unread or tag in UNREAD:
            if tag not in VOID:
                self.unread.append(tag)
                self.of_unread[tag] += 1
            return
        closed, beyond = _CLOSES.get(tag, (set(), set()))
        for depth, name in enumerate(reversed(self.open), start=1):
            if name in beyond:
                break
            if name in closed:
                for _ in range(depth):
                    self._close()
                break
        if tag not in VOID:
            if len(self.open) >= _MOST_LEVELS:
                self.left_out[tag] += 1
                self.out.append(" ")  # keeps two words apart
                return
            self.open.append(tag)
        self.out.append(f"<{tag}{attributes}>")

    def end(self, tag: str) -> None:
        if self.of_unread[tag]:
            while self.unread:
                self.of_unread[last := self.unread.pop()] -= 1
                if last == tag:
                    return
        if self.unread and tag in self.open:
            self.unread, self.of_unread = [], Counter()  # the end of what is around it ends it too
        elif self.unread:
            return
        if self.left_out[tag]:
            self.left_out[tag] -= 1
            self.out.append(" ")
        elif tag in self.open:
            while self._close() != tag:
                pass
        elif tag == "p":
            self.out.append("<p></p>")  # keeps words apart, as the end of a block does

    def _close(self) -> str:
        tag = self.open.pop()
        self.out.append(f"</{tag}>")
        return tag
