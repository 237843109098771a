"""The names of an organization: tried, searched for in the archive, changed, merged."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Organization
from tests import factories as make
from tests.admin.articles.forms import NO_INTERESTS

pytestmark = pytest.mark.django_db


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


def test_reading_the_archive_is_refused_to_a_redattore(desk_of, redattore):
    organization = make.make_organization("Anthropic")
    address = reverse("admin:articles_organization_archive", args=[organization.pk])
    assert desk_of(redattore).get(address).status_code == 403
    assert desk_of(redattore).post(address, {"_act": "gather"}).status_code == 403


def test_saving_a_new_name_offers_to_read_the_archive(desk_of, redattore, caporedattore):
    data = {"name": "Anthropic", "kind": "company",
            **NO_INTERESTS, "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}  # fmt: skip
    page = desk_of(caporedattore).post("/admin/articles/organization/add/", data, follow=True)
    assert "Ci sono nomi mai cercati nell’archivio." in page.text
    data["name"] = "Mistral AI"
    page = desk_of(redattore).post("/admin/articles/organization/add/", data, follow=True)
    assert "mai cercati" not in page.text


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
        **NO_INTERESTS, "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "1", "names-0-id": name.pk,
        "names-0-organization": organization.pk, "names-0-policy": "offer",
    }  # fmt: skip
    assert desk_of(caporedattore).post(address, data).status_code == 302
    names = dict(organization.names.values_list("text", "kind"))
    assert names == {"Camera dei deputati": "name", "Camera": "former"}
    assert organization.names.get(text="Camera").policy == "offer"


def test_days_out_of_order_are_reported(desk_of, caporedattore):
    data = {
        "name": "X", "kind": "platform", **NO_INTERESTS,
        "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0",
        "names-0-text": "Twitter", "names-0-kind": "former", "names-0-policy": "automatic",
        "names-0-first_day": "24/07/2023", "names-0-last_day": "23/07/2023",
    }  # fmt: skip
    page = desk_of(caporedattore).post("/admin/articles/organization/add/", data)
    assert "L’ultimo giorno viene prima del primo." in page.text


def test_the_address_of_a_former_name_leads_to_the_dossier(desk_of, caporedattore, reader):
    data = {
        "name": "X", "kind": "platform", **NO_INTERESTS,
        "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0",
        "names-0-text": "Twitter", "names-0-kind": "former", "names-0-policy": "automatic",
    }  # fmt: skip
    desk_of(caporedattore).post("/admin/articles/organization/add/", data)
    answer = reader.get("/organizzazioni/twitter/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/organizzazioni/x/")


def test_a_former_name_takes_no_other_page_s_address(desk_of, caporedattore, reader):
    make.make_organization("Twitter")
    make.make_published(body="<p>Il CEO di Twitter</p>")
    data = {
        "name": "X", "kind": "platform", **NO_INTERESTS,
        "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0",
        "names-0-text": "Twitter", "names-0-kind": "former", "names-0-policy": "automatic",
    }  # fmt: skip
    desk_of(caporedattore).post("/admin/articles/organization/add/", data)
    assert reader.get("/organizzazioni/twitter/").status_code == 200


def test_organizations_are_merged_and_separated_again(desk_of, caporedattore, redattore):
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
    assert "Unione fatta: «Twitter» ora è «X Corp»." in page
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


def test_main_name_is_not_deleted(desk_of, caporedattore):
    organization = make.make_organization("Camera")
    name = organization.names.get()
    address = reverse("admin:articles_organization_change", args=[organization.pk])
    data = {
        "name": "Camera", "kind": "public_body", "slug": "camera",
        **NO_INTERESTS, "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "1", "names-0-id": name.pk,
        "names-0-organization": organization.pk, "names-0-policy": "automatic",
        "names-0-DELETE": "on",
    }  # fmt: skip
    desk_of(caporedattore).post(address, data)
    assert organization.names.get() == name
