from django.apps import AppConfig


class ShelterConfig(AppConfig):
    name = "malath.shelter"
    label = "shelter"
    default_auto_field = "django.db.models.BigAutoField"
