"""Preparation of new articles before they are stored: all that can be derived from them outside a
transaction, for one or for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import DateTimeField, ForeignKey

from articles.db.fields import CleanText
from articles.models import (
    Article,
    ArticleText,
    Mention,
    Organization,
    Quotation,
    VersionToken,
)
from articles.publishing.articles.derived_text import derived_of
from articles.publishing.articles.rendered_body import dossiers_in, media_in, pictures_in
from articles.publishing.drafts.snapshots import article_fields
from articles.publishing.organizations.mentions import follow_text
from articles.publishing.organizations.reading import Reader, Reading
from articles.publishing.quotations.detect import KnownPersons, offered
from articles.search import weigh
from articles.text import markup

MOST_READ = 1000  # articles in one preparation

#: Fields that are not checked here: the slug is made when the article is stored, and related rows
#: are objects already.
_UNCHECKED = {"slug"} | {each.name for each in Article._meta.fields if isinstance(each, ForeignKey)}


@dataclass
class PreparedArticle:
    """An article that is not stored yet, with the rows that follow from its text alone."""

    article: Article
    mentions: list[Mention]
    text: ArticleText
    words: tuple[str, str]  # with the weights that search gives them
    pictures: set[int] = field(default_factory=set)
    media: set[int] = field(default_factory=set)
    quotations: list[Quotation] = field(default_factory=list)
    names: str = ""  # the version of the names with which it was read


class Preparation:
    """A reader of new articles, with the names that the paper knew when it began. It locks nothing,
    so nobody waits for it, and stores nothing. Rows looked up for one article are cached for the
    next."""

    def __init__(self) -> None:
        self._read = 0
        self._names = VersionToken.objects.value_of(VersionToken.NAMES)  # before they are looked up
        self._reader = Reader()
        self._persons = KnownPersons()
        self._organizations: dict[int, Organization] = {}

    def prepare(self, article: Article) -> PreparedArticle:
        """Clean an article into the form in which it is stored, check everything that needs no
        query, and read it. Raises ValidationError where a rule is broken."""
        prepare_text(article)
        article.clean_fields(exclude=_UNCHECKED)
        return self.read(article)

    def read(self, article: Article) -> PreparedArticle:
        """Derive what follows from a text that is already in the form in which it is stored."""
        self._read += 1
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
        return PreparedArticle(
            article,
            mentions,
            text=ArticleText(article=article, **derived),
            words=weigh(article, texts),
            pictures=pictures_in(article),
            media=media_in(article),
            quotations=offered(article, reading, tied, self._persons),
            names=self._names,
        )

    @property
    def is_full(self) -> bool:
        """Return True if it has cached so much that the next articles need a new preparation."""
        return self._read >= MOST_READ

    def _look_up(self, keys: Iterable[int]) -> dict[int, Organization]:
        """Return all the organizations looked up so far, including these, but without any deleted
        since the names were read."""
        if missing := [key for key in keys if key not in self._organizations]:
            self._organizations |= Organization.objects.in_bulk(missing)
        return self._organizations


def prepare_text(article: Article) -> None:
    """Clean the texts of an article into the form in which they are stored, and count its words."""
    for name, written in article_fields().items():
        value = getattr(article, written.attname)
        if isinstance(written, CleanText):
            setattr(article, name, written.cleaned(value))
        elif value and isinstance(written, DateTimeField):
            setattr(article, name, value.replace(microsecond=0))
    article.body = _with_own_addresses(article.body)
    article.word_count = markup.word_count(markup.plain_text(article.body))


def _with_own_addresses(body: str) -> str:
    """Return a clean body whose links to the paper's own pages and files have no site, so that they
    are known for its own and outlive a change of domain."""
    own = f' href="{settings.SITE_URL}/'
    return markup.clean_html(body.replace(own, ' href="/')) if own in body else body


def are_current(prepared: Sequence[PreparedArticle]) -> bool:
    """Return True if everything that was looked up for these articles is still unchanged."""
    known = {
        mention.organization_id: (mention.organization.name, mention.organization.slug)
        for one in prepared
        for mention in one.mentions
    }
    now = Organization.objects.only("name", "slug").in_bulk(known)
    names = VersionToken.objects.value_of(VersionToken.NAMES)
    return all(one.names == names for one in prepared) and known == {
        key: (organization.name, organization.slug) for key, organization in now.items()
    }
