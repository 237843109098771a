"""Saving what pieces are tied to: authors, organisations, sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.choices import NameKind
from articles.models import Organization, OrganizationName
from articles.publishing.addresses import check_slug, free_slug_for, is_taken, keep_former_address
from articles.publishing.texts import lead_links
from articles.slugs import make_slug

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def save_subject(*, subject: models.Model) -> models.Model:
    """Store an author, an organisation or a section, whose address is made from its name when
    empty; a changed one leads to the new one for ever. Raises ValidationError."""
    stored = type(subject).objects.filter(pk=subject.pk).first()
    subject.name = " ".join(subject.name.split())
    if subject.slug:
        check_slug(subject, subject.slug)
    else:
        subject.slug = free_slug_for(subject, subject.name)
    subject.full_clean()
    subject.save()
    if stored and stored.slug != subject.slug:
        keep_former_address(subject, stored.slug)
    return subject


@transaction.atomic
def save_organization(*, organization: Organization) -> Organization:
    """As `save_subject`, and keep its list of names in step: the name it had becomes a former
    name, by which older pieces still find it."""
    stored = Organization.objects.filter(pk=organization.pk).first()
    save_subject(subject=organization)
    if stored is not None and stored.slug != organization.slug:
        lead_links(organization, stored.get_absolute_url())
    names = organization.names
    for former in names.filter(kind=NameKind.NAME).exclude(text=organization.name):
        former.kind = NameKind.FORMER
        former.save()
    OrganizationName.objects.update_or_create(
        organization=organization, text=organization.name, defaults={"kind": NameKind.NAME}
    )
    return organization


def keep_former_names(organization: Organization) -> None:
    """Let the address that each former name would have lead to the dossier, where no other
    page has it: who looks for «Twitter» finds X."""
    for name in organization.names.filter(kind=NameKind.FORMER):
        slug = make_slug(name.text, fallback="")
        if slug and not is_taken(organization, slug):
            keep_former_address(organization, slug)


def create_organization(*, name: str, by: AbstractBaseUser | None) -> Organization:
    """The organisation that bears `name`, made now where there is none. Raises
    PermissionDenied and ValidationError."""
    name = " ".join(name.split())
    if known := Organization.objects.filter(names__text=name).order_by("pk").first():
        return known
    if by is not None and not by.has_perm("articles.add_organization"):
        raise PermissionDenied(_("You may not create organizations."))
    return save_organization(organization=Organization(name=name))
