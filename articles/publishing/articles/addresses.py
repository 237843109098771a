"""Free slugs, and redirects from former addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import FormerAddress
from articles.models.addresses import normalize_path
from articles.text.slugs import free_slug, possible_slugs


def is_taken(instance: models.Model, slug: str) -> bool:
    """Return True if another row has the slug, or had it under an address that readers may know."""
    model = type(instance)
    if model.objects.filter(slug=slug).exclude(pk=instance.pk).exists():
        return True
    return _former_of_another(instance, slug)


def free_slug_for(instance: models.Model, words: str, *, fallback: str = "articolo") -> str:
    """Return a slug made from `words` that no other page has or had."""
    return free_slug(words, is_taken=lambda slug: is_taken(instance, slug), fallback=fallback)


def free_slugs_for(
    model: type[models.Model], many_words: Sequence[str], without: Collection[str] = ()
) -> list[str]:
    """Return the slugs that `free_slug_for` would give to new rows of `model`, one after the other,
    if those in `without` were taken.
    The candidates are looked up in windows of doubling size: for a thousand rows with the same
    words that is ten queries, and not a thousand."""
    waiting = {number: possible_slugs(words) for number, words in enumerate(many_words)}
    given: dict[str, int] = {}
    window = 1
    while waiting:
        candidates = {number: list(islice(slugs, window)) for number, slugs in waiting.items()}
        taken = _taken(model, {slug for slugs in candidates.values() for slug in slugs})
        taken |= set(without)
        for number, slugs in candidates.items():
            free = next((slug for slug in slugs if slug not in taken and slug not in given), None)
            if free:
                given[free] = number
                del waiting[number]
        window *= 2
    return sorted(given, key=given.__getitem__)


def _taken(model: type[models.Model], slugs: Iterable[str]) -> set[str]:
    """Return those of these slugs that a new row may not have."""
    row, paths = model(), {}
    for slug in slugs:
        row.slug = slug
        paths[normalize_path(row.get_absolute_url())] = slug
    former = FormerAddress.objects.filter(path__in=paths).values_list("path", flat=True)
    there = model.objects.filter(slug__in=paths.values()).values_list("slug", flat=True)
    return {*there, *(paths[path] for path in former)}


def check_slug(instance: models.Model, slug: str) -> None:
    """Raise ValidationError for a slug whose address already leads readers to another page."""
    if _former_of_another(instance, slug):
        raise ValidationError(
            {
                "slug": ValidationError(
                    _("Readers know this address as another page's, and are led there."),
                    code="former_address",
                )
            }
        )


def keep_former_address(instance: models.Model, old_slug: str) -> None:
    """Redirect the address that `instance` had under `old_slug` to its present one."""
    FormerAddress.objects.remember(_path(instance, old_slug), instance.get_absolute_url())


def _former_of_another(instance: models.Model, slug: str) -> bool:
    target = FormerAddress.objects.target_of(_path(instance, slug))
    if target is None:
        return False
    stored = type(instance).objects.filter(pk=instance.pk).first()
    return stored is None or stored.get_absolute_url() != target


def _path(instance: models.Model, slug: str) -> str:
    return type(instance)(slug=slug).get_absolute_url()
