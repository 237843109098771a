"""Slugs made from words: pure functions over strings."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count

from anyascii import anyascii
from django.utils.text import slugify

from articles.text.letters import APOSTROPHES

MAX_LENGTH = 80

# An apostrophe ends a word in Italian («l’annuncio»), it does not vanish inside one.
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
# So does the point of a number: «Llama 3.1» is not Llama 31.
_POINTS = re.compile(r"(?<=\d)[.,](?=\d)")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def make_slug(words: str, *, fallback: str = "articolo") -> str:
    """Return an ASCII slug of at most 80 characters, cut between words.

    Accents are folded («città» gives `citta`, «Łódź» `lodz`), other scripts are written in Latin
    letters («Москва» gives `moskva`), small words are kept. Words without a single letter or
    digit give `fallback`.
    """
    apart = _DASHES.sub("-", _POINTS.sub(" ", _APOSTROPHES.sub(" ", words)))
    latin = _FOREIGN.sub(lambda found: _in_latin(found[0]), unicodedata.normalize("NFC", apart))
    return shorten(slugify(latin).strip("-_"), MAX_LENGTH) or fallback


@lru_cache(maxsize=10_000)
def _in_latin(character: str) -> str:
    """Return a letter in ASCII: as Unicode decomposes it if that leaves one, as addresses have
    always been made, otherwise by the tables of anyascii. Signs are unchanged: no emoji is put into
    words.
    """
    if unicodedata.normalize("NFKD", character).encode("ascii", "ignore").strip():
        return character  # slugify does the rest
    return anyascii(character) if unicodedata.category(character)[0] in "LMN" else character


def known_slugs(words: str) -> set[str]:
    """Return the slugs that words may have: the one made now, and the one made when letters that
    Unicode does not decompose («Ł») were left out. Empty for words without any letter.
    """
    plain = slugify(_POINTS.sub(" ", _APOSTROPHES.sub(" ", words))).strip("-_")
    return {make_slug(words, fallback=""), shorten(plain, MAX_LENGTH)} - {""}


def shorten(slug: str, length: int) -> str:
    """Cut a slug to `length` characters, at a hyphen where there is one."""
    if len(slug) <= length:
        return slug
    cut = slug[: length + 1]
    whole_words = cut.rpartition("-")[0]
    return (whole_words or cut[:length]).rstrip("-")


def free_slug(words: str, *, is_taken: Callable[[str], bool], fallback: str = "articolo") -> str:
    """Return the slug of `words`, with `-2`, `-3`… where `is_taken` says it is not free."""
    return next(slug for slug in possible_slugs(words, fallback=fallback) if not is_taken(slug))


def possible_slugs(words: str, *, fallback: str = "articolo") -> Iterator[str]:
    """Yield the slug of `words`, and then the same with `-2`, `-3`… without end."""
    base = make_slug(words, fallback=fallback)
    yield base
    for number in count(2):
        suffix = f"-{number}"
        yield shorten(base, MAX_LENGTH - len(suffix)) + suffix
