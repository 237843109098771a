"""Checks before publication, which give requirements and advice.

A missing requirement blocks every way to publication (see `requirements`). Advice may be set aside
with a reason, which is remembered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.db.choices import AIUse, MentionStanding, QuotationStanding
from articles.linking import tokens
from articles.models import Article, Author, Quotation
from articles.publishing.articles.broken_links import broken_links
from articles.publishing.articles.requirements import missing_for_publication
from articles.publishing.organizations.names import current_finder, near_names
from articles.publishing.quotations.detect import broken_quotations, broken_words, quotations_of
from articles.text import markup, proofreading
from articles.text.embeds import host_of
from articles.text.figures import links_in
from articles.text.notes import unquoted_pull_quotes

HEADLINE_LENGTH = (40, 70)
SIMILAR_WITHIN = dt.timedelta(days=30)
SIMILAR_FROM = 0.6
#: The number of recent headlines with which a new one is compared: more than a month of a large
#: newsroom.
MOST_HEADLINES = 3000


@dataclass(frozen=True)
class CheckedArticle:
    """An article that is being checked, with the facts beyond its own fields that the checks
    need."""

    article: Article
    authors: Sequence[Author]
    tags: Sequence[str] = ()
    sources: int = 0
    confirmed: int = 0
    offers: int = 0

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations as they are stored."""
        return quotations_of(self.article)

    @classmethod
    def of(cls, article: Article) -> CheckedArticle:
        """Return an article as it is stored, with its ties, to be checked."""
        standings = [mention.standing for mention in article.mentions.all()]
        return cls(
            article,
            authors=article.signatures,
            tags=[tag.name for tag in article.tags.all()],
            sources=len(article.sources.all()),
            confirmed=standings.count(MentionStanding.CONFIRMED),
            offers=standings.count(MentionStanding.SUGGESTED),
        )


@dataclass(frozen=True)
class Check:
    """A remark on an article. `field` is its place in the form, and `quote` the words of the text
    that it is about. `code` and `about` together identify it once it was set aside."""

    code: str
    text: str
    field: str
    is_must: bool = False
    about: str = ""
    quote: str = ""

    @property
    def key(self) -> str:
        return f"{self.code}:{self.about}"


def checks_on(checked: CheckedArticle) -> list[Check]:
    """Return the requirements that the article does not meet, then the advice. At most ten
    queries."""
    return [*_musts(checked), *_shoulds(checked)]


def _musts(checked: CheckedArticle) -> Iterator[Check]:
    missing = missing_for_publication(checked.article, authors=checked.authors)
    for field, error in missing.items():
        yield Check(error.code, " ".join(error.messages), field, is_must=True)
    if broken := broken_quotations(checked.article, checked.quotations):
        yield Check("quotation", broken_words(broken), "body", is_must=True)


def _shoulds(checked: CheckedArticle) -> Iterator[Check]:
    article = checked.article
    yield from _headline(article)
    if not article.standfirst.strip():
        yield Check("no_standfirst", _("There is no standfirst."), "standfirst")
    if not checked.confirmed:
        text = _("No organization is confirmed.")
        yield Check("no_organization", text, "organizations")
    if checked.offers:
        text = ngettext(
            "%(n)d organization waits for a yes or a no.",
            "%(n)d organizations wait for a yes or a no.",
            checked.offers,
        )
        yield Check("open_offers", text % {"n": checked.offers}, "organizations")
    if waiting := sum(each.standing == QuotationStanding.SUGGESTED for each in checked.quotations):
        text = ngettext(
            "%(n)d quotation waits for a yes or a no.",
            "%(n)d quotations wait for a yes or a no.",
            waiting,
        )
        yield Check("open_quotations", text % {"n": waiting}, "quotations")
    if not checked.sources:
        yield Check("no_sources", _("No source is given."), "sources")
    if not checked.tags:
        yield Check("no_tags", _("There are no tags."), "tags")
    if article.ai_use == AIUse.GENERATED and article.ai_reviewed_at is None:
        text = _("Nobody reviewed what was generated: it comes out with a word to readers.")
        yield Check("ai_unreviewed", text, "ai_use")
    yield from _text(article)
    yield from _links(article)
    yield from _embeds(article)
    yield from _near_names(article)


