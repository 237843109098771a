"""What the editor of texts is told of an address: whose embed it is."""

from __future__ import annotations

import re

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.text.embeds import embed_code, embed_of, host_of
from articles.text.embeds.codes import MOST_CHARACTERS, addresses_in
from articles.text.markup import file_name

_WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)


@require_POST
def embed_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Return what is known of `wanted`, an address or the code that a provider gives to be copied:
    the `address` to store, the name of the `provider` if somebody is known for it, and `words` for
    who asked; an `error` where there is no address. Nobody is asked, and no query is made."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    return JsonResponse(_known(request.POST.get("wanted", "").strip()[:MOST_CHARACTERS]))


def _known(wanted: str) -> dict[str, str]:
    is_code = wanted.startswith("<")
    if not is_code and _WITHOUT_SCHEME.fullmatch(wanted):
        wanted = f"https://{wanted}"
    embed = embed_code(wanted) if is_code else embed_of(wanted)
    if embed:
        name = embed.provider.name
        words = _("%(provider)s: it opens in the page, on a click.") % {"provider": name}
        return {"address": embed.page, "provider": name, "words": words}
    if file_name(wanted):
        return {"address": wanted, "provider": "", "words": ""}  # a document of the paper's own
    written = addresses_in(wanted) if is_code else [wanted]
    address = next((each for each in written if host_of(each)), "")
    if not address:
        return {"error": _("Write a whole address, that begins with https://.")}
    words = _("Nothing of %(host)s can be opened in the page: readers get a link.")
    return {
        "address": f"https:{address}" if address.startswith("//") else address,
        "provider": "",
        "words": words % {"host": host_of(address)},
    }
