"""People whom an article names."""

from __future__ import annotations

from articles.linking.capitals import is_shouted, runs, text_of
from articles.linking.sighting import ParsedText
from articles.linking.vocabulary import FIRST_NAMES, NAME_TAILS
from articles.linking.words import shape

_LONGEST = 4  # words


def people(parsed: ParsedText) -> list[str]:
    """Return the names and surnames in an article, once each, in the order of the text: a known
    first name with the capitalized words after it. Surnames alone are left out. The persons that
    the paper knows are not taken into account: the result would change with each of them.
    """
    found: dict[str, None] = {}
    for part in parsed.parts:
        if is_shouted(part):
            continue
        for run in runs(part):
            name = text_of(part, run)
            words = name.split()
            if (
                2 <= len(words) <= _LONGEST
                and words[0].lower() in FIRST_NAMES
                and words[-1].lower() not in NAME_TAILS
                and shape(words[-1]) in {"Xx", "XxX"}
            ):
                found[name] = None
    whole = [name for name in parsed.bearers.values() if name.split()[0].lower() in FIRST_NAMES]
    return list(found | dict.fromkeys(whole))
