from django.apps import AppConfig


class WorkdayConfig(AppConfig):
    name = "malath.workday"
    label = "workday"
    default_auto_field = "django.db.models.BigAutoField"
