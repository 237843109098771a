"""Data that a browser sends to the desk for an article."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.db.choices import ArticleStatus
from articles.models import Article
from tests import factories as make

S = ArticleStatus
#: What the form of an organization or of an author sends where it says nothing of interests.
NO_INTERESTS = {"interests-TOTAL_FORMS": "0", "interests-INITIAL_FORMS": "0"}
LIST = "/admin/articles/article/"
ADD = "/admin/articles/article/add/"


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _related(article: Article) -> list[str]:
    return [str(tie.related_id) for tie in article.related_articles.in_order()]


def form(article: Article | None = None, **fields: Any) -> dict[str, Any]:
    """The data that a browser would send for an article, with `fields` typed over it."""
    unnamed = article.mentions.visible().filter(count=0) if article else []
    ties = [str(tie.organization_id) for tie in unnamed]
    data = {
        "headline": article.headline if article else "Un titolo",
        "body": article.body if article else "<p>Un testo.</p>",
        "slug": article.slug if article else "",
        "kicker": "", "standfirst": "", "notes": "", "canonical_url": "",
        "kind": "news", "language": "it", "links_organizations": "on",
        "section": str((article and article.section_id) or make.make_section("Cronaca").pk),
        "byline_authors": [str(a.pk) for a in article.signatures] if article else [],
        "related": _related(article) if article else [],
        "named_organizations": ties,
        "initial-named_organizations": ties,
        "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0",
    }  # fmt: skip
    if article:
        data["_base"] = str(article.version)
    if article and article.published_at:
        local = timezone.localtime(article.published_at)
        data |= {"published_at_0": f"{local:%d/%m/%Y}", "published_at_1": f"{local:%H:%M:%S}"}
    return {**data, **fields}
