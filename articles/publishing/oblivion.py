"""Those who ask to be forgotten: what is decided, in force at the next request, and undone by
undoing the decision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import markup
from articles.characters import clean_line
from articles.choices import OblivionKind
from articles.initials import (
    names_pattern,
    with_names_again,
    with_names_again_in_html,
    without_names,
    without_names_in_html,
)
from articles.models import Article, OblivionDecision, Source, WorkingCopy
from articles.publishing.forgotten import LINES, may_decide_oblivion
from articles.publishing.history import keep_first_state, version_of
from articles.publishing.log import name_of
from articles.publishing.proxy_cache import forget_pages
from articles.publishing.quotations import quotations_of
from articles.publishing.retelling import retell
from articles.publishing.saving import save_article
from articles.publishing.snapshots import Snapshot
from articles.quoting import folded
from articles.slugs import known_slugs

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def decide_oblivion(*, decision: OblivionDecision, by: AbstractBaseUser | None) -> list[str]:
    """Store a decision on a piece and put it in force. Returns where a name that was taken out
    still stands, in words: what is not part of the piece's text. Raises PermissionDenied, and
    ValidationError by field."""
    _require(by)
    article = Article.objects.select_for_update().get(pk=decision.article_id)
    if not decision.request.articles.filter(pk=article.pk).exists():
        text = _("The request is not about this piece.")
        raise ValidationError({"article": ValidationError(text, code="another_piece")})
    if not article.was_public:
        text = _("Readers never saw this piece: change it as it is to be.")
        raise ValidationError({"article": ValidationError(text, code="never_public")})
    decision.by, decision.by_name = by, name_of(by)
    decision.at = timezone.now().replace(microsecond=0)
    decision.note = clean_line(decision.note)
    decision.full_clean()
    decision.save()
    left: list[str] = []
    if decision.kind == OblivionKind.INITIALS:
        left = _take_out(decision, article)
        decision.save()
    if decision.kind == OblivionKind.NOTE:
        retell(article, at=decision.at, by=None, summary=_("note for readers"))
    forget_pages()
    return left


@transaction.atomic
def undo_oblivion(
    *, decision: OblivionDecision, by: AbstractBaseUser | None, why: str
) -> OblivionDecision:
    """End what a decision does; it stays in the register, with why. Raises ValidationError where
    it was undone already, or no reason is given."""
    _require(by)
    decision = OblivionDecision.objects.select_for_update().get(pk=decision.pk)
    if not decision.stands:
        raise ValidationError(_("It was undone already."), code="undone")
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Say why."), code="no_reason")})
    decision.undone_at = timezone.now().replace(microsecond=0)
    decision.undone_by_name = name_of(by)
    decision.undone_why = why.strip()
    decision.save()
    article = Article.objects.select_for_update().get(pk=decision.article_id)
    if decision.kind == OblivionKind.INITIALS:
        _put_back(decision, article)
    elif decision.kind == OblivionKind.NOTE:
        summary = _("note for readers taken away")
        retell(article, at=decision.undone_at, by=None, summary=summary)
    return decision


def _require(by: AbstractBaseUser | None) -> None:
    if by is not None and not may_decide_oblivion(by):
        raise PermissionDenied


def _take_out(decision: OblivionDecision, article: Article) -> list[str]:
    names, initials = decision.name_list, decision.initials.strip()
    pattern = names_pattern(names)
    sources = list(article.sources.all())
    texts = [*(getattr(article, name) for name in LINES), markup.plain_text(article.body)]
    if not any(pattern.search(text) for text in (*texts, *(each.label for each in sources))):
        text = _("The piece does not have this name: write it as it stands there.")
        raise ValidationError({"names": ValidationError(text, code="not_there")})
    keep_first_state(article)
    decision.before = article.version
    for name in LINES:
        setattr(article, name, without_names(getattr(article, name), names, initials))
    article.body = without_names_in_html(article.body, names, initials)
    if pattern.search(markup.plain_text(article.body)):
        text = _("In the text the name is partly in bold or in a link: make it one and try again.")
        raise ValidationError({"names": ValidationError(text, code="in_pieces")})
    if any(slug in article.slug for name in names for slug in known_slugs(name)):
        article.slug = ""  # made anew of the headline; the old one leads there
    cited = [
        Source(label=without_names(each.label, names, initials), kind=each.kind, url=each.url,
               date=each.date, unnamed_because=each.unnamed_because)
        for each in sources
    ]  # fmt: skip
    _hide_quotations(decision, article, pattern)
    tags = [tag.name for tag in article.tags.all() if not pattern.search(tag.name)]
    save_article(
        article=article, by=None, tags=tags, sources=cited, summary=_("initials for a name")
    )
    decision.after = article.version
    # What is typed in open forms has the name, and would bring it back.
    WorkingCopy.objects.on(article).delete()
    return _left(article, pattern)


def _hide_quotations(
    decision: OblivionDecision, article: Article, pattern: re.Pattern[str]
) -> None:
    """Of whom is to be forgotten, and those in which they are named: nobody sees them while the
    decision stands, and they are as they were when it is undone."""
    for quotation in quotations_of(article):
        told = f"{quotation.text}\n{quotation.speaker}\n{quotation.person or ''}\n{quotation.role}"
        if pattern.search(told):
            quotation.hidden_by = decision
            quotation.save(update_fields=["hidden_by"])


def _show_quotations(decision: OblivionDecision, article: Article) -> set[UUID]:
    """Let those be seen again that a decision hid, in place of what was found meanwhile; returns
    their names. Those that the text has no more go when it is saved."""
    shown = list(decision.hidden_quotations.all())
    same = {folded(quotation.text) for quotation in shown}
    for quotation in quotations_of(article):
        if folded(quotation.text) in same:
            quotation.delete()
    decision.hidden_quotations.update(hidden_by=None)
    return {quotation.uuid for quotation in shown}


def _left(article: Article, pattern: re.Pattern[str]) -> list[str]:
    """Where a name still stands that readers see with the piece, in words."""
    pictures = [article.lead_picture, *(use.picture for use in article.picture_uses.all())]
    places = [
        *((_("a picture: “%(words)s”"), f"{each.alt} {each.caption}") for each in pictures if each),
        *((_("a correction: “%(words)s”"), each.words) for each in article.corrections.all()),
        *(
            (_("a rectification: “%(words)s”"), f"{each.sender} {each.text}")
            for each in article.rectifications.printed()
        ),
    ]
    if withdrawal := getattr(article, "withdrawal", None):
        places.append((_("the reason of the withdrawal: “%(words)s”"), withdrawal.reason))
    found = [
        text % {"words": words.strip()[:120]} for text, words in places if pattern.search(words)
    ]
    return list(dict.fromkeys(found))


def _put_back(decision: OblivionDecision, article: Article) -> None:
    kept = [version_of(article.pk, number) for number in (decision.before, decision.after)]
    if None in kept:
        text = _("The versions of the piece with the name are not kept any more.")
        raise ValidationError(text, code="not_kept")
    original, masked = (Snapshot.of_version(version) for version in kept)
    for name in LINES:
        sides = masked.fields[name], getattr(article, name), original.fields[name]
        setattr(article, name, with_names_again(*sides))
    article.body = with_names_again_in_html(
        masked.fields["body"], article.body, original.fields["body"]
    )
    if article.slug == masked.fields["slug"]:
        article.slug = original.fields["slug"]
    labels = {
        after.label: before.label
        for before, after in zip(original.sources, masked.sources, strict=False)
    }
    sources = [
        Source(label=labels.get(each.label, each.label), kind=each.kind, url=each.url,
               date=each.date, unnamed_because=each.unnamed_because)
        for each in article.sources.all()
    ]  # fmt: skip
    tags = {*article.tags.names(), *(set(original.tags) - set(masked.tags))}
    save_article(
        article=article,
        by=None,
        tags=sorted(tags),
        sources=sources,
        let_go=_show_quotations(decision, article),
        summary=_("name put back"),
    )
