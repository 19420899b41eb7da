from django.apps import AppConfig


class OutsideConfig(AppConfig):
    name = "malath.outside"
    label = "outside"
    default_auto_field = "django.db.models.BigAutoField"
