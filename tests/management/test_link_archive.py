import pytest
from django.core.management import call_command

from articles.models import LinkingBatch, Mention
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def past():
    make.make_article("Il passato", body="<p>Ieri pioveva. Lo dice il CEO di Anthropic.</p>")
    make.make_article("Altro", body="<p>Nessuno.</p>")
    return make.make_organization("Anthropic")


def test_dry_run_reports_and_stores_nothing(past, capsys):
    call_command("link_archive", organization="anthropic", dry_run=True)
    output = capsys.readouterr().out
    assert "1 pezzo letto. 1 legame cambierebbe." in output
    assert "il-passato · Anthropic · Trovata nel testo: Lo dice il CEO di [Anthropic]." in output
    assert "niente è stato salvato" in output
    assert not Mention.objects.exists() and not LinkingBatch.objects.exists()


def test_archive_is_linked_and_unlinked_again(past, capsys):
    call_command("link_archive", organization="anthropic", interactive=False)
    assert past.mentions.count() == 1
    batch = LinkingBatch.objects.get()
    assert f"link_archive --undo {batch.pk}" in capsys.readouterr().out
    call_command("link_archive", undo=batch.pk)
    assert past.mentions.count() == 0


def test_whole_archive_is_read_for_every_organization(past):
    call_command("link_archive", interactive=False)
    assert past.mentions.count() == 1
    assert LinkingBatch.objects.get().read_count == 2


def test_refused_confirmation_links_nothing(past, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "n")
    call_command("link_archive", organization="anthropic")
    assert not Mention.objects.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"organization": "nessuno"}, "Non c’è nessuna organizzazione «nessuno»."),
        ({"undo": 99}, "Non c’è una lettura 99 da annullare."),
    ],
)
def test_unknown_arguments_are_reported(past, capsys, options, message):
    with pytest.raises(SystemExit):
        call_command("link_archive", **options)
    assert message in capsys.readouterr().err
