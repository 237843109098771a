"""A person's decisions on quotations: confirmed, refused, or open again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import MentionStanding, QuotationStanding, Verb
from articles.delivery.article_fragments import render_later
from articles.delivery.dossier_fragments import dossiers_later
from articles.models import Article, Organization, Person, Quotation
from articles.publishing.accountability.erased_names import check_names
from articles.publishing.articles.derived_text import derive_links
from articles.publishing.history.log import record
from articles.publishing.organizations.mentions import decide
from articles.publishing.organizations.reading import Reading
from articles.publishing.rights import may_edit, require
from articles.publishing.subjects.namesakes import called, meant_by
from articles.publishing.subjects.save import save_subject
from articles.quoting import place_of
from articles.text import markup
from articles.text.characters import clean_line

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class Attribution(NamedTuple):
    """The speaker of a quotation, as a person gives it. `speaker` is the speaker's full name, empty
    where nobody is named. They are `person` or, where that is None, the one known person with that
    name, or a new one."""

    speaker: str = ""
    person: Person | None = None
    is_new: bool = False  # another person with the same name
    organization: Organization | None = None
    role: str = ""
    is_former: bool = False
    said_on: dt.date | None = None


class QuotationDecision(NamedTuple):
    """A person's decision on one quotation."""

    quotation: Quotation
    standing: QuotationStanding
    attribution: Attribution = Attribution()


@transaction.atomic
def decide_quotations(
    *, article: Article, decisions: Iterable[QuotationDecision], by: AbstractBaseUser | None
) -> None:
    """Store a person's decisions on quotations of an article, all or none. A speaker who is quoted
    for the first time gets a page. Raises PermissionDenied, and ValidationError where a rule is
    broken."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    require(may_edit, by, article)
    rows = article.quotations.filter(hidden_by=None).in_bulk()
    text = markup.plain_text(article.body)
    for decision in decisions:
        quotation = rows.get(decision.quotation.pk)
        if quotation is None or place_of(quotation.text, text) is None:
            words = _("“%(words)s” is not in the piece any more: somebody has changed it.")
            raise ValidationError(words % {"words": decision.quotation.text[:80]}, code="gone")
        _decide(article, quotation, decision, by=by)
    _confirm_ties(article, by=by)
    render_later(article)
    dossiers_later(article)


def _confirm_ties(article: Article, *, by: AbstractBaseUser | None) -> None:
    """Confirm the suggested ties to organizations for which somebody speaks: who decides that
    confirms that the name means the organization."""
    spoken_for = article.quotations.visible().values("organization")
    offers = article.mentions.filter(
        standing=MentionStanding.SUGGESTED, organization__in=spoken_for
    )
    organizations = [mention.organization for mention in offers.select_related("organization")]
    if organizations:
        reading = Reading.of(article)
        standing = MentionStanding.CONFIRMED
        decide(article, organizations, standing=standing, by=by, reading=reading)
        derive_links(article)


def _decide(
    article: Article,
    quotation: Quotation,
    decision: QuotationDecision,
    *,
    by: AbstractBaseUser | None,
) -> None:
    was_confirmed = quotation.standing == QuotationStanding.CONFIRMED
    quotation.standing = decision.standing
    quotation.decided_by, quotation.decided_at = by, timezone.now()
    if decision.standing == QuotationStanding.CONFIRMED:
        _attribute(article, quotation, decision.attribution, by=by)
    elif decision.standing == QuotationStanding.SUGGESTED:
        quotation.decided_by = quotation.decided_at = None
    quotation.full_clean()
    quotation.save()
    note = f"{quotation.who}: «{quotation.text[:80]}»"
    if decision.standing == QuotationStanding.CONFIRMED:
        record(Verb.QUOTED, by=by, article=article, note=note)
    elif was_confirmed:
        record(Verb.UNQUOTED, by=by, article=article, note=note)


def _attribute(
    article: Article, quotation: Quotation, attribution: Attribution, *, by: AbstractBaseUser | None
) -> None:
    name, role = clean_line(attribution.speaker), clean_line(attribution.role)
    bearer = attribution.person.name if attribution.person else ""
    check_names(article, {"speaker": name, "person": bearer, "role": role})
    quotation.person = attribution.person
    if name and attribution.person is None:
        find = create_person if attribution.is_new else person_called
        quotation.person = find(name=name, by=by)
    quotation.speaker = name
    quotation.organization, quotation.role = attribution.organization, role
    quotation.is_former = attribution.is_former and attribution.organization is not None
    quotation.said_on = attribution.said_on


def person_called(*, name: str, by: AbstractBaseUser | None) -> Person:
    """Return the one person with this name, or create one. Raises PermissionDenied, and
    ValidationError where several persons have the name."""
    known = list(people_called(name)[:2])
    if len(known) > 1:
        text = _("Several persons are called “%(name)s”: say which.") % {"name": name}
        raise ValidationError({"person": ValidationError(text, code="several")})
    if known:
        return known[0]
    return create_person(name=name, by=by)


def people_called(name: str) -> QuerySet[Person]:
    """Return the persons with this name, however it is written."""
    same = [person.pk for person in meant_by(Person, name)]
    return Person.objects.filter(pk__in=same).order_by("pk")


def create_person(*, name: str, by: AbstractBaseUser | None) -> Person:
    """Create a person, whether others have the same name or not. Namesakes are distinguished by a
    number until the desk enters something better. Raises PermissionDenied."""
    if by is not None and not by.has_perm("articles.add_person"):
        raise PermissionDenied(_("You may not add persons."))
    person = Person(name=name)
    taken = {each.distinguished_by for each in called(Person, name)}
    if "" in taken:
        numbers = map(str, count(len(taken) + 1))
        person.distinguished_by = next(each for each in numbers if each not in taken)
    return save_subject(subject=person)
