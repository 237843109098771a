import pytest
from django.test import Client

from articles import publishing
from articles.db.choices import ArticleKind, ArticleStatus
from tests import factories as make

pytestmark = pytest.mark.django_db
HIDDEN = [ArticleStatus.DRAFT, ArticleStatus.REVIEW]


def test_article_page_shows_the_whole_article(reader: Client):
    make.make_organization("OpenAI", description="Un laboratorio. Con una storia.")
    article = make.make_published(
        "Il titolo",
        kicker="Occhiello",
        standfirst="Il sommario.",
        body="<p>Parla OpenAI.</p>",
        section=make.make_section("Modelli"),
        lead_picture=make.make_picture(caption="Didascalia"),
        tags=["open source"],
    )
    article.sources.create(label="Un documento", url="https://example.org/d")
    page = reader.get("/articoli/il-titolo/")
    for words in (
        "Il titolo", "Occhiello", "Il sommario.", ">OpenAI</a>.</p>", "Didascalia", "La redazione",
        "Una macchia rossa", "Un laboratorio.", "/organizzazioni/openai/", "/temi/open-source/",
        "https://example.org/d", "1 minuto di lettura", "Pubblicato il", "Modelli",
    ):  # fmt: skip
        assert words in page.text
    assert "Con una storia" not in page.text


def test_di_fantasy_signs_once_and_exactly_so(reader: Client):
    make.make_published("Il titolo")
    page = reader.get("/articoli/il-titolo/").text
    article = page[page.index("<article") : page.index("</article>")]
    assert article.count("Di Fantasy") == 1
    assert "di Di Fantasy" not in page


def test_internal_notes_are_on_no_page(reader: Client):
    make.make_organization("OpenAI")
    make.make_published(
        "Il titolo", body="<p>OpenAI</p>", notes="SEGRETISSIMO", section=make.make_section()
    )
    for path in ("/", "/articoli/", "/articoli/il-titolo/", "/organizzazioni/openai/",
                 "/autori/di-fantasy/", "/sezioni/modelli/"):  # fmt: skip
        assert "SEGRETISSIMO" not in reader.get(path).text


@pytest.mark.parametrize("status", HIDDEN)
def test_unpublished_article_is_on_no_page(reader: Client, status: ArticleStatus):
    make.make_organization("OpenAI")
    make.make_article(
        "Nascosto", body="<p>OpenAI</p>", status=status, section=make.make_section(), tags=["tema"]
    )
    assert_on_no_page(reader)


def test_article_under_embargo_is_on_no_page(reader: Client):
    make.make_organization("OpenAI")
    make.make_scheduled(
        "Nascosto", body="<p>OpenAI</p>", section=make.make_section(), tags=["tema"]
    )
    assert_on_no_page(reader)


def assert_on_no_page(reader: Client) -> None:
    for path in ("/", "/articoli/", "/organizzazioni/", "/autori/", "/sezioni/modelli/"):
        page = reader.get(path)
        assert page.status_code == 200
        for trace in ("Nascosto", "OpenAI", "Di Fantasy"):
            assert trace not in page.text
    for path in ("/articoli/nascosto/", "/temi/tema/", "/organizzazioni/openai/",
                 "/autori/di-fantasy/"):  # fmt: skip
        assert reader.get(path).status_code == 404


@pytest.mark.parametrize("status", [*HIDDEN, ArticleStatus.WITHDRAWN])
def test_newsroom_reads_unpublished_articles(desk_of, redattore, status: ArticleStatus):
    make.make_article("Nascosto", status=status)
    page = desk_of(redattore).get("/articoli/nascosto/")
    assert page.status_code == 200
    assert "i lettori non la vedono" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.text


def test_an_account_without_rights_is_a_reader(desk_of):
    make.make_article("Nascosto")
    assert desk_of(make.make_user("ospite")).get("/articoli/nascosto/").status_code == 404


def test_withdrawn_article_answers_410(reader: Client):
    make.make_article("Ritirato", status=ArticleStatus.WITHDRAWN)
    page = reader.get("/articoli/ritirato/")
    assert page.status_code == 410
    assert "è stato ritirato" in page.text


