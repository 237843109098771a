"""“To be checked”: the suggested mentions, grouped by name, decided many at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import publishing
from articles.admin.articles.pages import render_page
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
    """The suggestions of one name for one organization: `count` is the number of all of them,
    `offers` holds the first."""

    name: str
    organization: Organization
    count: int
    offers: list[Offer]


def queue_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Show the groups of suggestions that this person may decide; POST decides some of them."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    waiting = Mention.objects.waiting_for(request.user)
    if request.method == "POST":
        _decide(request, model_admin, waiting)
        return HttpResponseRedirect(request.path)
    return render_page(
        request,
        model_admin,
        "queue.html",
        title=_("To be checked"),
        groups=_groups(waiting),
        count=waiting.count(),
    )


def _groups(waiting: QuerySet[Mention]) -> list[Group]:
    """Return the groups of suggestions, the largest first."""
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
        offers = [_offer(mention) for mention in shown]
        organization = offers[0].mention.organization
        groups.append(Group(row["name"], organization, row["count"], offers))
    return groups


def _offer(mention: Mention) -> Offer:
    reading = publishing.Reading.of(mention.article)
    tie = reading.by_organization.get(mention.organization_id)
    return Offer(mention, reading.excerpt(tie.surest) if tie else None)


def _decide(request: HttpRequest, model_admin: ModelAdmin, waiting: QuerySet[Mention]) -> None:
    """Confirm or reject the chosen mentions, or the whole group if `all` is sent."""
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
        messages.warning(request, _("Choose at least one piece."))
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
    messages.success(request, text % {"n": len(mentions)})
    for mention in mentions:
        model_admin.log_change(request, mention.article, f"{mention}: {standing.label}")
