"""The hostile table in a real browser, with the policies set aside: the pages themselves are
clean, and the policies are a second wall."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from articles import publishing
from articles.models import Article
from tests import factories as make
from tests.admin.articles.forms import ADD, change, form
from tests.browser.conftest import log_in
from tests.hostile.table import batched, one_body, table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_TOUCH_EVERYTHING = """() => {
  for (const each of [...document.querySelectorAll("main *")].slice(0, 3000))
    for (const event of ["mouseover", "focus", "error", "toggle", "pointerenter", "animationend"])
      each.dispatchEvent(new Event(event));
}"""


@pytest.fixture
def articles(desk_of, transactional_db) -> list[Article]:
    """The whole table, through the form, in a few long articles and in names."""
    desk = desk_of(make.make_user("carla", "Caporedattore"))
    texts = [text.replace("\x00", "") for text in table()]
    for number, batch in enumerate(batched(texts, 80)):
        typed = form(
            headline=f"Titolo {batch[0]}",
            kicker=batch[1][:80],
            standfirst="".join(batch[:30])[:500],
            body=one_body(batch),
            byline_authors=[make.make_author(f"Ada {batch[2]}"[:100]).pk],
            tags=[f"tema {number}{batch[3]}"[:80].replace(",", " ")],
        )
        assert desk.post(ADD, typed).status_code == 302
    names = [make.make_organization(f"Spa {text}"[:90]) for text in texts[::40] if "\n" not in text]
    for article in Article.objects.all():
        publishing.save([article], publishing.Decisions(confirm=names), by=None)
        publishing.publish(article=article, by=None)
    return list(Article.objects.for_page())


def test_no_script_runs_on_any_page(articles: list[Article], new_context, live_server):
    page: Page = new_context(base_url=live_server.url, bypass_csp=True).new_page()
    violations: list[str] = []
    page.on("dialog", lambda dialog: (violations.append(f"{page.url}: ran"), dialog.dismiss()))
    page.on("popup", lambda popup: violations.append(f"{page.url}: opened {popup.url}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((live_server.url, "data:", "blob:"))
            or violations.append(f"{page.url}: called {request.url}")
        ),
    )
    first = articles[0]
    public = ["/", "/articoli/", "/organizzazioni/", "/autori/", "/cerca/?q=alert"]
    public += [article.get_absolute_url() for article in articles]
    public += [first.section.get_absolute_url(), first.signatures[0].get_absolute_url()]
    public += [first.sorted_tags[0].get_absolute_url()]
    public += [tie.organization.get_absolute_url() for tie in first.mentions.all()[:3]]
    desk = ["/admin/", "/admin/articles/article/", "/admin/articles/organization/"]
    desk += ["/admin/articles/author/", "/admin/articles/tag/", change(first), change(articles[1])]
    desk += [f"{change(first).removesuffix('change/')}history/"]
    for address in public:
        visit(page, address)
    log_in(page, "carla")
    for address in desk:
        visit(page, address)
    assert violations == []


def visit(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer.status == 200, address
    page.evaluate(_TOUCH_EVERYTHING)
    page.wait_for_timeout(100)
