"""Deriving anew, after a change of the code, all that follows from texts: article by article,
continuing from where it was interrupted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.db.fields import CleanText
from articles.delivery.build_hash import HASH_DIGITS, build_hash
from articles.delivery.counters import recount
from articles.models import Article, VersionToken
from articles.publishing.articles.derived_text import derive_text
from articles.publishing.quotations.detect import find_quotations
from articles.text import markup

#: The number of articles in a transaction; on SQLite a save meanwhile waits for its end.
AT_ONCE = 20
_TEXTS = [field for field in Article._meta.concrete_fields if isinstance(field, CleanText)]


def derived_by() -> str:
    """Return the build hash of the code that derives data from texts."""
    return build_hash(
        "articles.publishing.articles.derived_text", "articles.publishing.quotations.detect"
    )


def is_current() -> bool:
    """Return True if the present code has derived everything that is stored."""
    return VersionToken.objects.value_of(VersionToken.DERIVED) == derived_by()


def articles_to_derive() -> QuerySet[Article]:
    """Return the articles not yet derived by the present code, by key; none once all have been,
    because later saves derive as they go."""
    if is_current():
        return Article.objects.none()
    # The hash, and the key of the last article in hexadecimal.
    left_at = VersionToken.objects.value_of(VersionToken.DERIVING)
    last = int(left_at[HASH_DIGITS:], 16) if left_at.startswith(derived_by()) else 0
    return Article.objects.filter(pk__gt=last).order_by("pk")


def derive_anew(articles: QuerySet[Article]) -> Iterator[Article]:
    """Derive from the texts of these articles, in the order of their keys, and yield each article
    that is done; then recount the articles of authors and months. After an interruption,
    `articles_to_derive` continues from there."""
    for group in _groups(articles.values_list("pk", flat=True)):
        with transaction.atomic():
            # The rows are locked: a save meanwhile waits, and its text is not overwritten.
            done = list(Article.objects.select_for_update().filter(pk__in=group).order_by("pk"))
            for article in done:
                _clean(article)
                derive_text(article)
                find_quotations(article)
            VersionToken.objects.put(VersionToken.DERIVING, f"{derived_by()}{group[-1]:x}")
        yield from done
    with transaction.atomic():
        recount(connection)
        VersionToken.objects.put(VersionToken.DERIVED, derived_by())
        VersionToken.objects.filter(name=VersionToken.DERIVING).delete()


def _clean(article: Article) -> None:
    """Store the texts of an article as the present cleaner leaves them, and count its words again.
    A text of which nothing would be left stays as it is, since only a person can say what to write
    instead."""
    changed: dict[str, Any] = {}
    for field in _TEXTS:
        before = getattr(article, field.attname)
        if (after := str(field.cleaned(before))) and after != before:
            changed[field.attname] = after
    words = markup.word_count(markup.plain_text(changed.get("body", article.body)))
    if words != article.word_count:
        changed["word_count"] = words
    if changed:
        Article.objects.filter(pk=article.pk).update(**changed)
        for name, value in changed.items():
            setattr(article, name, value)


def _groups(keys: Iterable[int]) -> Iterator[list[int]]:
    every = list(keys)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
