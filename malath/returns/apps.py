from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "malath.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A setting that cannot be used is told at the start, not on a page."""
        from malath.returns.queries.law import follow_up_months  # noqa: PLC0415  # once the tables are known

        follow_up_months()
