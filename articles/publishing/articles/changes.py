"""The change of one article, which the steps of a save hand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from articles.models import Article, Author, Quotation
from articles.publishing.articles.decisions import Decisions
from articles.publishing.articles.preparation import PreparedArticle
from articles.publishing.drafts.snapshots import Snapshot


@dataclass
class Change:
    """An article in memory with the decisions about it. `stored` is the article as the database has
    it and `before` its state there, both None for a new one. `is_amended` says whether a person is
    changing an article that readers see. `prepared` has what was derived from a new article's text,
    `ties` the stored rows of its bylines, tags, sources and related articles, and `quotations` the
    article's quotations."""

    article: Article
    decided: Decisions
    stored: Article | None = None
    before: Snapshot | None = None
    is_amended: bool = False
    prepared: PreparedArticle | None = None
    ties: list[Model] = field(default_factory=list)
    quotations: Sequence[Quotation] = ()

    @classmethod
    def of(cls, given: Article | PreparedArticle, decided: Decisions) -> Change:
        if isinstance(given, PreparedArticle):
            return cls(given.article, decided, prepared=given)
        return cls(given, decided)

    @property
    def is_untouched(self) -> bool:
        """Return True if the article's organizations and quotations follow from its text alone: it
        is new, and no person decided about them."""
        return self.stored is None and not self.decided.are_about_organizations

    @property
    def authors(self) -> Sequence[Author]:
        """Return the authors who sign the article once it is saved."""
        if self.decided.authors is not None:
            return self.decided.authors
        return self.article.signatures if self.stored else ()


def stored_among(changes: Iterable[Change]) -> list[Article]:
    """Return the articles that the database already has."""
    return [change.stored for change in changes if change.stored is not None]
