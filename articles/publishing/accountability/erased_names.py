"""Protection of a name that was taken out of an article: it cannot come back, and few may read the
versions that contain it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from articles.models import Article, FormerAddress, OblivionDecision, Source
from articles.models.editable_fields import is_html, may_hold_names
from articles.publishing.drafts.snapshots import article_fields
from articles.text import markup
from articles.text.erased_names import leads_to_name, names_pattern, words_in_attributes

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet


def named_fields() -> dict[str, Field]:
    """Return the fields of an article in which a person may be named, by name."""
    return {name: field for name, field in article_fields().items() if may_hold_names(field)}


def texts_of(article: Article) -> dict[str, str]:
    """Return the texts of these fields by name, as they are read and as a screen reader says
    them."""
    return {
        name: _all_words(value) if is_html(field) else value
        for name, field in named_fields().items()
        if (value := getattr(article, name))
    }


def _all_words(body: str) -> str:
    return "\n".join([markup.plain_text(body), *words_in_attributes(body)])


def source_texts(source: Source) -> tuple[str, str]:
    """Return the texts of a source that readers see."""
    return source.label, source.unnamed_because


def may_decide_erasure(user: AbstractBaseUser) -> bool:
    return user.has_perm("articles.change_oblivionrequest")


def hidden_before(article_key: int) -> int:
    """Return the number of the first version of an article that the whole newsroom may read:
    earlier ones contain a name that was taken out. 0 where all may be read."""
    decisions = OblivionDecision.objects.in_force().initials().filter(article=article_key)
    return max(decisions.values_list("after", flat=True), default=0)


def may_see_erased_names(user: AbstractBaseUser) -> bool:
    return user.has_perm("articles.view_forgotten")


def readable_from(user: AbstractBaseUser, article: Article) -> int:
    """Return the number of the first version of an article that this person may read; 0 where all
    may be read."""
    return 0 if may_see_erased_names(user) else hidden_before(article.pk)


def hidden_addresses(user: AbstractBaseUser) -> QuerySet[FormerAddress]:
    """Return the former addresses that contain a name taken out of their article, and that this
    person may not read; none for a person who may."""
    if may_see_erased_names(user):
        return FormerAddress.objects.none()
    names: dict[str, set[str]] = {}
    for decision in OblivionDecision.objects.in_force().initials().select_related("article"):
        names.setdefault(decision.article.get_absolute_url(), set()).update(decision.name_list)
    addresses = FormerAddress.objects.filter(target__in=names).values_list("pk", "path", "target")
    keys = [key for key, path, to in addresses if leads_to_name(path, list(names[to]))]
    return FormerAddress.objects.filter(pk__in=keys)


def check_erased_names(
    article: Article, *, tags: Iterable[str] | None = None, sources: Iterable[Source] | None = None
) -> None:
    """Raise ValidationError, by field, where a name that was taken out would come back. The message
    does not give the name, which the writer may not know."""
    beside = {
        "tags": "\n".join(tags or ()),
        "sources": "\n".join(text for source in sources or () for text in source_texts(source)),
    }
    check_names(article, {**texts_of(article), **beside}, slug=article.slug)


def check_names(article: Article, texts: Mapping[str, str], *, slug: str = "") -> None:
    """Raise ValidationError, as `check_erased_names` does, for texts that are to stand with an
    article, by field, and for a slug."""
    if article.pk is None:
        return
    for decision in OblivionDecision.objects.in_force().initials().filter(article=article.pk):
        pattern = names_pattern(decision.name_list)
        found = [name for name, text in texts.items() if pattern.search(text)]
        if leads_to_name(slug, decision.name_list):
            found.append("slug")
        if found:
            words = _(
                "Here is a name that was taken out of this piece (%(initials)s): who asked to "
                "be forgotten is not named in it any more."
            ) % {"initials": decision.initials}
            raise ValidationError({found[0]: ValidationError(words, code="forgotten")})
