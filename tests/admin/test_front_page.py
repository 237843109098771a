import pytest
from django.test import Client

from articles import publishing
from articles.models import FrontPlace
from tests import factories as make

pytestmark = pytest.mark.django_db
PATH = "/admin/articles/article/front/"


@pytest.fixture
def desk(client: Client, caporedattore) -> Client:
    client.force_login(caporedattore)
    return client


def test_the_front_page_is_arranged_without_scripts(desk: Client, reader: Client):
    make.make_published("Nuovo")
    old = make.make_published("Vecchio", hours_ago=9)
    page = desk.get(PATH)
    assert "Da sé: Nuovo" in page.text
    data = {"place": [old.pk, ""], "until": "24", "seen": publishing.front_arrangement()}
    assert desk.post(PATH, data, follow=True).status_code == 200
    front = reader.get("/").text
    assert front.index("Vecchio") < front.index("Nuovo")
    assert "com’è adesso, fino a" in desk.get(PATH).text


def test_a_conflict_keeps_what_was_chosen(desk: Client):
    one, two = make.make_published("Uno"), make.make_published("Due")
    data = {"place": [one.pk], "until": "24", "seen": ""}
    desk.post(PATH, data)
    page = desk.post(PATH, {**data, "place": [two.pk]})
    assert "Nel frattempo qualcuno" in page.text
    assert f'<option value="{two.pk}" selected>' in page.text
    assert FrontPlace.objects.get().article == one
    again = {"place": [two.pk], "until": "24", "seen": page.context["form"]["seen"].value()}
    desk.post(PATH, again)
    assert FrontPlace.objects.get().article == two


def test_same_article_twice_is_reported(desk: Client):
    article = make.make_published()
    page = desk.post(PATH, {"place": [article.pk, article.pk], "until": "24", "seen": ""})
    assert "Lo stesso pezzo è in due posti" in page.text and not FrontPlace.objects.exists()


def test_senseless_values_are_ignored(desk: Client):
    make.make_published()
    draft = make.make_article("Bozza")
    data = {"place": ["x", "-1", str(draft.pk), "9" * 30], "until": "24", "seen": ""}
    assert desk.post(PATH, data).status_code == 302
    assert not FrontPlace.objects.exists()
    assert desk.post(PATH, {"place": [], "until": "mai", "seen": ""}).status_code == 200


def test_arranging_is_hidden_without_the_right_to_publish(client: Client, redattore):
    client.force_login(redattore)
    assert client.get(PATH).status_code == 403
    assert PATH not in client.get("/admin/").text


def test_the_page_keeps_its_queries(desk: Client, at_most):
    for number in range(30):
        make.make_published(f"Pezzo {number}", lead_picture=make.make_picture(f"{number}.png"))
    with at_most(20):
        desk.get(PATH)
