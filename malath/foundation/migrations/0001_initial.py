"""The tables of this part, as they stood before the first release."""

from django.db import migrations, models

import malath.foundation.models
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="DataKey",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=malath.foundation.models.new_uuid, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("wrapped", models.BinaryField(null=True)),
                        ("wrapping_version", models.PositiveSmallIntegerField()),
                        ("erased_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("erased_at__isnull", True), ("wrapped__isnull", False)),
                                    models.Q(("erased_at__isnull", False), ("wrapped__isnull", True)),
                                    _connector="OR",
                                ),
                                name="datakey_wrapped_or_erased",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mark",
                    fields=[
                        ("kind", models.CharField(max_length=8, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["demo", "bench", "live"])), name="mark_kind_known"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
