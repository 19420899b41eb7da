"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.references
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("referrals", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Link",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
                            ),
                        ),
                        ("address_hash", models.CharField(max_length=64, unique=True)),
                        ("passcode_hash", models.CharField(max_length=64)),
                        ("made_by", models.CharField(max_length=40)),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("wrong", models.PositiveSmallIntegerField(default=0)),
                        ("locked_at", models.DateTimeField(null=True)),
                        ("opened", models.PositiveSmallIntegerField(default=0)),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("revoked_by", models.CharField(max_length=40, null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["referral", "-id"], name="link_of_referral")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opened", 0), ("opened_at__isnull", True)),
                                    models.Q(("opened__gt", 0), ("opened_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="link_opened_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="link_revoked_when_by_whom",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
