"""Checks that stored fragments which count as current are what would be rendered now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.delivery import article_fragments, dossier_fragments
from articles.models import Article, ArticleFragments, DossierFragments, Organization
from articles.publishing.verifying.faults import Check, Fault, of_each


def article_fragments_are_current() -> Iterator[Fault]:
    holding = (
        Article.objects.filter(article_fragments.holds_q()).for_page().select_related("fragments")
    )
    yield from of_each(holding, _of_article, name=lambda article: article.slug)


def _of_article(article: Article) -> Iterator[Fault]:
    made = article_fragments.parts_of(article)
    if all(getattr(article.fragments, name) == made[name] for name in article_fragments.PARTS):
        return
    if Article.objects.filter(
        article_fragments.holds_q(), pk=article.pk
    ).exists():  # not changed meanwhile
        message = _("%(slug)s: the page that is ready is not what would be made")
        yield Fault(message % {"slug": article.slug}, partial(_render, article.pk))


def _render(key: int) -> None:
    ArticleFragments.objects.filter(article=key).update(content_version=0)
    article_fragments.render_articles([key])


def dossier_fragments_are_current() -> Iterator[Fault]:
    holds = dossier_fragments.holds_q(now=timezone.now())
    holding = dossier_fragments.for_making().filter(holds).select_related("dossier_fragments")
    yield from of_each(holding, _of_dossier, name=lambda one: one.slug)


def _of_dossier(organization: Organization) -> Iterator[Fault]:
    stored, made = organization.dossier_fragments, dossier_fragments.parts_of(organization)
    words = {"name": organization.name, "n": organization.article_count}
    message = ""
    if stored.article_count != organization.article_count:
        message = _("the dossier of %(name)s does not count its %(n)d pieces")
    elif not (
        all(getattr(stored, name) == getattr(made, name) for name in dossier_fragments.HTML)
        and stored.about == json.dumps(made.about)
        and stored.newest == json.dumps(dossier_fragments.newest_of(organization))
    ):
        message = _("the dossier of %(name)s that is ready is not what would be made")
    still = Organization.objects.filter(
        dossier_fragments.holds_q(now=timezone.now()), pk=organization.pk
    )
    if message and still.exists():  # not changed meanwhile
        yield Fault(message % words, partial(_make_dossier, organization.pk))


def _make_dossier(key: int) -> None:
    DossierFragments.objects.filter(organization=key).update(content_version=0)
    dossier_fragments.make_dossiers([key])


CHECKS: tuple[Check, ...] = (article_fragments_are_current, dossier_fragments_are_current)
