"""Addresses of the project: the desk, the uploaded files, the paper."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from articles.site.views.uploads import upload

#: Uploads are redirected to the bucket if there is one. Otherwise a web server in front sends them,
#: and where there is none (`make demo`, `make serve`) this does.
_uploads = (
    RedirectView.as_view(url=f"{settings.S3_PUBLIC_URL}/%(name)s")
    if settings.S3_PUBLIC_URL
    else upload
)

urlpatterns = [
    # Before the admin's own login page, where a password alone is enough.
    path("admin/", include("articles.access.urls")),
    path("admin/", admin.site.urls),
    path("media/<path:name>", _uploads),
    path("", include("articles.urls")),
]

handler400 = "articles.site.views.errors.bad_request"
handler404 = "articles.site.views.errors.page_not_found"
handler500 = "articles.site.views.errors.server_error"
