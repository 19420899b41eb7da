import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"),
                ),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "Name as said"),
                            ("name_ar", "Name in Arabic script"),
                            ("name_la", "Name in Latin script"),
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
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="details", to="people.person"),
                ),
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
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SafeContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
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
                ("hours", malath.foundation.sealing.SealedField(null=True)),
                ("code_word", malath.foundation.sealing.SealedField(null=True)),
                ("who_else", malath.foundation.sealing.SealedField(null=True)),
                ("agreed_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="safe_contact", to="people.person"
                    ),
                ),
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
                ("kind", models.PositiveSmallIntegerField()),
                ("value", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="token_person")],
                "constraints": [models.UniqueConstraint(fields=("kind", "value", "person"), name="token_once")],
            },
        ),
    ]
