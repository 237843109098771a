"""Corrections: a person who changes an article that readers see must say what the change is, and
readers are told."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.db.choices import AMENDMENT_KINDS, TYPO, CorrectionKind, Verb
from articles.models import Article, Correction
from articles.models.editable_fields import is_html, is_relied_on
from articles.publishing.accountability.announce import announce_update
from articles.publishing.accountability.erased_names import check_names
from articles.publishing.drafts.snapshots import article_fields
from articles.publishing.history.log import name_of, record
from articles.publishing.rights import may_correct, require
from articles.text import markup
from articles.text.characters import clean_line
from articles.text.diff import Touched, touched
from articles.text.figures import links_in, players_in

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

TOUCHED_WORDS = {
    Touched.HEADLINE: gettext_lazy("the headline"),
    Touched.NAME: gettext_lazy("a name"),
    Touched.FIGURE: gettext_lazy("a figure"),
    Touched.DATE: gettext_lazy("a date"),
    Touched.QUOTATION: gettext_lazy("a quotation"),
    Touched.ATTACHMENT: gettext_lazy("an audio, a video or a document"),
    Touched.STRUCK: gettext_lazy("a correction in the text"),
}


class Amendment(NamedTuple):
    """A person's description of a change: its kind, which is a kind of correction or a typo; what
    was wrong; what is right; and whether the notice stands above the text."""

    kind: str
    wrong: str = ""
    right: str = ""
    is_on_top: bool = False

    @property
    def is_disclosed(self) -> bool:
        """Return True if readers are told in words. A typo is not announced, and an update may be
        announced by its time alone."""
        if self.kind == TYPO:
            return False
        return self.kind != CorrectionKind.UPDATE or bool(self.right.strip())

    def on(self, article: Article, *, by: AbstractBaseUser | None) -> Correction:
        """Return the correction that tells readers of the change, not stored yet."""
        return Correction(
            article=article,
            kind=self.kind,
            wrong=clean_line(self.wrong),
            right=clean_line(self.right),
            is_on_top=self.is_on_top or self.kind == CorrectionKind.RETRACTION,
            by=by,
            by_name=name_of(by),
            at=timezone.now().replace(microsecond=0),
        )


def what_readers_would_miss(before: Article, after: Article) -> list[str]:
    """Return, in words, the parts of an article on which readers rely and which a change touches;
    empty where the change is insignificant."""
    found = touched(
        headline=(before.headline, after.headline), text=(_relied_on(before), _relied_on(after))
    )
    if _attachments(before.body) != _attachments(after.body):
        found.add(Touched.ATTACHMENT)
    if _STRUCK.findall(before.body) != _STRUCK.findall(after.body):
        found.add(Touched.STRUCK)
    return [str(words) for what, words in TOUCHED_WORDS.items() if what in found]


#: Words that readers see struck: a correction that the text itself shows.
_STRUCK = re.compile(r"<s>(.*?)</s>", re.DOTALL)


def _attachments(body: str) -> set[str]:
    """Return the players of a body, and the links on lines of their own, by their addresses."""
    return {player.name for player in players_in(body)} | {link.href for link in links_in(body)}


def _relied_on(article: Article) -> str:
    """Return the text, apart from the headline, on which readers rely."""
    texts = [
        markup.plain_text(value) if is_html(field) else value
        for name, field in article_fields().items()
        if is_relied_on(field) and name != "headline" and (value := getattr(article, name))
    ]
    return "\n\n".join(texts)


def check_amendment(before: Article, after: Article, amendment: Amendment | None) -> None:
    """Raise ValidationError, by field of the form, where a change must be explained and is not, or
    where the explanation lacks what its kind requires."""
    if amendment is None:
        if words := what_readers_would_miss(before, after):
            text = _(
                "Readers know this piece, and %(what)s changed in it: say what the change is."
            ) % {"what": ", ".join(words)}
            raise ValidationError(
                {"amendment_kind": ValidationError(text, code="say_what_changed")}
            )
        return
    check_words(amendment)


def check_words(amendment: Amendment) -> None:
    """Raise ValidationError, by field of the form, where the explanation lacks what its kind
    requires."""
    if amendment.kind not in dict(AMENDMENT_KINDS):
        raise ValidationError({"amendment_kind": _("Choose what the change is.")})
    if not amendment.is_disclosed:
        return
    try:
        correction = amendment.on(Article(), by=None)
        correction.clean_fields(exclude=["article"])
        correction.clean()
    except ValidationError as error:
        raise ValidationError(
            {f"amendment_{field}": errors for field, errors in error.error_dict.items()}
        ) from error


def set_update_time(before: Article, after: Article, amendment: Amendment | None) -> None:
    """Set the article's time of update, unless the change is a typo or a person entered a time.
    Once readers were told of an update, its time cannot be removed."""
    notices = before.disclosed_corrections or before.printed_rectifications or before.outcome_notes
    if notices and not after.updated_at:
        after.updated_at = before.updated_at
    if amendment and amendment.kind != TYPO and after.updated_at == before.updated_at:
        after.updated_at = timezone.now().replace(microsecond=0)


def keep_amendment(
    article: Article, amendment: Amendment, *, by: AbstractBaseUser | None
) -> Correction | None:
    """Store the correction that tells readers of a change, if they are told, and record the change
    in the log. Return the correction, or None."""
    label = str(dict(AMENDMENT_KINDS)[amendment.kind])
    correction = _store(amendment.on(article, by=by)) if amendment.is_disclosed else None
    note = f"{label}: {correction.words}" if correction else label
    record(Verb.AMENDED, by=by, article=article, note=note)
    return correction


@transaction.atomic
def correct(
    *,
    article: Article,
    amendment: Amendment,
    by: AbstractBaseUser | None,
    supersedes: Correction | None = None,
) -> Correction:
    """Publish a correction of an article whose text stays as it is; with `supersedes`, in place of
    an earlier one. Raises PermissionDenied, and ValidationError by field of the form."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    require(may_correct, by, article)
    check_words(amendment)
    if not amendment.is_disclosed:
        text = _("Tell readers what is right, or what is new.")
        raise ValidationError({"amendment_right": ValidationError(text, code="no_right")})
    correction = amendment.on(article, by=by)
    if supersedes is not None:
        if not Correction.objects.in_force().filter(pk=supersedes.pk, article=article).exists():
            text = _("What you want to supersede was superseded already.")
            raise ValidationError(ValidationError(text, code="superseded"))
        correction.supersedes = supersedes
        # A correction must be later than the one it supersedes, even within the same second.
        correction.at = max(correction.at, supersedes.at + dt.timedelta(seconds=1))
    _store(correction)
    note = f"{correction.get_kind_display()}: {correction.words}"
    record(Verb.CORRECTED, by=by, article=article, note=note)
    announce_update(
        article, at=correction.at, by=by, summary=str(correction.get_kind_display()).lower()
    )
    return correction


def _store(correction: Correction) -> Correction:
    texts = {"amendment_wrong": correction.wrong, "amendment_right": correction.right}
    check_names(correction.article, texts)
    correction.full_clean()
    correction.save()
    return correction
