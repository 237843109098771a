from __future__ import annotations

from django.db import models

from articles.db.date_fields import MomentField


class DossierLook(models.Model):
    """How often what the dossier of an organisation shows has changed: its pieces, who writes
    them, who else is in them, its names. The database counts by itself (see
    `delivery.triggers`), as it does for pieces."""

    organization = models.OneToOneField(
        "articles.Organization",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="dossier_look",
    )
    number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.number}"


class Dossier(models.Model):
    """What readers get of an organisation, made when one of its pieces was saved: as HTML the
    `header`, the `title` of the list, its line of time and what stands `aside`; as JSON what the
    page says to engines (`about`) and the keys of its newest pieces (`newest`), a page of them and
    one.

    It holds as long as the look is the one it was made for and no embargo has ended since
    (`until`). Whoever finds one that does not hold makes it from the rows."""

    organization = models.OneToOneField(
        "articles.Organization", on_delete=models.CASCADE, primary_key=True, related_name="dossier"
    )
    look = models.PositiveIntegerField()
    recipe = models.CharField(max_length=8)
    until = MomentField(null=True)
    article_count = models.PositiveIntegerField()
    last_article_at = MomentField(null=True)
    about = models.TextField()
    newest = models.TextField()
    header = models.TextField()
    title = models.TextField()
    timeline = models.TextField()
    aside = models.TextField()

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.look}"
