"""No silent edits: what a change to a piece that readers see is, said by who makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import AmendmentKind, Verb
from articles.differences import Touched, touched
from articles.models import Amendment, Article
from articles.publishing.log import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

TOUCHED_WORDS = {
    Touched.HEADLINE: gettext_lazy("the headline"),
    Touched.NAME: gettext_lazy("a name"),
    Touched.FIGURE: gettext_lazy("a figure"),
    Touched.DATE: gettext_lazy("a date"),
    Touched.QUOTATION: gettext_lazy("a quotation"),
}


def what_readers_would_miss(before: Article, after: Article) -> list[str]:
    """What a change touches that readers rely on, in words; nothing where it is of no account."""
    found = touched(
        headline=(before.headline, after.headline),
        standfirst=(before.standfirst, after.standfirst),
        body=(before.body, after.body),
    )
    return [str(words) for what, words in TOUCHED_WORDS.items() if what in found]


def check_amendment(before: Article, after: Article, amendment: tuple[str, str] | None) -> None:
    """Raise ValidationError where a change must be explained and is not, and where a correction
    does not say what was wrong."""
    if amendment is None:
        if words := what_readers_would_miss(before, after):
            raise ValidationError(
                {
                    "amendment_kind": ValidationError(
                        _(
                            "Readers know this piece, and %(what)s changed in it: "
                            "say what the change is."
                        )
                        % {"what": ", ".join(words)},
                        code="say_what_changed",
                    )
                }
            )
        return
    kind, line = amendment
    if kind not in AmendmentKind.values:
        raise ValidationError({"amendment_kind": _("Choose what the change is.")})
    if kind == AmendmentKind.CORRECTION and not line.strip():
        raise ValidationError(
            {
                "amendment_line": ValidationError(
                    _("Tell readers what was wrong, in a line."), code="no_line"
                )
            }
        )


def tell_update(before: Article, after: Article, amendment: tuple[str, str] | None) -> None:
    """Give the piece the time of its update, unless the change is a typo or a person gave one.
    What readers were told of once keeps its time."""
    if before.updated_at and not after.updated_at and before.told_amendments:
        after.updated_at = before.updated_at
    if amendment and amendment[0] != AmendmentKind.TYPO and after.updated_at == before.updated_at:
        after.updated_at = timezone.now().replace(microsecond=0)


def keep_amendment(
    article: Article, amendment: tuple[str, str], *, by: AbstractBaseUser | None
) -> None:
    kind, line = amendment
    line = " ".join(line.split())
    kept = Amendment(article=article, kind=kind, line=line, by=by, at=timezone.now())
    kept.full_clean()
    kept.save()
    note = f"{kept.get_kind_display()}: {line}" if line else str(kept.get_kind_display())
    record(Verb.AMENDED, by=by, article=article, note=note)
