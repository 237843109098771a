"""Turn what readers were told of articles into corrections; a withdrawal gets its time. Typos, and
changes that nobody was told of in words, stay in the log of the newsroom alone."""

from django.db import migrations


def tell(apps, schema_editor):
    using = schema_editor.connection.alias
    Amendment = apps.get_model("articles", "Amendment")
    Correction = apps.get_model("articles", "Correction")
    told = Amendment.objects.using(using).exclude(line="").exclude(kind="typo")
    for amendment in told.select_related("by").iterator():
        by = amendment.by
        name = f"{by.first_name} {by.last_name}".strip() or by.username if by else ""
        field = "wrong" if amendment.kind == "correction" else "right"
        Correction.objects.using(using).create(
            article_id=amendment.article_id,
            kind=amendment.kind,
            by=by,
            by_name=name,
            at=amendment.at,
            **{field: amendment.line},
        )


def tell_as_before(apps, schema_editor):
    using = schema_editor.connection.alias
    Amendment = apps.get_model("articles", "Amendment")
    for correction in apps.get_model("articles", "Correction").objects.using(using).iterator():
        Amendment.objects.using(using).create(
            article_id=correction.article_id,
            kind="update" if correction.kind == "update" else "correction",
            line=f"{correction.wrong} {correction.right}".strip()[:300],
            by_id=correction.by_id,
            at=correction.at,
        )


def say_when(apps, schema_editor):
    using = schema_editor.connection.alias
    Withdrawal = apps.get_model("articles", "Withdrawal")
    acts = apps.get_model("articles", "EditorialAct").objects.using(using).filter(verb="withdrawn")
    articles = apps.get_model("articles", "Article").objects.using(using)
    for key, modified_at in articles.filter(status="withdrawn").values_list("pk", "modified_at"):
        last = acts.filter(article_key=key).order_by("-pk").values_list("at", flat=True).first()
        at = (last or modified_at).replace(microsecond=0)
        # The note of the log was for the newsroom alone: readers are given no reason.
        Withdrawal.objects.using(using).create(article_id=key, at=at, reason="")


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_corrections")]

    operations = [
        migrations.RunPython(tell, tell_as_before),
        migrations.RunPython(say_when, migrations.RunPython.noop),
    ]
