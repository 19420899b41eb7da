from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.urls import register_converter

from malath.foundation.references import ReferenceConverter


class FoundationConfig(AppConfig):
    name = "malath.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from malath.foundation.acts import stand_guard  # noqa: PLC0415  # only once the apps are ready

        connection_created.connect(stand_guard, dispatch_uid="malath.stand_guard")
        register_converter(ReferenceConverter, "reference")
