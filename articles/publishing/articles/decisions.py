"""What a person decides of an article beside what is written in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Sequence
from dataclasses import dataclass
from uuid import UUID

from articles.models import Author, Organization, Source
from articles.publishing.accountability.corrections import Amendment


@dataclass(frozen=True)
class Decisions:
    """What a person decided of an article, as `save` takes it; by default nothing.

    `authors` in the order in which they sign, `tags` and `sources` replace what is there, unless
    None. `confirm` and `reject` are a person's word on organisations, `create` the names of new
    ones, which are confirmed, and `dismiss` words that name none.

    `amendment` says what a change to an article that readers see is, and what they are told of it
    (see `publishing.accountability.corrections`). `set_aside` are the checks that a person set
    aside: code, about what, why. `ai_reviewed` says whether the person reviewed what artificial
    intelligence did; None leaves what was said. `let_go` are the names of confirmed quotations that
    the text may break.

    `base_version` is the version that the text began from; None is for who does not edit what was
    there, such as imports. `publish_at` publishes a new article as it is stored, at that time: it
    was never a draft. For an article that is stored already there is the verb `publish`.
    """

    authors: Sequence[Author] | None = None
    tags: Sequence[str] | None = None
    sources: Sequence[Source] | None = None
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
        """Whether a person said a word on the organisations that the article names."""
        return bool(self.confirm or self.reject or self.create)


#: Of an article of which nobody says anything.
NO_DECISIONS = Decisions()
