"""Cleaning of any HTML, pasted or imported, into semantic HTML."""

from __future__ import annotations

import html
import re
from collections import Counter
from html.parser import HTMLParser

import nh3

from articles.text.characters import PLAIN_IN_HTML, clean_stretch
from articles.text.markup.bounding import bound_levels

VOCABULARY = frozenset(
    {"p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "br"}
    | {"figure", "img", "figcaption"}
)
#: Tags that stand on lines of their own.
BLOCKS = frozenset({"p", "h2", "h3", "ul", "ol", "li", "blockquote", "figure", "figcaption"})
#: The path of the pictures in a body, whatever serves them to readers.
PICTURE_ROOT = "/media/"
_BLOCK_STARTS = frozenset(f"<{tag}>" for tag in BLOCKS)
_RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "div": "p",
    "section": "p",
    "article": "p",
    "pre": "p",
    "td": "p",
    "th": "p",
    "dt": "p",
    "dd": "p",
    "address": "p",
}
#: Tags that stand within each other, and the most levels: no text has as many, and each new tag
#: goes through all open ones.
_NESTING = frozenset({"ul", "ol", "blockquote", "strong", "em", "a"})
_MOST_LEVELS = 16
_MOST_PASSES = 10  # one for clean HTML, two as a rule; no text yet took more than four
_SCHEMES = {"http", "https", "mailto"}
_ADDRESS = re.compile(r"https?://|mailto:|/(?![/\\])", re.IGNORECASE)
_PICTURE = re.compile(rf"{PICTURE_ROOT}(pictures/(?:[\w-][\w.-]*/)*[\w-][\w.-]*)")
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "blockquote": {"lang"},
    "em": {"lang"},
}
# A language by BCP 47 (https://www.rfc-editor.org/info/bcp47), as far as quotations need it.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_SPACES = re.compile(r"[ \t\n\r]+")
_EMPTY = re.compile(
    r"<(p|h2|h3|strong|em|a|li|ul|ol|blockquote|figcaption)(?: [^>]*)?>(?:\s|<br>)*</\1>\n?"
)

# Paragraphs of text alone, with no space, sign or tag to change: most articles consist of them, and
# are clean already.
_WORD = f"[{PLAIN_IN_HTML}]+"
_PARAGRAPH = rf"<p>{_WORD}(?: {_WORD})*</p>"
_PARAGRAPHS = re.compile(rf"{_PARAGRAPH}(?:\n{_PARAGRAPH})*")


class CleanHTML(str):
    """HTML that `clean_html` returned. Cleaning it again returns it at once."""

    __slots__ = ()


def paragraphs_to_html(paragraphs: list[str]) -> str:
    """Return plain paragraphs as HTML, character for character."""
    return "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs)


