import pytest
from django.contrib.auth.models import Group, User

from tests import factories as make

pytestmark = pytest.mark.django_db
ADD = "/admin/auth/user/add/"


def test_a_direttore_makes_an_account_with_a_group(desk_of, direttore):
    desk = desk_of(direttore)
    data = {
        "username": "nuova",
        "usable_password": "true",
        "password1": "Tr3-parole-lunghe",
        "password2": "Tr3-parole-lunghe",
    }
    desk.post(ADD, data)
    person = User.objects.get(username="nuova")
    group = Group.objects.get(name="Redattore")
    desk.post(
        f"/admin/auth/user/{person.pk}/change/",
        {"username": "nuova", "is_active": "on", "is_staff": "on", "groups": [group.pk],
         "is_superuser": "on", "user_permissions": ["1"]},
    )  # fmt: skip
    person.refresh_from_db()
    assert person.is_staff and list(person.groups.all()) == [group]
    assert not person.is_superuser
    assert not person.user_permissions.exists()


def test_a_direttore_neither_sees_nor_changes_a_superuser(desk_of, direttore):
    root = User.objects.create_superuser("radice")
    desk = desk_of(direttore)
    assert "radice" not in desk.get("/admin/auth/user/").text
    desk.post(f"/admin/auth/user/{root.pk}/password/", {"password1": "x", "password2": "x"})
    root.refresh_from_db()
    assert not root.has_usable_password()


@pytest.mark.parametrize("group", ["Redattore", "Caporedattore"])
def test_accounts_need_a_direttore(desk_of, group: str):
    desk = desk_of(make.make_user("persona", group))
    for path in ("/admin/auth/user/", ADD, "/admin/auth/group/"):
        assert desk.get(path).status_code == 403


def test_groups_cannot_be_changed_by_a_direttore(desk_of, direttore):
    group = Group.objects.get(name="Redattore")
    desk = desk_of(direttore)
    assert desk.post(f"/admin/auth/group/{group.pk}/change/", {"name": "x"}).status_code == 403
