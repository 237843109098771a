from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import NaturalKeyManager


def normalize_path(path: str) -> str:
    """Return a path in the one form in which it is stored and looked up: absolute, with a final
    slash.
    """
    return "/" + path.strip("/") + "/" if path.strip("/") else "/"


class FormerAddressManager(NaturalKeyManager):
    def remember(self, old: str, new: str) -> None:
        """Redirect `old` to `new` for good, and point redirects that led to `old` straight to
        `new`.
        """
        old, new = normalize_path(old), normalize_path(new)
        self.filter(path=new).delete()  # an address in use again is no longer former
        self.filter(target=old).update(target=new)
        self.update_or_create(path=old, defaults={"target": new})

    def target_of(self, *paths: str) -> str | None:
        """Return the target of the first of `paths` that is a former address, or None."""
        wanted = list(dict.fromkeys(map(normalize_path, paths)))
        known = dict(self.filter(path__in=wanted).values_list("path", "target"))
        return next((known[path] for path in wanted if path in known), None)


class FormerAddress(models.Model):
    """A path that readers knew, and the path that it redirects to. Published addresses never
    die.
    """

    path = models.CharField(_("former address"), max_length=200, unique=True)
    target = models.CharField(_("leads to"), max_length=200, db_index=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = FormerAddressManager()
    natural_key_fields = ("path",)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["path"]

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"

    def natural_key(self) -> tuple[str]:
        return (self.path,)