def test_an_old_address_leads_to_the_new_one(reader: Client):
    article = make.make_published("Il titolo")
    article.slug = "nuovo"
    publishing.save([article], by=None)
    page = reader.get("/articoli/il-titolo/")
    assert (page.status_code, page.headers["Location"]) == (301, "/articoli/nuovo/")


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (ArticleKind.NEWS, None),
        (ArticleKind.ANALYSIS, "Analisi"),
        (ArticleKind.OPINION, "Opinione"),
        (ArticleKind.INTERVIEW, "Intervista"),
        (ArticleKind.PRESS_RELEASE, "Questo è un comunicato"),
        (ArticleKind.SPONSORED, "pagato da <bdi>Acme"),
    ],
)
def test_kinds_that_are_not_news_are_labelled(reader: Client, kind: ArticleKind, label: str | None):
    sponsor = "Acme" if kind == ArticleKind.SPONSORED else ""
    make.make_published("Il titolo", kind=kind, sponsor=sponsor)
    page = reader.get("/articoli/il-titolo/").text
    assert ('class="kind"' in page) == (label is not None)
    assert label is None or label in page


def test_article_from_elsewhere_names_its_canonical_address(reader: Client):
    make.make_published("Il titolo", canonical_url="https://www.altrove.example/pezzo")
    page = reader.get("/articoli/il-titolo/").text
    assert '<link rel="canonical" href="https://www.altrove.example/pezzo">' in page
    assert "altrove.example</a>" in page


def test_a_picture_whose_file_is_missing_breaks_no_page(reader: Client):
    picture = make.make_picture()
    make.make_published("Il titolo", lead_picture=picture)
    picture.file.storage.delete(picture.file.name)
    for path in ("/", "/articoli/il-titolo/"):
        assert reader.get(path).status_code == 200


def test_hostile_text_is_escaped(reader: Client):
    attack = '"><script>alert(1)</script>'
    make.make_organization(attack + "Spa", description=attack)
    make.make_published(
        attack + " titolo", kicker=attack, standfirst=attack, slug="ostile",
        body=f"<p>{attack}Spa</p>", authors=[make.make_author(attack + "Ada", biography=attack)],
        lead_picture=make.make_picture(alt=attack, caption=attack, credit=attack), tags=[attack],
    )  # fmt: skip
    for path in ("/", "/articoli/ostile/", "/autori/", "/organizzazioni/"):
        page = reader.get(path).text
        assert page.count("<script") == page.count('<script type="application/ld+json">') == 1


def test_month_lists_its_articles(reader: Client):
    import datetime as dt
    from zoneinfo import ZoneInfo

    rome = ZoneInfo("Europe/Rome")
    make.make_published("Fine mese", published_at=dt.datetime(2025, 1, 31, 23, 59, tzinfo=rome))
    make.make_published("Primo", published_at=dt.datetime(2025, 2, 1, 0, 0, tzinfo=rome))
    january, february = (reader.get(f"/archivio/2025/0{n}/").text for n in (1, 2))
    assert "Fine mese" in january and "Primo" not in january
    assert "Primo" in february and "Fine mese" not in february
    assert "/archivio/2025/" in reader.get("/articoli/").text
    assert "/archivio/2025/02/" in reader.get("/archivio/2025/").text


@pytest.mark.parametrize(
    "path", ["/archivio/2025/1/", "/archivio/2025/13/", "/archivio/0000/01/", "/archivio/1999/01/",
             "/archivio/9999/12/"]
)  # fmt: skip
def test_a_month_without_articles_is_not_found(reader: Client, path: str):
    assert reader.get(path).status_code == 404


def test_a_long_list_is_paged_by_key(reader: Client):
    for number in range(45):
        make.make_published(f"Pezzo {number:02}", hours_ago=number // 2 + 1)
    path, seen = "/articoli/", []
    while True:
        page = reader.get(path).context["page"]
        seen += [article.headline for article in page.articles]
        if not page.older:
            break
        path = f"/articoli/{page.older}"
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "20250101000000",
        "99999999999999-a",
        "２０２５0101000000-a",
        "%00",
        "20250101000000-%00",
    ],
)
def test_a_senseless_page_key_is_no_error(reader: Client, key: str):
    make.make_published()
    assert reader.get(f"/articoli/?prima={key}").status_code in (200, 404)


def test_front_page_of_an_empty_paper_says_so(reader: Client):
    assert "torna fra poco" in reader.get("/").text


def test_pages_refuse_other_methods_than_get(reader: Client):
    make.make_published("Il titolo")
    for path in ("/", "/articoli/", "/articoli/il-titolo/"):
        assert reader.post(path).status_code == 405
        assert reader.head(path).status_code == 200


def test_pages_set_no_cookie_and_vary_by_none(reader: Client):
    make.make_published("Il titolo")
    for path in ("/", "/articoli/il-titolo/"):
        page = reader.get(path)
        assert not page.cookies
        assert "Cookie" not in page.headers.get("Vary", "")
