from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.urls import register_converter


class FoundationConfig(AppConfig):
    name = "malath.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from malath.foundation.acts import stand_guard
        from malath.foundation.references import ReferenceConverter

        connection_created.connect(stand_guard, dispatch_uid="malath.stand_guard")
        register_converter(ReferenceConverter, "reference")
