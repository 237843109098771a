"""Fragments of the dossier of an organization, made when one of its articles is saved, so that a
reader's request only has to fetch them: how many articles, in which months, by which authors, with
which other organizations. Counting these takes longer with every article."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from articles.db.choices import PUBLIC_STANDINGS, ArticleStatus
from articles.delivery.build_hash import build_hash
from articles.delivery.counters import fold_later
from articles.delivery.tasks import enqueue, has_workers
from articles.formats import schema_org as data
from articles.formats.corrections_log import notices
from articles.formats.timeline import Timeline
from articles.models import (
    Article,
    Author,
    DossierContentVersion,
    DossierFragments,
    Mention,
    Organization,
    Person,
)
from articles.querysets import PAGE_SIZE, SMALL, counts_hold_q

LONGEST_LIST = 12
MOST_NOTICES = 5
READ_FOR_PEOPLE = 200  # the number of newest articles read to find people
#: The number of articles above which a dossier is made by a worker, or when somebody reads it, and
#: not while an article is being saved.
MOST_AT_ONCE = 2000

#: The fragments that are HTML.
HTML = ("header", "title", "timeline", "aside")


def current_build_hash() -> str:
    """Return the build hash of the code and the templates that render dossiers."""
    return build_hash("articles.delivery.dossier_fragments")


@dataclass(frozen=True)
class Parts:
    """The fragments of the page of a dossier. `about` has the organization's name, description,
    path and node of structured data; `newest`, where known, the keys of its newest articles, one
    more than fit on a page."""

    article_count: int
    about: dict[str, Any]
    header: str
    title: str
    timeline: str
    aside: str
    newest: list[int] | None = None


def holds_q(*, now: Any) -> Q:
    """Return the condition under which the stored fragments of a dossier are current at the time
    `now`."""
    return Q(dossier_fragments__build_hash=current_build_hash()) & counts_hold_q(now=now)


def parts_of(organization: Organization) -> Parts:
    """Render the fragments of the dossier of an organization that was loaded with
    `for_making()`."""
    articles = Article.objects.published().about(organization)
    context = {
        "organization": organization,
        "relatives": Organization.objects.with_published_articles().relatives_of(organization),
        "timeline": Timeline(articles.per_month()),
        "authors": Author.objects.covering(organization)[:LONGEST_LIST],
        "speakers": Person.objects.speaking_for(organization)[:LONGEST_LIST],
        "people": articles.most_named_people(newest=READ_FOR_PEOPLE)[:LONGEST_LIST],
        "notices": notices(MOST_NOTICES, organization=organization, standing=True),
        "companions": Organization.objects.named_with(organization)[:LONGEST_LIST],
    }
    about = {
        "name": organization.name,
        "description": organization.description,
        "path": organization.get_absolute_url(),
        "node": data.organization_node(organization),
    }
    made = {
        name: render_to_string(f"articles/_dossier_{name}.html", context)
        for name in ("header", "title", "aside")
    }
    timeline = (
        render_to_string("articles/_timeline.html", context)
        if context["timeline"].is_worth_drawing
        else ""
    )
    return Parts(organization.article_count, about, timeline=timeline, **made)


def newest_of(organization: Organization) -> list[int]:
    """Return the keys of the newest articles of an organization, one more than fit on a page, by
    whichever query is faster for their number."""
    is_small = organization.article_count <= SMALL
    articles = Article.objects.published().about(organization, is_small=is_small)
    return list(articles.newest_first().values_list("pk", flat=True)[: PAGE_SIZE + 1])


def for_making() -> QuerySet[Organization]:
    """Return the organizations, loaded with all that their dossiers are made of."""
    return Organization.objects.for_dossier().with_letter().with_counted_articles()


def make_dossiers(keys: Iterable[int], *, most: int | None = None) -> int:
    """Render the dossiers of these organizations that are not current, leaving out those of more
    than `most` articles; return how many were rendered. The content version is read before the
    rows, as in `render_articles`."""
    now = timezone.now()
    stale = Organization.objects.filter(pk__in=list(keys)).exclude(
        pk__in=Organization.objects.filter(holds_q(now=now)).values("pk")
    )
    content_versions = dict(
        DossierContentVersion.objects.filter(organization__in=stale).values_list()
    )
    made = []
    for organization in for_making().filter(pk__in=content_versions):
        if most is not None and organization.article_count > most:
            continue
        parts = parts_of(organization)
        made.append(
            DossierFragments(
                organization=organization,
                content_version=content_versions[organization.pk],
                build_hash=current_build_hash(),
                until=_next_embargo(organization),
                article_count=parts.article_count,
                last_article_at=organization.last_article_at,
                about=json.dumps(parts.about),
                newest=json.dumps(newest_of(organization)),
                **{name: getattr(parts, name) for name in HTML},
            )
        )
    DossierFragments.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["organization"],
        update_fields=[
            "content_version",
            "build_hash",
            "until",
            "article_count",
            "last_article_at",
            "about",
            "newest",
            *HTML,
        ],
    )
    return len(made)


def _next_embargo(organization: Organization) -> Any:
    """Return the time at which the first scheduled article about the organization, or about its
    parent or a subsidiary, comes out; None where there is none."""
    family = Q(organization=organization) | Q(organization__parent=organization)
    if organization.parent_id:
        family |= Q(organization=organization.parent_id)
    coming = Mention.objects.filter(
        family,
        standing__in=PUBLIC_STANDINGS,
        article__status=ArticleStatus.PUBLISHED,
        article__published_at__gt=timezone.now(),
    )
    return coming.aggregate(first=Min("article__published_at"))["first"]


def dossiers_later(*articles: Article) -> None:
    """Make the dossiers of the organizations that articles name once the transaction is committed;
    for articles under embargo, also when it ends, where there are workers."""
    coming: dict[Any, list[int]] = {}
    for article in articles:
        if article.status in {ArticleStatus.PUBLISHED, ArticleStatus.WITHDRAWN}:
            is_to_come = article.published_at and article.published_at > timezone.now()
            coming.setdefault(article.published_at if is_to_come else None, []).append(article.pk)
    for moment, keys in coming.items():
        enqueue(make_dossiers_of, *keys, at=moment)
    if coming:
        fold_later()


@task()
def make_dossiers_of(*articles: int) -> None:
    named = Mention.objects.filter(article__in=articles, standing__in=PUBLIC_STANDINGS)
    keys = named.values_list("organization", flat=True).distinct()
    make_dossiers(keys, most=None if has_workers() else MOST_AT_ONCE)