def _headline(article: Article) -> Iterator[Check]:
    headline = article.headline.strip()
    if not headline:
        return
    low, high = HEADLINE_LENGTH
    if not low <= len(headline) <= high:
        text = _("The headline has %(n)d characters: between %(low)d and %(high)d it reads best.")
        words = {"n": len(headline), "low": low, "high": high}
        yield Check("headline_length", text % words, "headline")
    if similar := _similar_headline(article, headline):
        text = _("A headline much like this one was used lately: “%(headline)s”.")
        yield Check(
            "similar_headline", text % {"headline": similar}, "headline", about=similar[:300]
        )


def _similar_headline(article: Article, headline: str) -> str:
    since = timezone.now() - SIMILAR_WITHIN
    recent = Article.objects.filter(
        Q(published_at__gte=since) | Q(published_at=None, modified_at__gte=since)
    ).exclude(pk=article.pk)
    known = recent.order_by("-published_at").values_list("headline", flat=True)
    return next(
        (
            other
            for other in known[:MOST_HEADLINES]
            if proofreading.likeness(headline, other) >= SIMILAR_FROM
        ),
        "",
    )


def _text(article: Article) -> Iterator[Check]:
    for quote in proofreading.vague_links(article.body):
        text = _("“%(words)s” does not say where the link leads.") % {"words": quote}
        yield Check("vague_link", text, "body", about=quote[:300], quote=quote)
    for quote in proofreading.skipped_headings(article.body):
        text = _("The heading “%(words)s” is under none of the level above.")
        yield Check(
            "skipped_heading", text % {"words": quote}, "body", about=quote[:300], quote=quote
        )
    for quote in unquoted_pull_quotes(article.body):
        text = _("“%(words)s” stands large, and is nowhere in the text.") % {"words": quote}
        yield Check("unquoted_pull_quote", text, "body", about=quote[:300], quote=quote)
    texts = (("headline", article.headline), ("standfirst", article.standfirst))
    for field, plain in (*texts, ("body", markup.plain_text(article.body))):
        for quote in proofreading.open_quotations(plain):
            text = _("A quotation mark has no fellow: %(words)s") % {"words": quote}
            yield Check("open_quotation", text, field, about=quote, quote=quote)


def _near_names(article: Article) -> Iterator[Check]:
    finder = current_finder()
    near = near_names(finder)
    texts = (("headline", article.headline), ("standfirst", article.standfirst))
    reported = set()
    for field, plain in (*texts, ("body", markup.plain_text(article.body))):
        words = tokens(plain)
        taken = [(found.start, found.end) for found, _first, _last in finder.find_in(words, plain)]
        for found in near.find(plain, words, taken):
            if found.written in reported:
                continue
            reported.add(found.written)
            text = _("“%(written)s” is nearly “%(known)s”: is it a misspelling?")
            yield Check(
                "near_name", text % found._asdict(), field, about=found.written, quote=found.written
            )


def _links(article: Article) -> Iterator[Check]:
    for anchor, is_hidden in broken_links(article.body):
        code, text = "broken_link", _("“%(words)s” leads to a page that is not there.")
        if is_hidden:
            code = "link_not_public"
            text = _("“%(words)s” leads to a piece that readers do not see.")
        words = {"words": anchor.text or anchor.href}
        yield Check(code, text % words, "body", about=anchor.href[:300], quote=anchor.text)


def _embeds(article: Article) -> Iterator[Check]:
    for embed in links_in(article.body):
        if embed.title != embed.href and not host_of(embed.title):
            continue
        text = _("What “%(address)s” shows has no title: readers see the address.")
        yield Check(
            "embed_no_title", text % {"address": embed.href}, "body", about=embed.href[:300]
        )
