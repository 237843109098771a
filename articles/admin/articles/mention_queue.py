"""“To be checked”: the offers that wait for a person, gathered by name, decided many at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import publishing
from articles.db.choices import MentionStanding
from articles.db.numbers import whole_number
from articles.models import Mention, Organization

_GROUPS = 12
_SHOWN = 8  # of a group
_AT_ONCE = 200  # decisions in a request

VERBS = {"confirm": MentionStanding.CONFIRMED, "reject": MentionStanding.REJECTED}


@dataclass
class Offer:
    mention: Mention
    excerpt: publishing.Excerpt | None


@dataclass
class Group:
    """The offers of one name for one organisation; `count` is all of them, `offers` the first."""

    name: str
    organization: Organization
    count: int
    offers: list[Offer]


class ArticleQueue(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        queue = path(
            "queue/", self.admin_site.admin_view(self.queue_view), name="articles_article_queue"
        )
        return [queue, *super().get_urls()]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        waiting = Mention.objects.waiting_for(request.user)
        if request.method == "POST":
            self._decide(request, waiting)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("To be checked"),
            "groups": self._groups(waiting),
            "count": waiting.count(),
        }
        return TemplateResponse(request, "admin/articles/article/queue.html", context)

    def _groups(self, waiting: QuerySet[Mention]) -> list[Group]:
        """The largest groups first."""
        rows = (
            waiting.order_by()
            .values("name", "organization")
            .annotate(count=Count("pk"))
            .order_by("-count", "name", "organization")[:_GROUPS]
        )
        groups = []
        for row in rows:
            same = waiting.filter(name=row["name"], organization=row["organization"])
            shown = same.select_related("article", "organization").order_by("-article")[:_SHOWN]
            offers = [self._offer(mention) for mention in shown]
            organization = offers[0].mention.organization
            groups.append(Group(row["name"], organization, row["count"], offers))
        return groups

    def _offer(self, mention: Mention) -> Offer:
        reading = publishing.Reading.of(mention.article)
        tie = reading.by_organization.get(mention.organization_id)
        return Offer(mention, reading.excerpt(tie.surest) if tie else None)

    def _decide(self, request: HttpRequest, waiting: QuerySet[Mention]) -> None:
        standing = VERBS.get(request.POST.get("_act", ""))
        if standing is None:
            raise PermissionDenied
        keys = map(whole_number, request.POST.getlist("mention"))
        chosen = waiting.filter(pk__in=[key for key in keys if key])
        owner = whole_number(request.POST.get("organization"))
        if request.POST.get("all") and owner:
            chosen = waiting.filter(organization=owner, name=request.POST.get("name", ""))
        mentions = list(chosen.select_related("article").order_by("pk")[:_AT_ONCE])
        if not mentions:
            self.message_user(request, _("Choose at least one piece."), messages.WARNING)
            return
        publishing.decide_mentions(mentions, standing=standing, by=request.user)
        text = {
            MentionStanding.CONFIRMED: ngettext(
                "%(n)d tie confirmed.", "%(n)d ties confirmed.", len(mentions)
            ),
            MentionStanding.REJECTED: ngettext(
                "%(n)d tie refused.", "%(n)d ties refused.", len(mentions)
            ),
        }[standing]
        self.message_user(request, text % {"n": len(mentions)}, messages.SUCCESS)
        for mention in mentions:
            self.log_change(request, mention.article, f"{mention}: {standing.label}")
