"""The ties between an article and the organizations it names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.db.choices import MentionStanding
from articles.delivery.article_fragments import render_later
from articles.delivery.dossier_fragments import dossiers_later
from articles.linking import Tie
from articles.models import Article, Mention, Organization
from articles.publishing.articles.derived_text import derive_links
from articles.publishing.organizations.feedback import learn
from articles.publishing.organizations.reading import Reading, standing_of
from articles.publishing.rights import may_edit, require

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

MACHINE_MADE = (MentionStanding.AUTOMATIC, MentionStanding.SUGGESTED)

#: The fields of a mention that are derived from the text.
FROM_TEXT = ("standing", "count", "name", "offset", "confidence")

_UNNAMED = {"count": 0, "name": "", "offset": None, "confidence": None}


def decide(
    article: Article,
    organizations: Iterable[Organization],
    *,
    standing: MentionStanding,
    by: AbstractBaseUser | None,
    reading: Reading,
) -> None:
    """Store a person's decision on each tie, and learn from it. It stands until a person decides
    otherwise."""
    for organization in organizations:
        mention, _created = Mention.objects.get_or_create(
            article=article, organization=organization, defaults={"standing": standing}
        )
        if mention.standing == standing and mention.decided_at is not None:
            continue  # the first to decide so stays recorded
        mention.standing = standing
        mention.decided_by, mention.decided_at = by, timezone.now()
        _teach(mention, reading, accepted=standing == MentionStanding.CONFIRMED)
        mention.save()


@transaction.atomic
def decide_mentions(
    mentions: Iterable[Mention], *, standing: MentionStanding, by: AbstractBaseUser | None
) -> None:
    """Store a person's decision on ties of several articles. Raises PermissionDenied, with nothing
    stored, where the person may not edit one of the articles."""
    for mention in mentions:
        article = mention.article
        require(may_edit, by, article)
        reading = Reading.of(article)
        decide(article, [mention.organization], standing=standing, by=by, reading=reading)
        derive_links(article)
        render_later(article)
        dossiers_later(article)


def learn_from_automatic_ties(article: Article) -> None:
    """Learn from the automatic ties of an article that a person publishes: by publishing it
    unchanged, they approve them. Without this, the feedback would consist of mistakes alone."""
    waiting = article.mentions.filter(standing=MentionStanding.AUTOMATIC, taught=None)
    mentions = list(waiting)
    if mentions:
        reading = Reading.of(article)
        for mention in mentions:
            _teach(mention, reading, accepted=True)
        Mention.objects.bulk_update(mentions, ["taught"])


def _teach(mention: Mention, reading: Reading, *, accepted: bool) -> None:
    """Count a tie as accepted or refused, once, taking back what it was counted as before."""
    tie = reading.by_organization.get(mention.organization_id)
    if tie is None or mention.taught == accepted:
        return
    for keys in tie.names.values():
        if mention.taught is not None:
            learn(keys, accepted=mention.taught, times=-1)
        learn(keys, accepted=accepted)
    mention.taught = accepted


def link_as_decided(
    article: Article,
    reading: Reading,
    confirm: Iterable[Organization],
    reject: Iterable[Organization],
    *,
    by: AbstractBaseUser | None,
) -> None:
    """Store a person's decisions on the ties of an article, and bring the others in line with its
    text."""
    decide(article, confirm, standing=MentionStanding.CONFIRMED, by=by, reading=reading)
    decide(article, reject, standing=MentionStanding.REJECTED, by=by, reading=reading)
    link_article(article, reading)


def link_article(article: Article, reading: Reading) -> None:
    """Bring the ties in line with the text.

    A certain organization is tied, a possible one is suggested, and an automatic tie that the text
    no longer supports is removed. Where a person has decided, only the count and the position
    follow the text.
    """
    before = {mention.organization_id: mention for mention in article.mentions.all()}
    new, changed, gone = [], [], []
    for tie in reading.ties:
        mention = before.pop(tie.organization, None)
        after = follow_text(mention, tie)
        if after is None:
            if mention:
                gone.append(mention.pk)
        elif mention is None:
            new.append(Mention(article=article, organization_id=tie.organization, **after))
        elif _set(mention, after):
            changed.append(mention)
    for mention in before.values():
        if mention.standing in MACHINE_MADE:
            gone.append(mention.pk)
        elif _set(mention, _UNNAMED):
            changed.append(mention)
    if new:
        Mention.objects.bulk_create(new)
    if changed:
        Mention.objects.bulk_update(changed, FROM_TEXT)
    if gone:
        Mention.objects.filter(pk__in=gone).delete()


def follow_text(mention: Mention | None, tie: Tie) -> dict | None:
    """Return the fields that a tie must have according to the text; None where there must be no
    tie."""
    standing = standing_of(tie)
    if mention is not None and mention.standing not in MACHINE_MADE:
        standing = mention.standing
    if standing is None:
        return None
    return {
        "standing": str(standing),
        "count": tie.count,
        "name": tie.name,
        "offset": tie.offset,
        "confidence": round(tie.confidence, 3),
    }


def _set(mention: Mention, fields: dict) -> bool:
    """Set the fields; return True if any of them changed."""
    before = {name: getattr(mention, name) for name in fields}
    for name, value in fields.items():
        setattr(mention, name, value)
    return before != fields
