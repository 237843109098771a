"""Two organizations become one, and two again."""

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from articles import publishing
from articles.db.choices import MentionStanding, NameKind
from articles.models import (
    ArticleText,
    FormerAddress,
    Interest,
    Mention,
    NameRecord,
    Organization,
    OrganizationMerge,
    OrganizationName,
)
from articles.publishing.organizations import backfill
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def x():
    return make.make_organization("X Corp", ("Grok", NameKind.PRODUCT))


@pytest.fixture
def twitter():
    return make.make_organization("Twitter", ("Periscope", NameKind.PRODUCT))


@pytest.fixture
def articles(x, twitter, caporedattore):
    make.make_published("Solo X", body="<p>Il CEO di X Corp</p>")
    make.make_published("Solo Twitter", body="<p>Il CEO di Twitter</p>")
    both = make.make_published("Tutti e due", body="<p>Il CEO di Twitter e di X Corp</p>")
    publishing.save([both], publishing.Decisions(confirm=[twitter]), by=caporedattore)
    refused = make.make_published("Rifiutata", body="<p>Il CEO di Twitter.</p>")
    publishing.save([refused], publishing.Decisions(reject=[twitter]), by=caporedattore)


def everything() -> dict:
    return {
        model.__name__: sorted(map(repr, model.objects.values_list(*fields)))
        for model, fields in (
            (Organization, ("pk", "name", "slug", "parent")),
            (OrganizationName, ("organization", "text", "kind")),
            (Mention, ("article", "organization", "standing", "count", "name", "offset",
                       "decided_by", "taught")),
            (NameRecord, ("organization", "name", "feature", "accepted", "refused")),
            (FormerAddress, ("path", "target")),
            (Interest, ("pk", "organization", "note")),
            (ArticleText, ("article", "rendered_body")),
        )
    }  # fmt: skip


def test_ties_names_memory_and_addresses_follow(x, twitter, articles, reader):
    child = make.make_organization("Vine", parent=twitter)
    publishing.merge(keep=x, absorb=twitter, by=None)
    assert set(x.names.values_list("text", "kind")) == {
        ("X Corp", "name"), ("Grok", "product"), ("Twitter", "alias"), ("Periscope", "product"),
    }  # fmt: skip
    ties = dict(x.mentions.values_list("article__headline", "standing"))
    assert ties == {
        "Solo X": "automatic",
        "Solo Twitter": "automatic",
        "Tutti e due": "confirmed",
        "Rifiutata": "rejected",
    }
    both = x.mentions.get(article__headline="Tutti e due")
    assert (both.count, both.name, both.offset) == (2, "Twitter", 10)
    record = x.name_records.get(name="Twitter", feature="")
    assert (record.accepted, record.refused) == (1, 1)
    child.refresh_from_db()
    assert child.parent == x
    answer = reader.get("/organizzazioni/twitter/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/organizzazioni/x-corp/")
    assert '<a href="/organizzazioni/x-corp/">Twitter</a>' in (
        reader.get("/articoli/solo-twitter/").text
    )


def test_absorbed_name_ties_new_articles_to_the_survivor(x, twitter):
    publishing.merge(keep=x, absorb=twitter, by=None)
    article = make.make_article(body="<p>Il CEO di Twitter</p>")
    assert article.mentions.get().organization == x


def test_undoing_gives_back_everything(x, twitter, articles, reader):
    make.make_organization("Vine", parent=twitter)
    Organization.objects.filter(pk=x.pk).update(parent=twitter)
    x.refresh_from_db()
    before = everything()
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    assert everything() != before
    publishing.undo_merge(merge, by=None)
    assert everything() == before
    assert reader.get("/organizzazioni/twitter/").status_code == 200


def test_interests_follow_and_come_back(x, twitter):
    for organization, note in ((x, "Lo stesso."), (twitter, "Lo stesso."), (twitter, "Un altro.")):
        Interest.objects.create(organization=organization, kind="owner", note=note)
    before = everything()
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    assert set(x.interests.values_list("note", flat=True)) == {"Lo stesso.", "Un altro."}
    publishing.undo_merge(merge, by=None)
    assert everything() == before


def test_readings_of_the_archive_and_earlier_merges_come_back(x, twitter, articles):
    vine = make.make_organization("Vine")
    earlier = publishing.merge(keep=twitter, absorb=vine, by=None)
    make.make_article("Vecchio", body="<p>Il CEO di Twitter</p>").mentions.all().delete()
    batch = backfill.begin(organization=twitter, by=None)
    for _ in backfill.work(batch, by=None):
        pass
    backfill.apply(batch, by=None)
    for _ in backfill.work(batch, by=None):
        pass
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    publishing.undo_merge(merge, by=None)
    batch.refresh_from_db()
    backfill.undo(batch, by=None)
    for _ in backfill.work(batch, by=None):
        pass
    assert not Mention.objects.filter(article__headline="Vecchio").exists()
    publishing.undo_merge(earlier, by=None)
    assert Organization.objects.filter(slug="vine").exists()


def test_decisions_after_a_merge_survive_its_undoing(x, twitter, articles, caporedattore):
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    mention = x.mentions.get(article__headline="Solo Twitter")
    publishing.decide_mentions([mention], standing=MentionStanding.REJECTED, by=caporedattore)
    publishing.undo_merge(merge, by=None)
    again = Mention.objects.get(article__headline="Solo Twitter")
    assert (again.organization.name, again.standing) == ("Twitter", MentionStanding.REJECTED)


def test_article_deleted_meanwhile_does_not_block_undoing(x, twitter, articles):
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    Mention.objects.filter(article__headline="Tutti e due").first().article.delete()
    publishing.undo_merge(merge, by=None)
    assert Organization.objects.filter(slug="twitter").exists()


def test_merge_stored_in_the_older_format_is_undone(x, twitter, articles):
    """The format is that of the time when organizations alone could be merged."""
    vine = make.make_organization("Vine")
    before = everything()
    earlier = publishing.merge(keep=twitter, absorb=vine, by=None)
    rows = serializers.serialize("python", [earlier])
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    merge.before["organizations"] = merge.before.pop("rows")
    merge.before["merges"] = rows
    merge.save()
    OrganizationMerge.objects.filter(pk=earlier.pk).delete()
    publishing.undo_merge(merge, by=None)
    publishing.undo_merge(earlier, by=None)
    assert everything() == before


def test_a_merge_is_undone_once(x, twitter):
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    publishing.undo_merge(merge, by=None)
    with pytest.raises(ValidationError):
        publishing.undo_merge(merge, by=None)


def test_an_organization_is_not_merged_with_itself(x):
    with pytest.raises(ValidationError):
        publishing.merge(keep=x, absorb=x, by=None)


def test_merging_is_refused_to_a_redattore(x, twitter, redattore):
    with pytest.raises(PermissionDenied):
        publishing.merge(keep=x, absorb=twitter, by=redattore)


def test_loaded_dump_does_not_undo_with_foreign_keys(x, twitter, tmp_path):
    merge = publishing.merge(keep=x, absorb=twitter, by=None)
    dump = str(tmp_path / "dump.json")
    call_command("dumpdata", "articles.organizationmerge", output=dump, verbosity=0)
    call_command("loaddata", dump, verbosity=0)
    with pytest.raises(ValidationError):
        publishing.undo_merge(merge, by=None)
