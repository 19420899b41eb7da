from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AuditConfig(AppConfig):
    name = "malath.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from malath.audit.seat_belt import tell  # noqa: PLC0415  # only once the apps are ready

        connection_created.connect(tell, dispatch_uid="malath.tell_who_acts")
