"""What the search of the list of articles finds."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from articles import search
from articles.models import Article, Byline, Mention


def search_articles(articles: QuerySet[Article], term: str) -> QuerySet[Article]:
    """Those with the words of a term in their texts, which have an index, or with the term itself
    in their headline or in the name of an author or organisation; all of them for an empty term."""
    if not term.strip():
        return articles
    signed = Byline.objects.filter(author__name__icontains=term)
    about = Mention.objects.visible().filter(organization__name__icontains=term)
    return articles.filter(
        Q(pk__in=search.with_words(term).values("article"))
        | Q(headline__icontains=term)
        | Q(pk__in=signed.values("article"))
        | Q(pk__in=about.values("article"))
    )
