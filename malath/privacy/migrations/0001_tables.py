"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("privacy", "0001_initial"),
        ("privacy", "0002_reminders_to_confirm"),
        ("privacy", "0003_access_of_one_worker_at_a_desk"),
        ("privacy", "0004_find_what_ended"),
        ("privacy", "0005_access_knows_when_its_basis_ends"),
        ("privacy", "0006_exceptions"),
        ("privacy", "0007_one_consent_for_each_use"),
        ("privacy", "0008_agreements_between_bodies"),
        ("privacy", "0009_guardians_and_assent"),
        ("privacy", "0010_breaches"),
        ("privacy", "0011_unusual"),
        ("privacy", "0012_notices_of_breaches"),
        ("privacy", "0013_access_of_workers_alone"),
        ("privacy", "0014_compared_with_other_bodies"),
        ("privacy", "0015_consents_of_guardians"),
        ("privacy", "0016_asked_about_contacts_afterwards"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Basis",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("consent", "Consent of the person"),
                                    ("O1", "Imminent danger to life"),
                                    ("O2", "Child at risk"),
                                    ("O3", "Order of a court or prosecutor"),
                                    ("O4", "Person unconscious: vital interest"),
                                    ("mandate", "Duty of the mechanism: status only"),
                                    ("glass", "Opened in an emergency (break-glass)"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("opened_at", models.DateTimeField()),
                        ("opened_by", models.CharField(max_length=40)),
                        ("until", models.DateTimeField(null=True)),
                        ("confirm_by", models.DateTimeField(null=True)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("confirmed_by", models.CharField(blank=True, max_length=40)),
                        ("remind_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("withdrawn", "The person withdrew consent"),
                                    ("expired", "The consent expired"),
                                    ("answered_anew", "The person answered anew"),
                                    ("handed_over", "Handed over"),
                                    ("purpose_ended", "The purpose ended"),
                                    ("not_confirmed", "Not confirmed by a supervisor"),
                                ],
                                max_length=16,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("confirmed_at__isnull", True), ("ended_at__isnull", True), ("remind_at__isnull", False)
                                ),
                                fields=["remind_at"],
                                name="basis_to_remind",
                            ),
                            models.Index(
                                condition=models.Q(("ended_at__isnull", False)), fields=["ended_at"], name="basis_ended"
                            ),
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True), ("until__isnull", False)),
                                fields=["until"],
                                name="basis_running_out",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ended_because__in",
                                        [
                                            "",
                                            "withdrawn",
                                            "expired",
                                            "answered_anew",
                                            "handed_over",
                                            "purpose_ended",
                                            "not_confirmed",
                                        ],
                                    )
                                ),
                                name="basis_end_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["consent", "O1", "O2", "O3", "O4", "mandate", "glass"])),
                                name="basis_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                                    models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="basis_confirmed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_because", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="basis_ended_when_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Access",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "worker",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("opening", "Opened by this desk"),
                                    ("protection", "Protection"),
                                    ("identification", "Identification"),
                                    ("shelter", "Shelter"),
                                    ("health", "Health care"),
                                    ("legal", "Legal aid"),
                                    ("labour_complaint", "Labour complaint"),
                                    ("avrr", "Assisted voluntary return and reintegration"),
                                    ("child_protection", "Child protection"),
                                    ("international_protection", "International protection"),
                                    ("break_glass", "An emergency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("sections", models.JSONField()),
                        ("own_writing_only", models.BooleanField(default=False)),
                        (
                            "basis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="accesses", to="privacy.basis"
                            ),
                        ),
                        ("basis_until", models.DateTimeField(null=True)),
                        ("from_at", models.DateTimeField()),
                        ("until", models.DateTimeField(null=True)),
                        ("touched_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["desk", "-touched_at", "-person"], name="access_desk_page"),
                            models.Index(
                                condition=models.Q(("worker__isnull", False)),
                                fields=["worker", "-touched_at", "-person"],
                                name="access_worker_page",
                            ),
                            models.Index(fields=["person", "desk"], name="access_person"),
                            models.Index(
                                condition=models.Q(("basis_until__isnull", False)),
                                fields=["desk", "basis_until", "person", "level"],
                                name="access_desk_closing",
                            ),
                            models.Index(
                                condition=models.Q(("basis_until__isnull", False), ("worker__isnull", False)),
                                fields=["worker", "basis_until", "person", "level"],
                                name="access_worker_closing",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("desk__isnull", False), ("worker__isnull", False), _connector="OR"),
                                name="access_desk_or_worker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 4)), name="access_level_on_ladder"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "purpose__in",
                                        [
                                            "opening",
                                            "protection",
                                            "identification",
                                            "shelter",
                                            "health",
                                            "legal",
                                            "labour_complaint",
                                            "avrr",
                                            "child_protection",
                                            "international_protection",
                                            "break_glass",
                                        ],
                                    )
                                ),
                                name="access_purpose_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Block",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("asked", "Asked for by the person"), ("conflict", "Conflict of interest")],
                                max_length=8,
                            ),
                        ),
                        ("from_at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["asked", "conflict"])), name="block_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agency__isnull", True), ("desk__isnull", True), ("user__isnull", False)),
                                    models.Q(("agency__isnull", True), ("desk__isnull", False), ("user__isnull", True)),
                                    models.Q(("agency__isnull", False), ("desk__isnull", True), ("user__isnull", True)),
                                    _connector="OR",
                                ),
                                name="block_of_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="block_ended_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True), ("user__isnull", False)),
                                fields=("person", "user"),
                                name="block_of_user_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("desk__isnull", False), ("ended_at__isnull", True)),
                                fields=("person", "desk"),
                                name="block_of_desk_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("agency__isnull", False), ("ended_at__isnull", True)),
                                fields=("person", "agency"),
                                name="block_of_agency_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Breach",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("device", "A phone, tablet or computer was lost or taken"),
                                    ("account", "Somebody else used an account"),
                                    ("papers", "Papers were lost or read by others"),
                                    ("sent_wrong", "Something was sent to the wrong place"),
                                    ("looked", "A member of staff looked without need"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "worker",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("lost_on", models.DateField()),
                        ("what", malath.foundation.sealing.SealedField(null=True)),
                        ("known_at", models.DateTimeField()),
                        ("known_by", models.CharField(max_length=40)),
                        ("asked_at", models.DateTimeField(null=True)),
                        ("contained_at", models.DateTimeField(null=True)),
                        ("contained_by", models.CharField(blank=True, max_length=40)),
                        ("contained_how", malath.foundation.sealing.SealedField(null=True)),
                        ("unit_at", models.DateTimeField(null=True)),
                        ("unit_by", models.CharField(blank=True, max_length=40)),
                        ("unit_number", malath.foundation.sealing.SealedField(null=True)),
                        ("person_reminded", models.PositiveSmallIntegerField(default=0)),
                        ("unit_reminded", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("closed_by", models.CharField(blank=True, max_length=40)),
                        ("lessons", malath.foundation.sealing.SealedField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)), fields=["known_at"], name="breach_open"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["device", "account", "papers", "sent_wrong", "looked"])),
                                name="breach_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("desk__isnull", False), ("worker__isnull", True)),
                                    models.Q(("desk__isnull", True), ("worker__isnull", False)),
                                    _connector="OR",
                                ),
                                name="breach_of_desk_or_worker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person_reminded__lte", 2), ("unit_reminded__lte", 2)),
                                name="breach_reminded_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("since__lte", models.F("lost_on"))), name="breach_since_before_lost"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("contained_at__isnull", True), ("contained_by", "")),
                                    models.Q(("contained_at__isnull", False), models.Q(("contained_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="breach_contained_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("unit_at__isnull", True), ("unit_by", "")),
                                    models.Q(("unit_at__isnull", False), models.Q(("unit_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="breach_unit_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("closed_by", "")),
                                    models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="breach_closed_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BreakGlass",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "basis",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.basis"
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("danger", "A life or health is in danger now"),
                                    ("nobody", "The person asks for help, and nobody who may see the file can be reached"),
                                    ("protection", "A child or a person under threat has to be protected before morning"),
                                    ("closed", "A closed file has to be read: a complaint, a review, a return of the danger"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("opened_at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("justified", "Justified"),
                                    ("other_way", "In good faith, but there was another way"),
                                    ("unjustified", "Not justified"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("found", malath.foundation.sealing.SealedField(null=True)),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        ("reviewed_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("reviewed_at__isnull", True)), fields=["opened_at"], name="glass_unreviewed"
                            ),
                            models.Index(fields=["user", "-opened_at"], name="glass_by_user"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why__in", ["danger", "nobody", "protection", "closed"])),
                                name="glass_why_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("opened_at"))), name="glass_an_hour_at_most"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reviewed_at__isnull", True), ("reviewed_by", ""), ("verdict", "")),
                                    models.Q(
                                        ("reviewed_at__isnull", False),
                                        ("verdict__in", ["justified", "other_way", "unjustified"]),
                                        models.Q(("reviewed_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="glass_reviewed_when_by_whom_and_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Endangered",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "breach",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="privacy.breach",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        ("held", models.JSONField()),
                        ("order", models.PositiveSmallIntegerField(choices=[(1, "First"), (2, "Next"), (3, "Then")])),
                        ("weight", models.PositiveIntegerField()),
                        ("place", models.BooleanField()),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["breach", "order", "-weight", "id"], name="endangered_first"),
                            models.Index(
                                condition=models.Q(("settled_at__isnull", True)), fields=["breach"], name="endangered_waiting"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("order__in", [1, 2, 3])), name="endangered_order_known"),
                            models.UniqueConstraint(fields=("breach", "person"), name="endangered_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="File",
                    fields=[
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="people.person",
                            ),
                        ),
                        (
                            "opened_by_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("closed_by", models.CharField(blank=True, max_length=40)),
                        ("review_on", models.DateField(null=True)),
                        ("erase_on", models.DateField(null=True)),
                        ("erased_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("review_on__isnull", False)), fields=["review_on"], name="file_to_review"
                            ),
                            models.Index(
                                condition=models.Q(("erased_at__isnull", False)), fields=["-erased_at"], name="file_erased"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__isnull", False),
                                    models.Q(("erase_on__isnull", True), ("review_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="file_reviewed_only_when_closed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("closed_by", "")),
                                    models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="file_closed_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guardian",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("parent", "Mother or father"),
                                    ("relative", "Another relative"),
                                    ("court", "Somebody named by a court"),
                                    ("authority", "Child protection as guardian"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("name", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("named_at", models.DateTimeField()),
                        ("named_by", models.CharField(max_length=40)),
                        (
                            "proof",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("document", "A document: family book, birth certificate"),
                                    ("decision", "A decision of a court or of child protection"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("which", malath.foundation.sealing.SealedField(null=True)),
                        ("verified_at", models.DateTimeField(null=True)),
                        ("verified_by", models.CharField(blank=True, max_length=40)),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("doubted_at", models.DateTimeField(null=True)),
                        ("doubted_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["parent", "relative", "court", "authority"])),
                                name="guardian_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proof", ""), ("verified_at__isnull", True), ("verified_by", "")),
                                    models.Q(
                                        ("proof__in", ["document", "decision"]),
                                        ("verified_at__isnull", False),
                                        models.Q(("verified_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="guardian_verified_when_by_whom_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by", ""),
                                    models.Q(("verified_by", models.F("named_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="guardian_verified_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("doubted_at__isnull", True), ("doubted_by", "")),
                                    models.Q(("doubted_at__isnull", False), models.Q(("doubted_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="guardian_doubted_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="guardian_ended_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("C1", "Record my data"),
                                    ("C2", "Be interviewed"),
                                    ("C3", "Be referred to a named body"),
                                    ("C4", "Share with the Counter-Trafficking Unit"),
                                    ("C5", "Co-operate with the investigation"),
                                    ("C6", "Contact my embassy"),
                                    ("C7", "Contact my family"),
                                    ("C8", "Stay in a shelter"),
                                    ("C9", "Medical examination"),
                                    ("C10", "Medical data to lawyer or court"),
                                    ("C11", "Open a file for voluntary return"),
                                    ("C12", "Transfer to the mission in the country of return"),
                                    ("C13", "Be contacted after return"),
                                    ("C14", "Use in anonymous statistics"),
                                    ("C15", "Photograph or story"),
                                    ("C16", "Compare my file with those of other bodies"),
                                    ("C17", "Be contacted afterwards"),
                                ],
                                max_length=3,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        ("use", models.CharField(blank=True, max_length=14)),
                        (
                            "shown",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("photo", "A photograph"),
                                    ("recording", "A film or a voice"),
                                    ("story", "The story in words"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("about", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "answer",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No"), ("not_now", "Not now"), ("not_asked", "Not asked")],
                                max_length=9,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=3)),
                        (
                            "interpreter",
                            models.CharField(
                                choices=[
                                    ("none", "No interpreter needed"),
                                    ("phone", "By phone, from the pool"),
                                    ("present", "Present, came with nobody"),
                                    ("missing", "Needed and not found"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("spoken", "Spoken"),
                                    ("signed", "Signed"),
                                    ("recorded", "Recorded"),
                                    ("imported", "Imported from another system"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("witness", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "guardian",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="privacy.guardian",
                            ),
                        ),
                        ("wording", models.CharField(max_length=64)),
                        ("expires_on", models.DateField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("withdrawn_by", models.CharField(blank=True, max_length=40)),
                        ("superseded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("answer", "yes"), ("superseded_at__isnull", True), ("withdrawn_at__isnull", True)
                                ),
                                fields=["expires_on"],
                                name="consent_expiring",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("guardian__isnull", False), ("superseded_at__isnull", True), ("withdrawn_at__isnull", True)
                                ),
                                fields=["desk"],
                                name="consent_of_guardian",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("answer", "yes"), ("superseded_at__isnull", True), ("withdrawn_at__isnull", True)
                                ),
                                fields=["desk", "expires_on", "id"],
                                name="consent_desk_expiring",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("interpreter__in", ["none", "phone", "present", "missing"])),
                                name="consent_interpreter_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "C1",
                                            "C2",
                                            "C3",
                                            "C4",
                                            "C5",
                                            "C6",
                                            "C7",
                                            "C8",
                                            "C9",
                                            "C10",
                                            "C11",
                                            "C12",
                                            "C13",
                                            "C14",
                                            "C15",
                                            "C16",
                                            "C17",
                                        ],
                                    )
                                ),
                                name="consent_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer__in", ["yes", "no", "not_now", "not_asked"])),
                                name="consent_answer_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("method__in", ["spoken", "signed", "recorded", "imported"])),
                                name="consent_method_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", False), ("kind", "C3")),
                                    models.Q(models.Q(("kind", "C3"), _negated=True), ("body__isnull", True)),
                                    _connector="OR",
                                ),
                                name="consent_body_only_c3",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "C15"),
                                        ("shown__in", ["photo", "recording", "story"]),
                                        models.Q(("use", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "C15"), _negated=True),
                                        ("about__isnull", True),
                                        ("shown", ""),
                                        ("use", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="consent_use_only_c15",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "not_now"), _negated=True), ("kind", "C5"), _connector="OR"
                                ),
                                name="consent_not_now_only_c5",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                                    models.Q(
                                        ("answer", "yes"),
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("withdrawn_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="consent_withdrawn_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("body__isnull", True), ("superseded_at__isnull", True)),
                                fields=("person", "kind", "use"),
                                name="consent_one_standing",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("body__isnull", False), ("superseded_at__isnull", True)),
                                fields=("person", "kind", "body"),
                                name="consent_one_standing_for_body",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assent",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "consent",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assent",
                                to="privacy.consent",
                            ),
                        ),
                        (
                            "view",
                            models.CharField(
                                choices=[
                                    ("yes", "Wants it"),
                                    ("no", "Does not want it"),
                                    ("too_young", "Too young to say"),
                                    ("not_said", "Did not want to say"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("view__in", ["yes", "no", "too_young", "not_said"])),
                                name="assent_view_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ground",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "basis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="grounds", to="privacy.basis"
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="grounds", to="privacy.consent"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("basis", "consent"), name="ground_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Hold",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("court", "A court or prosecutor ordered that it is kept"),
                                    ("claim", "A claim, an appeal or a payment goes on"),
                                    ("complaint", "A complaint about our work goes on"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("number", malath.foundation.sealing.SealedField(null=True)),
                        ("from_at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["court", "claim", "complaint"])), name="hold_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="hold_ended_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Left",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "to_desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("how", models.CharField(max_length=16)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("reference", models.CharField(max_length=40)),
                        (
                            "basis",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.basis"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SafetyAct",
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
                            "endangered",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="privacy.endangered"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("told_by_phone", "Told by phone or message, as agreed"),
                                    ("told_in_person", "Told in person"),
                                    ("told_through", "Told through somebody the person named"),
                                    ("told_in_danger", "Told at another hour: danger could not wait"),
                                    ("not_reached", "Tried, not reached"),
                                    ("not_safe", "Not told: it would not be safe now"),
                                    ("plan_changed", "Safety plan changed"),
                                    ("moves", "Another place: decided"),
                                    ("stays", "Another place: not needed"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        ("note", malath.foundation.sealing.SealedField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "step__in",
                                        [
                                            "told_by_phone",
                                            "told_in_person",
                                            "told_through",
                                            "told_in_danger",
                                            "not_reached",
                                            "not_safe",
                                            "plan_changed",
                                            "moves",
                                            "stays",
                                        ],
                                    )
                                ),
                                name="safety_step_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        ("purposes", models.JSONField(default=list)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("from_on", models.DateField()),
                        ("last_on", models.DateField(null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.CharField(max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True), ("last_on__isnull", False)),
                                fields=["last_on"],
                                name="agreement_running_out",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 2), ("level__lte", 4)), name="agreement_level_sent"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("other__isnull", True),
                                    models.Q(("other", models.F("body")), _negated=True),
                                    _connector="OR",
                                ),
                                name="agreement_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last_on__isnull", True), ("last_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="agreement_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="agreement_ended_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Anomaly",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("kept", "Asked for a file that is kept from them"),
                                    ("after_refusal", "Opened a file shortly after it was refused to them"),
                                    ("at_night", "Opened files at night, without night duty"),
                                    ("many", "Opened unusually many files in a day"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("count", models.PositiveIntegerField()),
                        ("files", models.JSONField()),
                        ("noticed_at", models.DateTimeField()),
                        (
                            "answered",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("explained", "Explained: it was in order"),
                                    ("followed_up", "Followed up: it was not in order"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("said", malath.foundation.sealing.SealedField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("settled_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_at__isnull", True)), fields=["noticed_at"], name="anomaly_waiting"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["kept", "after_refusal", "at_night", "many"])),
                                name="anomaly_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered", ""), ("settled_at__isnull", True), ("settled_by", "")),
                                    models.Q(
                                        ("answered__in", ["explained", "followed_up"]),
                                        ("settled_at__isnull", False),
                                        models.Q(("settled_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="anomaly_settled_when_by_whom_and_how",
                            ),
                            models.UniqueConstraint(fields=("user", "on", "kind"), name="anomaly_once"),
                        ],
                    },
                ),
            ]
        )
    ]
