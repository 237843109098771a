"""The list of the workers' tasks, as its library shows it, with the behaviour of the desk."""

from django.contrib import admin
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from articles.admin.base import DeskAdmin

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(DeskAdmin, DBTaskResultAdmin):
    # The path is stored text, while the name is read from the task itself, which cannot be built
    # on a paper that no longer has workers.
    list_display = [
        "task_path" if name == "task_name" else name for name in DBTaskResultAdmin.list_display
    ]
