"""The form in which articles are written."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from articles import publishing
from articles.admin.articles.correction_form import AmendmentForm
from articles.admin.articles.form_data import let_go_in
from articles.admin.articles.mentions import NO, YES, Choices
from articles.admin.articles.prefilled import PrefilledMixin
from articles.admin.articles.validation import validate
from articles.admin.datetime_field import NewsroomDateTimeField
from articles.admin.widgets import (
    NamedModelMultipleChoiceField,
    OrderedModelMultipleChoiceField,
    TagNamesField,
)
from articles.db.numbers import MOST_OF_A_COUNT, whole_number
from articles.models import MOST_RELATED, Article, Author, Organization, Quotation
from articles.text.markup import clean_html

#: The editor's tools, for the elements in `markup.VOCABULARY` and nothing else.
EXTENSIONS = {
    "Heading": {"levels": [2, 3, 4]},
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Subscript": True,
    "Strike": True,
    "Code": True,
    "InlineQuote": True,
    "Abbreviation": True,
    "Phrase": True,
    "Footnote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Blockquote": True,
    "Language": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "CodeBlock": True,
    "Figure": True,
    "Image": True,
    "Caption": True,
    "Gallery": True,
    "LinkFigure": True,
    "Player": True,
    "TableFigure": True,
    "TableTitle": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "PullQuote": True,
    "Box": True,
    "PasteInLines": True,
    "PasteReport": True,
    "NoSpellCheck": False,
}


def _line(**attrs: str) -> forms.Textarea:
    """Return a text area of one line that grows with its text."""
    return forms.Textarea(attrs={"rows": 1, "class": "grows", **attrs})


class ArticleForm(PrefilledMixin, AmendmentForm, forms.ModelForm):
    """The form of an article with its authors, in the order in which they sign, its tags, its
    organizations and its related articles.

    The organizations that the text names have rows of their own beside it (see `mentions.Panel`);
    `named_organizations` lists those that it does not name. Removing one rejects it, adding one
    confirms it, and both decisions are final. `_base` is the version of the article on which the
    form is based, `_copy` the key of its working copy.
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

    related = OrderedModelMultipleChoiceField(
        label=_("Related pieces"),
        queryset=Article.objects.all(),
        required=False,
        help_text=format_lazy(
            _(
                "Up to {limit}, in the order in which readers see them; the page adds others by "
                "itself."
            ),
            limit=MOST_RELATED,
        ),
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
            self.initial["related"] = list(
                self.instance.related_articles.in_order().values_list("related_id", flat=True)
            )
            self.initial["named_organizations"] = [tie.organization_id for tie in ties]
            self.initial["ai_reviewed"] = self.instance.ai_reviewed_at is not None
            self.initial["tags"] = [tag.name for tag in self.instance.tags.all()]

    def clean_ai_use(self) -> str:
        """Keep the stored value if the field is not sent, as by a form opened before it existed."""
        return self.cleaned_data["ai_use"] or self.instance.ai_use

    @property
    def step(self) -> str:
        """The workflow step whose button was pressed; empty if none was."""
        return self.data.get("_step", "")

    @property
    def base_version(self) -> int:
        """The version of the article that the form was opened with; 0 for a new article."""
        typed = whole_number(self.data.get("_base"), most=MOST_OF_A_COUNT)
        if typed is not None:
            return typed
        return 0 if self.instance._state.adding else self.instance.version

    @cached_property
    def copy_key(self) -> uuid.UUID:
        """The key of the form's working copy: the one it was opened with, or a new one."""
        try:
            return uuid.UUID(self.data.get("_copy", ""))
        except ValueError:
            return uuid.uuid4()

    @property
    def is_stale(self) -> bool:
        """True if somebody saved the article after the form was opened. The typed text will then
        be merged, and is not validated yet."""
        return not self.instance._state.adding and self.base_version != self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_stale:
            validate(self, cleaned)
        return cleaned

    @cached_property
    def let_go(self) -> set[uuid.UUID]:
        """The UUIDs of the confirmed quotations that the text may change."""
        return let_go_in(self.data)

    @cached_property
    def broken_quotations(self) -> list[Quotation]:
        """The confirmed quotations that the typed text no longer contains word for word."""
        typed = Article(body=self.data.get("body", ""))
        return publishing.broken_quotations(typed, publishing.quotations_of(self.instance))

    @cached_property
    def choices(self) -> Choices:
        """The choices made in the rows of the organizations that the text names."""
        return Choices.of(self.data)

    def decisions(self) -> dict[str, list]:
        """Return the decisions on organizations as keyword arguments for saving: the organizations
        to `confirm` and `reject`, the names to `create` and `dismiss`."""
        chosen = {row.pk for row in self.cleaned_data["named_organizations"]}
        key = self.add_initial_prefix("named_organizations")
        shown = {whole_number(pk) for pk in self.data.getlist(key)} - {None}
        rows = self.choices.organizations
        confirmed = {pk for pk, choice in rows.items() if choice == YES}
        rejected = {pk for pk, choice in rows.items() if choice == NO}
        names = self.choices.names
        return {
            "confirm": list(Organization.objects.filter(pk__in=(chosen - shown) | confirmed)),
            "reject": list(Organization.objects.filter(pk__in=(shown - chosen) | rejected)),
            "create": [name for name, choice in names.items() if choice == YES],
            "dismiss": [name for name, choice in names.items() if choice == NO],
        }
