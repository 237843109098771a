"""Readings: the ties, the new names and the sentences found in an article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Hashable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from articles.db.choices import MentionStanding
from articles.linking import (
    Finder,
    Judge,
    KnownName,
    Newcomer,
    ParsedText,
    Place,
    Tie,
    newcomers,
    ties,
)
from articles.models import Article
from articles.publishing.organizations.feedback import StoredFeedback
from articles.publishing.organizations.names import current_finder, known_people
from articles.quoting import Named, Quote, quotes
from articles.text import markup

BODY = 2  # the number of the body among the texts
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"]?\s+|\n+")
_MOST_CHARACTERS = 120  # of a sentence, on either side of a name


@dataclass(frozen=True)
class Excerpt:
    """The sentence around a name, in three parts; a cut end is marked with «…»."""

    before: str
    name: str
    after: str


class Reader:
    """The finder, the judge and the known people with which texts are read, as they were when it
    was created."""

    def __init__(self) -> None:
        self.finder = current_finder()
        self.people = known_people()
        self.judge = Judge(StoredFeedback())


@dataclass(frozen=True)
class Reading:
    """The texts of an article with what was found in them."""

    texts: tuple[str, str, str]
    ties: list[Tie]
    parsed: ParsedText
    finder: Finder
    day: dt.date

    @classmethod
    def of(cls, article: Article, reader: Reader | None = None) -> Reading:
        """Read an article as it is in memory. At most ten queries, whatever its length."""
        texts = article.headline, article.standfirst, article.body
        return cls.of_texts(*texts, day=day_of(article), reader=reader)

    @classmethod
    def of_texts(
        cls,
        headline: str,
        standfirst: str,
        body: str,
        *,
        day: dt.date,
        reader: Reader | None = None,
    ) -> Reading:
        """Read the texts of an article; the body is cleaned HTML. A caller who reads many passes a
        `reader`, which caches what it looked up."""
        reader = reader or Reader()
        texts = headline, standfirst, markup.plain_text(body)
        parsed = ParsedText.read(texts, reader.finder, reader.people)
        found = ties(parsed, reader.judge, body=BODY, offer=settings.LINKING_OFFER, on=day)
        return cls(texts, found, parsed, reader.finder, day)

    @cached_property
    def by_organization(self) -> dict[Hashable, Tie]:
        return {tie.organization: tie for tie in self.ties}

    def first_words(self, organizations: Container[Hashable]) -> set[str]:
        """Return the words with which the names of these organizations begin in the body, as they
        are written there."""
        body = self.parsed.parts[BODY]
        return {
            body.text[found.start : body.words[first].end]
            for found, first, _last in body.found
            if any(owner in organizations for owner in found.organizations)
        }

    def quotes(self, meant: Container[Hashable]) -> list[Quote]:
        """Return the quotations of the body, in order, with their speakers. Only organizations
        among those `meant` can be speakers."""
        body = self.parsed.parts[BODY]
        named = [
            Named(found.start, found.end, owners[0])
            for found, *_words in body.found
            if len(owners := [each for each in found.organizations if each in meant]) == 1
        ]
        return quotes(body, named, people=self.parsed.known_people, on=self.day)

    def newcomers(self) -> list[Newcomer]:
        return newcomers(self.parsed)

    def excerpt(self, place: Place | Newcomer) -> Excerpt:
        text, start, end = self.texts[place.part], place.start, place.end
        # The search goes no further than the excerpt can: a long text may have many names.
        from_, to = max(0, start - 2 * _MOST_CHARACTERS), end + 2 * _MOST_CHARACTERS
        first = max((m.end() for m in _SENTENCE_END.finditer(text, from_, start)), default=from_)
        ended = _SENTENCE_END.search(text, end, to)
        last = ended.start() if ended else min(to, len(text))
        before, after = text[first:start], text[end:last]
        if len(before) > _MOST_CHARACTERS:
            before = f"…{before[-_MOST_CHARACTERS:].partition(' ')[2]}"
        if len(after) > _MOST_CHARACTERS:
            after = f"{after[:_MOST_CHARACTERS].rpartition(' ')[0]}…"
        return Excerpt(before, text[start:end], after)


def try_name(name: str, article: Article) -> tuple[MentionStanding | None, Excerpt] | None:
    """Return the standing that an unknown name would have in an article, and the sentence around
    it; None where it is not found."""
    texts = article.headline, article.standfirst, markup.plain_text(article.body)
    finder = Finder([KnownName(name, None)])
    parsed = ParsedText.read(texts, finder)
    found = ties(parsed, Judge(StoredFeedback()), body=BODY, offer=settings.LINKING_OFFER)
    if not found:
        return None
    [tie] = found
    return standing_of(tie), Reading(texts, found, parsed, finder, day_of(article)).excerpt(
        tie.surest
    )


def day_of(article: Article) -> dt.date:
    """Return the day of an article's publication, or today."""
    return timezone.localtime(article.published_at or timezone.now()).date()


def standing_of(tie: Tie) -> MentionStanding | None:
    """Return the standing that a tie gets automatically: linked, suggested, or None."""
    if tie.confidence >= settings.LINKING_LINK and not tie.is_doubtful:
        return MentionStanding.AUTOMATIC
    return MentionStanding.SUGGESTED if tie.confidence >= settings.LINKING_OFFER else None
