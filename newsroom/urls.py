"""Addresses of the project: the desk, the uploaded files, the paper."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

#: Uploads: redirected to the bucket if there is one; otherwise the web server sends them, and
#: Django only with DEBUG.
uploads = (
    [path("media/<path:name>", RedirectView.as_view(url=f"{settings.S3_PUBLIC_URL}/%(name)s"))]
    if settings.S3_PUBLIC_URL
    else static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
)

urlpatterns = [
    # Before the admin's own login page, where a password alone is enough.
    path("admin/", include("articles.access.urls")),
    path("admin/", admin.site.urls),
    *uploads,
    path("", include("articles.urls")),
]

handler400 = "articles.site.views.errors.bad_request"
handler404 = "articles.site.views.errors.page_not_found"
handler500 = "articles.site.views.errors.server_error"
