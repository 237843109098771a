"""“Da confermare”: the offers that wait, gathered by name and decided many at once."""

from __future__ import annotations

import pytest

from articles.db.choices import MentionStanding
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def x():
    return make.make_organization("X")


QUEUE = "/admin/articles/article/queue/"


def offers(x) -> list[Article]:
    return [
        make.make_article(f"Pezzo {number}", body="<p>Il post su X è falso.</p>")
        for number in range(3)
    ]


def test_the_queue_gathers_offers_by_name(desk_of, caporedattore, x):
    offers(x)
    page = desk_of(caporedattore).get(QUEUE).text
    assert "«X» è X?" in page and "3 pezzi" in page
    assert page.count("Il post su <mark>X</mark> è falso.") == 3


def test_queue_decides_many_offers_at_once(desk_of, caporedattore, x):
    first, second, third = (article.mentions.get() for article in offers(x))
    desk = desk_of(caporedattore)
    desk.post(QUEUE, {"_act": "confirm", "mention": [first.pk, second.pk]})
    desk.post(QUEUE, {"_act": "reject", "organization": x.pk, "name": "X", "all": "1"})
    for mention, standing in ((first, "confirmed"), (second, "confirmed"), (third, "rejected")):
        mention.refresh_from_db()
        assert (mention.standing, mention.decided_by) == (standing, caporedattore)
    assert "Niente da confermare" in desk.get(QUEUE).text
    assert first.article.text.rendered_body


def test_a_redattore_decides_in_their_own_drafts_only(desk_of, redattore, x):
    theirs, own = (
        make.make_article("Altrui", body="<p>Il post su X.</p>"),
        make.make_article("Mio", body="<p>Il post su X.</p>", by=redattore),
    )
    desk = desk_of(redattore)
    page = desk.get(QUEUE).text
    assert "Mio" in page and "Altrui" not in page
    keys = [theirs.mentions.get().pk, own.mentions.get().pk]
    desk.post(QUEUE, {"_act": "confirm", "mention": keys})
    assert theirs.mentions.get().standing == MentionStanding.SUGGESTED
    assert own.mentions.get().standing == MentionStanding.CONFIRMED


def test_queue_refuses_senseless_decisions(desk_of, caporedattore, x):
    desk = desk_of(caporedattore)
    assert (
        desk.post(QUEUE, {"_act": "confirm", "mention": ["x", "999"]}, follow=True).status_code
        == 200
    )
    assert desk.post(QUEUE, {"_act": "explode"}).status_code == 403
