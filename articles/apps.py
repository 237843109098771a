"""The configurations of the app and of the desk."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("The paper")

    def ready(self) -> None:
        from articles import checks, signals  # noqa: F401
        from articles.db import lookups  # noqa: F401
        from articles.site import converters  # noqa: F401


class DeskConfig(AdminConfig):
    """Django's admin with our own site: the newsroom's desk."""

    default_site = "articles.admin.site.DeskSite"

    def ready(self) -> None:
        # Whoever asks for the site first imports it from a package that registers forms with it:
        # begun from that package, the site is made once.
        from articles import admin  # noqa: F401

        super().ready()
