"""Addresses as they come when copied out of a sentence: in capitals, followed by punctuation, or
encoded once too often. They are corrected only where readers may see the page they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from articles.models import (
    Article,
    Author,
    Organization,
    Person,
    Rectification,
    Section,
    Series,
    Tag,
)

_LONGEST = 400  # characters of a path that are read
_BEFORE = re.compile(r"/[^A-Za-z0-9_/-]+")
_BEHIND = re.compile(r"[^A-Za-z0-9_/-].*", re.DOTALL)

#: The objects that readers may see, by the name of the route that leads to them; the names of their
#: feeds begin in the same way.
_SEEN: dict[str, Callable[[], QuerySet]] = {
    "article": lambda: Article.objects.published(),
    "organization": lambda: Organization.objects.with_published_articles(),
    "pair": lambda: Organization.objects.with_published_articles(),
    "author": lambda: Author.objects.with_published_articles(),
    "person": lambda: Person.objects.with_published_quotations(),
    "rectification": lambda: Rectification.objects.published(),
    "section": lambda: Section.objects.all(),
    "series": lambda: Series.objects.with_published_articles(),
    "tag": lambda: Tag.objects.with_published_articles(),
}
_IN_PATHS = frozenset({"slug", "other"})


def tidied(path: str) -> str:
    """Return a path cut at the first character that none of our addresses has, with a final
    slash."""
    bare = _BEHIND.sub("", _BEFORE.sub("/", unquote(path[:_LONGEST])))
    parts = (part.strip("-_") for part in bare.split("/"))
    return "".join(f"/{part}" for part in parts if part) + "/"


def meant_by(path: str) -> str | None:
    """Return the address that a mistyped path stands for, if readers may see the page there. Return
    None where there is no such page, or where only the newsroom may see it. At most one query."""
    tidy = tidied(path)
    try:
        match = resolve(tidy.lower())
    except Resolver404:
        return None
    if match.namespaces != ["articles"] or not match.url_name:
        return None
    kwargs = match.kwargs
    if slugs := {name: value for name, value in kwargs.items() if name in _IN_PATHS}:
        seen = _SEEN.get(match.url_name.partition("_")[0])
        if seen is None:
            return None
        typed = dict(zip(slugs, _as_typed(tidy, slugs.values()), strict=True))
        wanted = {*slugs.values(), *typed.values()}
        there = set(seen().filter(slug__in=wanted).values_list("slug", flat=True))
        for name, slug in slugs.items():
            found = next((each for each in (typed[name], slug) if each in there), None)
            if found is None:
                return None
            kwargs = {**kwargs, name: found}
    elif any(isinstance(value, str) for value in kwargs.values()):
        return None  # the token of a preview
    elif any(map(str.isalnum, unquote(path[:_LONGEST])[len(tidy) - 1 :])):
        return None  # a path with more words after it asks for a missing page, not for the list
    meant = reverse(match.view_name, kwargs=kwargs)
    return None if meant == path else meant


def _as_typed(tidy: str, slugs: Iterable[str]) -> list[str]:
    """Return the slugs of a path with the capitals that were typed, because an editor may have
    chosen a slug with capitals."""
    parts = {part.lower(): part for part in tidy.split("/")}
    return [parts.get(slug, slug) for slug in slugs]
