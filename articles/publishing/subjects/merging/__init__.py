"""Merging two rows of one kind, and undoing it where it was a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from articles.models.unique_names import OneName
from articles.publishing.subjects.merging.authors import AuthorMerging
from articles.publishing.subjects.merging.engine import Merging
from articles.publishing.subjects.merging.organizations import OrganizationMerging
from articles.publishing.subjects.merging.persons import PersonMerging
from articles.publishing.subjects.merging.sections import SectionMerging
from articles.publishing.subjects.merging.tags import TagMerging

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from articles.models.merges import Merge

_ALL: tuple[Merging[Any], ...] = (
    OrganizationMerging(),
    AuthorMerging(),
    PersonMerging(),
    SectionMerging(),
    TagMerging(),
)
_BY_MODEL = {each.model: each for each in _ALL}


def may_merge(user: AbstractBaseUser, model: type[OneName]) -> bool:
    """Return True if this person may merge two rows of a model, and undo that."""
    return _BY_MODEL[model].may(user)


def merge(*, keep: OneName, absorb: OneName, by: AbstractBaseUser | None) -> Merge:
    """Merge two rows, as `Merging.merge` of their kind does."""
    return _BY_MODEL[type(keep)].merge(keep=keep, absorb=absorb, by=by)


def undo_merge(merge: Merge, *, by: AbstractBaseUser | None) -> OneName:
    """Undo a merge, as `Merging.undo` of its kind does."""
    return _BY_MODEL[type(merge.kept)].undo(merge, by=by)
