"""A piece as it comes in, whatever its format, and how it enters the paper."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import markup, publishing
from articles.models import Article, Author, Section


class ImportRefused(Exception):
    """Why a file cannot be imported, in words for a person; `line` counts from 1."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    def describe(self, name: str) -> str:
        """One line: where, and what."""
        if self.line is None:
            return f"{name}: {self.reason}"
        where = _("%(name)s, line %(line)d") % {"name": name, "line": self.line}
        return f"{where}: {self.reason}"


@dataclass(frozen=True)
class ImportedPiece:
    """What a format's reader makes of a file. `byline` is the signature as it stands in it;
    `notices` are what the person who imports should know."""

    headline: str
    standfirst: str
    body: str
    byline: str
    notices: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the text, whatever its white space, its encoding and its headline."""
        words = " ".join(markup.plain_text(self.body).split())
        return hashlib.sha256(words.encode()).hexdigest()


@transaction.atomic
def store(
    piece: ImportedPiece,
    *,
    section: Section | None = None,
    publish: bool = False,
    again: bool = False,
    at: dt.datetime | None = None,
) -> Article:
    """Make an article of a piece: a draft, or published at `at` (now when None).

    Raises ImportRefused, with nothing stored, for a text that was imported before, unless
    `again`, and for what breaks a rule of the paper.
    """
    fingerprint = piece.fingerprint
    if not again and (twin := Article.objects.filter(import_fingerprint=fingerprint).first()):
        raise ImportRefused(
            _(
                "this piece was imported already: “%(headline)s” (%(slug)s). "
                "Use --again to import it anew."
            )
            % {"headline": twin.headline, "slug": twin.slug}
        )
    article = Article(
        headline=piece.headline,
        standfirst=piece.standfirst,
        body=piece.body,
        section=section,
        import_fingerprint=fingerprint,
    )
    try:
        author = _author(piece.byline)
        publishing.save_article(article=article, by=None, authors=[author])
        if publish:
            publishing.publish(article=article, by=None, at=at)
    except ValidationError as error:
        raise ImportRefused(" ".join(error.messages)) from error
    return article


def _author(signature: str) -> Author:
    """The author who signs so, or a new one. A lower-case «di» before a name is the
    preposition of a byline; in «Di Fantasy» it is the signature's own."""
    bare = re.sub(r"\A(?:di|by)\s+", "", signature)
    for name in dict.fromkeys((signature, bare, re.sub(r"\A(?:Di|By)\s+", "", signature))):
        if author := Author.objects.filter(name__iexact=name).first():
            return author
    return publishing.save_subject(subject=Author(name=bare))
