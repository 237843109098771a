"""Import of an article, whatever the format it was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from articles.importing.bylines import signatures
from articles.importing.leftovers import Doubt
from articles.models import Article, Author, Section
from articles.publishing import Decisions, Preparation, PreparedArticle, are_current
from articles.text import markup


class ImportRefused(Exception):
    """A refusal to import a file, with the reason in words for a person; `line` counts from 1."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    def describe(self, name: str) -> str:
        """Return one line of text: the place, and the reason."""
        if self.line is None:
            return f"{name}: {self.reason}"
        return Doubt(self.line, self.reason).describe(name)


@dataclass(frozen=True)
class ImportedArticle:
    """An article as the reader of some format found it in a file. `byline` is the signature as it
    stands there; `notices` hold information for the person who imports, `doubts` the passages to be
    checked."""

    headline: str
    standfirst: str
    body: str
    byline: str
    notices: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the body's words, whatever its white space, encoding and headline."""
        words = " ".join(markup.plain_text(self.body).split())
        return hashlib.sha256(words.encode()).hexdigest()


class Importer:
    """An importer that stores the articles read from files, a group at a time: as drafts, or
    published now.

    A text that was imported before is refused, unless `again` is set; so is an article that breaks
    a rule of the paper, and nothing of it is stored. In a `dry_run` nothing is stored at all.
    """

    def __init__(
        self,
        *,
        section: Section | None = None,
        headline: str = "",
        publish: bool = False,
        again: bool = False,
        dry_run: bool = False,
    ) -> None:
        self.section, self.publish, self.again = section, publish, again
        self.headline, self.dry_run = headline, dry_run
        self._read: dict[str, Article] = {}  # of a dry run, by fingerprint
        self._preparation = Preparation()

    def read(self, imported: ImportedArticle) -> PreparedArticle | ImportRefused:
        """Prepare an article to be stored. Return the refusal if it cannot be."""
        if self._preparation.is_full:
            self._preparation = Preparation()
        article = Article(
            headline=imported.headline,
            standfirst=imported.standfirst,
            body=imported.body,
            section=self.section,
            import_fingerprint=imported.fingerprint,
        )
        try:
            return self._preparation.prepare(article)
        except ValidationError as error:
            return ImportRefused(" ".join(error.messages))

    def store(
        self, articles: Sequence[ImportedArticle], read: Sequence[PreparedArticle | ImportRefused]
    ) -> list[StoredArticle | ImportRefused]:
        """Store a group of prepared articles in one transaction, which lasts only as long as that;
        if it fails, store them one by one. A refusal stands in the place of each article that
        cannot be stored."""
        try:
            with transaction.atomic():
                if not are_current([each for each in read if isinstance(each, PreparedArticle)]):
                    self._preparation = Preparation()
                    read = [self.read(imported) for imported in articles]
                outcomes = self._store(articles, read)
                transaction.set_rollback(self.dry_run)
                return outcomes
        except ValidationError as error:
            if len(articles) == 1:
                return [ImportRefused(" ".join(error.messages))]
        except IntegrityError:  # somebody took an address meanwhile
            if len(articles) == 1:
                raise
        return [
            outcome
            for imported in articles
            for outcome in self.store([imported], [self.read(imported)])
        ]

    def _store(
        self, articles: Sequence[ImportedArticle], read: Sequence[PreparedArticle | ImportRefused]
    ) -> list[StoredArticle | ImportRefused]:
        known = self._known(articles)
        authors: dict[str, list[Author]] = {}
        new: list[StoredArticle] = []
        outcomes: list[StoredArticle | ImportRefused | Twin] = []
        for imported, outcome in zip(articles, read, strict=True):
            if isinstance(outcome, ImportRefused):
                outcomes.append(outcome)
            elif twin := known.get(imported.fingerprint):
                outcomes.append(Twin(twin))
            else:
                try:
                    if imported.byline not in authors:
                        authors[imported.byline] = _authors(imported.byline)
                except ImportRefused as refusal:
                    outcomes.append(refusal)
                    continue
                signed = StoredArticle(outcome, authors[imported.byline])
                new.append(signed)
                outcomes.append(signed)
                if not self.again:
                    known[imported.fingerprint] = outcome.article
        at = timezone.now() if self.publish else None
        publishing.save(
            [each.prepared for each in new],
            [Decisions(authors=each.authors, publish_at=at) for each in new],
            by=None,
        )
        if self.dry_run:
            self._read |= {each.article.import_fingerprint: each.article for each in new}
        # Only now does each have its address, which the refusals of its twins name.
        return [each.refused() if isinstance(each, Twin) else each for each in outcomes]

    def _known(self, articles: Sequence[ImportedArticle]) -> dict[str, Article]:
        """Return the articles made from these texts before, by fingerprint."""
        if self.again:
            return {}
        marks = {imported.fingerprint for imported in articles}
        there = Article.objects.filter(import_fingerprint__in=marks).order_by("-pk")
        return {article.import_fingerprint: article for article in there} | {
            mark: article for mark, article in self._read.items() if mark in marks
        }


class StoredArticle(NamedTuple):
    """An imported article, and its authors in the order in which they sign."""

    prepared: PreparedArticle
    authors: Sequence[Author]

    @property
    def article(self) -> Article:
        return self.prepared.article


class Twin(NamedTuple):
    """The article made from the same text before."""

    article: Article

    def refused(self) -> ImportRefused:
        return ImportRefused(
            _(
                "this piece was imported already: “%(headline)s” (%(slug)s). "
                "Use --again to import it anew."
            )
            % {"headline": self.article.headline, "slug": self.article.slug}
        )


def _authors(byline: str) -> list[Author]:
    """Return the authors in a byline, in order, creating those that the paper does not know. Raises
    ImportRefused if several authors have the same name."""
    names = signatures(byline, is_known=lambda name: bool(publishing.signing_as(name)))
    return list(dict.fromkeys(map(_author, names)))


def _author(name: str) -> Author:
    known = publishing.signing_as(name)
    if len(known) > 1:
        named = ", ".join(author.desk_name for author in known)
        raise ImportRefused(
            _("several authors sign “%(name)s”: write which, as one of %(known)s.")
            % {"name": name, "known": named}
        )
    return known[0] if known else publishing.save_subject(subject=Author(name=name))
