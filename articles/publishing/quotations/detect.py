"""Quotations with their speakers: found when an article is saved, offered to a person and, once
confirmed, kept word for word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Hashable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.db.choices import MentionStanding, QuotationStanding, Verb
from articles.models import Article, Person, Quotation
from articles.publishing.history.log import record
from articles.publishing.organizations.reading import Reading
from articles.quoting import Quote, Speaker, folded, has_marks, place_of
from articles.text import markup
from articles.text.name_keys import name_key

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: The fields that follow the text until a person decides.
_FROM_TEXT = (
    "text", "offset", "speaker", "person_id", "organization_id", "role", "is_former", "said_on",
)  # fmt: skip
_SHOWN = 80  # characters of a quotation in a message


def quotations_of(article: Article) -> list[Quotation]:
    """Return the quotations of an article that the desk may see. One query; none for a new
    article."""
    if article.pk is None:
        return []
    rows = article.quotations.filter(hidden_by=None).in_text()
    return list(rows.select_related("person", "organization", "decided_by"))


def broken_quotations(article: Article, stored: Iterable[Quotation]) -> list[Quotation]:
    """Return the confirmed quotations whose exact words are no longer in the article's text in
    memory."""
    confirmed = [each for each in stored if each.standing == QuotationStanding.CONFIRMED]
    if not confirmed:
        return []
    text = markup.plain_text(markup.clean_html(article.body))
    return [each for each in confirmed if place_of(each.text, text) is None]


def check_quotations(
    article: Article, stored: Sequence[Quotation], *, let_go: Container[UUID]
) -> None:
    """Raise ValidationError, by field, where the text breaks a confirmed quotation that is not in
    `let_go`."""
    broken = [each for each in broken_quotations(article, stored) if each.uuid not in let_go]
    if broken:
        raise ValidationError({"body": ValidationError(broken_words(broken), code="quotation")})


def broken_words(broken: Sequence[Quotation]) -> str:
    """Return the message about quotations that a text breaks."""
    text = ngettext(
        "This change breaks a quotation that was confirmed: %(words)s. Put it back as it was, or "
        "say that it is a quotation no more.",
        "This change breaks %(n)d quotations that were confirmed: %(words)s. Put them back as they "
        "were, or say that they are quotations no more.",
        len(broken),
    )
    words = "; ".join(_("“%(words)s”, %(who)s") % _words_of(each) for each in broken)
    return text % {"n": len(broken), "words": words}


def _words_of(quotation: Quotation) -> dict[str, str]:
    text = quotation.text
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(' ')[0]}…"
    return {"words": shown, "who": quotation.who}


def follow_quotations(
    article: Article,
    reading: Reading,
    stored: Sequence[Quotation],
    *,
    by: AbstractBaseUser | None = None,
) -> None:
    """Bring the quotations in line with the text: new ones are offered, and undecided ones that the
    text no longer has are deleted. Of those that a person decided only the position follows, and a
    confirmed one that is no longer in the text is removed, of which the person who saves was
    warned."""
    text = reading.texts[2]
    if not stored and not has_marks(text):
        return
    meant: Iterable[int] = ()
    if has_marks(text):
        ties = article.mentions.exclude(standing=MentionStanding.REJECTED)
        meant = ties.values_list("organization", flat=True)
    waiting: dict[str, list[Quotation]] = {}
    for each in stored:
        waiting.setdefault(folded(each.text), []).append(each)
    new: list[Quotation] = []
    for quotation in offered(article, reading, set(meant)):
        same = waiting.get(folded(quotation.text))
        if not same:
            new.append(quotation)
            continue
        known = same.pop(0)
        is_open = known.standing == QuotationStanding.SUGGESTED
        _follow(known, quotation, _FROM_TEXT if is_open else ("text", "offset"))
    for quotation in chain.from_iterable(waiting.values()):
        place = place_of(quotation.text, text)
        if quotation.standing == QuotationStanding.CONFIRMED and place:
            _move(quotation, text, place)
            continue
        if quotation.standing == QuotationStanding.CONFIRMED:
            note = "{who}: «{words}»".format(**_words_of(quotation))
            record(Verb.UNQUOTED, by=by, article=article, note=note)
        quotation.delete()
    Quotation.objects.bulk_create(new)


def find_quotations(article: Article) -> None:
    """Read a stored article for its quotations, as when it is saved, without changing what a person
    decided."""
    stored = quotations_of(article)
    if stored or has_marks(article.body):
        follow_quotations(article, Reading.of(article), stored)


class KnownPersons:
    """A cache of the persons whom the paper knows, by name, with their roles."""

    def __init__(self) -> None:
        self._persons: dict[str, Person | None] = {}
        self._last_roles: dict[int, tuple[str, int | None, bool]] = {}

    def look_up(self, names: set[str]) -> None:
        """Look up the persons with these names: two queries, or none where all were looked up
        before."""
        if missing := {name_key(name) for name in names} - self._persons.keys():
            keys = [*missing, ""]  # rows that wait to be distinguished have an empty key
            found = Person.objects.filter(name_key__in=keys).prefetch_related("affiliations")
            for person in found:
                key = person.name_key or name_key(person.name)
                self._persons[key] = None if key in self._persons else person
            self._persons |= dict.fromkeys(missing - self._persons.keys())

    def called(self, name: str) -> Person | None:
        """Return the one person with a name that was looked up, or None."""
        return self._persons.get(name_key(name))

    def role_of(self, person: Person, day: dt.date) -> tuple[str, int | None, bool]:
        """Return a person's role on a day: the role, the key of the organization, and whether they
        have left it. It comes from their affiliations or, where none are recorded, from the last
        quotation confirmed, with one query."""
        for affiliation in person.affiliations_on(day):
            return affiliation.role, affiliation.organization_id, False
        if person.affiliations.all():
            return "", None, False  # affiliations are recorded, and none on that day
        if person.pk not in self._last_roles:
            last = Quotation.objects.visible().filter(person=person).newest_first()
            row = last.values_list("role", "organization", "is_former").first()
            self._last_roles[person.pk] = row or ("", None, False)
        return self._last_roles[person.pk]


def offered(
    article: Article,
    reading: Reading,
    meant: Container[Hashable],
    persons: KnownPersons | None = None,
) -> list[Quotation]:
    """Return the quotations of a text, not stored, each with its speaker as far as known. A caller
    who reads many texts passes `persons`, which caches what it looked up."""
    if not has_marks(reading.texts[2]):
        return []
    persons = persons or KnownPersons()
    found = reading.quotes(meant)
    persons.look_up({quote.speaker.name for quote in found if quote.speaker} - {""})
    return [_offer(article, quote, persons, reading.day) for quote in found]


def _offer(article: Article, quote: Quote, persons: KnownPersons, day: dt.date) -> Quotation:
    speaker = quote.speaker or Speaker()
    person = persons.called(speaker.name)
    role, organization, is_former = speaker.role, speaker.organization, speaker.is_former
    if person and organization is None and not role:
        role, organization, is_former = persons.role_of(person, quote.said_on or day)
    return Quotation(
        article=article,
        text=quote.text,
        offset=quote.start,
        speaker=speaker.name[:120],
        person=person,
        organization_id=organization,
        role=role[:160],
        is_former=is_former,
        said_on=quote.said_on,
    )


def _follow(quotation: Quotation, found: Quotation, fields: Iterable[str]) -> None:
    before = [getattr(quotation, name) for name in fields]
    after = [getattr(found, name) for name in fields]
    if before != after:
        for name, value in zip(fields, after, strict=True):
            setattr(quotation, name, value)
        quotation.save(update_fields=fields)


def _move(quotation: Quotation, text: str, place: tuple[int, int]) -> None:
    start, end = place
    if (quotation.offset, quotation.text) != (start, text[start:end]):
        quotation.offset, quotation.text = start, text[start:end]
        quotation.save(update_fields=["offset", "text"])
