"""An article on its way into the paper, as the steps of a save hand it on."""

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
    """An article as it is in memory and what was decided of it; `stored` as the database has it and
    its state `before`, both None for a new one. `prepared` is what was read in a new one.

    `ties` are the rows that were stored for a new one with its bylines, tags and sources.
    `quotations` are those that it has.
    """

    article: Article
    decided: Decisions
    stored: Article | None = None
    before: Snapshot | None = None
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
        """Whether all there is of its organisations and quotations follows from its text: nothing
        was stored before, and nobody said a word on them."""
        return self.stored is None and not self.decided.are_about_organizations

    @property
    def authors(self) -> Sequence[Author]:
        """Who signs it once it is saved."""
        if self.decided.authors is not None:
            return self.decided.authors
        return self.article.signatures if self.stored else ()


def stored_among(changes: Iterable[Change]) -> list[Article]:
    """The articles that the database has already."""
    return [change.stored for change in changes if change.stored is not None]
