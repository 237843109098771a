"""Tables, notes, boxes, galleries and players in the life of an article: two writers, the history,
files that are gone.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from articles import publishing
from articles.delivery.embeds import with_embeds
from articles.models import Article, Picture, PictureUse
from articles.publishing.articles.derived_text import derive_links
from articles.publishing.drafts.reconcile import Reconciler
from articles.publishing.drafts.snapshots import Snapshot
from articles.text.markup import clean_html
from tests import factories as make

pytestmark = pytest.mark.django_db

TABLE = (
    "<figure><table><caption>I conti</caption><thead><tr><th>Anno</th><th>Utile</th></tr></thead>"
    "<tbody><tr><td>2024</td><td>1.200</td></tr></tbody></table>"
    "<figcaption>Fonte: Istat</figcaption></figure>"
)
NOTE = '<p>Una frase.<small role="doc-footnote">Una nota.</small></p>'
BOX = "<aside><h3>La scheda</h3><p>Quanto serve.</p></aside>"
QUOTE = '<aside role="doc-pullquote"><p>Una frase</p></aside>'
EMBED = '<figure><a href="https://youtu.be/dQw4w9WgXcQ">Il lancio</a></figure>'


def player_of(media) -> str:
    return f'<figure><audio src="/media/{media.file.name}"></audio></figure>'


def gallery_of(*pictures) -> str:
    shown = "".join(make.figure(picture, alt=f"Foto {n}") for n, picture in enumerate(pictures))
    return f"<figure>{shown}<figcaption>Tutte</figcaption></figure>"


@pytest.fixture
def body() -> str:
    """A body with a block of each kind."""
    blocks = [TABLE, NOTE, BOX, QUOTE, EMBED, player_of(make.make_media())]
    blocks.append(gallery_of(make.make_picture(), make.make_picture()))
    return clean_html("".join(f"{block}<p>Fra i blocchi</p>" for block in blocks))


def test_changes_of_two_people_in_blocks_apart_are_merged(body):
    began = Snapshot.of(make.make_article(body=body))

    def with_body(text: str) -> Snapshot:
        return Snapshot({**began.fields, "body": clean_html(text)})

    mine = with_body(body.replace("Una nota.", "Una nota più lunga.").replace("1.200", "1.300"))
    theirs = with_body(body.replace("Tutte", "Tutte e due").replace("Quanto", "Quello che"))
    reconciler = Reconciler(began, mine, theirs)
    assert reconciler.points == [] and reconciler.taken == ["body"]
    merged = reconciler.reconciled({}).fields["body"]
    assert merged == clean_html(merged)
    for words in ("Una nota più lunga.", "<td>1.300</td>", "Tutte e due", "Quello che serve."):
        assert words in merged


def test_a_table_that_both_changed_is_shown_with_its_cells(body):
    began = Snapshot.of(make.make_article(body=body))
    sides = (
        Snapshot({**began.fields, "body": body.replace("1.200", cell)}) for cell in ("13", "14")
    )
    [point] = Reconciler(began, *sides).points
    assert "2024\t1.200" in point.base and "2024\t13" in point.mine and "2024\t14" in point.theirs


def test_a_version_gives_every_block_back(body):
    article = make.make_article(body=body)
    article.body = "<p>Altro.</p>"
    publishing.save([article], by=None)
    version = publishing.version_of(article.pk, 1)
    assert publishing.restore_version(article=article, version=version, by=None) == []
    assert Article.objects.get().body == body


def test_player_whose_file_is_gone_is_told_before_publishing_and_in_a_restored_version():
    media = make.make_media()
    kept = make.make_media("bars.mp4", title="Il video")
    text = clean_html(f"<p>Uno.</p>{player_of(media)}{player_of(kept)}")
    article = make.make_article(body=text)
    article.body = "<p>Due.</p>"
    publishing.save([article], by=None)
    publishing.delete_media(media=media, by=None)
    with pytest.raises(ValidationError, match="non ci sono più"):
        publishing.publish(article=make.make_article(body=text), by=None)
    version = publishing.version_of(article.pk, 1)
    article = Article.objects.get(pk=article.pk)
    missing = publishing.restore_version(article=article, version=version, by=None)
    assert missing == [media.file.name]
    assert article.body == clean_html(f"<p>Uno.</p>{player_of(kept)}")


def test_gallery_that_lost_a_picture_is_restored_as_the_other_picture():
    one, other = make.make_picture(), make.make_picture()
    article = make.make_article(body=f"<p>Uno.</p>{gallery_of(one, other)}")
    article.body = "<p>Due.</p>"
    publishing.save([article], by=None)
    publishing.delete_picture(picture=one, by=None)
    version = publishing.version_of(article.pk, 1)
    missing = publishing.restore_version(article=article, version=version, by=None)
    assert missing == ["Foto 0"]
    left = make.figure(other, "Tutte", alt="Foto 1")
    assert article.body == clean_html(f"<p>Uno.</p>{left}")


def test_document_whose_file_is_gone_is_told_too():
    media = make.make_media("conti.pdf", title="I conti")
    card = f'<figure><a href="/media/{media.file.name}">I conti</a></figure>'
    article = make.make_article(body=f"<p>Uno.</p>{card}")
    article.body = "<p>Due.</p>"
    publishing.save([article], by=None)
    publishing.delete_media(media=media, by=None)
    version = publishing.version_of(article.pk, 1)
    assert publishing.restore_version(article=article, version=version, by=None) == ["I conti"]
    assert article.body == "<p>Uno.</p>"


def test_line_of_a_gallery_goes_with_its_last_picture():
    body = gallery_of(make.make_picture(), make.make_picture())
    article = make.make_published("Uno", body=f"<p>Uno.</p>{body}")
    for left in (1, 0):
        PictureUse.objects.all().delete()
        publishing.delete_picture(picture=Picture.objects.first(), by=None)
        derive_links(article)
        page = Article.objects.get().body_html
        assert page.count("<img") == page.count("Tutte") == left


@pytest.mark.parametrize("kind", ["embed", "player", "struck"])
def test_what_readers_are_shown_does_not_change_unsaid(kind, caporedattore):
    before, after = {
        "embed": (EMBED, EMBED.replace("dQw4w9WgXcQ", "aQw4w9WgXcQ")),
        "player": (player_of(make.make_media()), ""),
        "struck": ("<p>Costa <s>dieci</s> venti.</p>", "<p>Costa dieci venti.</p>"),
    }[kind]
    article = make.make_published("Uno", body=f"<p>Uno.</p>{before}")
    article.body = f"<p>Uno.</p>{after}"
    with pytest.raises(ValidationError) as refused:
        publishing.save([article], by=caporedattore)
    assert "amendment_kind" in refused.value.error_dict


def test_address_of_the_paper_in_full_is_known_for_its_own(settings):
    media = make.make_media("conti.pdf")
    address = f"{settings.SITE_URL}/media/{media.file.name}"
    article = make.make_article(
        body=f'<p><a href="{address}#page=2">Uno</a></p>'
        f'<figure><a href="{settings.SITE_URL}/articoli/x/">Un altro</a></figure>'
    )
    assert f'href="/media/{media.file.name}#page=2"' in article.body
    assert "http" not in with_embeds(article.body_html)
    with pytest.raises(ProtectedError):
        publishing.delete_media(media=media, by=None)
