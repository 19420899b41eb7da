from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "malath.helpline"
    label = "helpline"
    default_auto_field = "django.db.models.BigAutoField"
