from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField, ParagraphsField
from articles.db.validators import validate_url_lines
from articles.models.unique_names import OneName
from articles.querysets import AuthorQuerySet, NaturalKeyManager
from articles.text.slugs import MAX_LENGTH


class Author(OneName):
    """An author, whose name is printed exactly as it stands: «Di Fantasy» is a signature."""

    name = LineField(
        _("signature"),
        max_length=120,
        help_text=_("Exactly as it is printed: nothing is put before it."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_("Made from the signature when left empty."),
    )
    role = LineField(_("role"), max_length=120, blank=True)
    biography = ParagraphsField(_("biography"), blank=True)
    photo = models.ForeignKey(
        "articles.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portrayed_authors",
        verbose_name=_("photo"),
    )
    links = ParagraphsField(
        _("links"),
        blank=True,
        validators=[validate_url_lines],
        help_text=_("Pages that are the author's own, one address a line."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
        help_text=_("Who signs so may edit the drafts that carry this signature."),
    )

    objects = NaturalKeyManager.from_queryset(AuthorQuerySet)()
    natural_key_fields = ("slug",)

    class Meta(OneName.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:author", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def link_list(self) -> list[str]:
        return [line.strip() for line in self.links.splitlines() if line.strip()]


class Byline(models.Model):
    """The relation of an article to one of its authors, in the order of the signatures."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug", "author__slug")

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_author_once")
        ]

    def __str__(self) -> str:
        return f"{self.author} · {self.article}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.article.natural_key(), *self.author.natural_key())

    natural_key.dependencies = ["articles.article", "articles.author"]
