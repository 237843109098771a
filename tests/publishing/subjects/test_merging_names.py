"""Authors, tags, sections and persons become one as organizations do, and two again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from articles import publishing
from articles.db.choices import InterestKind
from articles.models import (
    Affiliation,
    Article,
    Author,
    AuthorMerge,
    Byline,
    EditorialAct,
    FormerAddress,
    Interest,
    Person,
    Quotation,
    SearchEntry,
    Section,
    Tag,
    TaggedArticle,
    WorkingCopy,
)
from articles.publishing import NAMED
from articles.publishing.quotations.decide import create_person
from articles.publishing.subjects.namesakes import called
from articles.publishing.verifying import disagreements
from tests import factories as make

pytestmark = pytest.mark.django_db


def everything() -> dict:
    return {
        model.__name__: sorted(map(repr, model.objects.values_list(*fields)))
        for model, fields in (
            (Author, ("pk", "name", "slug", "user", "name_key", "distinguished_by")),
            (Byline, ("article", "author", "position")),
            (Interest, ("pk", "author", "organization")),
            (Tag, ("pk", "name", "slug", "name_key")),
            (TaggedArticle, ("content_object", "tag")),
            (Section, ("pk", "name", "slug")),
            (Article, ("pk", "section")),
            (Person, ("pk", "name", "slug", "wikidata_id")),
            (Quotation, ("pk", "person")),
            (Affiliation, ("person", "organization", "role")),
            (FormerAddress, ("path", "target")),
            (SearchEntry, ("place", "facets")),
        )
    }


@pytest.fixture(scope="module")
def caporedattore(made_once: None) -> User:
    return make.make_user("carla", "Caporedattore")


@pytest.fixture(scope="module")
def paper(caporedattore: User) -> None:
    """Two of each kind, on articles of their own and on one together."""
    openai = make.make_organization("OpenAI")
    keep, absorb = make.make_author("Marta Righi"), make.make_author("M. Righi")
    Author.objects.filter(pk=absorb.pk).update(user=caporedattore)
    Interest.objects.create(
        organization=openai, author=absorb, kind=InterestKind.EMPLOYER, note="Ne è pagata."
    )
    sentence = "Il CEO di OpenAI Sam Altman ha detto: «Una parola è poca»."
    for headline, authors, tags, section in (
        ("Suo", [absorb], ["IA"], "IA"),
        ("Altrui", [keep], ["Intelligenza artificiale"], "Intelligenza artificiale"),
        ("Insieme", [absorb, make.make_author("Ugo Bo"), keep],
         ["IA", "Intelligenza artificiale"], "IA"),
    ):  # fmt: skip
        article = make.make_published(
            headline,
            body=f"<p>{sentence}</p>",
            authors=authors,
            tags=tags,
            section=make.make_section(section),
        )
        make.confirm_quotations(article)
    make.make_article("Bozza", authors=[absorb], tags=["IA"], section=make.make_section("IA"))
    altman = Person.objects.get()
    other = create_person(name="Samuel Altman", by=None)
    Person.objects.filter(pk=altman.pk).update(wikidata_id="Q1")
    for person, role in ((altman, "CEO"), (altman, "socio"), (other, "CEO")):
        Affiliation.objects.create(person=person, organization=openai, role=role)


PAIRS = {
    Author: ("Marta Righi", "M. Righi"),
    Tag: ("Intelligenza artificiale", "IA"),
    Section: ("Intelligenza artificiale", "IA"),
    Person: ("Samuel Altman", "Sam Altman"),
}
PAGES = {Author: "autori", Tag: "temi", Section: "sezioni", Person: "persone"}


def pair(model):
    return [model.objects.get(name=name) for name in PAIRS[model]]


def test_bylines_interests_and_the_account_follow(paper, caporedattore, reader):
    keep, absorb = pair(Author)
    publishing.merge(keep=keep, absorb=absorb, by=caporedattore)
    signed = {
        article.headline: [author.name for author in article.signatures]
        for article in Article.objects.all()
    }
    assert signed == {
        "Suo": ["Marta Righi"],
        "Altrui": ["Marta Righi"],
        "Insieme": ["Marta Righi", "Ugo Bo"],
        "Bozza": ["Marta Righi"],
    }
    keep = Author.objects.with_published_articles().get(pk=keep.pk)
    assert keep.user == caporedattore and keep.article_count == 3
    assert keep.interests.get().note == "Ne è pagata."
    assert "Ne è pagata." in reader.get("/articoli/altrui/").text
    assert "M. Righi" not in reader.get("/articoli/suo/").text
    assert "Suo" in reader.get("/cerca/?q=parola&firma=marta-righi").text
    act = EditorialAct.objects.first()
    assert (act.verb, act.note) == ("merged", "M. Righi → Marta Righi")


@pytest.mark.parametrize("model", PAIRS)
def test_addresses_and_feeds_redirect_to_the_survivor(paper, model, reader):
    keep, absorb = pair(model)
    old, new = absorb.get_absolute_url(), keep.get_absolute_url()
    publishing.merge(keep=keep, absorb=absorb, by=None)
    assert reader.get(old).headers["Location"] == new
    if model is not Person:
        assert reader.get(f"{old}feed/atom/").headers["Location"] == f"{new}feed/atom/"
    assert reader.get(new).status_code == 200
    assert not list(disagreements())


@pytest.mark.parametrize("model", PAIRS)
def test_undoing_gives_back_everything(paper, model, reader):
    keep, absorb = pair(model)
    before, page = everything(), absorb.get_absolute_url()
    merge = publishing.merge(keep=keep, absorb=absorb, by=None)
    assert everything() != before
    publishing.undo_merge(merge, by=None)
    assert everything() == before
    assert reader.get(page).status_code == 200
    assert not list(disagreements())
    with pytest.raises(ValidationError):
        publishing.undo_merge(merge, by=None)


@pytest.mark.parametrize("model", PAIRS)
def test_chained_merges_are_undone_from_the_last(paper, model):
    before = everything()
    keep, absorb = pair(model)
    third = publishing.save_subject(subject=model(name="Terzo"))
    first = publishing.merge(keep=keep, absorb=absorb, by=None)
    last = publishing.merge(keep=third, absorb=keep, by=None)
    with pytest.raises(ValidationError, match="più recente"):
        publishing.undo_merge(first, by=None)
    publishing.undo_merge(last, by=None)
    publishing.undo_merge(first, by=None)
    model.objects.get(pk=third.pk).delete()
    assert everything() == before


def test_merged_name_means_the_survivor(paper, tmp_path):
    for model in PAIRS:
        keep, absorb = pair(model)
        publishing.merge(keep=keep, absorb=absorb, by=None)
    article = make.make_article("Nuovo", tags=["ia", "Altro"])
    assert {tag.name for tag in article.tags.all()} == {"Intelligenza artificiale", "Altro"}
    path = tmp_path / "pezzo.txt"
    path.write_text("Una frase.\n\nM. RIGHI e Ugo Bo\n", encoding="utf-8")
    call_command("import_articles", str(path), verbosity=0)
    article = Article.objects.get(headline="Una frase")
    assert [author.name for author in article.signatures] == ["Marta Righi", "Ugo Bo"]
    assert [each.name for each in publishing.people_called("sam altman")] == ["Samuel Altman"]


def test_earlier_version_is_signed_by_the_survivor(paper, caporedattore):
    article = Article.objects.get(headline="Insieme")
    version = publishing.version_of(article.pk, article.version)
    decided = publishing.Decisions(authors=[make.make_author("Ugo Bo")], tags=[])
    publishing.save([article], decided, by=None)
    for model in (Author, Tag, Section):
        keep, absorb = pair(model)
        publishing.merge(keep=keep, absorb=absorb, by=None)
    article = Article.objects.get(pk=article.pk)
    assert publishing.restore_version(article=article, version=version, by=caporedattore) == []
    article = Article.objects.get(pk=article.pk)
    assert [author.name for author in article.signatures] == ["Marta Righi", "Ugo Bo"]
    assert [tag.name for tag in article.tags.all()] == ["Intelligenza artificiale"]
    assert article.section.name == "Intelligenza artificiale"


def test_working_copy_with_a_merged_name_means_the_survivor(paper, caporedattore):
    keep, absorb = pair(Author)
    other = make.make_author("Ugo Bo")
    typed = f"headline=A&byline_authors={absorb.pk}&byline_authors={other.pk}&byline_authors="
    copy = WorkingCopy.objects.create(
        person=caporedattore, typed=f"{typed}{keep.pk}", saved_at=timezone.now()
    )
    publishing.merge(keep=keep, absorb=absorb, by=None)
    copy.refresh_from_db()
    assert copy.typed == f"headline=A&byline_authors={keep.pk}&byline_authors={other.pk}"


def test_ties_made_after_a_merge_stay(paper, caporedattore):
    keep, absorb = pair(Author)
    merge = publishing.merge(keep=keep, absorb=absorb, by=None)
    Article.objects.get(headline="Bozza").delete()
    Article.objects.get(headline="Insieme").bylines.filter(author=keep).delete()
    make.make_author("Terza")
    Author.objects.filter(user=caporedattore).update(user=None)
    Author.objects.filter(name="Terza").update(user=caporedattore)
    make.make_article("Dopo", authors=[keep])
    back = publishing.undo_merge(merge, by=None)
    assert back.user is None
    assert [each.article.headline for each in back.bylines.all()] == ["Suo"]
    assert {each.article.headline for each in keep.bylines.all()} == {"Altrui", "Dopo"}


def test_name_taken_meanwhile_is_not_restored(paper):
    keep, absorb = pair(Tag)
    merge = publishing.merge(keep=keep, absorb=absorb, by=None)
    publishing.save_subject(subject=Tag(name="IA"))
    with pytest.raises(ValidationError, match="non può tornare"):
        publishing.undo_merge(merge, by=None)
    assert called(Tag, "ia")[0].pk != absorb.pk


def test_merged_homonyms_are_no_longer_pending(paper):
    keep = make.make_author("D'Angelo")
    absorb = make.make_author("Da cambiare")
    Author.objects.filter(pk=absorb.pk).update(name="D’Angelo", name_key="")
    absorb.refresh_from_db()
    merge = publishing.merge(keep=keep, absorb=absorb, by=None)
    assert not list(publishing.doubles())
    publishing.undo_merge(merge, by=None)
    assert len(list(publishing.doubles())) == 1


@pytest.mark.parametrize("model", NAMED)
def test_merging_needs_the_right_to_edit_everything(model, redattore):
    keep, absorb = (publishing.save_subject(subject=model(name=name)) for name in ("A", "B"))
    with pytest.raises(PermissionDenied):
        publishing.merge(keep=keep, absorb=absorb, by=redattore)
    with pytest.raises(ValidationError):
        publishing.merge(keep=keep, absorb=keep, by=None)
    gone = model.objects.get(pk=absorb.pk)
    publishing.merge(keep=keep, absorb=absorb, by=None)
    with pytest.raises(ValidationError, match="non c’è più"):
        publishing.merge(keep=keep, absorb=gone, by=None)


def test_loaded_dump_knows_merged_names_and_does_not_undo(paper, tmp_path):
    keep, absorb = pair(Author)
    merge = publishing.merge(keep=keep, absorb=absorb, by=None)
    dump = str(tmp_path / "dump.json")
    call_command("dumpdata", "articles.authormerge", output=dump, verbosity=0)
    AuthorMerge.objects.all().delete()
    call_command("loaddata", dump, verbosity=0)
    assert publishing.signing_as("m. righi") == [keep]
    with pytest.raises(ValidationError):
        publishing.undo_merge(merge, by=None)


def test_share_images_show_a_renamed_section(paper):
    section = Section.objects.get(name="IA")
    section.name = "Macchine"
    publishing.save_subject(subject=section)
    assert not list(disagreements())
