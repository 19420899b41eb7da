"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_names_papers_ties_and_parties"),
        ("people", "0003_tries_as_agreed"),
        ("people", "0004_search_scheme"),
        ("people", "0005_papers_and_stay"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Indexing",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("scheme", models.PositiveSmallIntegerField()),
                        ("bits", models.PositiveSmallIntegerField()),
                        ("after", models.BigIntegerField(default=0)),
                        ("done_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("scheme", "bits"), name="indexing_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
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
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "sex",
                            models.CharField(
                                choices=[("female", "Female"), ("male", "Male"), ("other", "Other"), ("unknown", "Not known")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        (
                            "age_band",
                            models.CharField(
                                choices=[
                                    ("0-8", "0 to 8"),
                                    ("9-17", "9 to 17"),
                                    ("child", "Child, age not known"),
                                    ("doubt", "Age in doubt: treated as a child"),
                                    ("18-20", "18 to 20"),
                                    ("21-29", "21 to 29"),
                                    ("30-38", "30 to 38"),
                                    ("39-47", "39 to 47"),
                                    ("48+", "48 or older"),
                                    ("adult", "Adult, age not known"),
                                    ("unknown", "Not known"),
                                ],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=3)),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Feminine", "Feminine"),
                                    ("Masculine", "Masculine"),
                                    ("TransgenderFeminine", "Transgender feminine"),
                                    ("TransgenderMasculine", "Transgender masculine"),
                                    ("NonConforming", "Non-conforming"),
                                    ("NonSpecifiedUnknown", "Not specified or not known"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("nationalities", models.JSONField(default=list)),
                        ("second_language", models.CharField(blank=True, max_length=3)),
                        ("third_language", models.CharField(blank=True, max_length=3)),
                        ("reads", models.JSONField(null=True)),
                        (
                            "marital_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Single", "Single"),
                                    ("Married", "Married"),
                                    ("Widowed", "Widowed"),
                                    ("Divorced", "Divorced"),
                                    ("Separated", "Separated"),
                                    ("RegisteredPartnership", "Registered partnership"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("children", models.PositiveSmallIntegerField(null=True)),
                        (
                            "education",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("EarlyChildhoodEducation", "Early childhood education"),
                                    ("PrimaryEducation", "Primary education"),
                                    ("LowerSecondaryEducation", "Lower secondary education"),
                                    ("UpperSecondaryEducation", "Upper secondary education"),
                                    ("PostSecondaryNonTertiaryEducation", "Post-secondary education"),
                                    ("ShortCycleTertiaryEducation", "Short-cycle tertiary education"),
                                    ("BachelorsOrEquivalentLevel", "Bachelor's or equivalent"),
                                    ("MastersOrEquivalentLevel", "Master's or equivalent"),
                                    ("DoctoralOrEquivalentLevel", "Doctoral or equivalent"),
                                ],
                                max_length=40,
                            ),
                        ),
                        ("deceased", models.BooleanField(null=True)),
                        (
                            "facts_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "gender__in",
                                        [
                                            "",
                                            "Feminine",
                                            "Masculine",
                                            "TransgenderFeminine",
                                            "TransgenderMasculine",
                                            "NonConforming",
                                            "NonSpecifiedUnknown",
                                        ],
                                    )
                                ),
                                name="person_gender_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "marital_status__in",
                                        ["", "Single", "Married", "Widowed", "Divorced", "Separated", "RegisteredPartnership"],
                                    )
                                ),
                                name="person_marital_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "education__in",
                                        [
                                            "",
                                            "EarlyChildhoodEducation",
                                            "PrimaryEducation",
                                            "LowerSecondaryEducation",
                                            "UpperSecondaryEducation",
                                            "PostSecondaryNonTertiaryEducation",
                                            "ShortCycleTertiaryEducation",
                                            "BachelorsOrEquivalentLevel",
                                            "MastersOrEquivalentLevel",
                                            "DoctoralOrEquivalentLevel",
                                        ],
                                    )
                                ),
                                name="person_education_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sex__in", ["female", "male", "other", "unknown"])), name="person_sex_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "age_band__in",
                                        [
                                            "0-8",
                                            "9-17",
                                            "child",
                                            "doubt",
                                            "18-20",
                                            "21-29",
                                            "30-38",
                                            "39-47",
                                            "48+",
                                            "adult",
                                            "unknown",
                                        ],
                                    )
                                ),
                                name="person_age_band_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Detail",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="details", to="people.person"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("name", "Name as said"),
                                    ("name_ar", "Name in Arabic script"),
                                    ("name_la", "Name in Latin script"),
                                    ("alias", "Other name the person uses"),
                                    ("nickname", "Nickname"),
                                    ("earlier", "Earlier name"),
                                    ("spelling", "Other spelling"),
                                    ("one_name", "The person has one name only"),
                                    ("first", "First name"),
                                    ("middle", "Middle name"),
                                    ("family", "Family name"),
                                    ("salutation", "Salutation"),
                                    ("title", "Title"),
                                    ("birth", "Birth date or year"),
                                    ("phone", "Mobile phone"),
                                    ("phone2", "Other phone"),
                                    ("email", "E-mail address"),
                                    ("document", "Document number"),
                                    ("street", "Street"),
                                    ("city", "Town"),
                                    ("state", "Region or governorate of the address"),
                                    ("postcode", "Postal code"),
                                    ("country", "Country of the address"),
                                    ("latitude", "Latitude"),
                                    ("longitude", "Longitude"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("value", malath.foundation.sealing.SealedField()),
                        (
                            "certainty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("said", "Said by the person"),
                                    ("paper", "Read from a paper"),
                                    ("told", "Told by somebody else"),
                                    ("guessed", "Guessed"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)), fields=["person", "kind"], name="detail_current"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "name",
                                            "name_ar",
                                            "name_la",
                                            "alias",
                                            "nickname",
                                            "earlier",
                                            "spelling",
                                            "one_name",
                                            "first",
                                            "middle",
                                            "family",
                                            "salutation",
                                            "title",
                                            "birth",
                                            "phone",
                                            "phone2",
                                            "email",
                                            "document",
                                            "street",
                                            "city",
                                            "state",
                                            "postcode",
                                            "country",
                                            "latitude",
                                            "longitude",
                                        ],
                                    )
                                ),
                                name="detail_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("certainty__in", ["", "said", "paper", "told", "guessed"])),
                                name="detail_certainty_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
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
                        ("name", malath.foundation.sealing.SealedField(null=True)),
                        ("aliases", malath.foundation.sealing.SealedField(null=True)),
                        ("phone", malath.foundation.sealing.SealedField(null=True)),
                        ("place", malath.foundation.sealing.SealedField(null=True)),
                        ("nationality", models.CharField(blank=True, max_length=2)),
                        ("note", malath.foundation.sealing.SealedField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="party_current"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["employer", "office", "sponsor", "broker", "alleged", "other"])
                                ),
                                name="party_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Overstay",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("lawful_until", models.DateField()),
                        ("counted_until", models.DateField(null=True)),
                        (
                            "known",
                            models.CharField(choices=[("seen", "We saw it"), ("said", "The person told us")], max_length=4),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("known__in", ["seen", "said"])), name="overstay_known_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("counted_until__isnull", True),
                                    ("counted_until__gt", models.F("lawful_until")),
                                    _connector="OR",
                                ),
                                name="overstay_ends_after_it_began",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)), fields=("person",), name="overstay_one_counts"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("passport", "Passport"),
                                    ("national_id", "National identity card"),
                                    ("residence", "Residence permit"),
                                    ("work", "Work permit"),
                                    ("unhcr", "Certificate of the United Nations refugee agency"),
                                    ("travel", "Emergency travel document"),
                                    ("birth", "Birth certificate"),
                                    ("family_book", "Family book"),
                                    ("other", "Other paper"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "number",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.detail"
                            ),
                        ),
                        ("country", models.CharField(blank=True, max_length=2)),
                        ("valid_until", models.DateField(null=True)),
                        (
                            "place",
                            models.CharField(
                                choices=[
                                    ("person", "With the person"),
                                    ("employer", "Withheld by the employer"),
                                    ("office", "Withheld by a recruitment office"),
                                    ("others", "Withheld by somebody else"),
                                    ("police", "With the police or a court"),
                                    ("embassy", "With an embassy"),
                                    ("safe", "Kept safe for the person"),
                                    ("lost", "Lost"),
                                    ("unknown", "Not known"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "known",
                            models.CharField(choices=[("seen", "We saw it"), ("said", "The person told us")], max_length=4),
                        ),
                        ("holder", malath.foundation.sealing.SealedField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="document_current"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "passport",
                                            "national_id",
                                            "residence",
                                            "work",
                                            "unhcr",
                                            "travel",
                                            "birth",
                                            "family_book",
                                            "other",
                                        ],
                                    )
                                ),
                                name="document_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "place__in",
                                        [
                                            "person",
                                            "employer",
                                            "office",
                                            "others",
                                            "police",
                                            "embassy",
                                            "safe",
                                            "lost",
                                            "unknown",
                                        ],
                                    )
                                ),
                                name="document_place_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("known__in", ["seen", "said"])), name="document_known_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactTry",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("reached", "Reached; the code word was right"),
                                    ("no_answer", "Nobody answered"),
                                    ("somebody_else", "Somebody else answered"),
                                    ("wrong_word", "The code word was wrong or missing"),
                                    ("wrong_number", "The number is not right any more"),
                                    ("unsafe", "It was not safe to speak"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("as_agreed", models.BooleanField(default=True)),
                        ("note", malath.foundation.sealing.SealedField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "-at"], name="contact_try_last")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "result__in",
                                        ["reached", "no_answer", "somebody_else", "wrong_word", "wrong_number", "unsafe"],
                                    )
                                ),
                                name="contact_try_result_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AbscondingReport",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "reporter",
                            models.CharField(
                                choices=[
                                    ("employer", "Employer"),
                                    ("office", "Recruitment office"),
                                    ("sponsor", "Sponsor"),
                                    ("broker", "Broker"),
                                    ("alleged", "Alleged trafficker"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reported_on", models.DateField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("stands", "Stands"),
                                    ("cancelled", "Cancelled"),
                                    ("unknown", "Not known whether it stands"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("cancelled_on", models.DateField(null=True)),
                        (
                            "known",
                            models.CharField(choices=[("seen", "We saw it"), ("said", "The person told us")], max_length=4),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="report_current"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reporter__in", ["employer", "office", "sponsor", "broker", "alleged", "other"])
                                ),
                                name="report_reporter_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["stands", "cancelled", "unknown"])), name="report_state_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("known__in", ["seen", "said"])), name="report_known_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cancelled_on__isnull", True), ("state", "cancelled"), _connector="OR"),
                                name="report_cancelled_when_cancelled",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SafeContact",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="safe_contact", to="people.person"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("none", "Not at all"),
                                    ("call", "Phone call"),
                                    ("message", "Text message"),
                                    ("through", "Through somebody the person named"),
                                    ("in_person", "Only in person"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("may_leave_message", models.BooleanField(default=False)),
                        ("may_say_agency", models.BooleanField(default=False)),
                        ("language", models.CharField(blank=True, max_length=3)),
                        ("number", malath.foundation.sealing.SealedField(null=True)),
                        ("windows", malath.foundation.sealing.SealedField(null=True)),
                        ("hours", malath.foundation.sealing.SealedField(null=True)),
                        ("code_word", malath.foundation.sealing.SealedField(null=True)),
                        ("who_else", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("agreed_at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["none", "call", "message", "through", "in_person"])),
                                name="contact_channel_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchToken",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        ("kind", models.PositiveSmallIntegerField()),
                        ("value", models.BigIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person"], name="token_person")],
                        "constraints": [models.UniqueConstraint(fields=("kind", "value", "person"), name="token_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Tie",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("child", "Child of the person"),
                                    ("spouse", "Husband or wife"),
                                    ("parent", "Parent"),
                                    ("sibling", "Brother or sister"),
                                    ("grandparent", "Grandparent"),
                                    ("relative", "Other relative"),
                                    ("partner", "Partner"),
                                    ("guardian", "Guardian"),
                                    ("friend", "Friend"),
                                    ("cared_for", "Somebody the person cares for"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "lives",
                            models.CharField(
                                choices=[
                                    ("person", "Lives with the person"),
                                    ("home", "Lives in the home country"),
                                    ("employer", "Is with the employer"),
                                    ("jordan", "Lives elsewhere in Jordan"),
                                    ("institution", "Is in an institution"),
                                    ("elsewhere", "Lives in another country"),
                                    ("unknown", "Not known"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("depends", models.BooleanField(default=False)),
                        ("name", malath.foundation.sealing.SealedField(null=True)),
                        ("born", models.PositiveSmallIntegerField(null=True)),
                        ("note", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "other",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="tie_current")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "child",
                                            "spouse",
                                            "parent",
                                            "sibling",
                                            "grandparent",
                                            "relative",
                                            "partner",
                                            "guardian",
                                            "friend",
                                            "cared_for",
                                        ],
                                    )
                                ),
                                name="tie_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "lives__in",
                                        ["person", "home", "employer", "jordan", "institution", "elsewhere", "unknown"],
                                    )
                                ),
                                name="tie_lives_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("other", models.F("person")), _negated=True), name="tie_to_somebody_else"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Waiver",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "overstay",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="people.overstay"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("waiver", "Application for a waiver"), ("window", "Exemption window or amnesty")],
                                max_length=6,
                            ),
                        ),
                        ("days", models.PositiveIntegerField()),
                        ("applied_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits for a decision"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("taken_back", "Taken back by the person"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("decided_on", models.DateField(null=True)),
                        (
                            "after",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ask_again", "Ask again"),
                                    ("project", "Paid from a project line, with approval"),
                                    ("window", "Wait for an exemption window"),
                                    ("open", "Not chosen yet"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        ("told_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True), ("state", "waiting"), ("told_at__isnull", True)),
                                fields=["applied_on"],
                                name="waiver_to_tell",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["waiver", "window"])), name="waiver_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "granted", "refused", "taken_back"])),
                                name="waiver_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("after__in", ["", "ask_again", "project", "window", "open"])),
                                name="waiver_after_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on__isnull", True), ("state", "waiting")),
                                    models.Q(models.Q(("state", "waiting"), _negated=True), ("decided_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="waiver_decided_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "refused"), ("after", ""), _connector="XOR"),
                                name="waiver_refused_has_a_way",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True), ("state", "waiting")),
                                fields=("overstay",),
                                name="waiver_one_waits",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
