"""The decisions that a person takes about an article beside writing its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Sequence
from dataclasses import dataclass
from uuid import UUID

from articles.models import Article, Author, Organization, Source
from articles.publishing.accountability.corrections import Amendment


@dataclass(frozen=True)
class Decisions:
    """A person's decisions about an article, as `save` takes them; by default there are none.

    `authors`, in the order in which they sign, `tags`, `sources` and `related` articles, in their
    order, replace the present ones, unless they are None. `confirm` and `reject` are organizations
    that the person confirmed or rejected, `create` the names of new ones, which are confirmed, and
    `dismiss` words that name no organization.

    `amendment` describes a change to an article that readers see, and what they are told of it (see
    `publishing.accountability.corrections`). `set_aside` are the checks that the person set aside,
    as triples of code, about and reason. `ai_reviewed` says whether the person reviewed the work of
    artificial intelligence; None leaves the present answer. `let_go` are the ids of confirmed
    quotations that the new text may break.

    `base_version` is the version from which the person began to edit; it is None for a change that
    began from no version, such as an import. `publish_at` publishes a new article at that time as
    it is stored, so that it never was a draft. An article that is stored already is published with
    `publish`.
    """

    authors: Sequence[Author] | None = None
    tags: Sequence[str] | None = None
    sources: Sequence[Source] | None = None
    related: Sequence[Article] | None = None
    confirm: Sequence[Organization] = ()
    reject: Sequence[Organization] = ()
    create: Sequence[str] = ()
    dismiss: Sequence[str] = ()
    amendment: Amendment | None = None
    set_aside: Sequence[tuple[str, str, str]] = ()
    ai_reviewed: bool | None = None
    let_go: Container[UUID] = ()
    base_version: int | None = None
    publish_at: dt.datetime | None = None

    @property
    def are_about_organizations(self) -> bool:
        """Return True if the person decided about the organizations that the article names."""
        return bool(self.confirm or self.reject or self.create)


#: No decisions at all.
NO_DECISIONS = Decisions()
