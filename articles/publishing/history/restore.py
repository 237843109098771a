"""Restoring earlier versions of an article, and recovering deleted articles, by a new save with
their ties."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus, MentionStanding, Verb
from articles.models import Article, ArticleVersion, Author, Byline, Organization, Source
from articles.publishing.accountability.corrections import Amendment
from articles.publishing.articles.addresses import free_slug_for
from articles.publishing.articles.decisions import Decisions
from articles.publishing.articles.rendered_body import lost_figures
from articles.publishing.articles.save import save
from articles.publishing.drafts.snapshots import Named, Snapshot, article_fields
from articles.publishing.history.log import record
from articles.publishing.history.versions import deleted_articles, keep_first_state
from articles.publishing.rights import may_delete, require
from articles.text import markup
from articles.text.figures import without_files

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: The fields that restoring a version does not change: the address, which readers may know, and the
#: times.
_UNTOUCHED = frozenset({"slug", "published_at", "updated_at"})


@transaction.atomic
def restore_version(
    *,
    article: Article,
    version: ArticleVersion,
    by: AbstractBaseUser | None,
    amendment: Amendment | None = None,
    let_go: Container[UUID] = (),
) -> list[str]:
    """Give an article the text and the ties of an earlier version; its address, times and status
    stay. `let_go` is as in `Decisions`. Return the names of what could not be restored, because it
    no longer exists."""
    snapshot = Snapshot.of_version(version)
    missing = _fill(article, snapshot, besides=_UNTOUCHED)
    summary = _("version %(n)d restored") % {"n": version.number}
    ties, gone = _ties(snapshot)
    decided = replace(ties, amendment=amendment, let_go=let_go)
    save([article], decided, by=by, summary=summary)
    record(Verb.RESTORED, by=by, article=article, note=summary)
    return [*missing, *gone]


@transaction.atomic
def delete_article(*, article: Article, by: AbstractBaseUser | None) -> None:
    """Delete an article that no reader ever saw. Its versions stay, and it can be recovered."""
    require(may_delete, by, article)
    keep_first_state(Article.objects.get(pk=article.pk))
    record(Verb.DELETED, by=by, article=article)
    article.delete()


def may_recover(user: AbstractBaseUser, version: ArticleVersion) -> bool:
    """Return True if the person may recover an article: one who edits every article may recover
    any, others those that they began or signed."""
    if not user.has_perm("articles.add_article"):
        return False
    return user.has_perm("articles.edit_every_article") or _was_own(user, version)


def _was_own(user: AbstractBaseUser, version: ArticleVersion) -> bool:
    author = getattr(user, "author", None)
    for row in version.revision.version_set.all():
        if row._model is Article and row.field_dict["created_by_id"] == user.pk:
            return True
        if author and row._model is Byline and row.field_dict["author_id"] == author.pk:
            return True
    return False


def recoverable_by(user: AbstractBaseUser, *, most: int) -> list[ArticleVersion]:
    """Return the last versions of deleted articles that this person may recover, the newest
    first."""
    versions = deleted_articles()
    if not user.has_perm("articles.edit_every_article"):
        versions = versions.prefetch_related("revision__version_set")
    recoverable = (each for each in versions.iterator(chunk_size=most) if may_recover(user, each))
    return list(islice(recoverable, most))


@transaction.atomic
def recover_article(
    *, version: ArticleVersion, by: AbstractBaseUser | None
) -> tuple[Article, list[str]]:
    """Recover a deleted article as a draft, as it was in `version`. Return it, with the names of
    what could not be restored. Raises PermissionDenied, and ValidationError where the article
    exists."""
    if by is not None and not may_recover(by, version):
        raise PermissionDenied(_("This piece was not yours: who edits every piece recovers it."))
    if Article.objects.filter(pk=version.article_key).exists():
        raise ValidationError(_("This piece is there still."), code="not_deleted")
    snapshot = Snapshot.of_version(version)
    article = Article(pk=version.article_key, status=ArticleStatus.DRAFT)
    article.created_by = _begun_by(version)
    article.version = version.number + 1
    missing = _fill(article, snapshot, besides=frozenset())
    article.slug = free_slug_for(article, snapshot.fields["slug"])
    ties, gone = _ties(snapshot)
    save([article], ties, by=by, summary=_("recovered"))
    record(Verb.RECOVERED, by=by, article=article)
    return article, [*missing, *gone]


def _begun_by(version: ArticleVersion) -> AbstractBaseUser | None:
    """Return the person who began the article, to whom it belongs again; None where the account is
    gone."""
    rows = version.revision.version_set.filter(object_id=str(version.article_key))
    [row] = [row for row in rows if row._model is Article]
    return get_user_model().objects.filter(pk=row.field_dict["created_by_id"]).first()


def _fill(article: Article, snapshot: Snapshot, *, besides: frozenset[str]) -> list[str]:
    """Set the fields; return the names of what no longer exists: the section, the picture, and the
    pictures, players and documents in the text, which are removed from it."""
    missing = []
    fields = article_fields()
    for name, value in snapshot.fields.items():
        if name in besides:
            continue
        if isinstance(value, Named):
            row = fields[name].related_model.objects.filter(pk=value.pk).first()
            if row is None:
                missing.append(value.name)
                continue
            setattr(article, name, row)
        else:
            setattr(article, name, value)
    if "body" not in besides and (lost := lost_figures(article.body)):
        gone = {figure.name for figure in lost}
        article.body = markup.clean_html(without_files(article.body, gone))
        missing += [figure.label for figure in lost]
    return missing


def _ties(snapshot: Snapshot) -> tuple[Decisions, list[str]]:
    """Return the snapshot's ties as decisions, and the names of those that no longer exist."""
    authors = Author.objects.in_bulk([author.pk for author in snapshot.authors])
    organizations = Organization.objects.in_bulk([named.pk for named in snapshot.organizations])
    missing = [named.name for named in snapshot.authors if named.pk not in authors]
    missing += [named.name for named in snapshot.organizations if named.pk not in organizations]
    related = Article.objects.in_bulk([named.pk for named in snapshot.related])
    missing += [named.name for named in snapshot.related if named.pk not in related]

    def decided(standing: MentionStanding) -> list[Organization]:
        return [
            organizations[named.pk]
            for named, had in snapshot.organizations.items()
            if had == standing and named.pk in organizations
        ]

    ties = Decisions(
        authors=[authors[named.pk] for named in snapshot.authors if named.pk in authors],
        tags=snapshot.tags,
        sources=[Source(**line._asdict()) for line in snapshot.sources],
        related=[related[named.pk] for named in snapshot.related if named.pk in related],
        confirm=decided(MentionStanding.CONFIRMED),
        reject=decided(MentionStanding.REJECTED),
    )
    return ties, missing
