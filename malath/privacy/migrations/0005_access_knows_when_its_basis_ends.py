from typing import Any

from django.conf import settings
from django.db import migrations, models

from malath.foundation.acts import unguarded


def say_again_what_the_basis_says(apps: Any, schema_editor: Any) -> None:
    """One statement over all rows, before there is an index to keep."""
    alias = schema_editor.connection.alias
    access, basis = (apps.get_model("privacy", name).objects.using(alias) for name in ("Access", "Basis"))
    until = basis.filter(pk=models.OuterRef("basis_id")).values("until")
    with unguarded():
        access.update(basis_until=models.Subquery(until))


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_versions_of_bodies"),
        ("foundation", "0001_initial"),
        ("people", "0001_initial"),
        ("privacy", "0004_find_what_ended"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="access",
            name="basis_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(say_again_what_the_basis_says, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="access",
            index=models.Index(
                condition=models.Q(("basis_until__isnull", False)),
                fields=["desk", "basis_until", "person", "level"],
                name="access_desk_closing",
            ),
        ),
        migrations.AddIndex(
            model_name="access",
            index=models.Index(
                condition=models.Q(("basis_until__isnull", False), ("worker__isnull", False)),
                fields=["worker", "basis_until", "person", "level"],
                name="access_worker_closing",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("answer", "yes"), ("superseded_at__isnull", True), ("withdrawn_at__isnull", True)),
                fields=["desk", "expires_on", "id"],
                name="consent_desk_expiring",
            ),
        ),
    ]
