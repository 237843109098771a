from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("The paper")

    def ready(self) -> None:
        from articles import checks, converters, lookups, signals  # noqa: F401  (they register themselves)


class DeskConfig(AdminConfig):
    """Django's admin with our own site: the newsroom's desk."""

    default_site = "articles.desk.DeskSite"
