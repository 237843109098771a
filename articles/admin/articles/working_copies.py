"""Working copies at the desk: offered when a person comes back, taken up or set aside; and what was
sent but could not be saved becomes one."""

from __future__ import annotations

import copy as copying
import logging
import uuid
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin import sent_forms
from articles.admin.articles import form_data
from articles.admin.articles.diff import compare
from articles.admin.articles.form import TAKEN_UP, ArticleForm
from articles.models import Article, SentForm, WorkingCopy
from articles.ops import outages
from articles.publishing import Snapshot
from articles.publishing.drafts import working_copies
from articles.publishing.drafts.sent_forms import claim_form

logger = logging.getLogger(__name__)


class ArticleCopies(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.copy_view)
        return [path("copies/<uuid:key>/", view, name="articles_article_copy"), *super().get_urls()]

    def copy_context(
        self, request: HttpRequest, form: ArticleForm, article: Article | None
    ) -> dict[str, Any]:
        """What the page of the form needs to keep its working copy, and those to offer."""
        offered = WorkingCopy.objects.of(request.user).on(article).unfinished()
        return {
            "copy_key": form.copy_key,
            "not_typed": " ".join(sorted(sent_forms.NOT_TYPED)),
            "base_version": form.base_version,
            "begun_anew": form.is_bound,
            "left_behind": [] if form.is_bound else offered.exclude(key=form.copy_key)[:5],
        }

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "GET" and "copy" in request.GET:
            copy = self._own_copy(request, request.GET["copy"])
            if str(copy.article_id or "") != unquote(object_id or ""):
                raise Http404  # of another article
            filled = self._as_sent(request, copy.typed, copy.key, copy.base_version)
            filled.POST[TAKEN_UP] = "1"
            return self._changeform_view(filled, object_id, form_url, extra_context)
        is_new = request.method == "GET" and object_id is None
        if is_new and (made := self._made_by_form(request)):
            return HttpResponseRedirect(self._change_page(made))
        try:
            if request.method == "POST" and "_copy" in request.POST:
                if answer := sent_forms.answer_if_done(request):
                    return answer
                article = self.get_object(request, unquote(object_id)) if object_id else None
                if article and not self.has_change_permission(request, article):
                    return self._keep_what_came_too_late(request, article)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.EditConflict as conflict:
            asked = getattr(request, "said_since", request)
            copy = self._keep(asked, conflict.article, conflict.base)
            return HttpResponseRedirect(reverse("admin:articles_article_merge", args=[copy.key]))
        except ValidationError as error:
            # A rule that only the step knows: nothing was stored, and the form stays as typed.
            said = " ".join(error.messages)
        except OperationalError as error:
            logger.exception("A piece could not be saved")
            said = outages.explain(error)
            connection.close_if_unusable_or_obsolete()  # it may be back already
        messages.error(request, said)
        asked = getattr(request, "said_since", request)
        if asked is not request:
            object_id, form_url = asked.object_id, asked.path
        sent = ArticleForm(asked.POST)
        typed_again = self._as_sent(asked, asked.POST.urlencode(), sent.copy_key, sent.base_version)
        typed_again.POST[TAKEN_UP] = "1"
        return self._changeform_view(typed_again, object_id, form_url, extra_context)

    def _changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """Claim the form, first in the transaction of a save, and do once what it says."""
        key = sent_forms.key_in(request.POST)
        if request.method != "POST" or TAKEN_UP in request.POST or key is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        sent = claim_form(key=key, by=request.user)
        if sent.digest == sent_forms.digest_of(request):
            return sent_forms.answer_again(request, sent)
        said = request
        if sent.digest and (article := self.get_object(request, str(sent.article_key))):
            if not self.has_change_permission(request, article):
                return self._keep_what_came_too_late(request, article, base=sent.version)
            said = request.said_since = self._said_since(request, sent, article)
            object_id, form_url = said.object_id, said.path
        response = super()._changeform_view(said, object_id, form_url, extra_context)
        if saved := getattr(said, "saved_article", None):
            sent.article_key, sent.version = saved.pk, saved.version
        sent_forms.keep_answer(request, sent, response)
        return response

    def _made_by_form(self, request: HttpRequest) -> Article | None:
        """The article that the form of this page made: a browser goes back to the form, and what
        it said is there."""
        key = sent_forms.key_in(request.GET)
        sent = SentForm.objects.filter(person=request.user, key=key).first() if key else None
        return self.get_object(request, str(sent.article_key)) if sent else None

    def _said_since(self, request: HttpRequest, sent: SentForm, article: Article) -> HttpRequest:
        """What a form says that was saved before: it goes on from the version which that gave."""
        key = uuid.uuid5(sent.key, sent_forms.digest_of(request))
        said = self._as_sent(request, request.POST.urlencode(), key, sent.version)
        said.path = said.path_info = self._change_page(article)
        said.object_id = str(article.pk)
        form_data.fill_in(said.POST, article)
        return said

    def _change_page(self, article: Article) -> str:
        return reverse("admin:articles_article_change", args=[article.pk])

    def _own_copy(self, request: HttpRequest, key: str | uuid.UUID) -> WorkingCopy:
        try:
            copy = WorkingCopy.objects.of(request.user).select_related("article").get(key=key)
        except (WorkingCopy.DoesNotExist, ValidationError):
            raise Http404 from None
        if copy.saved_at is None:
            raise Http404
        return copy

    def _as_sent(self, request: HttpRequest, typed: str, key: uuid.UUID, base: int) -> HttpRequest:
        """The request that a form would have sent, with what is `typed`."""
        sent = copying.copy(request)
        sent.method = "POST"
        sent._files = MultiValueDict()  # or asking for them would read the body again
        sent.POST = QueryDict(typed, mutable=True)
        sent.POST["_copy"], sent.POST["_base"] = str(key), str(base)
        return sent

    def _typed_form(self, request: HttpRequest, copy: WorkingCopy) -> ArticleForm:
        article = Article.objects.get(pk=copy.article_id) if copy.article_id else Article()
        # As for a new article: who may not write it any more sees what they wrote all the same.
        form_class = self.get_form(request, None, change=False)
        sent = self._as_sent(request, copy.typed, copy.key, copy.base_version)
        return form_class(sent.POST, instance=article)

    def _page(self, copy: WorkingCopy) -> str:
        return reverse("admin:articles_article_copy", args=[copy.key])

    def _form_of(self, copy: WorkingCopy) -> str:
        where = (
            reverse("admin:articles_article_change", args=[copy.article_id])
            if copy.article_id
            else reverse("admin:articles_article_add")
        )
        return f"{where}?copy={copy.key}"

    def copy_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """A working copy beside the article as it is: take it up, or set it aside."""
        copy = self._own_copy(request, key)
        act = request.POST.get("_act")
        if act == "aside":
            working_copies.set_aside(copy)
            messages.success(request, _("The working copy is set aside for 30 days."))
            article = copy.article
            name = "admin:articles_article_change" if article else "admin:index"
            return HttpResponseRedirect(reverse(name, args=[article.pk] if article else []))
        if act == "take" and self._may_take(request, copy):
            if copy.article and copy.base_version != copy.article.version:
                return HttpResponseRedirect(reverse("admin:articles_article_merge", args=[key]))
            return HttpResponseRedirect(self._form_of(working_copies.take_up(copy)))
        stored = Snapshot.of(copy.article) if copy.article else None
        mine = form_data.read(self._typed_form(request, copy))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Working copy"),
            "copy": copy,
            "parts": compare(stored, mine),
            "is_new": copy.article is None,
            "may_take": self._may_take(request, copy),
        }
        return TemplateResponse(request, "admin/articles/article/copy.html", context)

    def _may_take(self, request: HttpRequest, copy: WorkingCopy) -> bool:
        if copy.article is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, copy.article)

    # When somebody saved in the meantime, or the article went to other hands

    def _keep(self, request: HttpRequest, article: Article, base: int) -> WorkingCopy:
        """Nothing was stored: what was sent becomes a working copy."""
        data = request.POST.copy()
        key = ArticleForm(data).copy_key
        for name in sent_forms.NOT_TYPED:
            data.pop(name, None)
        told = {
            "by": request.user,
            "article": article,
            "base_version": base,
            "headline": data.get("headline", ""),
            "typed": data.urlencode(),
        }
        holder = WorkingCopy.objects.filter(key=key).values_list("holder", flat=True).first()
        try:
            return working_copies.write_copy(key=key, holder=holder or "", **told)
        except working_copies.CopyTaken:
            # The same again is kept in the same.
            again = uuid.uuid5(key, told["typed"])
            return working_copies.write_copy(key=again, holder="", **told)

    def _keep_what_came_too_late(
        self, request: HttpRequest, article: Article, *, base: int | None = None
    ) -> HttpResponse:
        """The article went to other hands while this person wrote."""
        began = ArticleForm(request.POST).base_version if base is None else base
        copy = self._keep(request, article, began)
        messages.warning(
            request,
            _("This piece is not yours to change now: what you wrote is in this working copy."),
        )
        return HttpResponseRedirect(self._page(copy))
