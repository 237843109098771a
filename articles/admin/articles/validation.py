"""Validation of the article form before it is saved: each rule reports its error on the field it
concerns.

The rules themselves are those of `publishing`, which checks them again in the transaction of the
save.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import publishing
from articles.admin.articles.form_data import fill_texts
from articles.admin.articles.mentions import YES
from articles.db.choices import ArticleStatus
from articles.models import Article, Organization

if TYPE_CHECKING:
    from articles.admin.articles.form import ArticleForm

Cleaned = dict[str, Any]


def validate(form: ArticleForm, cleaned: Cleaned) -> None:
    """Add to the form the errors of its data; fill in an address that was left empty."""
    article = form.instance
    _check_erased_names(form, cleaned)
    _add_error_of(form, publishing.check_related, article, cleaned.get("related", ()))
    _check_quotations(form)
    if article.is_public:
        _check_amendment(form, cleaned)
    if form.step == "publish" and article.is_scheduled:
        # It is published now, whatever time its field has.
        cleaned["published_at"] = article.published_at
    _fill_or_check_slug(form, cleaned)
    _check_new_names(form)
    _check_update_time(form, cleaned)
    if form.step == "publish" or article.status == ArticleStatus.PUBLISHED:
        _check_readiness(form, cleaned)
        _check_publication_time(form, cleaned)


def _add_error_of(form: ArticleForm, check: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Add to the form as a whole the error that a check raises."""
    try:
        check(*args, **kwargs)
    except ValidationError as error:
        form.add_error(None, error)


def _check_erased_names(form: ArticleForm, cleaned: Cleaned) -> None:
    article = fill_texts(Article(pk=form.instance.pk), cleaned)
    _add_error_of(form, publishing.check_erased_names, article, tags=cleaned.get("tags"))


def _check_quotations(form: ArticleForm) -> None:
    broken = [each for each in form.broken_quotations if each.uuid not in form.let_go]
    if broken:
        form.add_error("body", publishing.broken_words(broken))


def _check_amendment(form: ArticleForm, cleaned: Cleaned) -> None:
    article = fill_texts(Article(), cleaned)
    _add_error_of(form, publishing.check_amendment, form.instance, article, form.amendment)


def _fill_or_check_slug(form: ArticleForm, cleaned: Cleaned) -> None:
    """Check the address, or make one if it was left empty, so that the later rules can check it.
    One is made even if the headline is missing, so that only the headline is reported."""
    if "slug" not in cleaned:
        return
    if cleaned["slug"]:
        _add_error_of(form, publishing.check_slug, form.instance, cleaned["slug"])
    else:
        cleaned["slug"] = publishing.free_slug_for(form.instance, cleaned.get("headline", ""))


def _check_new_names(form: ArticleForm) -> None:
    field = Organization._meta.get_field("name")
    for name, choice in form.choices.names.items():
        if choice == YES:
            try:
                field.clean(name, None)
            except ValidationError as error:
                form.add_error(None, [f"«{name}»: {text}" for text in error.messages])


def _check_update_time(form: ArticleForm, cleaned: Cleaned) -> None:
    published_at = cleaned.get("published_at")
    if form.step == "publish":
        published_at = published_at or timezone.now()
    article = Article(published_at=published_at, updated_at=cleaned.get("updated_at"))
    _add_error_of(form, publishing.check_update_time, article)


def _check_readiness(form: ArticleForm, cleaned: Cleaned) -> None:
    article = fill_texts(Article(section=cleaned.get("section")), cleaned)
    authors = cleaned.get("byline_authors", [])
    for name, error in publishing.missing_for_publication(article, authors=authors).items():
        field = "byline_authors" if name == "authors" else name
        if field not in form.errors:
            form.add_error(field, error)


def _check_publication_time(form: ArticleForm, cleaned: Cleaned) -> None:
    article = Article(pk=form.instance.pk, published_at=cleaned.get("published_at"))
    _add_error_of(form, publishing.check_publication_time, article)
