"""Checks of an article before it comes out: those that block, and those that advise."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Article, FormerAddress, SetAsideCheck
from articles.publishing import CheckedArticle
from tests import factories as make
from tests.admin.articles.forms import LIST, change, form

HEADLINE = "Il laboratorio apre i cassetti e mostra i pesi"


@pytest.fixture
def checked(db):
    """An article to which nothing is to be said, with what is typed over it."""
    author, section = make.make_author(), make.make_section()

    def make_checked(*, authors=None, **fields) -> CheckedArticle:
        texts = {"headline": HEADLINE, "standfirst": "Perché.", "body": "<p>Un testo.</p>"}
        article = Article(section=section, **{**texts, **fields})
        return CheckedArticle(
            article,
            authors=[author] if authors is None else authors,
            tags=["uno"],
            sources=1,
            confirmed=1,
        )

    return make_checked


def quotes_by_code(checked: CheckedArticle) -> dict[str, str]:
    return {check.code: check.quote for check in publishing.checks_on(checked)}


def test_complete_article_has_no_remarks(checked):
    assert quotes_by_code(checked()) == {}


def test_missing_parts_are_blocking_checks(checked):
    bare = CheckedArticle(Article(), authors=[])
    musts = {check.code for check in publishing.checks_on(bare) if check.is_must}
    assert musts == {"no_headline", "no_body", "no_byline", "no_section"}


def test_possible_improvements_are_advisory_checks(checked):
    article = checked(standfirst="", headline="Breve").article
    plain = CheckedArticle(article, authors=[make.make_author()], offers=2)
    checks = publishing.checks_on(plain)
    assert not any(check.is_must for check in checks)
    assert {check.code for check in checks} == {
        "headline_length", "no_standfirst", "no_organization", "open_offers", "no_sources",
        "no_tags",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code", "quote"),
    [
        ("<p>Disse: «va bene.</p>", "open_quotation", "«va bene."),
        ("<p>Disse: va bene».</p>", "open_quotation", "Disse: va bene»"),
        ("<p>Disse “va «bene” e basta.</p>", "open_quotation", "«bene” e basta."),
        ('<p>Disse "va bene e basta.</p>', "open_quotation", '"va bene e basta.'),
        ("<h3>Sotto</h3><p>Testo.</p>", "skipped_heading", "Sotto"),
        ('<p>Per saperne di più <a href="https://a.it">clicca qui</a>.</p>',
         "vague_link", "clicca qui"),
        ('<p>Ecco <a href="/articoli/mai-esistito/">il pezzo</a>.</p>', "broken_link", "il pezzo"),
        ('<p>Ecco <a href="/una/pagina/">la pagina</a>.</p>', "broken_link", "la pagina"),
        ('<p>Ecco <a href="/temi/mai/">il tema</a>.</p>', "broken_link", "il tema"),
    ],
)  # fmt: skip
def test_doubtful_typography_and_wording_are_remarked(checked, body, code, quote):
    assert quotes_by_code(checked(body=body)).get(code) == quote


@pytest.mark.parametrize(
    "body",
    [
        "<p>«Uno “due” tre», disse.</p>",
        "<p>„Uno due“, disse. »Tre« e ‹quattro›, ''cinque'', “sei\" e \"sette“.</p>",
        "<p>Uno schermo da 15\", un po' d'altro.</p>",
        "<p>«Comincia qui.</p>\n<p>«E finisce qui».</p>",
        "<h2>Sopra</h2>\n<h3>Sotto</h3>\n<p>Testo.</p>",
        '<p>Il <a href="https://altrove.it/x/">rapporto</a>.</p>',
        '<p>Il <a href="/organizzazioni/">catalogo</a>.</p>',
    ],
)
def test_correct_text_is_not_remarked(checked, body):
    assert quotes_by_code(checked(body=body)) == {}


def test_internal_links_to_hidden_pages_are_remarked(checked, settings):
    settings.SITE_URL = "https://www.giornale.it"
    make.make_article("Solo una bozza")
    make.make_published("Uscito")
    FormerAddress.objects.create(path="/articoli/vecchio/", target="/articoli/uscito/")
    make.make_organization("OpenAI")
    good = "".join(
        f'<p>Il <a href="{href}">testo</a>.</p>'
        for href in (
            "/articoli/uscito/", "https://www.giornale.it/articoli/uscito/",
            "/articoli/vecchio/", "/organizzazioni/openai/",
        )
    )  # fmt: skip
    assert quotes_by_code(checked(body=good)) == {}
    bad = '<p>Il <a href="https://www.giornale.it/articoli/solo-una-bozza/">testo</a>.</p>'
    assert quotes_by_code(checked(body=bad)) == {"link_not_public": "testo"}


@pytest.mark.parametrize(
    ("written", "remarked"),
    [
        ("Open AI", True), ("OpenAi", True), ("Open-AI", True), ("Antropic", True),
        ("Anthropoc", True), ("Anthropica", False), ("OpenAI", False),
        ("Anthropic", False), ("Antropologia", False),
    ],
)  # fmt: skip
def test_nearly_known_name_is_remarked(checked, written, remarked):
    make.make_organization("OpenAI")
    make.make_organization("Anthropic")
    found = quotes_by_code(checked(body=f"<p>Lo dice {written} da tempo.</p>"))
    assert (found.get("near_name") == written) == remarked


def test_recently_used_headline_is_remarked(checked):
    make.make_published("Il laboratorio apre i cassetti e mostra i suoi pesi", hours_ago=48)
    assert "similar_headline" in quotes_by_code(checked())


def test_long_ago_used_headline_is_not_remarked(checked):
    make.make_published(HEADLINE, hours_ago=24 * 40)
    assert quotes_by_code(checked()) == {}


def test_dismissed_check_keeps_its_reason(desk_of, caporedattore):
    article = make.make_article(HEADLINE, body="<p>«Aperta.</p>")
    desk = desk_of(caporedattore)
    typed = form(article, **{"aside:open_quotation:«Aperta.": "È una citazione lunga"})
    desk.post(change(article), typed)
    check = SetAsideCheck.objects.get()
    assert (check.reason, check.by) == ("È una citazione lunga", caporedattore)
    answer = desk.post(
        "/admin/articles/article/organizations/", {**form(article), "article": str(article.pk)}
    ).json()
    assert "Lasciati stare (1)" in answer["checks"]
    assert "È una citazione lunga" in answer["checks"]


@pytest.mark.parametrize("way", ["save", "publish", "bulk"])
def test_blocking_check_stops_every_way_of_publishing(desk_of, caporedattore, way):
    desk = desk_of(caporedattore)
    if way == "save":
        article = make.make_published("Vivo")
        desk.post(change(article), form(article, section=""))
        assert Article.objects.get().section is not None
        return
    article = make.make_article("Bozza")
    Article.objects.update(section=None)
    if way == "publish":
        answer = desk.post(change(article), form(article, section="", _step="publish"))
    else:
        action = {"action": "publish_selected", "_selected_action": [str(article.pk)]}
        action |= {"_confirmed": "1"}
        answer = desk.post(LIST, action, follow=True)
    assert "Scegli una sezione" in answer.text
    assert not Article.objects.published().exists()


def test_embed_without_a_title_is_remarked(checked):
    address = "https://www.example.com/video?a=1&b=2"
    embed = '<figure><a href="{}">{}</a></figure>'.format
    escaped = address.replace("&", "&amp;")
    untitled = checked(body=embed(escaped, escaped))
    codes = {check.code: check for check in publishing.checks_on(untitled)}
    assert codes["embed_no_title"].about == address
    assert address in codes["embed_no_title"].text
    titled = publishing.checks_on(checked(body=embed(escaped, "Il lancio")))
    assert "embed_no_title" not in {check.code for check in titled}
