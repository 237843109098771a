"""Note the permissions that the migrations up to here gave to the newsroom's groups, some of which
an owner may have taken away since: from here on a table of roles gives only what is new in it."""

from django.db import migrations, models

GIVEN = {
    "Redattore": {
        "articles.article": "view add change delete",
        "articles.source": "view add change delete",
        "articles.picture": "view add change",
        "articles.organization": "view add",
        "articles.organizationname": "view add",
        "articles.person": "view add",
        "articles.tag": "view add",
        "articles.author": "view",
        "articles.section": "view",
        "articles.correction": "view",
    },
    "Caporedattore": {
        "articles.article": "edit_every publish withdraw",
        "articles.picture": "delete",
        "articles.organization": "change delete",
        "articles.organizationname": "change delete",
        "articles.person": "change delete",
        "articles.tag": "change delete",
        "articles.author": "add change delete",
        "articles.section": "add change",
        "articles.affiliation": "view add change delete",
        "articles.interest": "view add change delete",
        "articles.rectification": "view add change",
        "articles.editorialact": "view",
        "articles.formeraddress": "view",
    },
    "Direttore": {
        "articles.section": "delete",
        "articles.formeraddress": "add change delete",
        "articles.oblivionrequest": "view add change",
        "articles.forgotten": "view",
        "articles.imprint": "view add change",
        "articles.director": "view add change delete",
        "auth.user": "view add change delete",
        "auth.group": "view",
    },
}


def note_what_was_given(apps, schema_editor):
    using = schema_editor.connection.alias
    rows = apps.get_model("articles", "AppliedRole").objects.using(using)
    groups = apps.get_model("auth", "Group").objects.using(using)
    given = set()
    for role, acts_on in GIVEN.items():
        # A role has what those before it have.
        for model, acts in acts_on.items():
            label, _, noun = model.partition(".")
            given |= {f"{label}.{act}_{noun}" for act in acts.split()}
        # The first release gave rights over the tags of taggit: those over the paper's own, which
        # took their place, have not been given there.
        of_taggit = groups.filter(name=role, permissions__content_type__app_label="taggit")
        not_given = {name for name in given if name.endswith("_tag") and of_taggit.exists()}
        rows.create(name=role, permissions=sorted(given - not_given))


class Migration(migrations.Migration):
    dependencies = [("articles", "0035_standard_names")]

    operations = [
        migrations.CreateModel(
            name="AppliedRole",
            fields=[
                ("name", models.CharField(max_length=150, primary_key=True, serialize=False)),
                ("permissions", models.JSONField(default=list)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(note_what_was_given, migrations.RunPython.noop),
    ]
