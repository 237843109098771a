"""“Before publishing”: the checks on an article as the desk shows them beside the text.

A check is set aside by a form field named `aside:<code>:<about>`, which holds the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.template.loader import render_to_string

from articles import publishing
from articles.admin.articles.mentions import YES, Panel
from articles.db.numbers import whole_number
from articles.models import Article, Author
from articles.publishing import Check, CheckedArticle

ASIDE = "aside:"

#: The anchor in the form to which a check links, by the field it is about.
_ANCHORS = {
    "authors": "id_byline_authors",
    "organizations": "organizations-heading",
    "quotations": "quotations-link",
    "sources": "sources-heading",
}


@dataclass(frozen=True)
class Line:
    """A check, the place in the form to which it links, and the reason why it is set aside, if
    any."""

    check: Check
    reason: str = ""

    @property
    def anchor(self) -> str:
        return _ANCHORS.get(self.check.field, f"id_{self.check.field}")

    @property
    def name(self) -> str:
        return ASIDE + self.check.key


@dataclass
class ChecksPanel:
    musts: list[Line] = field(default_factory=list)
    shoulds: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, checked: CheckedArticle, typed: Mapping[str, str]) -> ChecksPanel:
        """Return the panel for an article in memory. `typed` is the form data that was sent, which
        holds the reasons of the checks set aside."""
        remembered = {}
        if checked.article.pk:
            rows = checked.article.set_aside_checks.all()
            remembered = {f"{row.code}:{row.about}": row.reason for row in rows}
        panel = cls()
        for check in publishing.checks_on(checked):
            line = Line(check, typed.get(ASIDE + check.key, ""))
            if check.is_must:
                panel.musts.append(line)
            elif check.key in remembered:
                panel.aside.append(Line(check, remembered[check.key]))
            else:
                panel.shoulds.append(line)
        return panel

    def html(self) -> str:
        return render_to_string("admin/articles/article/checks_panel.html", {"checks": self})


def set_aside_in(typed: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the checks that a form sets aside, each as (code, about, reason)."""
    found = []
    for name, why in typed.items():
        if name.startswith(ASIDE) and why.strip():
            code, _colon, about = name[len(ASIDE) :].partition(":")
            found.append((code, about, why))
    return found


def checked_article_of(article: Article, panel: Panel, typed: QueryDict) -> CheckedArticle:
    """Return the article that the checks examine, built from a form that was sent. `article`
    already has the texts of that form."""
    keys = [key for key in map(whole_number, typed.getlist("byline_authors")) if key]
    count = whole_number(typed.get("sources-TOTAL_FORMS")) or 0
    rows = [f"sources-{number}" for number in range(min(count, 100))]
    named = [row for row in (*panel.offered, *panel.linked) if row.choice == YES]
    return CheckedArticle(
        article,
        authors=list(Author.objects.filter(pk__in=keys)) if keys else [],
        tags=typed.getlist("tags"),
        sources=sum(
            bool(typed.get(f"{row}-label")) and not typed.get(f"{row}-DELETE") for row in rows
        ),
        confirmed=len(named) + len(typed.getlist("named_organizations")),
        offers=sum(not row.choice for row in panel.offered),
    )
