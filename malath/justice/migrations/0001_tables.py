"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("justice", "0001_proceedings"),
        ("justice", "0002_hearings"),
        ("justice", "0003_claims"),
        ("justice", "0004_what_stands_beside"),
        ("justice", "0005_what_charges_rest_on"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("cases", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Claim",
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
                            "case",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("wages", "Unpaid wages (labour complaint)"),
                                    ("passport", "Return of the passport"),
                                    ("damages", "Damages for health and harm"),
                                    ("civil", "Civil claim in the criminal case"),
                                    ("fund", "Victims' Assistance Fund"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("against", malath.foundation.sealing.SealedField(null=True)),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["wages", "passport", "damages", "civil", "fund"])),
                                name="claim_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClaimStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="justice.claim"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("awarded", "Awarded"),
                                    ("paid", "Paid"),
                                    ("refused", "Refused"),
                                    ("given_up", "Given up by the person"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                        ("currency", models.CharField(default="JOD", max_length=3)),
                        ("on", models.DateField()),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("step__in", ["claimed", "awarded", "paid", "refused", "given_up"])),
                                name="claim_step_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                                name="claim_step_above_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("step__in", ["refused", "given_up"]), _negated=True),
                                    ("amount__isnull", True),
                                    _connector="OR",
                                ),
                                name="claim_step_ends_without_an_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
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
                            "case",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
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
                            "aid",
                            models.CharField(
                                choices=[
                                    ("free", "Free legal aid"),
                                    ("paid", "Paid by an organisation"),
                                    ("own", "Paid by the person"),
                                ],
                                max_length=4,
                            ),
                        ),
                        ("lawyer", malath.foundation.sealing.SealedField()),
                        ("number", malath.foundation.sealing.SealedField(null=True)),
                        ("on", models.DateField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("aid__in", ["free", "paid", "own"])), name="mandate_aid_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="mandate_ended_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("case", "agency"),
                                name="mandate_one_of_a_body",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proceeding",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("no_report", "Not reported yet"),
                                    ("reported_to_ctu", "Complaint made"),
                                    ("under_inquiry", "Under investigation"),
                                    ("classified_trafficking", "Classified as trafficking"),
                                    ("classified_other", "Classified otherwise (labour, passport, assault)"),
                                    ("sent_to_prosecutor", "With the public prosecutor"),
                                    ("charged", "Charged"),
                                    ("dismissed_by_prosecutor", "Dismissed by the prosecutor"),
                                    ("trial_first_instance", "Trial"),
                                    ("judgment_first_instance", "Judgment of the first court"),
                                    ("appeal", "Appeal"),
                                    ("cassation", "Cassation"),
                                    ("final_judgment", "Final judgment"),
                                    ("enforcement", "Execution of the judgment"),
                                    ("closed_amnesty", "Closed by an amnesty"),
                                    ("closed_other", "Closed for another reason"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("state_on", models.DateField()),
                        ("number", malath.foundation.sealing.SealedField(null=True)),
                        ("court", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "no_report",
                                            "reported_to_ctu",
                                            "under_inquiry",
                                            "classified_trafficking",
                                            "classified_other",
                                            "sent_to_prosecutor",
                                            "charged",
                                            "dismissed_by_prosecutor",
                                            "trial_first_instance",
                                            "judgment_first_instance",
                                            "appeal",
                                            "cassation",
                                            "final_judgment",
                                            "enforcement",
                                            "closed_amnesty",
                                            "closed_other",
                                        ],
                                    )
                                ),
                                name="proceeding_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AllegedParty",
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
                            "proceeding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="alleged", to="justice.proceeding"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("employer", "Employer"),
                                    ("office", "Recruitment office"),
                                    ("sponsor", "Sponsor"),
                                    ("broker", "Broker"),
                                    ("alleged", "Alleged trafficker"),
                                    ("other", "Other"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("person", "Support of the person"), ("investigation", "Investigation")], max_length=13
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                            ),
                        ),
                        ("name", malath.foundation.sealing.SealedField(null=True)),
                        ("what", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("struck_by", models.CharField(blank=True, max_length=40)),
                        ("struck_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["employer", "office", "sponsor", "broker", "alleged", "other"])
                                ),
                                name="alleged_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["person", "investigation"])), name="alleged_side_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("struck_at__isnull", True), ("struck_by", "")),
                                    models.Q(("struck_at__isnull", False), models.Q(("struck_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="alleged_struck_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hearing",
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
                            "proceeding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="justice.proceeding"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("statement", "Statement to the prosecutor"),
                                    ("testimony", "Testimony"),
                                    ("trial", "Trial session"),
                                    ("confrontation", "Face to face with somebody accused"),
                                    ("civil", "Claim for money"),
                                    ("judgment", "Judgment is read"),
                                    ("other", "Something else"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("court", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("moved", "Moved to another day"),
                                    ("held", "Held"),
                                    ("adjourned", "Adjourned"),
                                    ("called_off", "Did not take place"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        (
                            "moved_to",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_from",
                                to="justice.hearing",
                            ),
                        ),
                        ("result", malath.foundation.sealing.SealedField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "purpose__in",
                                        ["statement", "testimony", "trial", "confrontation", "civil", "judgment", "other"],
                                    )
                                ),
                                name="hearing_purpose_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "moved", "held", "adjourned", "called_off"])),
                                name="hearing_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", ""), ("state", "planned")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        models.Q(("ended_by", ""), _negated=True),
                                        models.Q(("state", "planned"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="hearing_ended_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "proceeding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="justice.proceeding"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[("injured", "Injured party"), ("witness", "Witness"), ("affected", "Affected person")],
                                max_length=8,
                            ),
                        ),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("stopped_at", models.DateTimeField(null=True)),
                        ("told_of", models.CharField(blank=True, max_length=60)),
                        ("chosen_at", models.DateTimeField(null=True)),
                        (
                            "wants_home",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Wants to go home before the judgment"),
                                    ("no", "Wants to stay until the judgment"),
                                    ("unsure", "Not sure yet"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("wants_home_at", models.DateTimeField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["case", "id"], name="part_of_case")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("capacity__in", ["injured", "witness", "affected"])),
                                name="part_capacity_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreed_at__isnull", True), ("stopped_at__isnull", True), _connector="OR"),
                                name="part_agreed_or_stopped",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("wants_home__in", ["", "yes", "no", "unsure"])),
                                name="part_wants_home_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)), fields=("proceeding", "case"), name="part_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exhibit",
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
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="justice.part"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("document", "Document"),
                                    ("digital", "Messages, pictures, a device"),
                                    ("object", "An object"),
                                    ("recording", "A recording"),
                                    ("medical", "Medical report"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("what", malath.foundation.sealing.SealedField()),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["document", "digital", "object", "recording", "medical"])),
                                name="exhibit_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handing",
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
                            "exhibit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="handings", to="justice.exhibit"
                            ),
                        ),
                        ("whom", malath.foundation.sealing.SealedField()),
                        ("giver", malath.foundation.sealing.SealedField(null=True)),
                        ("on", models.DateField()),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="justice.part"
                            ),
                        ),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    ("arrest", "Somebody accused was arrested"),
                                    ("bail", "Somebody accused is out on bail"),
                                    ("release", "Somebody accused was released"),
                                    ("hearing", "A hearing has a date"),
                                    ("judgment", "There is a judgment"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "hearing",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="justice.hearing",
                            ),
                        ),
                        ("task", models.CharField(blank=True, max_length=14)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Still to be told"),
                                    ("told", "Told"),
                                    ("replaced", "Replaced: the day has changed"),
                                    ("dropped", "Not told"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("as_agreed", "By the way they agreed to, in the hours they agreed to"),
                                    ("in_person", "In person"),
                                    ("not_reached", "Tried, not reached"),
                                    ("not_safe", "Not told: it would not be safe"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("told_by", models.CharField(blank=True, max_length=40)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("event__in", ["arrest", "bail", "release", "hearing", "judgment"])),
                                name="notice_event_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "told", "replaced", "dropped"])),
                                name="notice_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["", "as_agreed", "in_person", "not_reached", "not_safe"])),
                                name="notice_how_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("told_at__isnull", True), ("told_by", "")),
                                    models.Q(("told_at__isnull", False), models.Q(("told_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="notice_told_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Charge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "alleged",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="justice.allegedparty"
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="justice.part"
                            ),
                        ),
                        ("code", models.CharField(max_length=24)),
                        ("aggravating", models.CharField(blank=True, max_length=200)),
                        ("on", models.DateField()),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("alleged", "part", "code"), name="charge_once")],
                    },
                ),
                migrations.CreateModel(
                    name="AskedTestimony",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="askings", to="justice.part"
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("early", "Early, before the trial"),
                                    ("remote", "From a distance"),
                                    ("both", "Early and from a distance"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked for"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("lapsed", "Lapsed with the co-operation"),
                                ],
                                default="asked",
                                max_length=7,
                            ),
                        ),
                        ("settled_on", models.DateField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["early", "remote", "both"])), name="testimony_how_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["asked", "granted", "refused", "lapsed"])),
                                name="testimony_state_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")), fields=("part",), name="testimony_one_waits"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appearance",
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
                            "hearing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="appearances", to="justice.hearing"
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="justice.part"
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
                        ("on", models.DateField()),
                        ("starts_at", models.DateTimeField()),
                        ("current", models.BooleanField(default=True)),
                        ("needs", models.CharField(blank=True, max_length=60)),
                        (
                            "transport",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("not_needed", "Not needed"),
                                    ("to_do", "To be arranged"),
                                    ("done", "Arranged"),
                                ],
                                default="not_asked",
                                max_length=10,
                            ),
                        ),
                        (
                            "interpreter",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("not_needed", "Not needed"),
                                    ("to_do", "To be arranged"),
                                    ("done", "Arranged"),
                                ],
                                default="not_asked",
                                max_length=10,
                            ),
                        ),
                        (
                            "support",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked"),
                                    ("not_needed", "Not needed"),
                                    ("to_do", "To be arranged"),
                                    ("done", "Arranged"),
                                ],
                                default="not_asked",
                                max_length=10,
                            ),
                        ),
                        ("support_name", malath.foundation.sealing.SealedField(null=True)),
                        ("note", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("current", True)),
                                fields=["on", "starts_at", "person"],
                                name="appearance_of_day",
                            ),
                            models.Index(fields=["part", "starts_at"], name="appearance_of_part"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("transport__in", ["not_asked", "not_needed", "to_do", "done"])),
                                name="appearance_transport_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("interpreter__in", ["not_asked", "not_needed", "to_do", "done"])),
                                name="appearance_interpreter_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("support__in", ["not_asked", "not_needed", "to_do", "done"])),
                                name="appearance_support_known",
                            ),
                            models.UniqueConstraint(fields=("hearing", "part"), name="appearance_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measure",
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
                            "proceeding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="justice.proceeding"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("travel_ban", "Travel ban"),
                                    ("closure", "Premises closed"),
                                    ("attachment", "Assets attached"),
                                    ("detention", "Detention"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("ends_on", models.DateField(null=True)),
                        ("ended_on", models.DateField(null=True)),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        ("told_at", models.DateTimeField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("ended_on__isnull", True), ("ends_on__isnull", False), ("told_at__isnull", True)
                                ),
                                fields=["ends_on"],
                                name="measure_to_tell",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["travel_ban", "closure", "attachment", "detention"])),
                                name="measure_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
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
                            "alleged",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="justice.allegedparty"
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="justice.part"
                            ),
                        ),
                        (
                            "element",
                            models.CharField(
                                choices=[("act", "Act"), ("means", "Means"), ("purpose", "Purpose")], max_length=7
                            ),
                        ),
                        ("code", models.CharField(max_length=24)),
                        ("what", malath.foundation.sealing.SealedField()),
                        (
                            "exhibit",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="justice.exhibit"
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
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("struck_by", models.CharField(blank=True, max_length=40)),
                        ("struck_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("element__in", ["act", "means", "purpose"])), name="proof_element_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("struck_at__isnull", True), ("struck_by", "")),
                                    models.Q(("struck_at__isnull", False), models.Q(("struck_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="proof_struck_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reproach",
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
                            "case",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("overstay", "Overstaying"),
                                    ("absconding", "Absconding from an employer"),
                                    ("papers", "False papers"),
                                    ("begging", "Begging"),
                                    ("prostitution", "Prostitution"),
                                    ("work", "Work without a permit"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Not asked for yet"),
                                    ("asked", "Asked for"),
                                    ("granted", "Granted: not punished"),
                                    ("refused", "Refused"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("before", malath.foundation.sealing.SealedField(null=True)),
                        ("link", malath.foundation.sealing.SealedField(null=True)),
                        ("asked_on", models.DateField(null=True)),
                        ("decided_on", models.DateField(null=True)),
                        ("reasons", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "act__in",
                                        ["overstay", "absconding", "papers", "begging", "prostitution", "work", "other"],
                                    )
                                ),
                                name="reproach_act_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "asked", "granted", "refused"])),
                                name="reproach_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asked_on__isnull", True), ("state", "open")),
                                    ("asked_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="reproach_asked_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on__isnull", True), ("state__in", ["open", "asked"])),
                                    models.Q(("decided_on__isnull", False), ("state__in", ["granted", "refused"])),
                                    _connector="OR",
                                ),
                                name="reproach_decided_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StateStep",
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
                            "proceeding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="justice.proceeding"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("no_report", "Not reported yet"),
                                    ("reported_to_ctu", "Complaint made"),
                                    ("under_inquiry", "Under investigation"),
                                    ("classified_trafficking", "Classified as trafficking"),
                                    ("classified_other", "Classified otherwise (labour, passport, assault)"),
                                    ("sent_to_prosecutor", "With the public prosecutor"),
                                    ("charged", "Charged"),
                                    ("dismissed_by_prosecutor", "Dismissed by the prosecutor"),
                                    ("trial_first_instance", "Trial"),
                                    ("judgment_first_instance", "Judgment of the first court"),
                                    ("appeal", "Appeal"),
                                    ("cassation", "Cassation"),
                                    ("final_judgment", "Final judgment"),
                                    ("enforcement", "Execution of the judgment"),
                                    ("closed_amnesty", "Closed by an amnesty"),
                                    ("closed_other", "Closed for another reason"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "no_report",
                                            "reported_to_ctu",
                                            "under_inquiry",
                                            "classified_trafficking",
                                            "classified_other",
                                            "sent_to_prosecutor",
                                            "charged",
                                            "dismissed_by_prosecutor",
                                            "trial_first_instance",
                                            "judgment_first_instance",
                                            "appeal",
                                            "cassation",
                                            "final_judgment",
                                            "enforcement",
                                            "closed_amnesty",
                                            "closed_other",
                                        ],
                                    )
                                ),
                                name="state_step_known",
                            )
                        ],
                    },
                ),
            ]
        )
    ]
