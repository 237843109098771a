"""The organisations of a piece, as the desk shows them while it is written."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.choices import MentionStanding
from articles.models import Article, Organization
from tests import factories as make
from tests.admin.article_forms import ADD, change, form

pytestmark = pytest.mark.django_db

TEXT = "Il CEO di OpenAI smentisce. Il post su X è falso. Lo dice la società Acme Robotics."


@pytest.fixture
def openai():
    return make.make_organization("OpenAI")


@pytest.fixture
def x():
    return make.make_organization("X")


def ask(desk: Client, article: Article | None = None, **typed: str):
    data = {"headline": "", "standfirst": "", "body": f"<p>{TEXT}</p>", **typed}
    if article:
        data["article"] = str(article.pk)
    return desk.post(reverse("admin:articles_article_organizations"), data)


def test_the_desk_follows_a_text_that_is_not_saved(desk_of, redattore, openai, x):
    answer = ask(desk_of(redattore)).json()
    assert answer["status"] == "1 legata, 1 da verificare, 1 nome nuovo"
    for words in ("Il CEO di <mark>OpenAI</mark> smentisce.", "è una lettera sola", "sicura",
                  f'name="org:{x.pk}" value="yes"', 'name="new:Acme Robotics"'):  # fmt: skip
        assert words in answer["html"]
    assert not Article.objects.exists()


def test_what_is_written_by_hostile_hands_stays_text(desk_of, redattore):
    answer = ask(desk_of(redattore), body="<p>La società &lt;img onerror=x&gt; Acme Robotics</p>")
    assert "<img" not in answer.json()["html"]


def test_choices_survive_the_writing(desk_of, redattore, x):
    answer = ask(desk_of(redattore), **{f"org:{x.pk}": "yes"}).json()
    assert f'name="org:{x.pk}" value="yes" checked' in answer["html"]


def test_the_endpoint_is_for_who_may_write(desk_of, reader, redattore, other_redattore):
    article = make.make_article(by=other_redattore)
    assert ask(desk_of(redattore), article).status_code == 403
    assert ask(reader).status_code == 302
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(redattore)
    assert ask(guarded).status_code == 403
    address = reverse("admin:articles_article_organizations")
    assert desk_of(redattore).get(address).status_code == 405


def test_without_a_script_the_rows_are_saved_with_the_piece(desk_of, caporedattore, openai, x):
    article = make.make_article(body=f"<p>{TEXT}</p>")
    desk = desk_of(caporedattore)
    assert "Organizzazioni nel testo" in desk.get(change(article)).text
    rows = {f"org:{x.pk}": "yes", f"org:{openai.pk}": "no", "new:Acme Robotics": "yes"}
    desk.post(change(article), form(article, **rows))
    standings = dict(article.mentions.values_list("organization__name", "standing"))
    assert standings == {
        "X": MentionStanding.CONFIRMED,
        "OpenAI": MentionStanding.REJECTED,
        "Acme Robotics": MentionStanding.CONFIRMED,
    }
    page = desk.get(change(article)).text
    assert "confermata da carla il" in page and "rifiutata da carla il" in page
    assert "«X»: accettata 1 volta su 1" in page


def test_a_name_that_was_dismissed_is_not_offered_again(desk_of, caporedattore):
    article = make.make_article(body=f"<p>{TEXT}</p>")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, **{"new:Acme Robotics": "no"}))
    assert "new:Acme Robotics" not in desk.get(change(article)).text
    assert not Organization.objects.exists()


def test_a_new_name_that_cannot_be_is_told_and_nothing_is_lost(desk_of, caporedattore):
    data = form(body="<p>Prezioso</p>", **{f"new:{'A' * 121}": "yes"})
    page = desk_of(caporedattore).post(ADD, data)
    assert page.status_code == 200
    assert "Prezioso" in page.text
    assert "120" in page.text
    assert not Organization.objects.exists()


def test_what_was_chosen_comes_back_with_a_form_that_is_refused(desk_of, caporedattore, x):
    data = form(headline="", body=f"<p>{TEXT}</p>", **{f"org:{x.pk}": "no"})
    page = desk_of(caporedattore).post(ADD, data)
    assert f'name="org:{x.pk}" value="no" checked' in page.text


def test_senseless_choices_do_nothing(desk_of, caporedattore, openai):
    article = make.make_article(body="<p>Il CEO di OpenAI</p>")
    rows = {"org:999999": "yes", "org:x": "yes", f"org:{openai.pk}": "maybe"}
    desk_of(caporedattore).post(change(article), form(article, **rows))
    assert article.mentions.get().standing == MentionStanding.AUTOMATIC


def test_an_organization_may_be_tied_that_the_text_does_not_name(desk_of, caporedattore, openai):
    article = make.make_article(body="<p>Nessuno.</p>")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, named_organizations=[str(openai.pk)]))
    assert article.mentions.get().standing == MentionStanding.CONFIRMED
    desk.post(change(article), form(article, named_organizations=[]))
    assert article.mentions.get().standing == MentionStanding.REJECTED


def test_links_in_the_text_can_be_switched_off(desk_of, caporedattore, reader, openai):
    article = make.make_published(body="<p>Il CEO di OpenAI</p>")
    address = 'di <a href="/organizzazioni/openai/">OpenAI</a>'
    assert address in reader.get(article.get_absolute_url()).text
    data = form(article)
    del data["links_organizations"]
    desk_of(caporedattore).post(change(article), data)
    assert address not in reader.get(article.get_absolute_url()).text


# Many at once


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


def test_many_are_decided_at_once(desk_of, caporedattore, x):
    first, second, third = (article.mentions.get() for article in offers(x))
    desk = desk_of(caporedattore)
    desk.post(QUEUE, {"_act": "confirm", "mention": [first.pk, second.pk]})
    desk.post(QUEUE, {"_act": "reject", "organization": x.pk, "name": "X", "all": "1"})
    for mention, standing in ((first, "confirmed"), (second, "confirmed"), (third, "rejected")):
        mention.refresh_from_db()
        assert (mention.standing, mention.decided_by) == (standing, caporedattore)
    assert "Niente da verificare" in desk.get(QUEUE).text
    assert first.article.text.linked_body


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


def test_the_queue_refuses_what_makes_no_sense(desk_of, caporedattore, x):
    desk = desk_of(caporedattore)
    assert (
        desk.post(QUEUE, {"_act": "confirm", "mention": ["x", "999"]}, follow=True).status_code
        == 200
    )
    assert desk.post(QUEUE, {"_act": "explode"}).status_code == 403


# The names of an organisation


def test_the_archive_is_read_from_the_organization(desk_of, caporedattore):
    make.make_article("Il passato", body="<p>Il CEO di Anthropic</p>")
    organization = make.make_organization("Anthropic")
    address = reverse("admin:articles_organization_archive", args=[organization.pk])
    desk = desk_of(caporedattore)
    assert "«Anthropic»" in desk.get(address).text
    page = desk.post(address, {"_act": "gather"}, follow=True).text
    assert "1 pezzo letto, 1 legame cambierebbe" in page
    assert "Il CEO di <mark>Anthropic</mark>" in page
    batch = organization.batches.get()
    page = desk.post(address, {"_act": "apply", "batch": batch.pk}, follow=True).text
    assert "1 legame cambiato nell’archivio." in page
    assert organization.mentions.count() == 1
    page = desk.post(address, {"_act": "undo", "batch": batch.pk}, follow=True).text
    assert "I legami sono quelli di prima." in page
    assert organization.mentions.count() == 0


def test_the_archive_is_not_a_redattore_s(desk_of, redattore):
    organization = make.make_organization("Anthropic")
    address = reverse("admin:articles_organization_archive", args=[organization.pk])
    assert desk_of(redattore).get(address).status_code == 403
    assert desk_of(redattore).post(address, {"_act": "gather"}).status_code == 403


def test_a_name_is_tried_before_it_is_saved(desk_of, redattore):
    make.make_article("Il passato", body="<p>Il CEO di Anthropic</p>")
    address = reverse("admin:articles_organization_preview")
    page = desk_of(redattore).get(address, {"name": "Anthropic"}).text
    assert "«Anthropic» è in 1 pezzo" in page and "<mark>Anthropic</mark>" in page
    assert "non è in nessun pezzo" in desk_of(redattore).get(address, {"name": "Zzz"}).text
    assert desk_of(redattore).get(address, {"name": '" \x00 *'}).status_code == 200


def test_the_policy_of_the_name_itself_can_be_changed(desk_of, caporedattore):
    organization = make.make_organization("Camera")
    name = organization.names.get()
    address = reverse("admin:articles_organization_change", args=[organization.pk])
    data = {
        "name": "Camera dei deputati", "kind": "public_body", "slug": "camera",
        "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "1", "names-0-id": name.pk,
        "names-0-organization": organization.pk, "names-0-policy": "offer",
    }  # fmt: skip
    assert desk_of(caporedattore).post(address, data).status_code == 302
    names = dict(organization.names.values_list("text", "kind"))
    assert names == {"Camera dei deputati": "name", "Camera": "former"}
    assert organization.names.get(text="Camera").policy == "offer"


def test_days_out_of_order_are_told(desk_of, caporedattore):
    data = {
        "name": "X", "kind": "platform", "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0",
        "names-0-text": "Twitter", "names-0-kind": "former", "names-0-policy": "automatic",
        "names-0-first_day": "24/07/2023", "names-0-last_day": "23/07/2023",
    }  # fmt: skip
    page = desk_of(caporedattore).post("/admin/articles/organization/add/", data)
    assert "L’ultimo giorno viene prima del primo." in page.text


def test_reading_a_piece_asks_for_a_fixed_number_of_queries(openai, x, at_most):
    article = make.make_article(body=f"<p>{TEXT}</p>" * 40)
    publishing.current_finder()
    with at_most(8):
        publishing.Reading.of(article)


def test_the_address_of_a_former_name_leads_to_the_dossier(desk_of, caporedattore, reader):
    data = {
        "name": "X", "kind": "platform", "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0",
        "names-0-text": "Twitter", "names-0-kind": "former", "names-0-policy": "automatic",
    }  # fmt: skip
    desk_of(caporedattore).post("/admin/articles/organization/add/", data)
    answer = reader.get("/organizzazioni/twitter/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/organizzazioni/x/")


def test_a_former_name_takes_no_other_page_s_address(desk_of, caporedattore, reader):
    make.make_organization("Twitter")
    make.make_published(body="<p>Il CEO di Twitter</p>")
    data = {
        "name": "X", "kind": "platform", "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0",
        "names-0-text": "Twitter", "names-0-kind": "former", "names-0-policy": "automatic",
    }  # fmt: skip
    desk_of(caporedattore).post("/admin/articles/organization/add/", data)
    assert reader.get("/organizzazioni/twitter/").status_code == 200


def test_two_organizations_are_merged_and_parted_again(desk_of, caporedattore, redattore):
    keep, absorb = make.make_organization("X Corp"), make.make_organization("Twitter")
    make.make_article("Il pezzo", body="<p>Il CEO di Twitter</p>")
    address = reverse("admin:articles_organization_merge", args=[keep.pk])
    assert desk_of(redattore).get(address).status_code == 403
    desk = desk_of(caporedattore)
    assert "Organizzazione da assorbire" in desk.get(address).text
    page = desk.post(address, {"absorb": absorb.pk}).text
    assert "1 legame passa a X Corp" in page and "«Twitter»" in page
    assert Organization.objects.count() == 2
    page = desk.post(address, {"absorb": absorb.pk, "_act": "merge"}, follow=True).text
    assert "Twitter è ora una cosa sola con X Corp." in page
    assert keep.mentions.count() == 1
    history = reverse("admin:articles_organization_history", args=[keep.pk])
    page = desk.get(history).text
    assert "Annulla l’unione" in page
    merge = keep.merges.get()
    page = desk.post(address, {"merge": merge.pk, "_act": "undo"}, follow=True).text
    assert "Twitter è di nuovo un’organizzazione a sé." in page
    assert "Annulla l’unione" not in page
    assert Organization.objects.get(name="Twitter").mentions.count() == 1
    assert desk.post(address, {"absorb": keep.pk}).status_code == 200
