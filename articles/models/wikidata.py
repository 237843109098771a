from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField
from articles.db.validators import validate_wikidata_id


class OnWikidata(models.Model):
    """A row that has an identifier on Wikidata, which is the same all over the world:
    https://www.wikidata.org/.
    """

    wikidata_id = LineField(
        _("Wikidata identifier"),
        max_length=13,
        blank=True,
        validators=[validate_wikidata_id],
        help_text=_("Such as Q95. Leave it empty when in doubt."),
    )

    class Meta:
        abstract = True

    @property
    def wikidata_url(self) -> str:
        return f"https://www.wikidata.org/wiki/{self.wikidata_id}" if self.wikidata_id else ""
