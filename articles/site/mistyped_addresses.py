"""Addresses as they come out of a sentence: in capitals, with the sign that closes it behind them,
encoded once too often. What they mean is told only where readers may see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from articles.models import Article, Author, Organization, Person, Rectification, Section, Tag

_LONGEST = 400  # characters of a path that are read
_BEFORE = re.compile(r"/[^A-Za-z0-9_/-]+")
_BEHIND = re.compile(r"[^A-Za-z0-9_/-].*", re.DOTALL)

#: What readers may see, by the names of the routes that lead there; feeds have theirs behind it.
_SEEN: dict[str, Callable[[], QuerySet]] = {
    "article": lambda: Article.objects.published(),
    "organization": lambda: Organization.objects.with_published_articles(),
    "pair": lambda: Organization.objects.with_published_articles(),
    "author": lambda: Author.objects.with_published_articles(),
    "person": lambda: Person.objects.with_published_quotations(),
    "rectification": lambda: Rectification.objects.published(),
    "section": lambda: Section.objects.all(),
    "tag": lambda: Tag.objects.with_published_articles(),
}
_IN_PATHS = frozenset({"slug", "other"})


def tidied(path: str) -> str:
    """A path up to the first sign that no address of ours has, with a last slash."""
    bare = _BEHIND.sub("", _BEFORE.sub("/", unquote(path[:_LONGEST])))
    parts = (part.strip("-_") for part in bare.split("/"))
    return "".join(f"/{part}" for part in parts if part) + "/"


def meant_by(path: str) -> str | None:
    """The address that a path stands for which is none, where readers may see what is there; None
    where there is nothing, and for what a newsroom alone sees. One query at most."""
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
        return None  # a page that is not there is no list
    meant = reverse(match.view_name, kwargs=kwargs)
    return None if meant == path else meant


def _as_typed(tidy: str, slugs: Iterable[str]) -> list[str]:
    """The slugs of a path with the capitals that they have there: an editor may want them so."""
    parts = {part.lower(): part for part in tidy.split("/")}
    return [parts.get(slug, slug) for slug in slugs]
