"""Who may do what to an article, by the permissions that a role has (see `publishing.roles`) and
where the article stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus
from articles.models import Article, Picture

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
    """The twin of `owned_by()` for an article in hand: begun or signed by that person."""
    if article._state.adding or article.created_by_id == user.pk:
        return True
    return article.bylines.filter(author__user=user).exists()


def may_edit(user: AbstractBaseUser, article: Article) -> bool:
    """Everybody's articles with the right to that; otherwise one's own, while drafts."""
    if article._state.adding:
        return user.has_perm("articles.add_article")
    if not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.edit_every_article"):
        return True
    return article.status == ArticleStatus.DRAFT and is_own(user, article)


def may_submit(user: AbstractBaseUser, article: Article) -> bool:
    return article.status == ArticleStatus.DRAFT and may_edit(user, article)


def may_return_to_draft(user: AbstractBaseUser, article: Article) -> bool:
    """Who edits everything sends back; who wrote an article takes it back."""
    if article.status != ArticleStatus.REVIEW or not user.has_perm("articles.change_article"):
        return False
    return user.has_perm("articles.edit_every_article") or is_own(user, article)


def may_publish(user: AbstractBaseUser, article: Article) -> bool:
    return (
        not article.is_public
        and user.has_perm("articles.publish_article")
        and may_edit(user, article)
    )


def may_withdraw(user: AbstractBaseUser, article: Article) -> bool:
    return article.status == ArticleStatus.PUBLISHED and user.has_perm("articles.withdraw_article")


def may_correct(user: AbstractBaseUser, article: Article) -> bool:
    """Tell readers something of an article that they see."""
    return article.is_public and may_edit(user, article)


def may_delete(user: AbstractBaseUser, article: Article) -> bool:
    """Only what readers never saw: a published address answers for ever."""
    return (
        not article.was_public
        and article.status != ArticleStatus.PUBLISHED
        and user.has_perm("articles.delete_article")
        and may_edit(user, article)
    )


def may_edit_picture(user: AbstractBaseUser, picture: Picture) -> bool:
    """A picture is also part of the pages that show it: once it is on an article that is no draft,
    on an author or on an organisation, it is for those who edit everything."""
    if not user.has_perm("articles.change_picture"):
        return False
    if user.has_perm("articles.edit_every_article"):
        return True
    shown = (
        picture.led_articles.exclude(status=ArticleStatus.DRAFT),
        picture.uses.exclude(article__status=ArticleStatus.DRAFT),
        picture.portrayed_authors.all(),
        picture.marked_organizations.all(),
    )
    return not any(rows.exists() for rows in shown)


#: The steps from hand to hand, in the order in which the desk offers them.
STEPS: dict[str, Right] = {
    "publish": may_publish,
    "submit": may_submit,
    "return_to_draft": may_return_to_draft,
    "withdraw": may_withdraw,
}


def possible_steps(user: AbstractBaseUser, article: Article) -> list[str]:
    """The names of the verbs that this person may apply to this article now."""
    return [step for step, right in STEPS.items() if right(user, article)]
