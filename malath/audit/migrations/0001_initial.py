"""The tables of this part, as they stood before the first release."""

from django.db import migrations, models

from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Checkpoint",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("last_event", models.BigIntegerField(unique=True)),
                        ("root", models.BinaryField(max_length=32)),
                        ("previous", models.BinaryField(max_length=32)),
                        ("signature", models.BinaryField(max_length=64)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Head",
                    fields=[
                        ("chain", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("number", models.PositiveIntegerField(default=0)),
                        (
                            "hash",
                            models.BinaryField(
                                default=b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
                                max_length=32,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("chain", models.CharField(max_length=40)),
                        ("number", models.PositiveIntegerField()),
                        ("name", models.CharField(max_length=60)),
                        ("subject", models.CharField(max_length=40)),
                        ("by", models.CharField(max_length=40)),
                        ("by_agency", models.CharField(blank=True, max_length=40)),
                        ("by_kind", models.CharField(max_length=8)),
                        ("at", models.DateTimeField()),
                        ("received_at", models.DateTimeField()),
                        ("facts", models.TextField(default="{}")),
                        ("previous", models.BinaryField(max_length=32)),
                        ("hash", models.BinaryField(max_length=32)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["by", "-at"], name="event_by_at"),
                            models.Index(fields=["-at"], name="event_at"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("chain", "number"), name="event_once_in_chain")],
                    },
                ),
                migrations.CreateModel(
                    name="Filed",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "shelf",
                            models.CharField(
                                choices=[
                                    ("accounts", "Accounts"),
                                    ("seats", "Desks and roles of staff"),
                                    ("bodies", "Bodies and desks"),
                                    ("keys", "Keys and backups"),
                                    ("leaving", "What leaves"),
                                    ("searches", "Searches"),
                                    ("refusals", "Asked for and not shown"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("event_id", models.BigIntegerField()),
                        ("by", models.CharField(max_length=40)),
                        ("shown", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["shelf", "-event_id"], name="filed_shelf")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shelf__in", ["accounts", "seats", "bodies", "keys", "leaving", "searches", "refusals"])
                                ),
                                name="filed_shelf_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shown",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("file", models.CharField(max_length=40)),
                        ("event_id", models.BigIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["file", "-event_id"], name="shown_file")],
                    },
                ),
            ]
        )
    ]
