from __future__ import annotations

from django.db import models

from articles.querysets import NaturalKeyManager

#: Characters of a feature, as many as the judge gives (`linking.judge.LONGEST_FEATURE`). It is not
#: imported: the hash of ready pages follows imports, and would change with how names are found.
FEATURE_LENGTH = 120


class Judgements(models.Model):
    """Counts of the times that a person said yes and no."""

    feature = models.CharField(max_length=FEATURE_LENGTH, blank=True)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class FeatureRecord(Judgements):
    """The judgements on names where a feature was seen: a word before them, capitals. The row with
    an empty feature counts all judgements.
    """

    objects = NaturalKeyManager()
    natural_key_fields = ("feature",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feature"], name="feature_record_once")]

    def __str__(self) -> str:
        return f"{self.feature}: {self.accepted}, {self.refused}"

    def natural_key(self) -> tuple[str]:
        return (self.feature,)


class NameRecord(Judgements):
    """The judgements on one name of one organization: altogether, where `feature` is empty, and
    next to a given word. The row is found by the words of the name, so that a form that is removed
    and added again keeps its record.
    """

    organization = models.ForeignKey(
        "articles.Organization", on_delete=models.CASCADE, related_name="name_records"
    )
    name = models.CharField(max_length=120)

    objects = NaturalKeyManager()
    natural_key_fields = ("organization__slug", "name", "feature")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "feature"], name="name_record_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.feature}: {self.accepted}, {self.refused}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.organization.natural_key(), self.name, self.feature)

    natural_key.dependencies = ["articles.organization"]
