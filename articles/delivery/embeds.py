"""Links on a line of their own as pages show them: a frame of the provider's where one is known, a
card otherwise. They are drawn with the page and not with the text, because feeds and the API have
the link alone, and because a frame asks for a stylesheet by its address."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.text import markup
from articles.text.embeds import embed_of, host_of
from articles.text.figures import LinkFigure, draw_all


def with_embeds(rendered: str) -> SafeString:
    """Return a rendered body with its embeds drawn, and the addresses of its files in full. A frame
    asks nobody for anything before the link within it is followed."""
    if "<figure><a " in rendered:
        rendered = draw_all(rendered, {LinkFigure: _draw})
    return markup.trusted(markup.with_printed_addresses(rendered, settings.SITE_URL))


def _draw(figure: LinkFigure) -> str | None:
    """Return the HTML of a link; None for one that leads within the paper."""
    host = host_of(figure.href)
    if not host or figure.href.startswith(f"{settings.SITE_URL}/"):
        return None
    embed = embed_of(figure.href)
    context = {
        "embed": embed,
        "address": embed.page if embed else figure.href,
        "host": host,
        "title": "" if figure.title == figure.href else figure.title,
        "caption": markup.trusted(figure.caption),
    }
    if embed:
        context["document"] = render_to_string("components/embed_frame.html", {"embed": embed})
    return render_to_string("components/embed.html", context).strip()