def clean_html(source: str) -> CleanHTML:
    """Return `source` in our vocabulary, sanitized, blocks on lines of their own.

    Foreign tags become ours where they mean the same (`b`, `h1`, `div`), and leave their text where
    they do not. Scripts, styles, attributes other than a link's address, the address and
    alternative text of a picture and the language of a quotation, links other than http, https,
    mailto or a path of this site, and pictures other than the paper's own are dropped. Each picture
    stands in a figure of its own, outside all else. Text outside any block becomes a paragraph;
    empty elements are removed. Of elements nested deeper than in any real text, only the words
    stay. Cleaning twice changes nothing.
    """
    if isinstance(source, CleanHTML):
        return source
    if _PARAGRAPHS.fullmatch(source):
        return CleanHTML(source)
    clean = nh3.clean(
        bound_levels(
            source.encode(errors="ignore").decode(),  # drops half characters
            tags=VOCABULARY,
            renamed=_RENAMED,
            attributes=_ATTRIBUTES,
        ),
        tags=set(VOCABULARY | _RENAMED.keys()),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    for _ in range(_MOST_PASSES):  # a removal may leave white space, or an open tag
        before, clean = clean, _sanitized(_tidy(clean))
        if clean == before:
            break
    return CleanHTML(clean)


def _sanitized(tidy: str) -> str:
    """Return the HTML in the vocabulary and nothing else: the last step, so that no other rule can
    let anything in.
    """
    return nh3.clean(
        tidy,
        tags=set(VOCABULARY),
        attributes=_ATTRIBUTES,
        attribute_filter=_known_values_alone,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _known_values_alone(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src") and not picture_name(value):
        return None
    return None if attribute == "lang" and not _LANGUAGE.fullmatch(value) else value


def picture_name(address: str) -> str:
    """Return the file name of a picture of the paper's own, from its address in a body; empty for
    any other address.
    """
    known = _PICTURE.fullmatch(address)
    return known[1] if known else ""


def _tidy(source: str) -> str:
    writer = _SemanticWriter()
    writer.feed(source)
    writer.close()
    tidy = writer.result()
    while tidy != (fewer := _EMPTY.sub("", tidy)):
        tidy = fewer
    return tidy.strip()


def _language(tag: str, attributes: dict[str, str]) -> str:
    """Return the attribute with the language of a quotation or of a phrase."""
    known = "lang" in _ATTRIBUTES.get(tag, ()) and _LANGUAGE.fullmatch(attributes.get("lang", ""))
    return f' lang="{known[0]}"' if known else ""


class _SemanticWriter(HTMLParser):
    """A writer of well-formed HTML in the vocabulary, with every text within a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.left_out: Counter[str] = Counter()  # tags that are too deep
        self.is_break_due = False  # before the next text of a list item

    def result(self) -> str:
        while self.open:
            self._close(self.open[-1])
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _RENAMED.get(tag, tag)
        attributes = {name: clean_stretch(value or "") for name, value in attrs}
        if tag == "img":
            self._place_picture(attributes)
            return
        if self._is_too_deep(tag):
            self.left_out[tag] += 1
            self._keep_apart(tag)
            return
        if tag == "figcaption" and self._innermost_block() != "figure":
            tag = "p"  # a caption of nothing
        if "figcaption" in self.open and tag in BLOCKS:
            self.is_break_due = True  # a caption holds text, not blocks
            return
        if tag == "figure":
            self._end_paragraph()  # it is opened by its picture
        elif tag in BLOCKS:
            self._end_paragraph(of_figure=tag != "figcaption")
            if tag == "p" and self._innermost_block() == "li":
                self.is_break_due = True  # list items hold text, not paragraphs
                return
            if tag == "li" and not self._within("ul", "ol"):
                tag = "p"
            self._open(tag, _language(tag, attributes))
        elif tag == "br":
            if self.open and self._within("p", "li", "blockquote", "figcaption"):
                self.out.append("<br>")
        elif tag == "a":
            href = attributes.get("href", "").strip()
            if href.lower().startswith("www."):
                href = f"https://{href}"  # as people write addresses
            self._begin_text()
            if _ADDRESS.match(href):
                self._open("a", f' href="{html.escape(href)}"')
        else:
            self._begin_text()
            self._open(tag, _language(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        tag = _RENAMED.get(tag, tag)
        if self.left_out[tag]:
            self.left_out[tag] -= 1
            self._keep_apart(tag)
            return
        if tag == "li" and "li" not in self.open:
            tag = "p"
        if tag in self.open:
            self._close(tag)
        elif tag == "p":
            self.is_break_due = True

    def handle_data(self, data: str) -> None:
        # Cleaned here, outside tags: a mark that combines with the «>» of a tag would break it.
        text = _SPACES.sub(" ", clean_stretch(data))
        if text.strip(" "):
            self._begin_text()
            if self.out[-1].endswith((" ", "\n")) or self.out[-1] in _BLOCK_STARTS:
                text = text.lstrip(" ")  # white space is written once, and not between blocks
            self.out.append(html.escape(text, quote=False))
        elif (
            self.open
            and self.open[-1] not in {"ul", "ol", "figure"}
            and not self.out[-1].endswith((" ", "\n"))
        ):
            self.out.append(text)

    def _is_too_deep(self, tag: str) -> bool:
        if tag == "li":
            return bool(self.left_out["ul"] or self.left_out["ol"])
        return tag in _NESTING and len(self.open) >= _MOST_LEVELS

    def _keep_apart(self, tag: str) -> None:
        """Write a space between two words where a block between them is left out."""
        if tag in BLOCKS and self.out and not self.out[-1].endswith((" ", "\n")):
            self.out.append(" ")

    def _within(self, *tags: str) -> bool:
        return any(tag in self.open for tag in tags)

    def _innermost_block(self) -> str:
        return next((tag for tag in reversed(self.open) if tag in BLOCKS), "")

    def _place_picture(self, attributes: dict[str, str]) -> None:
        """Write a figure with a picture of the paper's own, outside all that was open around it."""
        source = attributes.get("src", "")
        if not picture_name(source):
            return
        while self.open:
            self._close(self.open[-1])
        self._open("figure")
        words = attributes.get("alt")
        alt = "" if words is None else f' alt="{html.escape(" ".join(words.split()))}"'
        self.out.append(f'<img src="{html.escape(source)}"{alt}>')

    def _begin_text(self) -> None:
        """Open a paragraph if no block is open: text stands in a block."""
        if self.open and self.open[-1] == "figure":
            self._close("figure")
        if not self.open or self.open[-1] == "blockquote":
            self._open("p")
        elif self.open[-1] in {"ul", "ol"}:
            self._open("li")
        if self.is_break_due:
            self.is_break_due = False
            starts = ("\n", "<li>", "<figcaption>")
            if self._innermost_block() in {"li", "figcaption"} and not self.out[-1].endswith(
                starts
            ):
                self.out.append("<br>")

    def _end_paragraph(self, *, of_figure: bool = True) -> None:
        """Close an open paragraph, heading or figure: no block stands inside one."""
        for tag in ("p", "h2", "h3", *(["figure"] if of_figure else [])):
            if tag in self.open:
                self._close(tag)

    def _open(self, tag: str, attributes: str = "") -> None:
        self.open.append(tag)
        self.out.append(f"<{tag}{attributes}>")

    def _close(self, tag: str) -> None:
        while self.open:
            last = self.open.pop()
            self.out.append(f"</{last}>" + ("\n" if last in BLOCKS else ""))
            if last == tag:
                break
