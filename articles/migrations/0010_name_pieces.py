"""Every piece gets its own name: adding the column gave all the same."""

import uuid

from django.db import migrations


def name_pieces(apps, schema_editor):
    article_model = apps.get_model("articles", "Article")
    pieces = article_model.objects.using(schema_editor.connection.alias).only("pk").order_by("pk")
    batch = []
    for piece in pieces.iterator(chunk_size=1000):
        piece.uuid = uuid.uuid4()
        batch.append(piece)
        if len(batch) == 1000:
            article_model.objects.bulk_update(batch, ["uuid"])
            batch = []
    article_model.objects.bulk_update(batch, ["uuid"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_channels")]

    operations = [migrations.RunPython(name_pieces, migrations.RunPython.noop)]
