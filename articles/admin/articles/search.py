"""Search in the list of articles."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from articles import search
from articles.models import Article, Byline, Mention


def search_articles(articles: QuerySet[Article], term: str) -> QuerySet[Article]:
    """Return the articles that match a term; all of them if it is empty. An article matches if its
    indexed texts have the words of the term, or if its headline or the name of an author or
    organization contains the term itself."""
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
