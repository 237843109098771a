"""Protection against forms that are sent twice, by two clicks, or by a browser that lost the answer
or goes back. A form acts once, with scripts or without.

Every form of the desk has a key of its own, which comes with its CSRF token
(`templatetags.form_keys`). The row of the key is claimed in the transaction of the form's action,
and keeps the answer; a person who sends the same data once more gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.utils.crypto import salted_hmac

from articles.models import SentForm
from articles.publishing.drafts.sent_forms import claim_form

#: The field with a form's key, and the one with the key of a working copy, which only the form of
#: an article has.
KEY, COPY_KEY = SentForm.FIELD, "_copy"
#: Fields that no person typed, among them the save button that was pressed. The page of an article
#: hands these names to its script.
NOT_TYPED = frozenset(
    {"csrfmiddlewaretoken", KEY, COPY_KEY, "_base", "_holder", "_article", "_claims", "_step"}
    | {"_save", "_continue", "_addanother"}
)
_POPUP = "popup_response_data"
_SALT = "articles.sent_forms"

View = Callable[..., HttpResponse]


def key_in(data: QueryDict) -> UUID | None:
    """Return the key of the form that was sent, None if it has none; the form of an article may
    have that of its working copy alone."""
    try:
        return UUID(data.get(KEY) or data.get(COPY_KEY, ""))
    except ValueError:
        return None


def digest_of_typed(data: QueryDict, files: dict[str, Any] | None = None) -> str:
    """Return a hexadecimal digest of the typed data, which tells nothing of it (there are passwords
    among it)."""
    digest = salted_hmac(_SALT, "", algorithm="sha256")
    for name, values in sorted(data.lists()):
        if name not in NOT_TYPED:
            lines = [value.replace("\r\n", "\n") for value in values]
            digest.update(repr((name, lines)).encode("utf-8", "surrogatepass"))
    for name, file in sorted((files or {}).items()):
        digest.update(repr((name, file.name)).encode("utf-8", "surrogatepass"))
        _read_into(digest, file)
    return digest.hexdigest()


def _read_into(digest: Any, file: UploadedFile) -> None:
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)


def digest_of(request: HttpRequest) -> str:
    """Return a digest of the typed data and of the step whose button was pressed."""
    step = salted_hmac(_SALT, request.POST.get("_step", ""), algorithm="sha256").hexdigest()
    return digest_of_typed(request.POST, request.FILES) + step[:16]


def sent_before(request: HttpRequest) -> SentForm | None:
    """Return the record of this form if it was sent before, or None. It is not locked: the record
    must be read again when the form is claimed."""
    key = key_in(request.POST)
    return SentForm.objects.filter(person=request.user, key=key).first() if key else None


def keep_answer(request: HttpRequest, sent: SentForm, response: HttpResponse) -> None:
    """Store the answer if the form did something. A form that comes back with errors has a new key,
    and the old one is freed."""
    answer = _answer_data(response)
    queued = list(messages.get_messages(request)._queued_messages)
    if not answer or any(message.level >= messages.ERROR for message in queued):
        if not sent.digest:
            sent.delete()
        return
    sent.digest, sent.answer = digest_of(request), answer
    sent.messages = [Message(one.level, str(one.message), one.extra_tags) for one in queued]
    sent.save()


def _answer_data(response: HttpResponse) -> dict[str, str]:
    """Return the data of an answer by which a form did something: the address of another page, the
    object it made, or the data that closes the window in which it was made. Return an empty
    dictionary for any other answer."""
    if isinstance(response, HttpResponseRedirect):
        return {"to": response.url}
    if response.status_code == 201:
        return {"made": response.text}
    if isinstance(response, SimpleTemplateResponse) and _POPUP in (response.context_data or {}):
        return {_POPUP: response.context_data[_POPUP]}
    return {}


def answer_again(request: HttpRequest, sent: SentForm) -> HttpResponse:
    for message in sent.messages:
        messages.add_message(request, message.level, message.message, message.extra_tags)
    answer = sent.answer
    if _POPUP in answer:
        return TemplateResponse(request, "admin/popup_response.html", answer)
    if "made" in answer:
        return HttpResponse(answer["made"], status=201, content_type="application/json")
    return HttpResponseRedirect(answer["to"])


def answer_if_done(request: HttpRequest) -> HttpResponse | None:
    """Return the answer given before to this form, if it sends the same data again, or None. A page
    asks this before work that takes long, and must ask again when it claims the form."""
    sent = sent_before(request)
    return answer_again(request, sent) if sent and sent.digest == digest_of(request) else None


def do_once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what a form says and store the answer in one transaction, unless it is done already."""
    with transaction.atomic():
        sent = claim_form(key=key_in(request.POST), by=request.user)
        if sent.digest and sent.digest == digest_of(request):
            return answer_again(request, sent)
        request.did_something = bool(sent.digest)
        response = act()
        keep_answer(request, sent, response)
    return response


def does_once(view: View) -> View:
    """Wrap a page of the desk so that each form acts once. Requests without the key of a form, such
    as those of scripts, pass through; so does the form of an article, which goes on from its
    earlier save (see `admin.articles.change_form`)."""

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        data = request.POST
        is_other = COPY_KEY in data or getattr(view, "claims_by_itself", False)
        if is_other or KEY not in data or key_in(data) is None:
            return view(request, *args, **kwargs)
        return do_once(request, lambda: view(request, *args, **kwargs))

    return once


def claims_by_itself(view: View) -> View:
    """Mark a page that must not be one transaction, because a lock would be held for too long."""
    view.claims_by_itself = True
    return view


def did_something(request: HttpRequest) -> bool:
    """Return True if the form did something already, and now sends other data."""
    return getattr(request, "did_something", False)
