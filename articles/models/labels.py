from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.db.choices import AIUse, ArticleKind


def marked_headline(headline: str, kind: str, sponsor: str) -> str:
    """Return a headline that stands alone, without its label: that of a sponsored article names the
    sponsor.
    """
    if kind != ArticleKind.SPONSORED:
        return headline
    return _("Sponsored by %(name)s: %(headline)s") % {"name": sponsor, "headline": headline}


class Labels:
    """The labels of an article beside its text, for readers and for the desk: a mixin of
    `Article`.
    """

    @property
    def status_label(self) -> str:
        """The status in a word, as the desk shows it: an embargo has a word of its own."""
        return _("Scheduled") if self.is_scheduled else self.get_status_display()

    @property
    def kind_label(self) -> str:
        """The kind, if readers must be told; empty for news."""
        if self.kind == ArticleKind.SPONSORED and self.sponsor:
            return _("Sponsored by %(name)s") % {"name": self.sponsor}
        return "" if self.kind == ArticleKind.NEWS else self.get_kind_display()

    @property
    def marked_headline(self) -> str:
        return marked_headline(self.headline, self.kind, self.sponsor)

    @property
    def ai_label(self) -> str:
        """The note to readers on the use of artificial intelligence; empty if there is none to
        give.
        """
        if not self.is_ai_labelled:
            return ""
        if self.ai_use == AIUse.ASSISTED:
            text = _("Written with the help of artificial intelligence: %(detail)s.")
            return text % {"detail": self.ai_detail.rstrip(".")}
        if self.ai_reviewed_at:
            return _("Text generated with artificial intelligence, reviewed by the newsroom.")
        return _("Text generated with artificial intelligence, not reviewed.")
