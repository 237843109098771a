from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
from django.db import models


class SentForm(models.Model):
    """A form that the desk sent and that was acted upon, with the answer: the same form sent again
    gets the same answer, and does nothing twice. Kept for a week.

    `key` came with the form. `digest` is the hash of the data sent, empty while the first sending
    is being handled; `answer` is the response (see `articles.admin.sent_forms`), `messages` the
    messages shown on the next page. If an article was saved, `article_key` is its key and `version`
    the version that resulted: data that the form sends later is based on it.
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
