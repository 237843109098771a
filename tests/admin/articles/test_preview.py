"""The preview is the public page, with what is typed; outsiders read it by a link that ends."""

from __future__ import annotations

import uuid

from django.test import Client
from django.utils import timezone

from articles.models import Article, ArticleVersion, Mention, PreviewLink
from tests import factories as make
from tests.admin.articles.copies import WRITE, copy_fields
from tests.admin.articles.forms import change, form


def page_of(desk: Client, typed: dict, article: Article | None = None) -> str:
    sent = copy_fields(article)
    desk.post(WRITE, {**typed, **sent})
    return f"/admin/articles/article/copies/{sent['_copy']}/page/"


def test_preview_shows_typed_text_and_stores_nothing(rosa, redattore):
    make.make_organization("OpenAI")
    article = make.make_article("Il pezzo", by=redattore)
    ada = make.make_author("Ada Neri")
    typed = form(
        article,
        headline="Un titolo non salvato",
        body="<p>Lo dice OpenAI.</p><script>alert(1)</script>",
        byline_authors=[str(ada.pk)],
        tags=["nuovo tema"],
    )
    answer = rosa.get(page_of(rosa, typed, article))
    assert "Un titolo non salvato</h1>" in answer.text
    assert '<a href="/organizzazioni/openai/">OpenAI</a>' in answer.text
    assert "Ada Neri" in answer.text and "nuovo tema" in answer.text
    assert "alert(1)" not in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Il pezzo", 1)
    assert not Mention.objects.exists()
    assert ArticleVersion.objects.count() == 1


def test_preview_equals_the_published_page(rosa, redattore, desk_of, caporedattore, reader):
    make.make_organization("OpenAI")
    typed = form(headline="Lo stesso", body="<p>Lo dice OpenAI.</p>", standfirst="Sommario.")
    preview = rosa.get(page_of(rosa, typed)).text
    carla = desk_of(caporedattore)
    carla.post("/admin/articles/article/add/", typed | {
        "byline_authors": [str(make.make_author().pk)], "_step": "publish"})  # fmt: skip
    public = reader.get("/articoli/lo-stesso/").text
    start, end = '<div class="prose">', "</article>"
    assert preview.split(start)[1].split(end)[0] == public.split(start)[1].split(end)[0]


def test_unfinished_new_article_has_a_preview(rosa):
    answer = rosa.get(page_of(rosa, form(headline="", body="", slug="")))
    assert answer.status_code == 200
    assert "Senza titolo" in answer.text
    assert not Article.objects.exists()


def test_preview_of_a_colleagues_copy_is_refused(rosa, desk_of, caporedattore):
    assert desk_of(caporedattore).get(page_of(rosa, form())).status_code == 404
    gone = f"/admin/articles/article/copies/{uuid.uuid4()}/page/"
    assert rosa.get(gone).status_code == 404


def test_outsider_reads_by_link_until_it_is_revoked(rosa, redattore, reader):
    article = make.make_article("Sotto embargo", by=redattore)
    rosa.post(f"/admin/articles/article/{article.pk}/links/", {"label": "L’ufficio legale"})
    link = PreviewLink.objects.get()
    answer = reader.get(link.get_absolute_url())
    assert "Sotto embargo" in answer.text
    assert "noindex" in answer["X-Robots-Tag"] and "noindex" in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    assert "ufficio legale" in rosa.get(f"{change(article)[:-7]}history/").text
    rosa.post(f"/admin/articles/article/{article.pk}/links/", {"revoke": str(link.pk)})
    assert reader.get(link.get_absolute_url()).status_code == 410


def test_preview_link_expires_and_cannot_be_guessed(redattore, reader):
    article = make.make_article(by=redattore)
    link = PreviewLink.objects.create(
        article=article, token="prova", expires_at=timezone.now() - make.HOUR
    )
    assert reader.get(link.get_absolute_url()).status_code == 410
    assert reader.get("/anteprima/abc/").status_code == 404


def test_sharing_a_preview_needs_the_right_to_write(desk_of, other_redattore, redattore):
    article = make.make_article(by=redattore)
    answer = desk_of(other_redattore).post(f"/admin/articles/article/{article.pk}/links/", {})
    assert answer.status_code == 403
    assert not PreviewLink.objects.exists()


def test_preview_may_load_the_frames_of_embeds_and_those_of_the_desk(rosa, redattore):
    article = make.make_article("Il pezzo", by=redattore)
    embed = '<figure><a href="https://vimeo.com/76979871">Il lancio</a></figure>'
    answer = rosa.get(page_of(rosa, form(article, body=embed), article))
    assert "https://player.vimeo.com/video/76979871?dnt=1" in answer.text
    policy = answer["Content-Security-Policy"]
    assert "frame-src 'self' https://player.vimeo.com;" in f"{policy};"
    assert "frame-ancestors 'self'" in policy
    assert 'fullscreen=(self "https://player.vimeo.com")' in answer["Permissions-Policy"]
