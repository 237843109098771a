"""Matches of an organization's names: in the archive, and before a name is saved."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import publishing, search
from articles.admin import sent_forms
from articles.db.choices import BatchState, MentionStanding
from articles.db.numbers import whole_number
from articles.delivery.tasks import enqueue, has_workers
from articles.models import Article, BatchChange, LinkingBatch, Organization
from articles.publishing.organizations import backfill
from articles.text.characters import clean_line

SAMPLES = 20
_MAX_SECONDS = 5.0  # of work in a request; the next one takes up the rest
_STUCK_AFTER = dt.timedelta(minutes=2)


def _is_stuck(batch: LinkingBatch) -> bool:
    """Return True if the worker that has the batch has given no sign lately."""
    return timezone.now() - batch.changed_at > _STUCK_AFTER


@dataclass
class Sample:
    """A place in an article where a name is, or would be, found."""

    article: Article
    label: str
    excerpt: publishing.Excerpt | None


class OrganizationArchive(admin.ModelAdmin):
    """The views of an organization's names in articles: those in the archive, which is read again,
    and those that a name would find before it is saved."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(self.preview_view), name="articles_organization_preview"),
            path(
                "<path:object_id>/archive/",
                wrap(self.archive_view),
                name="articles_organization_archive",
            ),
            *super().get_urls(),
        ]

    # The archive, read again

    @sent_forms.claims_by_itself
    def archive_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        organization = self.get_object(request, unquote(object_id))
        if organization is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not backfill.may_read_archive(request.user):
            raise PermissionDenied
        if request.method == "POST":
            self._act(request, organization)
            return HttpResponseRedirect(request.path)
        batches = organization.batches.select_related("begun_by")
        under_way = batches.filter(state__in=backfill.UNFINISHED).first()
        batch = under_way or batches.exclude(state=BatchState.DROPPED).first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("%(name)s in the archive") % {"name": organization.name},
            "organization": organization,
            "unread": backfill.unread_names(organization),
            "batch": batch,
            "is_unfinished": batch is not None and batch.state in backfill.UNFINISHED,
            "goes_on_alone": has_workers() and batch and not _is_stuck(batch),
            "change_count": batch.changes.count() if batch else 0,
            "samples": self._samples(request, batch) if batch else [],
            "earlier": batches.filter(state=BatchState.APPLIED).exclude(
                pk=batch.pk if batch else None
            ),
        }
        return TemplateResponse(request, "admin/articles/organization/archive.html", context)

    def _act(self, request: HttpRequest, organization: Organization) -> None:
        verb = request.POST.get("_act")
        key = request.POST.get("batch", "")
        if verb == "gather":
            batch = backfill.begin(organization=organization, by=request.user)
        else:
            batch = organization.batches.filter(pk=whole_number(key)).first()
            if batch is None:
                raise PermissionDenied
        verbs = {"apply": backfill.apply, "undo": backfill.undo, "drop": backfill.drop}
        if verb in verbs:
            verbs[verb](batch, by=request.user)
        if has_workers():
            if verb != "continue" or _is_stuck(batch):
                enqueue(backfill.work_on, batch.pk)
        else:
            until = time.monotonic() + _MAX_SECONDS
            for _number in backfill.work(batch, by=request.user):
                if time.monotonic() > until:
                    break
        batch.refresh_from_db()
        self._report(request, organization, batch)

    def _report(
        self, request: HttpRequest, organization: Organization, batch: LinkingBatch
    ) -> None:
        count = batch.changes.count()
        applied = ngettext(
            "%(n)d tie changed in the archive.", "%(n)d ties changed in the archive.", count
        )
        texts = {
            BatchState.APPLIED: applied % {"n": count}
            if count
            else _("There is nothing to change in the archive."),
            BatchState.UNDONE: _("The ties are what they were."),
            BatchState.DROPPED: _("Left: nothing was tied."),
        }
        if message := texts.get(batch.state):
            self.message_user(request, message, messages.SUCCESS)
            self.log_change(request, organization, message)

    def offer_backfill(self, request: HttpRequest, organization: Organization) -> None:
        """Offer, after saving, to search the archive for the names that were never looked for in
        it."""
        if backfill.may_read_archive(request.user) and backfill.unread_names(organization).exists():
            address = reverse("admin:articles_organization_archive", args=[organization.pk])
            message = format_html(
                '{} <a href="{}">{}</a>',
                _("There are names that the archive was never searched for."),
                address,
                _("Search the archive"),
            )
            self.message_user(request, message, messages.INFO)

    def _samples(self, request: HttpRequest, batch: LinkingBatch) -> list[Sample]:
        changes = batch.changes.filter(
            article__in=Article.objects.visible_to(request.user)
        ).select_related("article")
        return [self._sample(change) for change in changes[:SAMPLES]]

    def _sample(self, change: BatchChange) -> Sample:
        reading = publishing.Reading.of(change.article)
        tie = reading.by_organization.get(change.organization_id)
        label = MentionStanding(change.standing).label if change.after else _("No longer tied")
        return Sample(change.article, label, reading.excerpt(tie.surest) if tie else None)

    # Before a name is saved

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Show where a name would be found, and the standing it would have there. Nothing is
        stored."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        name = clean_line(request.GET.get("name", "")[:200])
        visible = Article.objects.visible_to(request.user).newest_first()
        articles = visible.filter(pk__in=search.with_words(name).values("article"))
        samples = []
        for article in articles[:SAMPLES]:
            if found := publishing.try_name(name, article):
                standing, excerpt = found
                label = standing.label if standing else _("Neither linked nor offered")
                samples.append(Sample(article, label, excerpt))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Where would it be found?"),
            "name": name,
            "count": articles.count(),
            "samples": samples,
        }
        return TemplateResponse(request, "admin/articles/organization/preview.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        may = backfill.may_read_archive(request.user)
        address = reverse("admin:articles_organization_archive", args=[object_id]) if may else ""
        context = {"archive_url": address, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)
