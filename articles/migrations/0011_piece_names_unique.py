import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_name_pieces")]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name="editorialact",
            name="verb",
            field=models.CharField(choices=[("published", "Published"), ("scheduled", "Scheduled"), ("rescheduled", "Given another time"), ("unscheduled", "Publication cancelled"), ("withdrawn", "Withdrawn"), ("submitted", "Sent to review"), ("sent_back", "Sent back"), ("taken_back", "Taken back"), ("moved", "Address changed"), ("amended", "Changed after publication"), ("set_aside", "Check set aside"), ("restored", "Earlier version restored"), ("deleted", "Deleted"), ("recovered", "Recovered"), ("merged", "Merged"), ("separated", "Merge undone"), ("arranged", "Front page arranged"), ("link_made", "Preview link made"), ("link_revoked", "Preview link revoked")], max_length=15, verbose_name="what"),
        ),
    ]
