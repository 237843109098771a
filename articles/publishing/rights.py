"""Rights over an article, which depend on the permissions of a person's role (see
`publishing.roles`) and on the article's status."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus
from articles.models import Article, Media, MediaUse, Picture

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    Right = Callable[[AbstractBaseUser, Article], bool]


def require(right: Right, by: AbstractBaseUser | None, article: Article) -> None:
    """Raise PermissionDenied unless `by` has the right; the command line has every right."""
    if by is not None and not right(by, article):
        raise PermissionDenied(
            _("You may not do this to “%(headline)s” (%(status)s).")
            % {"headline": article.headline, "status": article.status_label}
        )


def is_own(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person began or signed the article: `owned_by()` for a single article."""
    if article._state.adding or article.created_by_id == user.pk:
        return True
    return article.bylines.filter(author__user=user).exists()


def may_edit(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person may edit the article: any article with the right to edit
    everybody's, otherwise their own while it is a draft."""
    if article._state.adding:
        return user.has_perm("articles.add_article")
    if not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.edit_every_article"):
        return True
    return article.status == ArticleStatus.DRAFT and is_own(user, article)


def may_submit(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person may submit the article for review: a draft that they may edit."""
    return article.status == ArticleStatus.DRAFT and may_edit(user, article)


def may_return_to_draft(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person may return an article in review to draft: an editor of every
    article may, and so may the article's own author."""
    if article.status != ArticleStatus.REVIEW or not user.has_perm("articles.change_article"):
        return False
    return user.has_perm("articles.edit_every_article") or is_own(user, article)


def may_publish(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person may publish the article, which they may edit and which readers do
    not see yet."""
    return (
        not article.is_public
        and user.has_perm("articles.publish_article")
        and may_edit(user, article)
    )


def may_withdraw(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person may withdraw the article, which is published or scheduled."""
    return article.status == ArticleStatus.PUBLISHED and user.has_perm("articles.withdraw_article")


def may_correct(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person may tell readers of a correction, on an article that readers
    see."""
    return article.is_public and may_edit(user, article)


def may_delete(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if the person may delete the article, which readers must never have seen: a
    published address must answer for ever."""
    return (
        not article.was_public
        and article.status != ArticleStatus.PUBLISHED
        and user.has_perm("articles.delete_article")
        and may_edit(user, article)
    )


def may_edit_picture(user: AbstractBaseUser, picture: Picture) -> bool:
    """Return True if the person may edit a picture. Once it is shown by an article that is no
    draft, by an author, an organization or a podcast, only those who edit every article may,
    because it is part of those pages."""
    if not user.has_perm("articles.change_picture"):
        return False
    if user.has_perm("articles.edit_every_article"):
        return True
    shown = (
        picture.led_articles.exclude(status=ArticleStatus.DRAFT),
        picture.uses.exclude(article__status=ArticleStatus.DRAFT),
        picture.portrayed_authors.all(),
        picture.marked_organizations.all(),
        picture.podcasts.filter(podcast=True),
        MediaUse.objects.filter(media__poster=picture).exclude(article__status=ArticleStatus.DRAFT),
    )
    return not any(rows.exists() for rows in shown)


def may_edit_media(user: AbstractBaseUser, media: Media) -> bool:
    """Return True if the person may edit a file of audio or video, or a document. Once an article
    that is no draft has it, only those who edit every article may."""
    if not user.has_perm("articles.change_media"):
        return False
    if user.has_perm("articles.edit_every_article"):
        return True
    return not media.uses.exclude(article__status=ArticleStatus.DRAFT).exists()


#: The steps of the workflow, in the order in which the desk offers them.
STEPS: dict[str, Right] = {
    "publish": may_publish,
    "submit": may_submit,
    "return_to_draft": may_return_to_draft,
    "withdraw": may_withdraw,
}


def possible_steps(user: AbstractBaseUser, article: Article) -> list[str]:
    """Return the names of the steps that this person may take with this article now."""
    return [step for step, right in STEPS.items() if right(user, article)]
