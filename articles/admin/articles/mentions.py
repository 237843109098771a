"""“Organizations in the text”: the panel that shows an article's ties while it is written.

The same rows are drawn in the form, where they are saved with the article, and by a small endpoint
that follows the writing. The choice in a row is a form field with the value `yes`, `no` or nothing:
`org:<key>` for an organization, `new:<name>` for a name that nobody has entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext

from articles import publishing
from articles.admin.articles import explanations
from articles.db.choices import MentionStanding
from articles.db.numbers import whole_number
from articles.linking import Tie
from articles.models import Article, Mention, Organization
from articles.text import markup

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

ORGANIZATION, NEW = "org:", "new:"
YES, NO = "yes", "no"


@dataclass
class Choices:
    """A person's choices in the form, by the key of an organization and by new name."""

    organizations: dict[int, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Choices:
        choices = cls()
        for key, value in data.items():
            if value not in {YES, NO}:
                continue
            if key.startswith(ORGANIZATION):
                if number := whole_number(key.removeprefix(ORGANIZATION)):
                    choices.organizations[number] = value
            elif key.startswith(NEW):
                choices.names[" ".join(key[len(NEW) :].split())] = value
        return choices


@dataclass
class Row:
    """A row of the panel: an organization or a new name, the facts known of it, and the choice
    made."""

    field: str
    title: str
    choice: str
    excerpt: publishing.Excerpt | None = None
    facts: str = ""
    reasons: list[str] = field(default_factory=list)
    is_decided: bool = False
    address: str = ""


@dataclass
class Panel:
    offered: list[Row] = field(default_factory=list)
    linked: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    may_decide: bool = True
    may_create: bool = False

    @classmethod
    def of(
        cls,
        article: Article,
        *,
        user: AbstractBaseUser,
        choices: Choices | None = None,
        may_decide: bool = True,
    ) -> Panel:
        """Return the panel for an article as it is in memory, saved or not. A person who may not
        decide still sees the reasons."""
        reading = publishing.Reading.of_texts(
            article.headline,
            article.standfirst,
            markup.clean_html(article.body),
            day=publishing.day_of(article),
        )
        choices = choices or Choices()
        may_create = user.has_perm("articles.add_organization")
        panel = cls(may_decide=may_decide, may_create=may_create)
        mentions = {}
        if article.pk:
            ties = article.mentions.select_related("organization", "decided_by")
            mentions = {mention.organization_id: mention for mention in ties}
        organizations = Organization.objects.in_bulk(list(reading.by_organization))
        for tie in reading.ties:
            if organization := organizations.get(tie.organization):
                panel._add(organization, tie, mentions.get(tie.organization), reading, choices)
        for newcomer in reading.newcomers() if may_decide else ():
            if newcomer.name not in article.dismissed_names:
                panel.new.append(
                    Row(
                        NEW + newcomer.name,
                        newcomer.name,
                        choices.names.get(newcomer.name, ""),
                        reading.excerpt(newcomer),
                        facts=explanations.times(newcomer.count),
                    )
                )
        return panel

    def _add(
        self,
        organization: Organization,
        tie: Tie,
        mention: Mention | None,
        reading: publishing.Reading,
        choices: Choices,
    ) -> None:
        decided = mention is not None and mention.decided_at is not None
        standing = mention.standing if decided else publishing.standing_of(tie)
        if standing is None:
            return
        stored_choice = {MentionStanding.CONFIRMED: YES, MentionStanding.REJECTED: NO}.get(
            standing, ""
        )
        choice = choices.organizations.get(organization.pk, stored_choice if decided else "")
        row = Row(
            f"{ORGANIZATION}{organization.pk}",
            organization.desk_name,
            choice,
            reading.excerpt(tie.surest),
            facts=explanations.facts(tie, mention if decided else None),
            reasons=list(explanations.reasons(tie)),
            is_decided=decided,
            address=organization.get_absolute_url(),
        )
        groups = {
            MentionStanding.SUGGESTED: self.offered,
            MentionStanding.REJECTED: self.refused,
        }
        groups.get(standing, self.linked).append(row)

    @property
    def groups(self) -> list[tuple[str, str, list[Row]]]:
        """The groups that are not empty, each as (name, title, rows); those that ask for a person's
        decision come first."""
        groups = [
            ("offered", gettext("To be checked"), self.offered),
            ("new", gettext("New organizations?"), self.new),
            ("linked", gettext("Linked"), self.linked),
            ("refused", gettext("Refused"), self.refused),
        ]
        return [group for group in groups if group[2]]

    @property
    def status(self) -> str:
        """The number of rows in each group, in words, for screen readers."""
        words = [
            ngettext("%(n)d linked", "%(n)d linked", len(self.linked)) % {"n": len(self.linked)},
            ngettext("%(n)d to be checked", "%(n)d to be checked", len(self.offered))
            % {"n": len(self.offered)},
        ]
        if self.new:
            words.append(
                ngettext("%(n)d new name", "%(n)d new names", len(self.new)) % {"n": len(self.new)}
            )
        return ", ".join(words)

    def html(self) -> str:
        return render_to_string("admin/articles/article/organizations_panel.html", {"panel": self})
