"""Endpoints for pictures while an article is written: search in the library, credits, upload."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from articles import publishing
from articles.admin import sent_forms
from articles.admin.pictures.form import PictureForm, said_in_file
from articles.db.numbers import whole_number
from articles.models import Picture
from articles.models.ai_declarations import ai_use_of
from articles.pictures import credits_in
from articles.text.characters import clean_line
from articles.text.markup import PICTURE_ROOT

_A_PAGE = 24
#: Bytes read for the credits, which stand in a picture's header: more than any header has.
_HEADER_BYTES = 512 * 1024


class PictureLibrary(admin.ModelAdmin):
    """The addresses from which the editor of articles takes pictures: search, credits, upload."""

    def get_urls(self) -> list[URLPattern]:
        views = {
            "library": require_safe(self.library_view),
            "credits": require_POST(self.credits_view),
            "upload": require_POST(self.upload_view),
        }
        wrap = self.admin_site.admin_view
        ours = [
            path(f"{name}/", wrap(view), name=f"articles_picture_{name}")
            for name, view in views.items()
        ]
        return [*ours, *super().get_urls()]

    def library_view(self, request: HttpRequest) -> JsonResponse:
        """Return the newest `pictures` that match `q`, of those older than `after` (a key); `more`
        says whether there are others. One query."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = clean_line(request.GET.get("q", "")[:200])[:100]
        found = Picture.objects.matching(words).order_by("-pk")
        if after := whole_number(request.GET.get("after")):
            found = found.filter(pk__lt=after)
        page = list(found[: _A_PAGE + 1])
        return JsonResponse(
            {
                "pictures": [_picture_data(one) for one in page[:_A_PAGE]],
                "more": len(page) > _A_PAGE,
            }
        )

    def credits_view(self, request: HttpRequest) -> JsonResponse:
        """Return what the first bytes of a file say, by the names of a form's fields."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.FILES.get("file")
        found = credits_in(ContentFile(sent.read(_HEADER_BYTES) if sent else b""))
        return JsonResponse({**said_in_file(found), "ai_use": ai_use_of(found.source_type)})

    # The form is claimed once its files are made: before that, on SQLite all others would wait.
    @sent_forms.claims_by_itself
    def upload_view(self, request: HttpRequest) -> JsonResponse:
        """Store a picture. Return it as `picture` (201), or the `errors` by field (400)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if answer := sent_forms.answer_if_done(request):
            return answer
        form = PictureForm(request.POST, request.FILES)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        picture, name = form.instance, form.cleaned_data["file"].name
        upload = {"picture": picture, "photograph": form.photograph, "name": name}

        def store() -> JsonResponse:
            publishing.store_new_picture(picture)
            return JsonResponse({"picture": _picture_data(picture)}, status=201)

        try:
            with publishing.files_of_new_picture(**upload, by=request.user):
                if sent_forms.key_in(request.POST) is None:
                    return store()
                return sent_forms.do_once(request, store)
        except ValidationError as error:
            return JsonResponse({"errors": {"file": error.messages}}, status=400)


def _picture_data(picture: Picture) -> dict[str, Any]:
    """Return a picture as the desk's scripts know it: `src` is its address in a text."""
    card = picture.card
    return {
        "id": picture.pk,
        "label": str(picture),
        "url": reverse("admin:articles_picture_change", args=[picture.pk]),
        "src": f"{PICTURE_ROOT}{picture.file.name}",
        "thumbnail": card.src,
        "preview": picture.full.src,
        "alt": picture.alt_text,
        "caption": picture.caption,
        "credit": picture.credit,
    }
