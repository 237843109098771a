"""The history of articles: versions compared and restored, deleted articles recovered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.acts import mask_erased_names
from articles.admin.articles.correction_form import AmendmentForm
from articles.admin.articles.diff import compare
from articles.admin.articles.form_data import let_go_in
from articles.admin.articles.pages import change_url, render_page, viewable_article
from articles.db.numbers import whole_number
from articles.models import Article, ArticleVersion, EditorialAct, WorkingCopy
from articles.publishing import Snapshot

_MOST_DELETED = 100


def history_view(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> HttpResponse:
    """Show the versions and the editorial acts of an article, the newest first. Six queries."""
    gone = model_admin.get_object(request, unquote(object_id)) is None
    if gone and model_admin.has_add_permission(request):
        return HttpResponseRedirect(reverse("admin:articles_article_deleted"))
    article = viewable_article(request, model_admin, object_id)
    readable = publishing.readable_from(request.user, article)
    versions = [v for v in publishing.versions_of(article.pk) if v.summary]
    entries: list[dict[str, Any]] = [
        {
            "at": version.revision.date_created,
            "who": publishing.name_of(version.revision.user),
            "version": version,
            "is_hidden": version.number < readable,
        }
        for version in versions
    ]
    entries += [
        {"at": act.at, "who": act.person_name, "act": act}
        for act in mask_erased_names(request.user, EditorialAct.objects.on(article.pk))
    ]
    entries.sort(key=lambda entry: entry["at"], reverse=True)
    copies = WorkingCopy.objects.of(request.user).on(article).with_text()
    return render_page(
        request,
        model_admin,
        "history.html",
        title=_("History"),
        article=article,
        entries=entries,
        copies=copies.filter(finished_at=None),
        links=article.preview_links.select_related("made_by"),
        may_change=model_admin.has_change_permission(request, article),
        site_url=request.build_absolute_uri("/").rstrip("/"),
    )


def version_view(
    request: HttpRequest, model_admin: ModelAdmin, object_id: str, number: int
) -> HttpResponse:
    """Show a version compared with the one before it, or with the current article (`?now`); POST
    restores it."""
    article = viewable_article(request, model_admin, object_id)
    version = publishing.version_of(article.pk, number)
    if version is None:
        raise Http404
    readable = publishing.readable_from(request.user, article)
    if number < readable:
        raise PermissionDenied
    may_restore = model_admin.has_change_permission(request, article)
    form = AmendmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_restore:
            raise PermissionDenied
        done = form.is_valid() and _restore(request, article, version, form)
        if done:
            return done
        article = viewable_article(request, model_admin, object_id)  # as it is stored
    with_now = "now" in request.GET
    earlier = publishing.version_before(version)
    if earlier and earlier.number < readable:
        earlier = None
    state = Snapshot.of_version(version)
    before = Snapshot.of_version(earlier) if earlier else None
    return render_page(
        request,
        model_admin,
        "version.html",
        title=_("Version %(n)d") % {"n": number},
        article=article,
        version=version,
        earlier=earlier,
        with_now=with_now,
        parts=compare(state, Snapshot.of(article)) if with_now else compare(before, state),
        may_restore=may_restore and number != article.version,
        form=form if article.is_public else None,
        broken=publishing.broken_quotations(
            Article(body=state.fields["body"]), publishing.quotations_of(article)
        ),
        let_go=let_go_in(request.POST),
    )


def _restore(
    request: HttpRequest,
    article: Article,
    version: ArticleVersion,
    form: AmendmentForm,
) -> HttpResponse | None:
    """Restore a version. Return None if a rule forbids it; the form or a message then says why."""
    try:
        missing = publishing.restore_version(
            article=article,
            version=version,
            by=request.user,
            amendment=form.amendment,
            let_go=let_go_in(request.POST),
        )
    except ValidationError as error:
        if hasattr(error, "error_dict") and error.error_dict.keys() <= form.fields.keys():
            form.add_error(None, error)
        else:
            messages.error(request, " ".join(error.messages))
        return None
    text = _("The piece is as it was in version %(n)d.") % {"n": version.number}
    messages.success(request, text)
    _warn_of_missing(request, missing)
    return HttpResponseRedirect(change_url(article))


def _warn_of_missing(request: HttpRequest, missing: list[str]) -> None:
    if missing:
        text = _("There are no more, and could not be given back: %(names)s.")
        messages.warning(request, text % {"names": ", ".join(missing)})


def deleted_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """List the deleted articles that this person may recover; POST recovers one."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method == "POST":
        key = whole_number(request.POST.get("version"))
        version = publishing.deleted_articles().filter(pk=key).first()
        if version is None:
            raise Http404
        try:
            article, missing = publishing.recover_article(version=version, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("“%(headline)s” is back, as a draft.") % {"headline": article})
        _warn_of_missing(request, missing)
        return HttpResponseRedirect(change_url(article))
    return render_page(
        request,
        model_admin,
        "deleted.html",
        title=_("Deleted pieces"),
        versions=publishing.recoverable_by(request.user, most=_MOST_DELETED),
    )
