"""The three groups of the newsroom, with what each may do."""

from django.db import migrations

from articles.migrations._rights import make_permissions

WRITER = {
    "articles": [
        "view_article", "add_article", "change_article", "delete_article",
        "view_author",
        "view_organization", "add_organization",
        "view_picture", "add_picture", "change_picture",
        "view_section",
        "view_tag", "add_tag",
        "view_source", "add_source", "change_source", "delete_source",
        "view_organizationname", "add_organizationname",
    ],
}
EDITOR = {
    "articles": [
        *WRITER["articles"],
        "edit_every_article", "publish_article", "withdraw_article",
        "add_author", "change_author", "delete_author",
        "change_organization", "delete_organization",
        "change_organizationname", "delete_organizationname",
        "delete_picture",
        "add_section", "change_section",
        "change_tag", "delete_tag",
        "view_formeraddress",
    ],
}
DIRECTOR = {
    "articles": [
        *EDITOR["articles"],
        "delete_section",
        "add_formeraddress", "change_formeraddress", "delete_formeraddress",
    ],
    "auth": ["view_user", "add_user", "change_user", "delete_user", "view_group"],
}
GROUPS = {"Redattore": WRITER, "Caporedattore": EDITOR, "Direttore": DIRECTOR}


def make_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    make_permissions(apps, schema_editor, "articles", "auth")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, rights in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        for label, codenames in rights.items():
            group.permissions.add(
                *Permission.objects.using(using).filter(
                    content_type__app_label=label, codename__in=codenames
                )
            )


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
