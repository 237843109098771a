from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.db.choices import ArticleKind, ArticleStatus, Language
from articles.db.date_fields import BoundedDateTimeField
from articles.db.fields import (
    CleanHTMLField,
    LineField,
    LongLineField,
    ParagraphsField,
    WebAddressField,
)
from articles.db.routes import path_of
from articles.models.ai_declarations import AIDeclared
from articles.models.disclosures import Disclosures
from articles.models.labels import Labels
from articles.models.onward import Onward
from articles.models.tags import TaggedArticle
from articles.querysets import ArticleQuerySet, NaturalKeyManager
from articles.text import markup
from articles.text.slugs import MAX_LENGTH
from articles.text.tables import check_sizes


def article_path(slug: str) -> str:
    """Return the path of an article's page."""
    return path_of("articles:article", slug)


class Article(Disclosures, Labels, Onward, AIDeclared):
    """An article. `published_at` is the time from which readers may see it: in the future, an
    embargo.

    `updated_at` is the time of an editorial update that readers are told about; `modified_at` is
    the last time anything was stored. `word_count` is computed from the body when the article is
    saved. `version` counts how often it was saved, or passed to somebody else: a save names the
    version it began from, so that none is overwritten unseen (see `publishing.articles.save`).
    `dismissed_names` are the words which, a person said, name no organization. `uuid` identifies
    the article in feeds, where its identifier must not change with its address.
    `import_fingerprint` is the hash of the text that the article was imported from, whatever has
    been changed since.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kicker = LineField(
        _("kicker"),
        max_length=80,
        blank=True,
        is_relied_on=True,
        help_text=_("Two or three words above the headline."),
    )
    headline = LineField(_("headline"), max_length=200, is_relied_on=True)
    standfirst = LongLineField(
        _("standfirst"),
        max_length=500,
        blank=True,
        is_relied_on=True,
        help_text=_("What is new and why it matters, in a sentence or two."),
    )
    body = CleanHTMLField(_("body"), blank=True, is_relied_on=True)
    section = models.ForeignKey(
        "articles.Section",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=15,
        choices=ArticleKind,
        default=ArticleKind.NEWS,
        help_text=_("Readers are told when it is not news."),
    )
    lead_picture = models.ForeignKey(
        "articles.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_articles",
        verbose_name=_("lead picture"),
    )
    links_organizations = models.BooleanField(
        _("link the organizations in the text"),
        default=True,
        help_text=_("The first mention of each leads readers to its dossier."),
    )
    notes = ParagraphsField(
        _("internal notes"),
        blank=True,
        help_text=_("For the newsroom alone: readers never see them."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ArticleStatus,
        default=ArticleStatus.DRAFT,
        editable=False,
    )
    published_at = BoundedDateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("Empty: when it is published. In the future: an embargo until then."),
    )
    updated_at = BoundedDateTimeField(
        _("editorial update"),
        null=True,
        blank=True,
        help_text=_("When the piece was updated in a way readers should know of."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_(
            "Made from the headline when left empty. "
            "If you change it after publication, the old address leads to the new one."
        ),
    )
    language = models.CharField(
        _("language"), max_length=5, choices=Language, default=Language.ITALIAN
    )
    canonical_url = WebAddressField(
        _("first published at"),
        max_length=500,
        blank=True,
        help_text=_("Only for pieces that appeared elsewhere first."),
    )
    sponsor = LineField(
        _("sponsor"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        is_relied_on=True,
        help_text=_("Who pays for it: only for what is sponsored, and there it is a must."),
    )

    authors = models.ManyToManyField(
        "articles.Author",
        through="articles.Byline",
        related_name="articles",
        verbose_name=_("authors"),
    )
    organizations = models.ManyToManyField(
        "articles.Organization",
        through="articles.Mention",
        related_name="articles",
        verbose_name=_("organizations"),
    )
    tags = TaggableManager(_("tags"), through=TaggedArticle, blank=True)

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="assigned_articles",
        verbose_name=_("in the hands of"),
    )
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    dismissed_names = models.JSONField(default=list, blank=True, editable=False)
    import_fingerprint = models.CharField(
        max_length=64, blank=True, default="", editable=False, db_index=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("begun by"),
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    modified_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = NaturalKeyManager.from_queryset(ArticleQuerySet)()
    natural_key_fields = ("slug",)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-slug"]
        permissions = [
            ("edit_every_article", _("Can edit everybody's articles")),
            ("publish_article", _("Can publish articles")),
            ("withdraw_article", _("Can withdraw articles")),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-slug"], name="article_newest"),
            # The list of a section, and the previous and next article in it.
            models.Index(
                fields=["section", "status", "-published_at", "-slug"], name="article_in_section"
            ),
            # The desk's list: articles saved last come first.
            models.Index(fields=["-modified_at", "-id"], name="article_last_saved"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ArticleStatus.PUBLISHED)
                | (Q(published_at__isnull=False) & ~Q(headline="") & ~Q(body="")),
                name="article_published_complete",
                violation_error_message=_(
                    "A published article needs a publication time, a headline and a body."
                ),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="article_slug_present"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return article_path(self.slug)

    def clean(self) -> None:
        try:
            check_sizes(self.body)
        except ValueError as error:
            raise ValidationError(
                {"body": ValidationError(str(error), code="table_too_large")}
            ) from None

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_public(self) -> bool:
        """Return True if readers see the article: `published()` for an instance."""
        return (
            self.status == ArticleStatus.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def was_public(self) -> bool:
        """Return True if readers have seen the article, so that its address must answer."""
        return self.is_public or self.status == ArticleStatus.WITHDRAWN

    @property
    def is_scheduled(self) -> bool:
        """Return True if the article will become public at a future time: `scheduled()` for an
        instance.
        """
        return (
            self.status == ArticleStatus.PUBLISHED
            and self.published_at is not None
            and self.published_at > timezone.now()
        )

    @property
    def signatures(self) -> list:
        """The authors in the order in which they sign."""
        return [byline.author for byline in self.bylines.all()]

    @property
    def sorted_tags(self) -> list:
        """The tags sorted by name: taggit loads them in an order on which databases do not
        agree.
        """
        return sorted(self.tags.all(), key=lambda tag: (tag.name, tag.slug))

    @property
    def body_html(self) -> SafeString:
        """The body as readers see it, with links to its organizations if the article wants them."""
        text = getattr(self, "text", None)
        return markup.trusted((text and text.rendered_body) or self.body)

    @property
    def reading_minutes(self) -> int:
        return markup.reading_minutes(self.word_count)
