"""Handling of the article form around Django's own view: working copies, forms that are sent twice,
saves that fail."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles import publishing
from articles.admin import sent_forms
from articles.admin.articles import form_data
from articles.admin.articles.form import ArticleForm
from articles.admin.articles.pages import change_url
from articles.admin.articles.prefilled import PREFILLED
from articles.admin.articles.working_copies import (
    as_submitted,
    keep_as_copy,
    own_copy,
    refuse_and_keep,
)
from articles.models import Article, SentForm
from articles.ops import outages
from articles.publishing.drafts.sent_forms import claim_form

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class FormRequest:
    """A request for the form: the key of the article in its address (None for a new one), and the
    address to which the form is sent (empty for its own)."""

    request: HttpRequest
    object_id: str | None
    form_url: str


#: Django's view of the form, which shows it or saves the data that it sends.
Page = Callable[[FormRequest], HttpResponse]


def show(model_admin: ModelAdmin, form_request: FormRequest, page: Page) -> HttpResponse:
    """Show the form of an article, filled with the working copy that `?copy=` names.

    A browser that goes back to the form of a new article, after saving, is sent to that article.
    """
    request = form_request.request
    if request.method == "GET" and "copy" in request.GET:
        copy = own_copy(request, request.GET["copy"])
        if str(copy.article_id or "") != unquote(form_request.object_id or ""):
            raise Http404  # the copy is of another article
        return page(_prefilled(form_request, copy.typed, copy.key, copy.base_version))
    if request.method == "GET" and form_request.object_id is None:
        made = _article_made_by(model_admin, request)
        if made:
            return HttpResponseRedirect(change_url(made))
    return page(form_request)


def save(model_admin: ModelAdmin, sent: FormRequest, page: Page) -> HttpResponse:
    """Save the data that the form sends, once, in one transaction.

    Nothing typed is lost. It becomes a working copy if this person may no longer write the article,
    a copy to be merged if somebody saved in the meantime, and comes back in the form if a rule or
    the database refuses it.
    """
    request = sent.request
    try:
        if "_copy" in request.POST:
            if answer := sent_forms.answer_if_done(request):
                return answer
            article = (
                model_admin.get_object(request, unquote(sent.object_id)) if sent.object_id else None
            )
            if article and not model_admin.has_change_permission(request, article):
                return refuse_and_keep(request, article)
        with transaction.atomic():
            record = _claim(request)
            if record and record.digest:
                if record.digest == sent_forms.digest_of(request):
                    return sent_forms.answer_again(request, record)
                if article := model_admin.get_object(request, str(record.article_key)):
                    if not model_admin.has_change_permission(request, article):
                        return refuse_and_keep(request, article, base_version=record.version)
                    sent = _continued(sent, record, article)
            response = page(sent)
            if record:
                if saved := getattr(sent.request, "saved_article", None):
                    record.article_key, record.version = saved.pk, saved.version
                sent_forms.keep_answer(request, record, response)
            return response
    except publishing.EditConflict as conflict:
        copy = keep_as_copy(sent.request, conflict.article, conflict.base)
        return HttpResponseRedirect(reverse("admin:articles_article_merge", args=[copy.key]))
    except ValidationError as error:  # of a rule that only the step checks
        text = " ".join(error.messages)
    except OperationalError as error:
        logger.exception("A piece could not be saved")
        text = outages.explain(error)
        connection.close_if_unusable_or_obsolete()  # the database may be back already
    messages.error(request, text)
    form, typed = ArticleForm(sent.request.POST), sent.request.POST.urlencode()
    return page(_prefilled(sent, typed, form.copy_key, form.base_version))


def _claim(request: HttpRequest) -> SentForm | None:
    """Return the record of this form, locked until the transaction ends; None for a form without a
    key, or one that is only shown again."""
    key = sent_forms.key_in(request.POST)
    if key is None or PREFILLED in request.POST:
        return None
    return claim_form(key=key, by=request.user)


def _continued(sent: FormRequest, record: SentForm, article: Article) -> FormRequest:
    """Return the request as a change of the article that an earlier save of the same form made."""
    request = sent.request
    key = uuid.uuid5(record.key, sent_forms.digest_of(request))
    submitted = as_submitted(
        request, request.POST.urlencode(), key=key, base_version=record.version
    )
    submitted.path = submitted.path_info = change_url(article)
    form_data.fill_in(submitted.POST, article)
    return FormRequest(submitted, str(article.pk), submitted.path)


def _prefilled(
    form_request: FormRequest, typed: str, key: uuid.UUID, base_version: int
) -> FormRequest:
    """Return a request that shows the form with the `typed` data and validates nothing."""
    submitted = as_submitted(form_request.request, typed, key=key, base_version=base_version)
    submitted.POST[PREFILLED] = "1"
    return replace(form_request, request=submitted)


def _article_made_by(model_admin: ModelAdmin, request: HttpRequest) -> Article | None:
    """Return the article made with the form whose key is in the address; None if there is none."""
    key = sent_forms.key_in(request.GET)
    record = SentForm.objects.filter(person=request.user, key=key).first() if key else None
    return model_admin.get_object(request, str(record.article_key)) if record else None
