"""The cast of a text: people and organizations that have appeared so far."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.quoting.vocabulary import PARTICLES


class Named(NamedTuple):
    """An organization where a text names it, from `start` to before `end` in characters."""

    start: int
    end: int
    organization: Hashable


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: a person by `name`, somebody with a `role` and no name, or an organization, where
    both are empty. `organization` is the one they speak for; `is_former` if they have left it.
    """

    name: str = ""
    role: str = ""
    organization: Hashable | None = None
    is_former: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.name or self.role or self.organization is not None)

    @property
    def is_several(self) -> bool:
        """Return True if a plural verb fits the speaker: a role of many, an organization."""
        return not self.name and (not self.role or self.role.split()[0].endswith("i"))


class Entity(NamedTuple):
    """A speaker in its place: with its article and its role, from unit `first` to `last`."""

    first: int
    last: int
    speaker: Speaker


@dataclass
class Cast:
    """The cast so far: full names by surname, people as they were introduced, and the organization
    that was named last. `known` are names of people that need no introduction, in the form in which
    they are compared (`letters.plain`).
    """

    known: frozenset[str] = frozenset()
    surnames: dict[str, str | None] = field(default_factory=dict)
    introduced: dict[str, Speaker] = field(default_factory=dict)
    organization: Hashable | None = None

    @classmethod
    def knowing(cls, people: Iterable[str]) -> Cast:
        return cls(known=frozenset(people))

    def meet(self, name: str) -> None:
        """Remember a full name; a surname that two people share stands for neither."""
        words = name.split()
        forms = {words[-1]}
        if len(words) > 2 and words[-2].lower() in PARTICLES:
            forms.add(f"{words[-2]} {words[-1]}")
        for form in forms:
            known = self.surnames.get(form, name)
            self.surnames[form] = name if known == name else None

    def introduce(self, speaker: Speaker) -> Speaker:
        """Return a person with the role and organization given before, unless the text gives new
        ones.
        """
        is_described = speaker.role or speaker.organization is not None
        if not is_described and speaker.name in self.introduced:
            return self.introduced[speaker.name]
        self.introduced[speaker.name] = speaker
        return speaker
