"""Saving the subjects of articles: authors, organizations, persons, sections, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.db.choices import NameKind
from articles.models import Organization, OrganizationName, Section
from articles.models.unique_names import OneName
from articles.publishing.articles.addresses import (
    check_slug,
    free_slug_for,
    is_taken,
    keep_former_address,
)
from articles.publishing.articles.derived_text import update_links
from articles.publishing.pictures.share_images import derive_share_images
from articles.publishing.subjects.namesakes import check_name, meant_by, settle_names
from articles.text.slugs import make_slug

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def save_subject(*, subject: OneName) -> OneName:
    """Store an author, an organization, a person, a section or a tag. An empty slug is made from
    the name; after a change of slug, the old address redirects to the new one for ever. Raises
    ValidationError."""
    stored = type(subject).objects.filter(pk=subject.pk).first()
    subject.name = " ".join(subject.name.split())
    subject.distinguished_by = " ".join(subject.distinguished_by.split())
    check_name(subject)
    if subject.slug:
        check_slug(subject, subject.slug)
    else:
        subject.slug = free_slug_for(subject, subject.name)
    subject.full_clean()
    subject.save()
    if stored and stored.slug != subject.slug:
        keep_former_address(subject, stored.slug)
    if stored and stored.name_key != subject.name_key:
        settle_names(type(subject))
    if isinstance(stored, Section) and stored.name != subject.name:
        derive_share_images(stored.articles.all())
    return subject


@transaction.atomic
def distinguish(*, row: OneName, distinguished_by: str) -> None:
    """Store the note that distinguishes a row from another with the same name. Raises
    ValidationError where the note is empty."""
    note = " ".join(distinguished_by.split())
    if not note:
        text = _("Write what distinguishes “%(name)s” from the other.") % {"name": row.name}
        raise ValidationError({"distinguished_by": ValidationError(text, code="required")})
    row.distinguished_by = note
    save_subject(subject=row)


@transaction.atomic
def save_organization(*, organization: Organization) -> Organization:
    """Store an organization as `save_subject` does, and update its list of names: a name that was
    replaced becomes a former name, by which older articles still find it."""
    stored = Organization.objects.filter(pk=organization.pk).first()
    save_subject(subject=organization)
    if stored is not None and stored.slug != organization.slug:
        update_links(organization, stored.get_absolute_url())
    names = organization.names
    for former in names.filter(kind=NameKind.NAME).exclude(text=organization.name):
        former.kind = NameKind.FORMER
        former.save()
    OrganizationName.objects.update_or_create(
        organization=organization, text=organization.name, defaults={"kind": NameKind.NAME}
    )
    return organization


def keep_former_names(organization: Organization) -> None:
    """Redirect the address that each former name would have to the dossier, unless another page has
    it: a reader who looks for «Twitter» finds X."""
    for name in organization.names.filter(kind=NameKind.FORMER):
        slug = make_slug(name.text, fallback="")
        if slug and not is_taken(organization, slug):
            keep_former_address(organization, slug)


def create_organization(*, name: str, by: AbstractBaseUser | None) -> Organization:
    """Return the organization with this name, however it is written, or create it. Raises
    PermissionDenied and ValidationError."""
    name = " ".join(name.split())
    if known := Organization.objects.filter(names__text=name).order_by("pk").first():
        return known
    if same := meant_by(Organization, name):
        return same[0]
    if by is not None and not by.has_perm("articles.add_organization"):
        raise PermissionDenied(_("You may not create organizations."))
    return save_organization(organization=Organization(name=name))
