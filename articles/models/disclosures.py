from __future__ import annotations

from django.utils.functional import cached_property

from articles.db.choices import SourceKind


class Disclosures:
    """What readers are told of an article beside its text: a part of `Article`. Most articles have
    nothing of it, and ask nothing: what is told after publication gives them the time of an
    update."""

    @property
    def rests_on_one_release(self) -> bool:
        """Whether all that it says comes from one press release."""
        sources = list(self.sources.all())
        return len(sources) == 1 and sources[0].kind == SourceKind.PRESS_RELEASE

    @cached_property
    def disclosed_corrections(self) -> list:
        """What readers are told of later changes, the newest first: only an updated article has
        any."""
        if not self.updated_at:
            return []
        return list(self.corrections.standing().newest_first().select_related("supersedes"))

    @property
    def corrections_on_top(self) -> list:
        """Those that readers are told before they read."""
        return [each for each in self.disclosed_corrections if each.is_on_top]

    @property
    def corrections_at_foot(self) -> list:
        return [each for each in self.disclosed_corrections if not each.is_on_top]

    @cached_property
    def disclosed_interests(self) -> list:
        """What ties the paper, or who signs, to whom it names, as readers are told."""
        if not getattr(self, "may_have_interests", True):
            return []
        interests = self._meta.get_field("interest_omissions").related_model.interest.field
        return list(interests.related_model.objects.disclosed_in(self))

    @cached_property
    def public_quotations(self) -> list:
        """Whose words it has, as a person confirmed, in the order of the text."""
        if not getattr(self, "may_have_quotations", True):
            return []
        visible = self.quotations.visible().select_related("person", "organization")
        return list(visible.in_text())

    @property
    def speakers(self) -> list:
        """Who speaks in it, each once, as in the quotation where they speak first."""
        first: dict[tuple, object] = {}
        for each in self.public_quotations:
            first.setdefault((each.person_id, each.who), each)
        return list(first.values())

    @property
    def mentioned_keys(self) -> set[int]:
        """The organisations that readers see with the article, which was loaded with them."""
        return {mention.organization_id for mention in self.public_mentions}

    @cached_property
    def outcome_notes(self) -> list:
        """What readers are told of how it ended for whom asked: only an updated article has any."""
        if not self.updated_at:
            return []
        return list(self.oblivion_decisions.standing().notes().order_by("-at", "-pk"))

    @cached_property
    def is_unindexed(self) -> bool:
        """Whether engines are asked not to show it. One query, where the article was not loaded
        with it."""
        return self.oblivion_decisions.standing().unindexed().exists()

    @cached_property
    def printed_rectifications(self) -> list:
        """The statements that it carries, as the law wants them: only an updated article has
        any."""
        return list(self.rectifications.printed().newest_first()) if self.updated_at else []
