"""New articles by the hundred, as imports bring them: to each happens what `save_article` and
`publish` would do, in as many queries as for one; only the newsroom's memory of names is asked for
each. An article that is published at once was never a draft: its history begins with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus, Verb
from articles.db.date_fields import validate_datetime_range
from articles.delivery.article_fragments import render_later
from articles.delivery.dossier_fragments import dossiers_later
from articles.models import (
    Article,
    ArticleText,
    Author,
    Byline,
    EditorialAct,
    Mention,
    Organization,
    PictureUse,
    Quotation,
    SearchEntry,
    VersionToken,
)
from articles.publishing.articles.addresses import free_slugs_for
from articles.publishing.articles.derived_text import derived_of, dossiers_in, pictures_in
from articles.publishing.articles.requirements import missing_for_publication
from articles.publishing.articles.save import prepare_text
from articles.publishing.history.log import act
from articles.publishing.history.versions import State, keep_states
from articles.publishing.organizations.mentions import follow_text
from articles.publishing.organizations.reading import Reader, Reading
from articles.publishing.pictures.share_images import draw_later, wanted_share_picture
from articles.publishing.quotations.detect import KnownPersons, offered
from articles.search import make_entry, weigh
from articles.text.dates import format_datetime

MOST_READ = 1000  # articles, by one preparation

#: Not checked field by field: the address is made here, and rows are who they say they are.
_UNCHECKED = {"slug"} | {each.name for each in Article._meta.fields if isinstance(each, ForeignKey)}


@dataclass
class NewArticle:
    """An article that is not stored yet, and the rows that follow from its text."""

    article: Article
    mentions: list[Mention]
    text: ArticleText
    words: tuple[str, str]  # as search weighs them
    pictures: set[int]
    names: str  # the stamp of the names that it was read by
    quotations: list[Quotation]
    bylines: Sequence[Byline] = ()

    def sign(self, *authors: Author) -> None:
        """Say who signs it, in that order."""
        self.bylines = [
            Byline(article=self.article, author=author, position=position)
            for position, author in enumerate(authors)
        ]

    @property
    def ties(self) -> list[Model]:
        return [*self.bylines, *self.mentions]


class Preparation:
    """Reads new articles, by what the paper knew when it began. Nothing is held meanwhile, so that
    nobody waits, and nothing is stored. What was looked up for one serves the next."""

    def __init__(self) -> None:
        self._read = 0
        self._names = VersionToken.objects.value_of(VersionToken.NAMES)  # before they are looked up
        self._reader = Reader()
        self._persons = KnownPersons()
        self._organizations: dict[int, Organization] = {}

    def prepare(self, article: Article) -> NewArticle:
        """Bring an article into the form in which it will be stored, and work out what follows from
        its text. Raises ValidationError where a rule is broken."""
        self._read += 1
        prepare_text(article)
        article.clean_fields(exclude=_UNCHECKED)
        reading = Reading.of(article, self._reader)
        tied = {
            tie.organization: fields for tie in reading.ties if (fields := follow_text(None, tie))
        }
        organizations = self._look_up(tied)
        mentions = [
            Mention(article=article, organization=organizations[key], **fields)
            for key, fields in tied.items()
            if key in organizations
        ]
        texts, derived = derived_of(article, reading, dossiers_in(mentions))
        return NewArticle(
            article,
            mentions,
            text=ArticleText(article=article, **derived),
            words=weigh(article, texts),
            pictures=pictures_in(article),
            names=self._names,
            quotations=offered(article, reading, tied, self._persons),
        )

    @property
    def is_full(self) -> bool:
        """Whether it has looked up enough: the next had better begin anew."""
        return self._read >= MOST_READ

    def _look_up(self, keys: Iterable[int]) -> dict[int, Organization]:
        """The organisations that were looked up, these too; but for those that went since the
        names were read."""
        if missing := [key for key in keys if key not in self._organizations]:
            self._organizations |= Organization.objects.in_bulk(missing)
        return self._organizations


def are_current(new: Sequence[NewArticle]) -> bool:
    """Whether nothing that was looked up for them is another by now."""
    known = {
        mention.organization_id: (mention.organization.name, mention.organization.slug)
        for one in new
        for mention in one.mentions
    }
    now = Organization.objects.only("name", "slug").in_bulk(known)
    names = VersionToken.objects.value_of(VersionToken.NAMES)
    return all(one.names == names for one in new) and known == {
        key: (organization.name, organization.slug) for key, organization in now.items()
    }


@transaction.atomic
def add_articles(
    new: Sequence[NewArticle], *, publish: bool = False, at: dt.datetime | None = None
) -> None:
    """Store new articles as drafts, or published at `at` (now when None), by nobody: the command
    line. All of them, or none: raises ValidationError where one cannot be published, and
    IntegrityError where somebody took an address meanwhile."""
    articles = [one.article for one in new]
    slugs = free_slugs_for(Article, [article.headline for article in articles])
    for article, slug in zip(articles, slugs, strict=True):
        article.slug = slug
    if publish:
        moment = at or timezone.now()
        validate_datetime_range(moment)
        _publish(new, moment)
    Article.objects.bulk_create(articles)
    Byline.objects.bulk_create(byline for one in new for byline in one.bylines)
    Mention.objects.bulk_create(mention for one in new for mention in one.mentions)
    Quotation.objects.bulk_create(each for one in new for each in one.quotations)
    ArticleText.objects.bulk_create(one.text for one in new)
    PictureUse.objects.bulk_create(
        PictureUse(article=one.article, picture_id=key) for one in new for key in one.pictures
    )
    summary = _("first text") if publish else _("first draft")
    keep_states([State(one.article, one.ties, summary) for one in new])
    if publish:
        SearchEntry.objects.bulk_create(map(_entry, new))
        EditorialAct.objects.bulk_create(map(_published, articles))
        draw_later(article.pk for article in articles)
    render_later(*articles)
    dossiers_later(*articles)


def _publish(new: Iterable[NewArticle], moment: dt.datetime) -> None:
    for one in new:
        article = one.article
        signed = [byline.author for byline in one.bylines]
        if missing := missing_for_publication(article, authors=signed):
            raise ValidationError(missing)
        article.published_at = moment.replace(microsecond=0)
        article.status = ArticleStatus.PUBLISHED
        one.text.share_picture = wanted_share_picture(article)


def _entry(one: NewArticle) -> SearchEntry:
    return make_entry(
        one.article,
        one.words,
        organizations=[each.organization_id for each in one.mentions if each.is_public],
        authors=[byline.author_id for byline in one.bylines],
        tags=[],
    )


def _published(article: Article) -> EditorialAct:
    if article.is_scheduled:
        note = format_datetime(article.published_at)
        return act(Verb.SCHEDULED, by=None, article=article, note=note)
    return act(Verb.PUBLISHED, by=None, article=article)
