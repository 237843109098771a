"""Whether what follows from texts was derived by the code of today, and deriving it anew: article
by article, from where it was left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.db.fields import CleanText
from articles.delivery.build_hash import build_hash
from articles.delivery.counters import count_anew
from articles.models import Article, VersionToken
from articles.publishing.articles.derived_text import derive_text
from articles.publishing.quotations.detect import find_quotations
from articles.text import markup

#: How many articles a transaction holds: on SQLite whoever saves meanwhile waits for it.
AT_ONCE = 20
_TEXTS = [field for field in Article._meta.concrete_fields if isinstance(field, CleanText)]
_DIGITS = 8  # of a build hash; what follows them in a stamp is a key


def derived_by() -> str:
    """The build hash of what derives from texts."""
    return build_hash(
        "articles.publishing.articles.derived_text", "articles.publishing.quotations.detect"
    )


def is_current() -> bool:
    """Whether the code of today has gone through everything."""
    return VersionToken.objects.value_of(VersionToken.DERIVED) == derived_by()


def articles_to_derive() -> QuerySet[Article]:
    """The articles that the code of today has not gone through, by key; none where it has been
    through all: those that were saved since were derived as they were saved."""
    if is_current():
        return Article.objects.none()
    left_at = VersionToken.objects.value_of(VersionToken.DERIVING)
    last = int(left_at[_DIGITS:], 16) if left_at.startswith(derived_by()) else 0
    return Article.objects.filter(pk__gt=last).order_by("pk")


def derive_anew(articles: QuerySet[Article]) -> Iterator[Article]:
    """Derive from the texts of these articles, in the order of their keys, giving each that is
    done; then count whose they are, and of when. Nothing where there is nothing to do. Where it is
    cut short, `articles_to_derive` goes on from there."""
    for group in _groups(articles.values_list("pk", flat=True)):
        with transaction.atomic():
            # Locked: who saves one of them meanwhile waits, and what they wrote stands.
            done = list(Article.objects.select_for_update().filter(pk__in=group).order_by("pk"))
            for article in done:
                _clean(article)
                derive_text(article)
                find_quotations(article)
            VersionToken.objects.put(VersionToken.DERIVING, f"{derived_by()}{group[-1]:x}")
        yield from done
    with transaction.atomic():
        count_anew(connection)
        VersionToken.objects.put(VersionToken.DERIVED, derived_by())
        VersionToken.objects.filter(name=VersionToken.DERIVING).delete()


def _clean(article: Article) -> None:
    """Store the texts of an article as the cleaner of today leaves them, and its words counted
    anew. A text of which nothing would be left stays as it is: what to write is for a person to
    say."""
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
