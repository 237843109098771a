"""Decisions on requests for erasure: they take effect at the next request, and end when they are
undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import ErasureKind
from articles.delivery.proxy_cache import forget_pages
from articles.models import Article, OblivionDecision, Source, WorkingCopy
from articles.models.editable_fields import is_html
from articles.publishing.accountability.announce import announce_update
from articles.publishing.accountability.erased_names import (
    may_decide_erasure,
    named_fields,
    source_texts,
    texts_of,
)
from articles.publishing.accountability.named_elsewhere import named_elsewhere
from articles.publishing.articles.decisions import Decisions
from articles.publishing.articles.save import save
from articles.publishing.drafts.sent_forms import forget_answers
from articles.publishing.drafts.snapshots import Snapshot
from articles.publishing.history.log import name_of
from articles.publishing.history.versions import keep_first_state, version_of
from articles.publishing.quotations.detect import quotations_of
from articles.quoting import folded
from articles.text.characters import clean_line
from articles.text.erased_names import (
    leads_to_name,
    names_pattern,
    with_names_again,
    with_names_again_in_html,
    without_names,
    without_names_in_html,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def decide_erasure(*, decision: OblivionDecision, by: AbstractBaseUser | None) -> list[str]:
    """Store a decision on an article and put it into effect. Return, in words, the places outside
    the article's text where a name that was taken out still stands. Raises PermissionDenied, and
    ValidationError by field."""
    _require(by)
    article = Article.objects.select_for_update().get(pk=decision.article_id)
    if not decision.request.articles.filter(pk=article.pk).exists():
        text = _("The request is not about this piece.")
        raise ValidationError({"article": ValidationError(text, code="another_article")})
    if not article.was_public:
        text = _("Readers never saw this piece: change it as it is to be.")
        raise ValidationError({"article": ValidationError(text, code="never_public")})
    decision.by, decision.by_name = by, name_of(by)
    decision.at = timezone.now().replace(microsecond=0)
    decision.note = clean_line(decision.note)
    decision.full_clean()
    decision.save()
    left: list[str] = []
    if decision.kind == ErasureKind.INITIALS:
        left = _take_out(decision, article)
        decision.save()
    if decision.kind == ErasureKind.NOTE:
        announce_update(article, at=decision.at, by=None, summary=_("note for readers"))
    forget_pages()
    return left


@transaction.atomic
def undo_erasure(
    *, decision: OblivionDecision, by: AbstractBaseUser | None, why: str
) -> OblivionDecision:
    """End the effect of a decision; it stays in the register, with the reason. Raises
    ValidationError where it was undone before, or no reason is given."""
    _require(by)
    decision = OblivionDecision.objects.select_for_update().get(pk=decision.pk)
    if not decision.is_in_force:
        raise ValidationError(_("It was undone already."), code="undone")
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Say why."), code="no_reason")})
    decision.undone_at = timezone.now().replace(microsecond=0)
    decision.undone_by_name = name_of(by)
    decision.undone_why = why.strip()
    decision.save()
    article = Article.objects.select_for_update().get(pk=decision.article_id)
    if decision.kind == ErasureKind.INITIALS:
        _put_back(decision, article)
    elif decision.kind == ErasureKind.NOTE:
        summary = _("note for readers taken away")
        announce_update(article, at=decision.undone_at, by=None, summary=summary)
    return decision


def _require(by: AbstractBaseUser | None) -> None:
    if by is not None and not may_decide_erasure(by):
        raise PermissionDenied


def _take_out(decision: OblivionDecision, article: Article) -> list[str]:
    names, initials = decision.name_list, decision.initials.strip()
    pattern = names_pattern(names)
    sources, tag_names = list(article.sources.all()), [tag.name for tag in article.tags.all()]
    texts = [
        *texts_of(article).values(),
        *(text for each in sources for text in source_texts(each)),
    ]
    is_in_address = leads_to_name(article.slug, names)
    if not (
        is_in_address
        or any(map(pattern.search, [*texts, *tag_names]))
        or named_elsewhere(article, names)
    ):
        text = _("The piece does not have this name: write it as it stands there.")
        raise ValidationError({"names": ValidationError(text, code="not_there")})
    keep_first_state(article)
    decision.before = article.version
    for name, field in named_fields().items():
        without = without_names_in_html if is_html(field) else without_names
        setattr(article, name, without(getattr(article, name), names, initials))
    if any(map(pattern.search, texts_of(article).values())):
        text = _("In the text the name is partly in bold or in a link: make it one and try again.")
        raise ValidationError({"names": ValidationError(text, code="name_in_parts")})
    if is_in_address:
        article.slug = ""  # made again from the headline; the old one redirects there
    cited = [_cited(each, *(without_names(text, names, initials) for text in source_texts(each)))
             for each in sources]  # fmt: skip
    _hide_quotations(decision, article, pattern)
    tags = [name for name in tag_names if not pattern.search(name)]
    save([article], Decisions(tags=tags, sources=cited), by=None, summary=_("initials for a name"))
    decision.after = article.version
    # Open forms contain the name, and would bring it back.
    WorkingCopy.objects.on(article).delete()
    forget_answers()
    return named_elsewhere(article, names)


def _hide_quotations(
    decision: OblivionDecision, article: Article, pattern: re.Pattern[str]
) -> None:
    """Hide the quotations of the erased person, and those in which they are named, while the
    decision is in effect; undoing it brings them back."""
    for quotation in quotations_of(article):
        text = f"{quotation.text}\n{quotation.speaker}\n{quotation.person or ''}\n{quotation.role}"
        if pattern.search(text):
            quotation.hidden_by = decision
            quotation.save(update_fields=["hidden_by"])


def _show_quotations(decision: OblivionDecision, article: Article) -> set[UUID]:
    """Show again the quotations that a decision hid, replacing equal ones found meanwhile; return
    their ids. Those no longer in the text are deleted when it is saved."""
    shown = list(decision.hidden_quotations.all())
    same = {folded(quotation.text) for quotation in shown}
    for quotation in quotations_of(article):
        if folded(quotation.text) in same:
            quotation.delete()
    decision.hidden_quotations.update(hidden_by=None)
    return {quotation.uuid for quotation in shown}


def _cited(source: Source, label: str, unnamed_because: str) -> Source:
    """Return a copy of a source with other words."""
    return Source(
        label=label,
        kind=source.kind,
        url=source.url,
        date=source.date,
        unnamed_because=unnamed_because,
    )


def _put_back(decision: OblivionDecision, article: Article) -> None:
    versions = [version_of(article.pk, number) for number in (decision.before, decision.after)]
    if None in versions:
        text = _("The versions of the piece with the name are not kept any more.")
        raise ValidationError(text, code="not_kept")
    original, masked = (Snapshot.of_version(version) for version in versions)
    for name, field in named_fields().items():
        again = with_names_again_in_html if is_html(field) else with_names_again
        sides = masked.fields[name], getattr(article, name), original.fields[name]
        setattr(article, name, again(*sides))
    if article.slug == masked.fields["slug"]:
        article.slug = original.fields["slug"]
    words = {
        after: before
        for before, after in zip(original.sources, masked.sources, strict=False)
        for before, after in zip(source_texts(before), source_texts(after), strict=True)
    }
    sources = [_cited(each, *(words.get(text, text) for text in source_texts(each)))
               for each in article.sources.all()]  # fmt: skip
    tags = {*article.tags.names(), *(set(original.tags) - set(masked.tags))}
    decided = Decisions(
        tags=sorted(tags), sources=sources, let_go=_show_quotations(decision, article)
    )
    save([article], decided, by=None, summary=_("name put back"))
