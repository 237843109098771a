"""The list of tasks that workers do, as its library shows it, with the manners of the desk."""

from django.contrib import admin
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from articles.admin.base import DeskAdmin

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(DeskAdmin, DBTaskResultAdmin):
    # By its path, which is a text: its name is asked of the task, which a paper that has no workers
    # any more cannot make.
    list_display = [
        "task_path" if name == "task_name" else name for name in DBTaskResultAdmin.list_display
    ]
