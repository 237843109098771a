"""The form in which articles are written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from articles import publishing
from articles.admin.articles.correction_form import AmendmentForm
from articles.admin.articles.mentions import NO, YES, Choices
from articles.admin.base import DeskFormSet
from articles.admin.datetime_field import NewsroomDateTimeField
from articles.admin.widgets import (
    NamedModelMultipleChoiceField,
    OrderedModelMultipleChoiceField,
    TagNamesField,
)
from articles.db.choices import ArticleStatus
from articles.db.fields import CleanText
from articles.db.numbers import MOST_OF_A_COUNT, whole_number
from articles.models import Article, Author, Organization, Quotation, Source
from articles.text.markup import clean_html

#: In the data of a form that was filled with a working copy.
TAKEN_UP = "_taken_up"

#: The editor's tools: what `markup.VOCABULARY` holds, and nothing else.
EXTENSIONS = {
    "Heading": {"levels": [2, 3]},
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Blockquote": True,
    "Language": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "HardBreak": True,
    "Figure": True,
    "Image": True,
    "Caption": True,
    "NoSpellCheck": False,
}


def let_go_in(data: QueryDict) -> set[uuid.UUID]:
    """The names of the quotations that a form lets go."""
    names = set()
    for typed in data.getlist("_let_go"):
        with suppress(ValueError):
            names.add(uuid.UUID(typed))
    return names


class TakenUpMixin:
    """A form filled with a working copy shows what was typed, and judges nothing yet: what is
    unfinished is not wrong."""

    @property
    def is_taken_up(self) -> bool:
        return TAKEN_UP in self.data

    def full_clean(self) -> None:
        if not self.is_taken_up:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def is_valid(self) -> bool:
        return not self.is_taken_up and super().is_valid()


class SourceForm(TakenUpMixin, forms.ModelForm):
    pass


class SourceFormSet(DeskFormSet):
    def full_clean(self) -> None:
        if TAKEN_UP not in self.data:
            super().full_clean()
            return
        self._errors = []
        self._non_form_errors = self.error_class()

    def is_valid(self) -> bool:
        return TAKEN_UP not in self.data and super().is_valid()

    def as_they_should_stand(self) -> list[Source]:
        """The sources that the form says the article has."""
        gone = self.deleted_forms
        return [
            form.instance
            for form in self.forms
            if form not in gone and (form.has_changed() or form.instance.pk)
        ]


def _line(**attrs: str) -> forms.Textarea:
    """A line that grows with what is written in it."""
    return forms.Textarea(attrs={"rows": 1, "class": "grows", **attrs})


def with_texts(article: Article, typed: Mapping[str, Any]) -> Article:
    """An article with what was typed where it holds words, or one of a list of them."""
    for name, field in publishing.article_fields().items():
        if isinstance(field, CharField | TextField):
            text = typed.get(name) or ""
            setattr(article, name, field.cleaned(text) if isinstance(field, CleanText) else text)
    return article


class ArticleForm(TakenUpMixin, AmendmentForm, forms.ModelForm):
    """Authors in the order in which they sign; organisations as a person sees them.

    Those the text names have their rows beside it (see `organizations_panel`); here are those
    that it does not name. One that was shown and is taken away is a person's no, one that is
    added is a yes, and both are final. `_base` is the version of the article that the form began
    from, `_copy` the key of its working copy.
    """

    body = ProseEditorFormField(
        label=_("Body"),
        required=False,
        widget=AdminProseEditorWidget,
        extensions=EXTENSIONS,
        sanitize=clean_html,
    )
    byline_authors = OrderedModelMultipleChoiceField(
        label=_("Bylines"),
        queryset=Author.objects.all(),
        required=False,
        help_text=_("In the order in which they sign."),
    )
    named_organizations = NamedModelMultipleChoiceField(
        label=_("Other organizations"),
        queryset=Organization.objects.all(),
        required=False,
        show_hidden_initial=True,
        help_text=_("Those the piece is about without naming them."),
    )
    tags = TagNamesField(
        label=_("Tags"), required=False, help_text=_("Choose, or type a new one and press Enter.")
    )

    published_at = NewsroomDateTimeField(
        label=_("Publication time"),
        required=False,
        help_text=_("Empty: when it is published. In the future: an embargo until then."),
    )
    updated_at = NewsroomDateTimeField(
        label=_("Editorial update"),
        required=False,
        help_text=_("When the piece was updated in a way readers should know of."),
    )

    ai_reviewed = forms.BooleanField(label=_("I reviewed it, and I answer for it"), required=False)

    class Meta:
        model = Article
        fields = tuple(publishing.article_fields())
        widgets = {
            "kicker": _line(),
            "headline": _line(**{"data-counter": "40-70"}),
            "standfirst": _line(**{"data-counter": "80-220"}),
            "notes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ai_use" in self.fields:
            self.fields["ai_use"].required = False
        if not self.instance._state.adding:
            ties = self.instance.mentions.visible().filter(count=0).order_by("pk")
            self.initial["byline_authors"] = list(
                self.instance.bylines.values_list("author_id", flat=True)
            )
            self.initial["named_organizations"] = [tie.organization_id for tie in ties]
            self.initial["ai_reviewed"] = self.instance.ai_reviewed_at is not None
            self.initial["tags"] = [tag.name for tag in self.instance.tags.all()]

    def clean_ai_use(self) -> str:
        """A form that was open while the paper was brought up to date does not say it."""
        return self.cleaned_data["ai_use"] or self.instance.ai_use

    @property
    def step(self) -> str:
        """The verb whose button was pressed, or nothing."""
        return self.data.get("_step", "")

    @property
    def base_version(self) -> int:
        """The version that what is typed began from; 0 for a new article."""
        typed = whole_number(self.data.get("_base"), most=MOST_OF_A_COUNT)
        if typed is not None:
            return typed
        return 0 if self.instance._state.adding else self.instance.version

    @cached_property
    def copy_key(self) -> uuid.UUID:
        """The key of the form's working copy: that which it was opened with, or a new one."""
        try:
            return uuid.UUID(self.data.get("_copy", ""))
        except ValueError:
            return uuid.uuid4()

    @property
    def is_stale(self) -> bool:
        """Somebody saved since: what is typed will be compared, and is not judged yet."""
        return not self.instance._state.adding and self.base_version != self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_stale:
            return cleaned
        self._check_erased_names(cleaned)
        self._check_quotations(cleaned)
        if self.instance.is_public:
            self._check_amendment(cleaned)
        if self.step == "publish" and self.instance.is_scheduled:
            # It comes out now, whatever the field of its time says.
            cleaned["published_at"] = self.instance.published_at
        self._fill_slug(cleaned)
        self._check_new_names()
        self._check_update_time(cleaned)
        if self.step == "publish" or self.instance.status == ArticleStatus.PUBLISHED:
            self._check_readiness(cleaned)
            self._check_publication_time(cleaned)
        return cleaned

    @cached_property
    def let_go(self) -> set[uuid.UUID]:
        """The confirmed quotations that the text may break."""
        return let_go_in(self.data)

    @cached_property
    def broken_quotations(self) -> list[Quotation]:
        """The confirmed ones that what is typed has no more to the letter."""
        typed = Article(body=self.data.get("body", ""))
        return publishing.broken_quotations(typed, publishing.quotations_of(self.instance))

    def _check_quotations(self, cleaned: dict[str, Any]) -> None:
        broken = [each for each in self.broken_quotations if each.uuid not in self.let_go]
        if broken:
            self.add_error("body", publishing.broken_words(broken))

    def _fill_slug(self, cleaned: dict[str, Any]) -> None:
        """An address left empty is made now, so that what follows can check it; without a headline
        too, so that the headline alone is said to be missing."""
        if "slug" not in cleaned:
            return
        if not cleaned["slug"]:
            headline = cleaned.get("headline", "")
            cleaned["slug"] = publishing.free_slug_for(self.instance, headline)
            return
        try:
            publishing.check_slug(self.instance, cleaned["slug"])
        except ValidationError as error:
            self.add_error(None, error)

    def _check_new_names(self) -> None:
        for name, choice in self.choices.names.items():
            if choice == YES:
                try:
                    Organization._meta.get_field("name").clean(name, None)
                except ValidationError as error:
                    self.add_error(None, [f"«{name}»: {text}" for text in error.messages])

    def _check_readiness(self, cleaned: dict[str, Any]) -> None:
        article = with_texts(Article(section=cleaned.get("section")), cleaned)
        missing = publishing.missing_for_publication(
            article, authors=cleaned.get("byline_authors", [])
        )
        for field, error in missing.items():
            name = "byline_authors" if field == "authors" else field
            if name not in self.errors:
                self.add_error(name, error)

    def _check_erased_names(self, cleaned: dict[str, Any]) -> None:
        try:
            article = with_texts(Article(pk=self.instance.pk), cleaned)
            publishing.check_erased_names(article, tags=cleaned.get("tags"))
        except ValidationError as error:
            self.add_error(None, error)

    def _check_amendment(self, cleaned: dict[str, Any]) -> None:
        article = with_texts(Article(), cleaned)
        try:
            publishing.check_amendment(self.instance, article, self.amendment)
        except ValidationError as error:
            self.add_error(None, error)

    def _check_update_time(self, cleaned: dict[str, Any]) -> None:
        published_at = cleaned.get("published_at")
        if self.step == "publish":
            published_at = published_at or timezone.now()
        article = Article(published_at=published_at, updated_at=cleaned.get("updated_at"))
        try:
            publishing.check_update_time(article)
        except ValidationError as error:
            self.add_error(None, error)

    def _check_publication_time(self, cleaned: dict[str, Any]) -> None:
        article = Article(pk=self.instance.pk, published_at=cleaned.get("published_at"))
        try:
            publishing.check_publication_time(article)
        except ValidationError as error:
            self.add_error(None, error)

    @cached_property
    def choices(self) -> Choices:
        """What was chosen in the rows of the organisations in the text."""
        return Choices.of(self.data)

    def decisions(self) -> dict[str, list]:
        """A person's word, as `publishing.save_article` takes it: the organisations confirmed
        and rejected, the names to create and to dismiss."""
        chosen = {row.pk for row in self.cleaned_data["named_organizations"]}
        key = self.add_initial_prefix("named_organizations")
        shown = {whole_number(pk) for pk in self.data.getlist(key)} - {None}
        rows = self.choices.organizations
        said_yes = {pk for pk, choice in rows.items() if choice == YES}
        said_no = {pk for pk, choice in rows.items() if choice == NO}
        names = self.choices.names
        return {
            "confirm": list(Organization.objects.filter(pk__in=(chosen - shown) | said_yes)),
            "reject": list(Organization.objects.filter(pk__in=(shown - chosen) | said_no)),
            "create": [name for name, choice in names.items() if choice == YES],
            "dismiss": [name for name, choice in names.items() if choice == NO],
        }
