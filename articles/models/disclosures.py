from __future__ import annotations

from django.utils.functional import cached_property

from articles.db.choices import SourceKind


class Disclosures:
    """The notes to readers beside the text of an article: a mixin of `Article`. Most articles have
    none, and cost no queries: any note added after publication also sets the time of the update.
    """

    @property
    def rests_on_one_release(self) -> bool:
        """Return True if the only source of the article is a press release."""
        sources = list(self.sources.all())
        return len(sources) == 1 and sources[0].kind == SourceKind.PRESS_RELEASE

    @cached_property
    def disclosed_corrections(self) -> list:
        """The corrections that readers see, newest first: only an updated article has any."""
        if not self.updated_at:
            return []
        return list(self.corrections.in_force().newest_first().select_related("supersedes"))

    @property
    def corrections_on_top(self) -> list:
        """The corrections printed above the text."""
        return [each for each in self.disclosed_corrections if each.is_on_top]

    @property
    def corrections_at_foot(self) -> list:
        return [each for each in self.disclosed_corrections if not each.is_on_top]

    @cached_property
    def disclosed_interests(self) -> list:
        """The interests that tie the paper, or the authors, to organizations that the article
        names.
        """
        if not getattr(self, "may_have_interests", True):
            return []
        interests = self._meta.get_field("interest_omissions").related_model.interest.field
        return list(interests.related_model.objects.disclosed_in(self))

    @cached_property
    def public_quotations(self) -> list:
        """The quotations that a person confirmed, in the order of the text."""
        if not getattr(self, "may_have_quotations", True):
            return []
        visible = self.quotations.visible().select_related("person", "organization")
        return list(visible.in_text())

    @cached_property
    def media_ties(self) -> list:
        """The ties to the audio, video and documents in the text, in the order in which these were
        uploaded.
        """
        if not getattr(self, "may_have_media", True):
            return []
        return list(self.media_uses.select_related("media__poster").order_by("media_id"))

    @property
    def media(self) -> list:
        """The audio, video and documents that the text shows or links."""
        return [tie.media for tie in self.media_ties]

    @property
    def speakers(self) -> list:
        """The speakers, once each, as the first quotation of each; in the order of the text."""
        first: dict[tuple, object] = {}
        for each in self.public_quotations:
            first.setdefault((each.person_id, each.who), each)
        return list(first.values())

    @property
    def mentioned_keys(self) -> set[int]:
        """The keys of the organizations that readers see with the article, which was loaded with
        its `public_mentions`.
        """
        return {mention.organization_id for mention in self.public_mentions}

    @cached_property
    def outcome_notes(self) -> list:
        """The notes on how a story ended for somebody who asked to be forgotten: only an updated
        article has any.
        """
        if not self.updated_at:
            return []
        return list(self.oblivion_decisions.in_force().notes().order_by("-at", "-pk"))

    @cached_property
    def is_unindexed(self) -> bool:
        """Return True if search engines are asked not to show the article. One query, unless it was
        loaded with `with_unindexed()`.
        """
        return self.oblivion_decisions.in_force().unindexed().exists()

    @cached_property
    def printed_rectifications(self) -> list:
        """The statements that the law obliges the article to carry: only an updated article has
        any.
        """
        return list(self.rectifications.printed().newest_first()) if self.updated_at else []
