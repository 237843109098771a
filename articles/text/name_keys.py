"""Folded forms of names, by which names are compared: a pure function over strings.

A key keeps the name's letters, figures and signs, without their case, the form of their accents,
the kind of apostrophe, hyphen or space, and invisible characters. Accents themselves count: «Rosà»
is not «Rosa». Case and compatible forms (full-width letters, ligatures, superscripts) fold as in
Unicode's NFKC_Casefold (https://www.unicode.org/reports/tr31/#NFKC_Modifications).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from articles.text.letters import INVISIBLE

#: The most characters of a key.
MAX_KEY = 200
#: The most characters of a name that are read. No stored name is as long, but a typed one may be,
#: and normalizing a heap of combining accents takes the square of its length.
_MOST_READ = 400

#: Apostrophes, the accents and primes typed in their place, and letters that stand for them.
_APOSTROPHES = (
    "\u0060\u00b4\u2018\u2019\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb"
    "\u0374\u0384\u055a\u05f3\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\ua78c\uff07\uff40"
)
_QUOTATION_MARKS = "\u201c\u201d\u201e\u201f\u2033\u2036\uff02"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"

#: Invisible characters, marks of annotations, the Braille pattern without dots, controls that are
#: no separators, and noncharacters.
_UNSEEN = re.compile(
    f"[{INVISIBLE}"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u2800\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]+"
)
_SIGNS = (
    dict.fromkeys(map(ord, _APOSTROPHES), "'")
    | dict.fromkeys(map(ord, _QUOTATION_MARKS), '"')
    | dict.fromkeys(map(ord, _HYPHENS), "-")
)
_AFTER_APOSTROPHE = re.compile(r"(?<=\w') +(?=\w)")


def name_key(name: str) -> str:
    """Return the key of a name, of at most 200 characters; empty if there is nothing to see. Two
    names with one key are one name, unless a person says that they are two.
    """
    seen = _folded(_UNSEEN.sub("", name[:_MOST_READ]))
    key = " ".join(_UNSEEN.sub("", seen).split())
    key = _AFTER_APOSTROPHE.sub("", key)
    if len(key) <= MAX_KEY:
        return key
    return key[: MAX_KEY - 64] + hashlib.sha256(key.encode(errors="replace")).hexdigest()


def _folded(name: str) -> str:
    """Return a name in one case, with one form of each letter and sign. Signs are folded first, and
    again at the end: some are decomposed into a space and an accent, and others result from letters
    («ŉ»).
    """
    case = unicodedata.normalize("NFKC", name.translate(_SIGNS)).casefold()
    return unicodedata.normalize("NFKC", case).translate(_SIGNS)
