"""Explanations of a tie between a name and an organization, in words: how often the name occurs,
how sure the tie is, who decided on it, and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext, ngettext

from articles.db.choices import MentionStanding
from articles.linking import Reason, Tie
from articles.models import Mention
from articles.text.dates import format_short_datetime

_MOST_REASONS = 3


def times(count: int) -> str:
    return ngettext("%(n)d time", "%(n)d times", count) % {"n": count}


def facts(tie: Tie, decided: Mention | None) -> str:
    """Return the names found, how often, and how sure the tie is; once it is decided, who decided
    and when."""
    names = ", ".join(f"«{name}»" for name in tie.names)
    words = [f"{names} {times(tie.count)}"]
    if decided is None:
        words.append(_confidence(tie))
    else:
        who = decided.decided_by.get_username() if decided.decided_by else gettext("someone")
        text = (
            gettext("confirmed by %(name)s on %(time)s")
            if decided.standing == MentionStanding.CONFIRMED
            else gettext("refused by %(name)s on %(time)s")
        )
        words.append(text % {"name": who, "time": format_short_datetime(decided.decided_at)})
    return " · ".join(words)


def _confidence(tie: Tie) -> str:
    if tie.confidence >= settings.LINKING_LINK:
        return gettext("likely") if tie.is_doubtful else gettext("sure")
    return gettext("likely") if tie.confidence >= 0.5 else gettext("doubtful")


def reasons(tie: Tie) -> Iterator[str]:
    """Yield the doubt about a tie, if any, then the weightiest reasons for it, all in words."""
    doubts = {
        "shared": gettext("others bear the same name"),
        "offered_only": gettext("this form is only to be offered"),
        "early": gettext("on the day of the piece the name was not in use yet"),
        "surname": gettext("the piece names a person who is called so"),
    }
    if tie.doubt is not None:
        yield doubts[tie.doubt]
    given = 0
    for reason in tie.reasons:
        if given < _MOST_REASONS and (words := _explain(reason)):
            given += 1
            yield words


def _explain(reason: Reason) -> str:
    yes = reason.record.accepted
    counted = {
        "name": reason.words,
        "word": reason.words.partition(" ")[2],
        "yes": yes,
        "total": reason.record.total,
    }
    if reason.code == "own_record":
        text = ngettext(
            "«%(name)s»: accepted %(yes)d time out of %(total)d",
            "«%(name)s»: accepted %(yes)d times out of %(total)d",
            yes,
        )
        return text % counted
    if reason.code in {"before of name", "head of name"}:
        text = ngettext(
            "with «%(word)s» before it: accepted %(yes)d time out of %(total)d",
            "with «%(word)s» before it: accepted %(yes)d times out of %(total)d",
            yes,
        )
        return text % counted
    if reason.code == "behind of name":
        text = ngettext(
            "with «%(word)s» behind it: accepted %(yes)d time out of %(total)d",
            "with «%(word)s» behind it: accepted %(yes)d times out of %(total)d",
            yes,
        )
        return text % counted
    impressions = {
        "common_word": gettext("it is also a common word"),
        "small_letters": gettext("it is written in small letters"),
        "place": gettext("it is also a place"),
        "one_letter": gettext("it is one letter only"),
        "two_letters": gettext("it is two letters only"),
        "distinctive": gettext("the name is distinctive"),
        "written_otherwise": gettext("it is written otherwise here"),
        "organization_before": gettext("the words before it speak of an organization"),
        "verb_behind": gettext("the words behind it speak of an organization"),
        "within_longer_name": gettext("it stands against another name"),
        "other_names": gettext("other names of it are in the piece"),
    }
    return impressions.get(reason.code, "")
