"""The ties between a piece and the organisations it names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from articles import markup
from articles.choices import MentionStanding
from articles.linking import Finder, KnownName, Tally, tally
from articles.models import Article, Mention, Organization, OrganizationName

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_MACHINE_MADE = (MentionStanding.AUTOMATIC, MentionStanding.SUGGESTED)
_FROM_TEXT = ("standing", "count", "name", "offset")
_UNNAMED = Tally(count=0, name="", offset=None, certain=False)


def known_names() -> list[KnownName]:
    """Every name of every organisation."""
    rows = OrganizationName.objects.order_by("pk").values_list("text", "organization_id")
    return [KnownName(text, organization) for text, organization in rows]


def decide(
    article: Article,
    organizations: Iterable[Organization],
    *,
    standing: MentionStanding,
    by: AbstractBaseUser | None,
) -> None:
    """Store a person's word on each tie: final, until a person says otherwise."""
    for organization in organizations:
        Mention.objects.update_or_create(
            article=article,
            organization=organization,
            defaults={"standing": standing, "decided_by": by, "decided_at": timezone.now()},
        )


def link_article(article: Article) -> None:
    """Bring the ties in line with the text.

    What is found is tied, a name that only several organisations share is suggested, and what
    a machine tied and the text names no more is untied. Where a person has decided, only the
    count and the place follow the text.
    """
    tallies = _read(article)
    before = {mention.organization_id: mention for mention in article.mentions.all()}
    new, changed = [], []
    for organization_id, tally_ in tallies.items():
        if mention := before.get(organization_id):
            if _update(mention, tally_):
                changed.append(mention)
        else:
            mention = Mention(article=article, organization_id=organization_id)
            _update(mention, tally_)
            new.append(mention)
    unnamed = [mention for key, mention in before.items() if key not in tallies]
    gone = [mention.pk for mention in unnamed if mention.standing in _MACHINE_MADE]
    for mention in unnamed:
        if mention.pk not in gone and _update(mention, _UNNAMED):
            changed.append(mention)
    if new:
        Mention.objects.bulk_create(new)
    if changed:
        Mention.objects.bulk_update(changed, _FROM_TEXT)
    if gone:
        Mention.objects.filter(pk__in=gone).delete()


def _read(article: Article) -> dict[int, Tally]:
    finder = Finder(known_names())
    return tally(
        finder.find(markup.plain_text(article.body)),
        elsewhere=[*finder.find(article.headline), *finder.find(article.standfirst)],
    )


def _update(mention: Mention, found: Tally) -> bool:
    """Bring one tie in line with what was found; True where that changed it."""
    before = [getattr(mention, field) for field in _FROM_TEXT]
    if mention.standing in _MACHINE_MADE:
        mention.standing = MentionStanding.AUTOMATIC if found.certain else MentionStanding.SUGGESTED
    mention.count, mention.name, mention.offset = found.count, found.name, found.offset
    return before != [getattr(mention, field) for field in _FROM_TEXT]
