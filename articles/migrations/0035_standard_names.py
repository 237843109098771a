"""Models and their fields get standard names in code; tables and columns keep theirs."""

from django.db import migrations, models
from django.db.models import CASCADE

_TABLES = {
    "Look": "ContentVersion",
    "DossierLook": "DossierContentVersion",
    "Rendering": "ArticleFragments",
    "Dossier": "DossierFragments",
    "Stamp": "VersionToken",
    "AuthorTally": "AuthorCounter",
    "MonthTally": "MonthCounter",
}


def _renamed():
    for old, new in _TABLES.items():
        yield migrations.RenameModel(old, new)
        yield migrations.AlterModelTable(new, f"articles_{old.lower()}")


def _renamed_fields():
    for model in ("ArticleFragments", "DossierFragments"):
        yield migrations.RenameField(model, "look", "content_version")
        yield migrations.AlterField(
            model, "content_version", models.PositiveIntegerField(db_column="look")
        )
        yield migrations.RenameField(model, "recipe", "build_hash")
        yield migrations.AlterField(
            model, "build_hash", models.CharField(max_length=8, db_column="recipe")
        )
    yield migrations.RenameField("Picture", "recipe", "renditions_version")
    yield migrations.AlterField(
        "Picture",
        "renditions_version",
        models.PositiveSmallIntegerField(default=0, editable=False, db_column="recipe"),
    )


def _related_names():
    for model, name in (
        ("ContentVersion", "content_version"),
        ("ArticleFragments", "fragments"),
    ):
        yield migrations.AlterField(
            model,
            "article",
            models.OneToOneField(
                "articles.Article",
                on_delete=CASCADE,
                primary_key=True,
                serialize=False,
                related_name=name,
            ),
        )
    for model, name in (
        ("DossierContentVersion", "dossier_content_version"),
        ("DossierFragments", "dossier_fragments"),
    ):
        yield migrations.AlterField(
            model,
            "organization",
            models.OneToOneField(
                "articles.Organization",
                on_delete=CASCADE,
                primary_key=True,
                serialize=False,
                related_name=name,
            ),
        )
    yield migrations.AlterField(
        "AuthorCounter",
        "author",
        models.ForeignKey(
            "articles.Author", on_delete=CASCADE, db_constraint=False, related_name="counters"
        ),
    )


def rename_content_types(apps, schema_editor):
    _rename(apps, schema_editor, _TABLES.items())


def rename_content_types_back(apps, schema_editor):
    _rename(apps, schema_editor, [(new, old) for old, new in _TABLES.items()])


def _rename(apps, schema_editor, pairs):
    """Rename the rows that stand for the models, and their permissions: Django renames the former
    with a table, and here no table is renamed."""
    using = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for old, new in pairs:
        old, new = old.lower(), new.lower()
        kind = types.filter(app_label="articles", model=old).first()
        if kind is None or types.filter(app_label="articles", model=new).exists():
            continue
        kind.model = new
        kind.save(update_fields=["model"])
        for verb in ("add", "change", "delete", "view"):
            there = permissions.filter(content_type=kind, codename=f"{verb}_{old}")
            there.update(codename=f"{verb}_{new}")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0034_task_paths"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[*_renamed(), *_renamed_fields(), *_related_names()]
        ),
        migrations.RunPython(rename_content_types, rename_content_types_back),
    ]
