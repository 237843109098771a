"""Elements of a clean body while it is written: what is empty is removed, the rest printed."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.text.markup.vocabulary import BLOCKS, INLINE, PLAYERS, VOID

_KEPT_EMPTY = VOID | PLAYERS | {"td", "th"}


@dataclass(eq=False, slots=True)
class Element:
    """An element: its tag, its attributes, and what it holds, texts among it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    def add(self, *content: Element | str) -> None:
        self.content += content


def without_empty(content: Iterable[Element | str]) -> list[Element | str]:
    """Return content without the elements that hold nothing to read; blanks and line breaks of
    such an element within a line stay.
    """
    full: list[Element | str] = []
    for each in content:
        if isinstance(each, str) or each.tag in VOID:
            full.append(each)
            continue
        each.content = without_empty(each.content)
        if each.tag in _KEPT_EMPTY or any(map(_is_read, each.content)):
            full.append(each)
        elif each.tag in INLINE:
            full += each.content
    return full


def _is_read(content: Element | str) -> bool:
    return bool(content.strip()) if isinstance(content, str) else content.tag != "br"


def is_blank(content: Iterable[Element | str]) -> bool:
    """Return True if the content of a block holds nothing to read."""
    return not any(map(_is_read, without_empty(content)))


def is_new_line(content: Sequence[Element | str]) -> bool:
    """Return True if a text after the content stands on a line of its own."""
    if content and isinstance(content[-1], Element) and content[-1].tag in BLOCKS:
        return True
    return all(
        not each.strip(" ") if isinstance(each, str) else each.tag == "br" for each in content
    )


def is_apart(content: Sequence[Element | str]) -> bool:
    """Return True if no blank is needed between the content and a text after it."""
    if not content:
        return False
    last = content[-1]
    return last.endswith(" ") if isinstance(last, str) else last.tag in BLOCKS


def plain(content: Iterable[Element | str]) -> str:
    """Return the text within, as one line."""
    parts = (each if isinstance(each, str) else _plain_or_break(each) for each in content)
    return " ".join("".join(parts).split())


def _plain_or_break(element: Element) -> str:
    return " " if element.tag == "br" else plain(element.content)


def to_html(content: Iterable[Element | str]) -> str:
    """Return content as HTML, each block ended by a line feed."""
    out: list[str] = []
    _print(content, out)
    return "".join(out)


def _print(content: Iterable[Element | str], out: list[str]) -> None:
    for each in content:
        if isinstance(each, str):
            out.append(html.escape(each, quote=False))
            continue
        attributes = "".join(
            f' {name}="{html.escape(value)}"' for name, value in each.attributes.items()
        )
        out.append(f"<{each.tag}{attributes}>")
        if each.tag not in VOID:
            _print(each.content, out)
            out.append(f"</{each.tag}>")
        if each.tag in BLOCKS:
            out.append("\n")
