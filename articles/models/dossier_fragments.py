from __future__ import annotations

from django.db import models

from articles.db.date_fields import BoundedDateTimeField


class DossierContentVersion(models.Model):
    """The number of changes to what the dossier of an organization shows: its articles, their
    authors, the other organizations in them, its names. The database counts by itself (see
    `delivery.triggers`), as it does for articles.
    """

    organization = models.OneToOneField(
        "articles.Organization",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="dossier_content_version",
    )
    number = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "articles_dossierlook"

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.number}"


class DossierFragments(models.Model):
    """The dossier of an organization as readers get it, rendered when one of its articles was
    saved. In HTML: the `header`, the `title` of the list, the `timeline` and the column `aside`. In
    JSON: the structured data for search engines (`about`) and the keys of the newest articles
    (`newest`), one more than fit on a page.

    The fragments are valid as long as `content_version` is the current one, `build_hash` that of
    the code and the templates, and no embargo has ended since (`until`). When they are not valid,
    the page is rendered from the rows.
    """

    organization = models.OneToOneField(
        "articles.Organization",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="dossier_fragments",
    )
    content_version = models.PositiveIntegerField(db_column="look")
    build_hash = models.CharField(max_length=8, db_column="recipe")
    until = BoundedDateTimeField(null=True)
    article_count = models.PositiveIntegerField()
    last_article_at = BoundedDateTimeField(null=True)
    about = models.TextField()
    newest = models.TextField()
    header = models.TextField()
    title = models.TextField()
    timeline = models.TextField()
    aside = models.TextField()

    class Meta:
        db_table = "articles_dossier"

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.content_version}"
