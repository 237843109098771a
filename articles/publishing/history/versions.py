"""Versions: every saved state of an article, stored with its ties and described in words."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import router
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from reversion.models import Revision, Version

from articles.models import (
    Article,
    ArticleVersion,
    Byline,
    Mention,
    RelatedArticle,
    Source,
    TaggedArticle,
)
from articles.models.editable_fields import is_html
from articles.publishing.drafts.snapshots import Snapshot, article_fields
from articles.text.diff import split_blocks
from articles.text.figures import Figure, Gallery, LinkFigure, Player, Table, kind_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


#: What a block is called that changed, by the kind of figure that it is.
_KINDS = {
    None: ngettext_lazy("%(n)d paragraph", "%(n)d paragraphs", "n"),
    Figure: ngettext_lazy("%(n)d picture", "%(n)d pictures", "n"),
    Gallery: ngettext_lazy("%(n)d gallery", "%(n)d galleries", "n"),
    Table: ngettext_lazy("%(n)d table", "%(n)d tables", "n"),
    Player: ngettext_lazy("%(n)d audio or video file", "%(n)d audio or video files", "n"),
    LinkFigure: ngettext_lazy("%(n)d embed", "%(n)d embeds", "n"),
}
#: The ties that are stored with an article, each with the related row that names it.
_TIES = {
    "bylines": "author",
    "mentions": "organization",
    "tagged_items": "tag",
    "sources": None,
    "related_articles": "related",
}


def register_article() -> None:
    """Register articles with django-reversion: all columns, with the ties."""
    reversion.register(
        Article,
        follow=tuple(_TIES),
        exclude=("authors", "organizations", "tags"),
    )


register_article()
for _tie in (Byline, Mention, TaggedArticle, Source, RelatedArticle):
    reversion.register(_tie)


class State(NamedTuple):
    """A state of an article, with the rows of its ties, which have their keys."""

    article: Article
    ties: Sequence[Model]
    summary: str


def keep_state(
    article: Article,
    *,
    by: AbstractBaseUser | None,
    summary: str,
    at: dt.datetime | None = None,
) -> None:
    """Store the present state of the article as the version of its number. `at` is the time of the
    state, if that is not now."""
    stored = Article.objects.get(pk=article.pk)
    ties = []
    for name, called_after in _TIES.items():
        rows = getattr(stored, name).all()
        ties += rows.select_related(called_after) if called_after else rows
    keep_states([State(stored, ties, summary)], by=by, at=at)


def keep_states(
    states: Sequence[State],
    *,
    by: AbstractBaseUser | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Store the given states of articles, as `keep_state` does, without reading anything again."""
    using = router.db_for_write(Article)
    at = at or timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(date_created=at, user=by, comment=state.summary) for state in states
    )
    versions, meta = [], []
    for revision, (article, ties, summary) in zip(revisions, states, strict=True):
        for row in (article, *ties):
            versions.append(
                Version(
                    revision=revision,
                    object_id=str(row.pk),
                    content_type=ContentType.objects.get_for_model(row),
                    db=using,
                    format="json",
                    serialized_data=_serialized(row),
                    object_repr=str(row),
                )
            )
        meta.append(
            ArticleVersion(
                revision=revision,
                article_key=article.pk,
                number=article.version,
                headline=article.headline,
                summary=summary,
            )
        )
    Version.objects.bulk_create(versions)
    ArticleVersion.objects.bulk_create(meta)


def _serialized(row: Model) -> str:
    """Return a row in the format of django-reversion: its own columns, without ties."""
    fields = [field.name for field in row._meta.concrete_fields]
    rows = serializers.serialize("python", [row], fields=fields)
    # This is the result of Django's own JSON serializer, which is slower because it writes value by
    # value into a stream.
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False)


def keep_first_state(stored: Article) -> None:
    """Store the state of an article whose present version was never stored, because it was loaded
    or created in bulk."""
    versions = ArticleVersion.objects.filter(article_key=stored.pk, number=stored.version)
    if not versions.exists():
        keep_state(stored, by=None, summary=_("as it was"), at=stored.modified_at)


def version_of(article_key: int, number: int) -> ArticleVersion | None:
    versions = ArticleVersion.objects.filter(article_key=article_key, number=number)
    return versions.select_related("revision__user").first()


def version_before(version: ArticleVersion) -> ArticleVersion | None:
    earlier = ArticleVersion.objects.filter(
        article_key=version.article_key, number__lt=version.number
    )
    return earlier.select_related("revision__user").order_by("-number").first()


def what_changed(before: Snapshot, after: Snapshot) -> str:
    """Describe in words what a save changed: «titolo; 2 paragrafi; + OpenAI»."""
    words = []
    for name, field in article_fields().items():
        if before.fields[name] == after.fields[name]:
            continue
        if is_html(field):
            words += _blocks(before.fields[name], after.fields[name])
        else:
            words.append(str(field.verbose_name))
    if before.authors != after.authors:
        words.append(_("bylines"))
    if before.sources != after.sources:
        words.append(_("sources"))
    if before.related != after.related:
        words.append(_("related pieces"))
    words += _added_and_gone(before.seen_organizations, after.seen_organizations)
    words += _added_and_gone(
        [f"«{tag}»" for tag in before.tags], [f"«{tag}»" for tag in after.tags]
    )
    return "; ".join(words) or _("nothing")


def _blocks(before: str, after: str) -> list[str]:
    """Describe how many paragraphs, pictures and other blocks of the text differ from before."""
    old, new = set(split_blocks(before)), set(split_blocks(after))
    added, removed = (Counter(map(kind_of, side)) for side in (new - old, old - new))
    counts = {kind: max(added[kind], removed[kind]) for kind in _KINDS}
    if not any(counts.values()):
        counts[None] = 1  # blocks that changed places
    return [_KINDS[kind] % {"n": count} for kind, count in counts.items() if count]


def _added_and_gone(before: list[str], after: list[str]) -> list[str]:
    return [f"+ {name}" for name in after if name not in before] + [
        f"− {name}" for name in before if name not in after
    ]


def versions_of(article_key: int) -> list[ArticleVersion]:
    """Return the saved versions of an article, the newest first."""
    versions = ArticleVersion.objects.filter(article_key=article_key)
    return list(versions.select_related("revision__user").order_by("-number"))


def deleted_articles() -> QuerySet[ArticleVersion]:
    """Return the last version of each article that no longer exists, the newest first."""
    there = Article.objects.filter(pk=OuterRef("article_key"))
    later = ArticleVersion.objects.filter(
        article_key=OuterRef("article_key"), number__gt=OuterRef("number")
    )
    gone = ArticleVersion.objects.filter(~Exists(there), ~Exists(later))
    return gone.select_related("revision__user").order_by("-pk")
