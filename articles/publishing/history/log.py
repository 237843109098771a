"""The log of the newsroom: every editorial act, by article and by person, never changed once it is
written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from articles.db.choices import Verb
from articles.models import Article, EditorialAct, Organization

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def record(verb: Verb, **what: Any) -> None:
    """Write an act into the log, in the transaction of the act. The arguments are those of
    `act`."""
    act(verb, **what).save(force_insert=True)


def act(
    verb: Verb,
    *,
    by: AbstractBaseUser | None,
    article: Article | None = None,
    organization: Organization | None = None,
    subject: str = "",
    note: str = "",
) -> EditorialAct:
    """Return an act that is not stored yet. `subject` names its object where that is neither an
    article nor an organization."""
    return EditorialAct(
        verb=verb,
        article_key=article.pk if article else None,
        organization_key=organization.pk if organization else None,
        subject=subject or str(article or organization),
        note=note,
        person=by,
        person_name=name_of(by),
    )


def name_of(person: AbstractBaseUser | None) -> str:
    """Return the desk's name for a person; empty for the command line."""
    return (person.get_full_name() or person.get_username()) if person else ""
