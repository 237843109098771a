"""A name finds its past: gathered, shown, applied, undone as one."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import publishing, search
from articles.db.choices import BatchState, MentionStanding, NameKind
from articles.models import Article, LinkingBatch, Mention, OrganizationName
from articles.publishing.organizations import backfill
from tests import factories as make

pytestmark = pytest.mark.django_db


def ties() -> list[tuple]:
    rows = Mention.objects.order_by("article__slug", "organization__slug")
    return list(
        rows.values_list(
            "article__slug", "organization__slug", "standing", "count", "name", "offset",
            "confidence", "decided_by",
        )
    )  # fmt: skip


def gather(organization, by=None) -> LinkingBatch:
    batch = backfill.begin(organization=organization, by=by)
    for _ in backfill.work(batch, by=by):
        pass
    return batch


def apply(batch, by=None) -> None:
    backfill.apply(batch, by=by)
    for _ in backfill.work(batch, by=by):
        pass


def undo(batch, by=None) -> None:
    backfill.undo(batch, by=by)
    for _ in backfill.work(batch, by=by):
        pass


@pytest.fixture
def past():
    """Articles that name who is not known yet, and one that names nobody."""
    make.make_article("Sicuro", body="<p>Il CEO di Anthropic parla di Claude.</p>")
    make.make_article("Incerto", body="<p>Il signor Claude Anthropic è nato a Lione.</p>")
    make.make_article("Estraneo", body="<p>Non si parla di nessuno.</p>")
    return make.make_organization("Anthropic")


def test_a_new_organization_finds_its_past(past):
    batch = gather(past)
    assert batch.state == BatchState.READY
    assert (batch.read_count, batch.changes.count()) == (2, 2)
    assert ties() == []
    apply(batch)
    standings = dict(Mention.objects.values_list("article__headline", "standing"))
    assert standings == {"Sicuro": "automatic", "Incerto": "suggested"}
    text = Article.objects.get(headline="Sicuro").text
    assert '<a href="/organizzazioni/anthropic/">Anthropic</a>' in text.rendered_body


def test_a_batch_is_undone_as_one(past):
    openai = make.make_organization("OpenAI")
    make.make_article("Altro", body="<p>Il CEO di OpenAI</p>")
    before = ties()
    linked = list(Article.objects.order_by("pk").values_list("text__rendered_body", flat=True))
    batch = gather(past)
    apply(batch)
    assert ties() != before
    undo(batch)
    assert ties() == before
    assert batch.state == BatchState.UNDONE
    assert linked == list(
        Article.objects.order_by("pk").values_list("text__rendered_body", flat=True)
    )
    assert openai.mentions.count() == 1


def test_human_decision_is_never_overwritten(past, caporedattore):
    sure = Article.objects.get(headline="Sicuro")
    publishing.save([sure], publishing.Decisions(reject=[past]), by=caporedattore)
    batch = gather(past)
    apply(batch)
    assert sure.mentions.get().standing == MentionStanding.REJECTED
    undo(batch)
    assert sure.mentions.get().decided_by == caporedattore


def test_decision_after_a_batch_survives_its_undoing(past, caporedattore):
    batch = gather(past)
    apply(batch)
    article = Article.objects.get(headline="Incerto")
    publishing.save([article], publishing.Decisions(confirm=[past]), by=caporedattore)
    undo(batch)
    assert [tie.standing for tie in past.mentions.all()] == [MentionStanding.CONFIRMED]


def test_an_article_that_changed_meanwhile_is_left_as_it_is(past):
    batch = gather(past)
    article = Article.objects.get(headline="Sicuro")
    article.body = "<p>Anthropic, Anthropic, il CEO di Anthropic.</p>"
    publishing.save([article], by=None)
    apply(batch)
    assert article.mentions.get().count == 3


def test_a_new_name_reads_only_the_articles_that_hold_it():
    openai = make.make_organization("OpenAI")
    for number in range(5):
        make.make_article(f"Noto {number}", body="<p>Il CEO di OpenAI.</p>")
    make.make_article("Nuovo", body="<p>Chi usa ChatGPT?</p>")
    apply(gather(openai))
    OrganizationName.objects.create(organization=openai, text="ChatGPT", kind=NameKind.PRODUCT)
    batch = gather(openai)
    assert (batch.read_count, batch.changes.count()) == (1, 1)


def test_name_added_during_a_reading_waits_for_another():
    openai = make.make_organization("OpenAI")
    make.make_article("Noto", body="<p>Il CEO di OpenAI.</p>").mentions.all().delete()
    make.make_article("Nuovo", body="<p>Chi usa ChatGPT?</p>")
    batch = gather(openai)
    name = OrganizationName.objects.create(organization=openai, text="ChatGPT")
    apply(batch)
    assert list(backfill.unread_names(openai)) == [name]
    apply(gather(openai))
    assert openai.mentions.count() == 2
    assert not backfill.unread_names(openai).exists()


def test_rewritten_name_is_searched_again():
    openai = make.make_organization("OpenAI")
    apply(gather(openai))
    name = openai.names.get()
    name.text = "Open AI"
    name.save()
    assert backfill.unread_names(openai).exists()


def test_reading_again_changes_nothing(past):
    apply(gather(past))
    before = ties()
    batch = gather(past)
    assert batch.changes.count() == 0
    apply(batch)
    assert ties() == before


def test_interrupted_reading_resumes(past, monkeypatch):
    monkeypatch.setattr(backfill, "AT_ONCE", 1)
    batch = backfill.begin(organization=past, by=None)
    next(backfill.work(batch, by=None))
    batch = backfill.begin(organization=past, by=None)
    assert (LinkingBatch.objects.count(), batch.read_count) == (1, 1)
    batch = gather(past)
    assert (batch.read_count, batch.changes.count()) == (2, 2)
    backfill.apply(batch, by=None)
    next(backfill.work(batch, by=None))
    assert Mention.objects.count() == 1
    again = LinkingBatch.objects.get()
    for _ in backfill.work(again, by=None):
        pass
    assert (again.state, Mention.objects.count()) == (BatchState.APPLIED, 2)


def test_the_whole_archive_is_read_where_nobody_is_named(past):
    make.make_organization("Estranea")
    batch = gather(None)
    assert batch.read_count == 3
    apply(batch)
    assert Mention.objects.count() == 2


def test_dropped_batch_ties_nothing(past):
    batch = gather(past)
    backfill.drop(batch, by=None)
    apply(batch)
    assert (batch.state, ties()) == (BatchState.DROPPED, [])


def test_reading_the_archive_is_refused_to_a_redattore(past, redattore):
    with pytest.raises(PermissionDenied):
        backfill.begin(organization=past, by=redattore)


# The words of the articles


@pytest.mark.parametrize(
    ("phrase", "headlines"),
    [
        ("banca d'italia", ["Banca"]),
        ("Banca d’Italia", ["Banca"]),
        ("ITALIA", ["Banca", "Italia"]),
        ("DeepSeek-V3", ["Trattino"]),
        ("ital", []),
        ('" OR * NEAR (', []),
        ("", []),
        ("città", ["Italia"]),
        ("citta", []),
    ],
)
def test_articles_are_found_by_their_words(phrase: str, headlines: list[str]):
    make.make_article("Banca", body="<p>La Banca d’<em>Italia</em> alza i tassi.</p>")
    make.make_article("Italia", body="<p>Una città.</p>", standfirst="In Italia piove.")
    make.make_article("Trattino", body="<p>Il DeepSeek-V3 è uscito.</p>")
    found = search.with_words(phrase).order_by("article__headline")
    assert list(found.values_list("article__headline", flat=True)) == headlines


def test_the_index_follows_the_articles():
    article = make.make_article("Uno", body="<p>Prima parola.</p>")
    article.body = "<p>Seconda parola.</p>"
    publishing.save([article], by=None)
    assert not search.with_words("prima").exists()
    assert search.with_words("seconda").exists()
    article.delete()
    assert not search.with_words("seconda").exists()
