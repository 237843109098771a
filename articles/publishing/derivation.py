"""Whether what follows from texts was derived by the code of today, and deriving it anew: piece by
piece, from where it was left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import QuerySet

from articles import markup
from articles.models import Article, Stamp
from articles.publishing.build_hash import build_hash
from articles.publishing.quotations import find_quotations
from articles.publishing.tallies import count_anew
from articles.publishing.texts import derive_text

#: How many pieces a transaction holds: on SQLite whoever saves meanwhile waits for it.
AT_ONCE = 20
_DIGITS = 8  # of a build hash; what follows them in a stamp is a key


def derived_by() -> str:
    """The build hash of what derives from texts."""
    return build_hash("articles.publishing.texts", "articles.publishing.quotations")


def is_current() -> bool:
    """Whether the code of today has gone through everything."""
    return Stamp.objects.value_of(Stamp.DERIVED) == derived_by()


def pieces_to_derive() -> QuerySet[Article]:
    """The pieces that the code of today has not gone through, by key; none where it has been
    through all: those that were saved since were derived as they were saved."""
    if is_current():
        return Article.objects.none()
    left_at = Stamp.objects.value_of(Stamp.DERIVING)
    last = int(left_at[_DIGITS:], 16) if left_at.startswith(derived_by()) else 0
    return Article.objects.filter(pk__gt=last).order_by("pk")


def derive_anew(pieces: QuerySet[Article]) -> Iterator[Article]:
    """Derive from the texts of these pieces, in the order of their keys, giving each that is done;
    then count whose they are, and of when. Nothing where there is nothing to do. Where it is cut
    short, `pieces_to_derive` goes on from there."""
    for group in _groups(pieces.values_list("pk", flat=True)):
        with transaction.atomic():
            done = list(Article.objects.filter(pk__in=group).order_by("pk"))
            for article in done:
                _clean(article)
                derive_text(article)
                find_quotations(article)
            Stamp.objects.put(Stamp.DERIVING, f"{derived_by()}{group[-1]:x}")
        yield from done
    with transaction.atomic():
        count_anew(connection)
        Stamp.objects.put(Stamp.DERIVED, derived_by())
        Stamp.objects.filter(name=Stamp.DERIVING).delete()


def _clean(article: Article) -> None:
    """Store the text as the cleaner of today leaves it, and its words counted anew."""
    body = str(markup.clean_html(article.body))
    words = markup.word_count(markup.plain_text(body))
    if (body, words) != (article.body, article.word_count):
        article.body, article.word_count = body, words
        Article.objects.filter(pk=article.pk).update(body=body, word_count=words)


def _groups(keys: Iterable[int]) -> Iterator[list[int]]:
    every = list(keys)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
