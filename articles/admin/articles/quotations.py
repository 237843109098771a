"""Quotations of an article, with a person's decision on each."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import publishing
from articles.admin.articles.pages import render_page, viewable_article
from articles.admin.articles.quotation_form import QuotationForm
from articles.db.choices import QuotationStanding
from articles.models import Article, Quotation
from articles.text import markup

_AROUND = 140  # characters, on either side of a quotation
_MOST_ARTICLES = 100


@dataclass
class Row:
    """A quotation with its form, and the text just before and after it."""

    quotation: Quotation
    form: QuotationForm
    before: str
    after: str

    @property
    def is_decided(self) -> bool:
        return self.quotation.standing != QuotationStanding.SUGGESTED


def speakers_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """List the articles with quotations that this person may decide, the newest first."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    waiting = Quotation.objects.waiting_for(request.user).order_by()
    counts = waiting.values("article").annotate(count=Count("pk")).order_by("-article")
    shown = {row["article"]: row["count"] for row in counts[:_MOST_ARTICLES]}
    articles = Article.objects.in_bulk(shown)
    return render_page(
        request,
        model_admin,
        "speakers.html",
        title=_("Quotations to be checked"),
        rows=[(articles[key], count) for key, count in shown.items()],
        count=waiting.count(),
    )


def quotations_view(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> HttpResponse:
    """Show all quotations found in an article, those to be checked first; POST stores decisions."""
    article = viewable_article(request, model_admin, object_id)
    may_change = publishing.may_edit(request.user, article)
    is_sent = request.method == "POST"
    if is_sent and not may_change:
        raise PermissionDenied
    rows = _rows(model_admin, article, request.POST if is_sent else None)
    are_valid = [is_sent and row.form.is_valid() for row in rows]  # all, to show all errors
    if is_sent and all(are_valid):
        decisions = [row.form.decision for row in rows]
        made = [each for each in decisions if each is not None]
        try:
            publishing.decide_quotations(article=article, decisions=made, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = ngettext("%(n)d decision stored.", "%(n)d decisions stored.", len(made))
            messages.success(request, text % {"n": len(made)})
            return HttpResponseRedirect(request.path)
    elif is_sent:
        messages.error(request, _("Nothing is stored yet: look at what is marked below."))
    text = getattr(article, "text", None)
    return render_page(
        request,
        model_admin,
        "quotations.html",
        title=_("Quotations"),
        article=article,
        open_rows=[row for row in rows if not row.is_decided],
        decided_rows=[row for row in rows if row.is_decided],
        may_change=may_change,
        people=text.people if text else [],
        media=model_admin.media + (rows[0].form.media if rows else forms.Media()),
    )


def _rows(model_admin: ModelAdmin, article: Article, data: QueryDict | None) -> list[Row]:
    text = markup.plain_text(article.body)
    rows = []
    for quotation in publishing.quotations_of(article):
        start, end = quotation.offset, quotation.offset + len(quotation.text)
        before, after = text[:start], text[end:]
        rows.append(
            Row(
                quotation,
                QuotationForm(data, quotation=quotation, site=model_admin.admin_site),
                _last_words(before),
                _first_words(after),
            )
        )
    return rows


def _last_words(text: str) -> str:
    text = text.rpartition("\n\n")[2]
    return text if len(text) <= _AROUND else f"…{text[-_AROUND:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    text = text.partition("\n\n")[0]
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]}…"
