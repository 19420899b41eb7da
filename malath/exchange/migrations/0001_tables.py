"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("exchange", "0001_initial"),
        ("exchange", "0002_incoming"),
        ("exchange", "0003_packages"),
        ("exchange", "0004_taken_in"),
        ("exchange", "0005_words_taken"),
        ("exchange", "0006_return_sheet"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Export",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("case_count", models.PositiveIntegerField()),
                        ("because", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(db_index=True, max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HouseKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        ("card", models.CharField(max_length=200)),
                        ("fingerprint", models.CharField(max_length=47, unique=True)),
                        ("secret", malath.foundation.sealing.SealedField()),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.CharField(max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)), fields=("agency",), name="house_key_one_in_use"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("file_mark", models.CharField(max_length=64)),
                        ("time", models.PositiveSmallIntegerField(default=1)),
                        ("line_count", models.PositiveIntegerField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("agency", "file_mark", "time"), name="import_of_file_each_time")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incoming",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("mapping", "Columns to be chosen"),
                                    ("checking", "Rows are being checked"),
                                    ("faulty", "Rows to be mended"),
                                    ("ready", "Ready to be made live"),
                                    ("making", "Cases are being made"),
                                    ("opened", "Live"),
                                    ("removing", "Being removed"),
                                    ("done", "Live, and the file removed"),
                                    ("removed", "Removed"),
                                ],
                                default="mapping",
                                max_length=10,
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("cancelled", "It was cancelled."),
                                    ("right_lost", "Who brought it in may no longer import at this desk."),
                                    ("unreadable", "It could not be read to its end."),
                                    ("left_lying", "Nobody went on with it for seven days."),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("refused", models.CharField(blank=True, max_length=24)),
                        ("name", malath.foundation.sealing.SealedField(null=True)),
                        ("headings", malath.foundation.sealing.SealedField(null=True)),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("ground", models.CharField(blank=True, max_length=8)),
                        ("columns", models.JSONField(default=dict)),
                        ("form", models.CharField(choices=[("csv", "Text table (CSV)"), ("xlsx", "Workbook")], max_length=4)),
                        ("encoding", models.CharField(blank=True, max_length=12)),
                        ("separator", models.CharField(blank=True, max_length=1)),
                        ("sheet", models.PositiveSmallIntegerField(default=0)),
                        ("heading_row", models.PositiveIntegerField()),
                        ("file_mark", models.CharField(max_length=64)),
                        ("size", models.PositiveIntegerField()),
                        ("share", models.PositiveSmallIntegerField(default=0)),
                        ("read_to", models.PositiveIntegerField(default=0)),
                        ("row_count", models.PositiveIntegerField(default=0)),
                        ("faulty_count", models.PositiveIntegerField(default=0)),
                        ("fault_count", models.PositiveIntegerField(default=0)),
                        ("on_ground_count", models.PositiveIntegerField(default=0)),
                        ("made_count", models.PositiveIntegerField(default=0)),
                        ("again", models.BooleanField(default=False)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["by", "-at"], name="incoming_of_user"),
                            models.Index(
                                condition=models.Q(("state__in", ["checking", "making", "opened", "removing"])),
                                fields=["id"],
                                name="incoming_moving",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "mapping",
                                            "checking",
                                            "faulty",
                                            "ready",
                                            "making",
                                            "opened",
                                            "removing",
                                            "done",
                                            "removed",
                                        ],
                                    )
                                ),
                                name="incoming_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("why__in", ["", "cancelled", "right_lost", "unreadable", "left_lying"])),
                                name="incoming_why_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("form__in", ["csv", "xlsx"])), name="incoming_form_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissionKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("card", models.CharField(max_length=200)),
                        ("fingerprint", models.CharField(max_length=47)),
                        ("taken_at", models.DateTimeField()),
                        ("taken_by", models.CharField(max_length=40)),
                        (
                            "how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("second", "A second person compared it with what the mission sent another way"),
                                    ("phone", "The mission read it out on a number we knew before"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("confirmed_by", models.CharField(max_length=40, null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(max_length=40, null=True)),
                        ("revoked", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("agency", "fingerprint"), name="mission_key_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("confirmed_at__isnull", False), ("ended_at__isnull", True)),
                                fields=("agency", "name"),
                                name="mission_key_one_in_use",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["", "second", "phone"])), name="mission_key_how_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True), ("how", "")),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        models.Q(("how", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="mission_key_confirmed_when_by_whom_and_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="mission_key_ended_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("revoked", False), ("ended_at__isnull", False), _connector="OR"),
                                name="mission_key_revoked_has_ended",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opened",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("uid", models.UUIDField()),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "sender",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exchange.missionkey"
                            ),
                        ),
                        (
                            "house_key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exchange.housekey"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        ("content", malath.foundation.sealing.SealedField()),
                        ("sent_at", models.DateTimeField()),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        ("taken_at", models.DateTimeField(null=True)),
                        ("taken_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["desk", "-at"], name="opened_of_desk")],
                        "constraints": [
                            models.UniqueConstraint(fields=("agency", "uid"), name="package_opened_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("taken_at__isnull", True), ("taken_by", "")),
                                    models.Q(("taken_at__isnull", False), models.Q(("taken_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="opened_taken_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenedPiece",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "package",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pieces",
                                to="exchange.opened",
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("number", models.PositiveIntegerField()),
                        ("data", models.BinaryField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("package", "name", "number"), name="opened_piece_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Package",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("uid", models.UUIDField(unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exchange.missionkey"
                            ),
                        ),
                        ("mark", models.CharField(max_length=64)),
                        ("health", models.BooleanField()),
                        ("word", models.BooleanField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                        ("receipt_due", models.DateTimeField()),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("received_at", models.DateTimeField(null=True)),
                        ("received_by", models.CharField(max_length=40, null=True)),
                        ("taken_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["desk", "-at"], name="package_of_desk"),
                            models.Index(
                                condition=models.Q(("received_at__isnull", True)),
                                fields=["receipt_due"],
                                name="package_unanswered",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("taken_at__isnull", True), ("received_at__isnull", False), _connector="OR"),
                                name="package_taken_after_received",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("opened_at__isnull", True),
                                        ("received_at__isnull", True),
                                        ("received_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("opened_at__isnull", False),
                                        ("received_at__isnull", False),
                                        ("received_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="package_received_when_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Piece",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "file",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pieces",
                                to="exchange.incoming",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("data", models.BinaryField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("file", "number"), name="piece_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnSheet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("name", malath.foundation.sealing.SealedField(null=True)),
                        ("content", malath.foundation.sealing.SealedField(null=True)),
                        ("headings", malath.foundation.sealing.SealedField(null=True)),
                        ("mended", malath.foundation.sealing.SealedField(null=True)),
                        ("columns", models.JSONField(default=dict)),
                        ("form", models.CharField(choices=[("csv", "Text table (CSV)"), ("xlsx", "Workbook")], max_length=4)),
                        ("encoding", models.CharField(blank=True, max_length=12)),
                        ("separator", models.CharField(blank=True, max_length=1)),
                        ("sheet", models.PositiveSmallIntegerField(default=0)),
                        ("heading_row", models.PositiveIntegerField()),
                        ("file_mark", models.CharField(max_length=64)),
                        ("made_count", models.PositiveIntegerField(default=0)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["by", "-at"], name="return_sheet_of_user")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("form__in", ["csv", "xlsx"])), name="return_sheet_form_known"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedMapping",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("columns", models.JSONField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("agency", "name"), name="saved_mapping_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Staged",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="staged",
                                to="exchange.incoming",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("rows", malath.foundation.sealing.SealedField()),
                        ("faults", malath.foundation.sealing.SealedField(null=True)),
                        ("row_count", models.PositiveIntegerField()),
                        ("faulty_count", models.PositiveIntegerField()),
                        ("fault_count", models.PositiveIntegerField()),
                        ("people", models.JSONField(null=True)),
                        ("findable", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("file", "number"), name="staged_once")],
                    },
                ),
                migrations.CreateModel(
                    name="WordTaken",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "package",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="words",
                                to="exchange.package",
                            ),
                        ),
                        ("mark", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField()),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("package", "mark"), name="word_taken_once")],
                    },
                ),
            ]
        )
    ]
