"""Addresses made from words: pure functions over strings."""

import re
from collections.abc import Callable, Iterator
from itertools import count

from django.utils.text import slugify

MAX_LENGTH = 80

# An apostrophe ends a word in Italian («l’annuncio»), it does not vanish inside one.
_APOSTROPHES = re.compile(r"['’‘ʼ`]")
# So does the point of a number: «Llama 3.1» is not Llama 31.
_POINTS = re.compile(r"(?<=\d)[.,](?=\d)")


def make_slug(words: str, *, fallback: str = "articolo") -> str:
    """Return an ASCII slug of at most 80 characters, cut between words.

    Accents are folded («città» gives `citta`), small words are kept. Words without a
    single Latin letter or digit give `fallback`.
    """
    slug = slugify(_POINTS.sub(" ", _APOSTROPHES.sub(" ", words))).strip("-_")
    return shorten(slug, MAX_LENGTH) or fallback


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
    """The slug of `words`, and then the same with `-2`, `-3`… for ever."""
    base = make_slug(words, fallback=fallback)
    yield base
    for number in count(2):
        suffix = f"-{number}"
        yield shorten(base, MAX_LENGTH - len(suffix)) + suffix
