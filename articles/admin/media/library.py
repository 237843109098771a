"""Endpoints for audio, video and documents while an article is written: search in the library,
upload."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from articles import publishing
from articles.admin import sent_forms
from articles.admin.media.form import MediaForm
from articles.db.numbers import whole_number
from articles.models import Media
from articles.text.characters import clean_line
from articles.text.markup import PICTURE_ROOT

_A_PAGE = 24


class MediaLibrary(admin.ModelAdmin):
    """The addresses from which the editor of articles takes audio, video and documents."""

    def get_urls(self) -> list[URLPattern]:
        views = {
            "library": require_safe(self.library_view),
            "upload": require_POST(self.upload_view),
        }
        wrap = self.admin_site.admin_view
        ours = [
            path(f"{name}/", wrap(view), name=f"articles_media_{name}")
            for name, view in views.items()
        ]
        return [*ours, *super().get_urls()]

    def library_view(self, request: HttpRequest) -> JsonResponse:
        """Return the newest files, as `media`, that match `q`, of those older than `after` (a key);
        `more` says whether there are others. One query."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = clean_line(request.GET.get("q", "")[:200])[:100]
        found = Media.objects.matching(words).order_by("-pk")
        if after := whole_number(request.GET.get("after")):
            found = found.filter(pk__lt=after)
        page = list(found[: _A_PAGE + 1])
        return JsonResponse(
            {"media": [media_data(one) for one in page[:_A_PAGE]], "more": len(page) > _A_PAGE}
        )

    # The form is claimed once its file is written: before that, on SQLite all others would wait.
    @sent_forms.claims_by_itself
    def upload_view(self, request: HttpRequest) -> JsonResponse:
        """Store a file. Return it as `media` (201), or the `errors` by field (400)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if answer := sent_forms.answer_if_done(request):
            return answer
        form = MediaForm(request.POST, request.FILES)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        media = form.instance
        upload = {"media": media, "upload": form.cleaned_data["file"], "contents": form.contents}

        def store() -> JsonResponse:
            publishing.store_new_media(media)
            return JsonResponse({"media": media_data(media)}, status=201)

        try:
            with publishing.files_of_new_media(
                **upload, captions=form.captions or "", by=request.user
            ):
                if sent_forms.key_in(request.POST) is None:
                    return store()
                return sent_forms.do_once(request, store)
        except ValidationError as error:
            return JsonResponse({"errors": {"file": error.messages}}, status=400)


def media_data(media: Media) -> dict[str, Any]:
    """Return a file as the desk's scripts know it: `src` is its address in a text."""
    return {
        "id": media.pk,
        "label": str(media),
        "src": f"{PICTURE_ROOT}{media.file.name}",
        "kind": media.kind,
        "facts": media.facts,
        "title": media.title,
        "credit": media.credit,
    }
