"""Characters of incoming text: those that no page and no feed can carry are removed, and so are
those that hide a word; the rest is composed. Pure functions over strings.

The characters allowed in XML are those of https://www.w3.org/TR/xml/#charsets, invisible ones have
the property Default_Ignorable_Code_Point (https://www.unicode.org/reports/tr44/). Runs of marks are
limited before they are composed, as in the Stream-Safe Text Format of
https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format, and to fewer.
"""

from __future__ import annotations

import re
import unicodedata

#: Marks on one letter: no writing has that many, and without a bound composing them is quadratic.
MOST_MARKS = 16

# Characters with nothing to remove, change or compose, of which nearly every text of an Italian
# paper is made. No combining mark is among them, nor a sign that NFC writes otherwise.
_PLAIN_SIGNS = (
    r"!-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0375-\u037d\u037f-\u0386\u0388-\u0482"
    r"\u048a-\u0557\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2125\u2190-\u21ff"
)
#: The plain signs that need no escaping in HTML, without white space; part of a regular expression.
PLAIN_IN_HTML = _PLAIN_SIGNS.replace("!-~", "!-%'-;=?-~")
_PLAIN_LINE = re.compile(f"(?:[{_PLAIN_SIGNS}]+(?: [{_PLAIN_SIGNS}]+)*)?")
_PLAIN = re.compile(rf"[{_PLAIN_SIGNS} \u00a0\t\n]*")

# Separators that no text should contain: those of typewriters for tabs and pages, those of Unicode
# and of teletypes.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")

# Characters that XML 1.0 forbids.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Characters that never mean anything in a text: controls, lone surrogates, noncharacters; soft
# hyphens, zero-width signs, byte order marks, fillers; signs that turn the direction of the text.
_NOTHING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff"
    "\U000e01f0-\U000e0fff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)

# Characters that mean something beside some letters, and hide a word beside others.
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DEPENDENT = f"{_JOINERS}{_DIRECTIONS}{_SELECTORS}\u034f\u115f\u1160\u2800\U000e0020-\U000e007f"
_HAS_DEPENDENT = re.compile(f"[{_DEPENDENT}]")

# Scripts whose letters join: from the points of Hebrew to Samaritan, from those of India to that of
# Burma, those of the Himalaya, of Mongolia, of the islands, and the forms of Arabic.
_JOINING = (
    "\u0591-\u061b\u061d-\u0dff\u0f00-\u109f\u1780-\u180a\u1810-\u18af\u1900-\u1cff"
    "\ua800-\uabff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00010aff\U00011000-\U00011fff"
)
_PICTURED = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LEFT_TO_RIGHT = r"0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u02b8\u0370-\u0588\u1e00-\u1fff"

_MEANINGFUL = [
    # Joiners within the scripts that join, and at their edge to show a form of a letter.
    rf"(?<=[{_JOINING}])\u200c(?=[{_JOINING}])",
    rf"(?<=[{_JOINING}])\u200d(?![{_DEPENDENT}])",
    rf"(?<![{_DEPENDENT}])\u200d(?=[{_JOINING}])",
    # Emoji made of several, of a kind, and flags of regions.
    rf"(?<=[{_PICTURED}])\u200d(?=[{_PICTURED}])",
    rf"(?<=[{_PICTURED}]\ufe0f)\u200d(?=[{_PICTURED}])",
    r"(?<=[0-9#*])\ufe0f(?=\u20e3)",
    "(?<=\U0001f3f4)[\U000e0020-\U000e007e]{1,16}\U000e007f",
    # The form of a sign, of a character of Chinese or of Mongolian.
    rf"(?<=[{_PICTURED}\u1000-\u109f\u1800-\u18af\u3400-\u9fff\ua840-\ua87f\uf900-\ufaff"
    rf"\U00020000-\U0003ffff])[{_SELECTORS}]",
    # Points of Hebrew whose order is fixed; Korean syllables of old; Braille.
    r"(?<=[\u0591-\u05c7])\u034f(?=[\u0591-\u05c7])",
    r"\u115f(?=[\u1161-\u11a7])",
    r"(?<=[\u1100-\u115e])\u1160",
    r"(?<=[\u2801-\u28ff])\u2800(?=[\u2801-\u28ff])",
]
_WITHOUT_DIRECTIONS = re.compile(f"({'|'.join(_MEANINGFUL)})|[{_DEPENDENT}]")
_WITH_DIRECTIONS = re.compile(
    f"({'|'.join(_MEANINGFUL)}"
    rf"|(?<![{_LEFT_TO_RIGHT}{_DEPENDENT}])[{_DIRECTIONS}]"
    rf"|(?<![{_DEPENDENT}])[{_DIRECTIONS}](?![{_LEFT_TO_RIGHT}{_DEPENDENT}])"
    f")|[{_DEPENDENT}]"
)

_MOST_PASSES = 3

# Marks are neither word characters, nor spaces, nor ASCII: they are counted only in such runs.
_LONG_RUN = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")


def clean_line(text: str) -> str:
    """Return a text as one line: composed, without meaningless characters, one space between
    words.
    """
    if _PLAIN_LINE.fullmatch(text):
        return text
    return " ".join(_without_signs(_BREAKS.sub(" ", text)).split())


def clean_paragraphs(text: str) -> str:
    """Return a text of several lines cleaned likewise, with line feeds at the end of lines, and its
    spaces unchanged.
    """
    if _PLAIN.fullmatch(text):
        return text
    return _without_signs(_BREAKS.sub("\n", text))


def clean_stretch(text: str) -> str:
    """Return a part of a text whose white space means nothing, as in HTML, cleaned likewise;
    separators become spaces.
    """
    if _PLAIN.fullmatch(text):
        return text
    return _without_signs(_BREAKS.sub(" ", text))


def for_xml(text: str) -> str:
    """Return a text without the characters that XML 1.0 forbids, wherever it came from; separators
    become spaces.
    """
    return _NOT_IN_XML.sub(lambda found: " " if _BREAKS.match(found[0]) else "", text)


def _without_signs(text: str) -> str:
    text = _composed(_NOTHING.sub("", text))
    if not _HAS_DEPENDENT.search(text):
        return text
    dependent = _WITH_DIRECTIONS if _RIGHT_TO_LEFT.search(text) else _WITHOUT_DIRECTIONS
    for _ in range(_MOST_PASSES):  # a new composition may have other neighbours
        before, text = text, _composed(dependent.sub(r"\1", text))
        if text == before:
            break
    return text


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", _LONG_RUN.sub(_few_marks, text))


def _few_marks(run: re.Match[str]) -> str:
    """Keep at most `MOST_MARKS` marks after one letter; signs that are no marks stay."""
    result, marks = [], 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.category(sign)[0] == "M" else 0
        if marks <= MOST_MARKS:
            result.append(sign)
    return "".join(result)
