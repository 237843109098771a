"""A waiting task is stored with the module of its function: those modules have new names."""

from django.db import migrations

_PATHS = {
    "articles.publishing.archive.work_on": "articles.publishing.organizations.backfill.work_on",
    "articles.publishing.dossiers.make_dossiers_of": (
        "articles.delivery.dossier_fragments.make_dossiers_of"
    ),
    "articles.publishing.pictures.make_renditions": (
        "articles.publishing.pictures.library.make_renditions"
    ),
    "articles.publishing.rendering.make_pages": "articles.delivery.article_fragments.make_pages",
    "articles.publishing.share.draw_share": "articles.publishing.pictures.share_images.draw_share",
    "articles.publishing.tallies.fold": "articles.delivery.counters.fold",
}


def rename(apps, schema_editor):
    _rename(apps, schema_editor, _PATHS.items())


def rename_back(apps, schema_editor):
    _rename(apps, schema_editor, [(new, old) for old, new in _PATHS.items()])


def _rename(apps, schema_editor, pairs):
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for before, after in pairs:
        there = tasks.using(schema_editor.connection.alias).filter(task_path=before)
        there.update(task_path=after)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0033_fill_merges"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(rename, rename_back)]
