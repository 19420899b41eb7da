from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "malath.framework"
    label = "framework"
    default_auto_field = "django.db.models.BigAutoField"
