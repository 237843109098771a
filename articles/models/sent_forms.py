from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
from django.db import models


class SentForm(models.Model):
    """A form of the desk that did something, and what was answered: the same form sent again is
    answered so once more, and does nothing twice. Kept for a week.

    `key` came with the form. `digest` tells what was sent, empty while its first sending is under
    way; `answer` is what a browser got (see `articles.admin.sent_forms`), `messages` what its next
    page said. Where an article was saved, `article_key` names it and `version` is the version that
    came of it: what the form sends later was begun from there.
    """

    #: The name by which a form sends its key.
    FIELD = "_form"

    key = models.UUIDField(editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sent_forms"
    )
    digest = models.CharField(max_length=100, blank=True, editable=False)
    article_key = models.BigIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    answer = models.JSONField(default=dict, editable=False)
    messages = models.JSONField(
        default=list, encoder=MessageEncoder, decoder=MessageDecoder, editable=False
    )
    at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="sent_form_once"),
        ]

    def __str__(self) -> str:
        return str(self.key)
