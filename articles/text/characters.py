"""The characters of a text that enters: those that no page and no feed can carry go, those that
hide a word go, and what is left is composed. Pure functions over strings.

What may stand in XML is said by https://www.w3.org/TR/xml/#charsets, which characters are invisible
by the property Default_Ignorable_Code_Point (https://www.unicode.org/reports/tr44/). Runs of marks
are bounded before they are composed, as by the Stream-Safe Text Format of
https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format, and shorter.
"""

from __future__ import annotations

import re
import unicodedata

#: Marks on one letter: no writing has that many, and without a bound composing them is quadratic.
MOST_MARKS = 16

# What has nothing in it to be taken out, changed or composed, and so is passed over: what nearly
# every text of an Italian paper is made of. No combining mark is among it, nor a sign that NFC
# writes otherwise.
_PLAIN_SIGNS = (
    r"!-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0375-\u037d\u037f-\u0386\u0388-\u0482"
    r"\u048a-\u0557\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2125\u2190-\u21ff"
)
#: Of a regular expression: the plain signs that stand in HTML as they are, without white space.
PLAIN_IN_HTML = _PLAIN_SIGNS.replace("!-~", "!-%'-;=?-~")
_PLAIN_LINE = re.compile(f"(?:[{_PLAIN_SIGNS}]+(?: [{_PLAIN_SIGNS}]+)*)?")
_PLAIN = re.compile(rf"[{_PLAIN_SIGNS} \u00a0\t\n]*")

# What ends a line or a word where no text should have it: tabs and pages of typewriters, the
# separators of Unicode and of teletypes.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")

# What XML 1.0 forbids.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# What never says anything in a text: controls, lone surrogates, noncharacters; soft hyphens, signs
# of width zero, order marks, fillers; signs that turn the direction of what follows.
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

# What says something beside some letters, and hides a word beside others.
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DEPENDENT = f"{_JOINERS}{_DIRECTIONS}{_SELECTORS}\u034f\u115f\u1160\u2800\U000e0020-\U000e007f"
_HAS_DEPENDENT = re.compile(f"[{_DEPENDENT}]")

# The scripts whose letters join: Hebrew's points to Samaritan, India's to Burma's, those of the
# Himalaya, of Mongolia, of the islands, and the forms of Arabic.
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

_KEPT = [
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
    # Points of Hebrew whose order is said; Korean syllables of old; Braille.
    r"(?<=[\u0591-\u05c7])\u034f(?=[\u0591-\u05c7])",
    r"\u115f(?=[\u1161-\u11a7])",
    r"(?<=[\u1100-\u115e])\u1160",
    r"(?<=[\u2801-\u28ff])\u2800(?=[\u2801-\u28ff])",
]
_WITHOUT_DIRECTIONS = re.compile(f"({'|'.join(_KEPT)})|[{_DEPENDENT}]")
_WITH_DIRECTIONS = re.compile(
    f"({'|'.join(_KEPT)}"
    rf"|(?<![{_LEFT_TO_RIGHT}{_DEPENDENT}])[{_DIRECTIONS}]"
    rf"|(?<![{_DEPENDENT}])[{_DIRECTIONS}](?![{_LEFT_TO_RIGHT}{_DEPENDENT}])"
    f")|[{_DEPENDENT}]"
)

_MOST_PASSES = 3

# Marks are among what is neither a word, nor a space, nor ASCII: only there they are counted.
_LONG_RUN = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")


def clean_line(text: str) -> str:
    """A text as one line: composed, without what says nothing, one space between its words."""
    if _PLAIN_LINE.fullmatch(text):
        return text
    return " ".join(_without_signs(_BREAKS.sub(" ", text)).split())


def clean_paragraphs(text: str) -> str:
    """A text of several lines: the same, its lines ended by line feeds and its spaces as they
    are."""
    if _PLAIN.fullmatch(text):
        return text
    return _without_signs(_BREAKS.sub("\n", text))


def clean_stretch(text: str) -> str:
    """A stretch of a text whose white space says nothing, as of HTML: what separates is a space."""
    if _PLAIN.fullmatch(text):
        return text
    return _without_signs(_BREAKS.sub(" ", text))


def for_xml(text: str) -> str:
    """A text without what XML 1.0 forbids, whatever wrote it; what separates is a space."""
    return _NOT_IN_XML.sub(lambda found: " " if _BREAKS.match(found[0]) else "", text)


def _without_signs(text: str) -> str:
    text = _composed(_NOTHING.sub("", text))
    if not _HAS_DEPENDENT.search(text):
        return text
    kept = _WITH_DIRECTIONS if _RIGHT_TO_LEFT.search(text) else _WITHOUT_DIRECTIONS
    for _ in range(_MOST_PASSES):  # what is composed anew may stand beside others
        before, text = text, _composed(kept.sub(r"\1", text))
        if text == before:
            break
    return text


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", _LONG_RUN.sub(_few_marks, text))


def _few_marks(run: re.Match[str]) -> str:
    """Keep at most so many marks after one letter; signs that are no marks stay."""
    kept, marks = [], 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.category(sign)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
