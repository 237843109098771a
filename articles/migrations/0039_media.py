"""Audio, video and documents, their uses in texts, and the podcasts of sections."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0040_picture_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Media',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ai_use', models.CharField(choices=[('none', 'None'), ('assisted', 'It helped'), ('generated', 'It generated it')], db_default='none', default='none', max_length=10, verbose_name='artificial intelligence')),
                ('ai_detail', models.CharField(blank=True, db_default='', default='', help_text='“The translation”, “the table of prices”. Readers read it.', max_length=200, verbose_name='in what it helped')),
                ('ai_reviewed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reviewed')),
                ('file', models.FileField(max_length=200, unique=True, upload_to='files/%Y/%m/', verbose_name='file')),
                ('kind', models.CharField(choices=[('audio', 'Audio'), ('video', 'Video'), ('document', 'Document')], editable=False, max_length=10, verbose_name='kind of file')),
                ('mime_type', models.CharField(editable=False, max_length=40, verbose_name='MIME type')),
                ('size', models.PositiveBigIntegerField(editable=False, verbose_name='size in bytes')),
                ('duration', models.PositiveIntegerField(editable=False, null=True, verbose_name='length in seconds')),
                ('pages', models.PositiveIntegerField(editable=False, null=True, verbose_name='pages')),
                ('width', models.PositiveIntegerField(editable=False, null=True, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, null=True, verbose_name='height')),
                ('title', models.CharField(help_text='What it is, as a list or a link would call it.', max_length=200, verbose_name='title')),
                ('description', models.CharField(blank=True, help_text='One line under the title.', max_length=300, verbose_name='description')),
                ('credit', models.CharField(help_text='Who made it, as it will be printed.', max_length=120, verbose_name='credit')),
                ('transcript', models.TextField(blank=True, help_text='The words that are spoken, for those who cannot hear them.', verbose_name='transcript')),
                ('captions', models.FileField(blank=True, help_text='Of a video, in WebVTT (.vtt).', max_length=200, upload_to='files/%Y/%m/', verbose_name='captions')),
                ('no_speech', models.BooleanField(default=False, help_text='Music, noises, silence: there is nothing to transcribe.', verbose_name='nothing is spoken in it')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('ai_reviewer', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by')),
                ('poster', models.ForeignKey(blank=True, help_text='The picture of a video before it plays.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posters', to='articles.picture', verbose_name='poster')),
            ],
            options={
                'verbose_name': 'media file',
                'verbose_name_plural': 'audio, video and documents',
                'ordering': ['-created_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='media_size_positive', violation_error_message='This file is empty.'),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(('duration__gt', 0), ('duration__isnull', False), ('height', None), ('kind', 'audio'), ('pages', None), ('width', None)),
                            models.Q(('duration__gt', 0), ('duration__isnull', False), ('height__gt', 0), ('height__isnull', False), ('kind', 'video'), ('pages', None), ('width__gt', 0), ('width__isnull', False)),
                            models.Q(('duration', None), ('height', None), ('kind', 'document'), ('pages__gt', 0), ('pages__isnull', False), ('width', None)),
                            _connector='OR',
                        ),
                        name='media_measures_of_kind',
                        violation_error_message='The measures are not those of a file of its kind.',
                    ),
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='media_title_present', violation_error_message='Give the file a title.'),
                    models.CheckConstraint(condition=models.Q(('credit', ''), _negated=True), name='media_credit_present', violation_error_message='Say who made the file.'),
                    models.CheckConstraint(condition=models.Q(('kind', 'document'), models.Q(('transcript', ''), _negated=True), models.Q(('captions', ''), _negated=True), ('no_speech', True), _connector='OR'), name='media_speech_readable', violation_error_message='Write the transcript (of a video, or its captions), or say that nothing is spoken in it.'),
                    models.CheckConstraint(condition=models.Q(('kind', 'video'), models.Q(('captions', ''), ('poster', None)), _connector='OR'), name='media_captions_of_video', violation_error_message='Captions and a poster are for a video.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MediaUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='media_uses', to='articles.article')),
                ('media', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='articles.media')),
            ],
            options={
                'verbose_name': 'use of a media file',
                'verbose_name_plural': 'uses of media files',
                'constraints': [
                    models.UniqueConstraint(fields=('article', 'media'), name='media_use_once'),
                ],
            },
        ),
        migrations.AddField(
            model_name='section',
            name='podcast',
            field=models.BooleanField(db_default=False, default=False, help_text='The pieces with audio (MP3 or M4A) come out as a podcast too.', verbose_name='podcast'),
        ),
        migrations.AddField(
            model_name='section',
            name='podcast_author',
            field=models.CharField(blank=True, db_default='', default='', help_text='Empty: the paper.', max_length=100, verbose_name='author of the podcast'),
        ),
        migrations.AddField(
            model_name='section',
            name='podcast_category',
            field=models.CharField(blank=True, db_default='', default='', help_text="As Apple's directory calls it.", max_length=60, verbose_name='category of the podcast'),
        ),
        migrations.AddField(
            model_name='section',
            name='podcast_email',
            field=models.EmailField(blank=True, db_default='', default='', help_text='Anybody can read it: directories write there. It may be left empty.', max_length=254, verbose_name='address of who keeps the podcast'),
        ),
        migrations.AddField(
            model_name='section',
            name='podcast_explicit',
            field=models.BooleanField(db_default=False, default=False, help_text='Language or subjects that are not for children.', verbose_name='explicit content'),
        ),
        migrations.AddField(
            model_name='section',
            name='podcast_image',
            field=models.ForeignKey(blank=True, help_text='A square JPEG or PNG, with sides of 1,400 to 3,000 pixels.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='podcasts', to='articles.picture', verbose_name='cover of the podcast'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('podcast', False), models.Q(('podcast_image__isnull', False), models.Q(('podcast_category', ''), _negated=True)), _connector='OR'), name='section_podcast_complete', violation_error_message='A podcast needs a cover and a category.'),
        ),
    ]
