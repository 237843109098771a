"""Checks of the data derived from the text of each article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from articles.db.choices import QuotationStanding
from articles.linking import ties
from articles.models import Article, ArticleText, Mention, Quotation
from articles.publishing.articles.derived_text import derive_text, derived_of
from articles.publishing.articles.rendered_body import media_in, pictures_in
from articles.publishing.organizations.mentions import follow_text
from articles.publishing.organizations.reading import BODY, Reader, Reading
from articles.publishing.pictures.share_images import wanted_share_image
from articles.publishing.quotations.detect import find_quotations
from articles.publishing.verifying.faults import Check, Fault, of_each
from articles.search import ENTRY_COLUMNS, entry_of
from articles.text import markup


def texts_agree() -> Iterator[Fault]:
    confirmed = Quotation.objects.filter(standing=QuotationStanding.CONFIRMED, hidden_by=None)
    articles = Article.objects.select_related("text", "search_entry", "section").prefetch_related(
        Prefetch("quotations", confirmed, to_attr="confirmed"),
        Prefetch("mentions", Mention.objects.select_related("organization")),
    )
    check = partial(_of_article, reader=Reader())
    yield from of_each(articles, check, name=lambda article: article.slug)


def _of_article(article: Article, *, reader: Reader) -> Iterator[Fault]:
    def fault(words: str, mend: partial | None = None) -> Fault:
        return Fault(f"{article.slug}: {words}", mend)

    derive = partial(_derive, article.pk)
    if article.body != markup.clean_html(article.body):
        yield fault(_("the body is not clean. Open it at the desk and save it"))
    text = markup.plain_text(article.body)
    for quotation in article.confirmed:
        if text[quotation.offset : quotation.offset + len(quotation.text)] != quotation.text:
            words = {"words": quotation.text[:80]}
            message = _("the quotation “%(words)s” is not where it is said to be")
            yield fault(message % words, derive)
    if article.word_count != markup.word_count(text):
        yield fault(_("the words are not counted"), derive)
    texts, derived = derived_of(article)
    try:
        stored = article.text
    except ArticleText.DoesNotExist:
        yield fault(_("nothing is derived from its text"), derive)
    else:
        for name, value in derived.items():
            if getattr(stored, name) != value:
                yield fault(_("“%(name)s” is not what its text gives") % {"name": name}, derive)
        if stored.share_image != wanted_share_image(article):
            yield fault(_("its share image is not the one of its headline"), derive)
    if set(article.picture_uses.values_list("picture", flat=True)) != pictures_in(article):
        yield fault(_("the pictures it shows are not noted"), derive)
    if set(article.media_uses.values_list("media", flat=True)) != media_in(article):
        yield fault(_("the audio, video and documents it has are not noted"), derive)
    wanted, entry = entry_of(article, texts), getattr(article, "search_entry", None)
    if wanted is None and entry is not None:
        yield fault(_("search has it, and readers do not"), derive)
    elif wanted is not None and entry is None:
        yield fault(_("search does not have it"), derive)
    elif wanted is not None:
        for name in ENTRY_COLUMNS:
            if getattr(wanted, name) != getattr(entry, name):
                message = _("what search has of it is old: “%(name)s”") % {"name": name}
                yield fault(message, derive)
    for mention, count in _miscounted(article, reader):
        words = {"name": mention.organization.name, "said": mention.count, "there": count}
        message = _("“%(name)s” is counted %(said)d times, and the text has it %(there)d")
        yield fault(message % words, partial(_recount, article.pk))


def _derive(key: int) -> None:
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=key)  # a save meanwhile waits
        count = markup.word_count(markup.plain_text(article.body))
        Article.objects.filter(pk=key).update(word_count=count)
        derive_text(article)
        find_quotations(article)


def _miscounted(article: Article, reader: Reader) -> Iterator[tuple[Mention, int]]:
    """Yield the mentions whose count differs from the text, with the right count. Later feedback
    may include or exclude a doubtful occurrence, so that either count is accepted."""
    mentions = article.mentions.all()
    if not mentions:
        return
    reading = Reading.of(article, reader)
    for mention in mentions:
        tie = reading.by_organization.get(mention.organization_id)
        there = tie.count if tie else 0
        if mention.count == there:
            continue
        every = ties(reading.parsed, reader.judge, body=BODY, offer=0, on=reading.day)
        right = {tie.count for tie in every if tie.organization == mention.organization_id}
        if mention.count not in right:
            yield mention, there


def _recount(key: int) -> None:
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=key)
        reading = Reading.of(article)
        for mention, count in _miscounted(article, Reader()):
            tie = reading.by_organization.get(mention.organization_id)
            fields = follow_text(mention, tie) if tie else None
            fields = fields or {"count": count, "name": "", "offset": None}
            fields.pop("standing", None)
            Mention.objects.filter(pk=mention.pk).update(**fields)


CHECKS: tuple[Check, ...] = (texts_agree,)
