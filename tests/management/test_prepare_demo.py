import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.delivery.article_fragments import to_render_q
from articles.models import Article
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_pictures")]


def test_a_fresh_paper_gets_the_demo_and_its_accounts(settings):
    settings.DEBUG = True
    call_command("prepare_demo", verbosity=0)
    assert Article.objects.published().count() >= 12
    assert not Article.objects.filter(to_render_q()).exists(), "its pages are ready"
    groups = dict(User.objects.values_list("username", "groups__name"))
    assert groups == {
        "direttore": "Direttore",
        "caporedattore": "Caporedattore",
        "redattore": "Redattore",
    }
    assert all(u.check_password("demo") and not u.is_superuser for u in User.objects.all())


def test_second_run_changes_nothing(settings):
    settings.DEBUG = True
    call_command("prepare_demo", verbosity=0)
    Article.objects.first().delete()
    user = User.objects.get(username="redattore")
    user.set_password("mia")
    user.save()
    before = Article.objects.count()
    call_command("prepare_demo", verbosity=0)
    assert Article.objects.count() == before
    assert User.objects.get(username="redattore").check_password("mia")


def test_without_debug_no_account_is_made(settings, capsys):
    settings.DEBUG = False
    for _ in range(2):
        call_command("prepare_demo", verbosity=0)
        assert "manage.py createsuperuser" in capsys.readouterr().out
    assert Article.objects.exists()
    assert not User.objects.exists()


def test_paper_with_accounts_is_left_alone(settings):
    settings.DEBUG = True
    make.make_user("vera")
    call_command("prepare_demo", verbosity=0)
    assert User.objects.count() == 1
    assert not Article.objects.exists()
