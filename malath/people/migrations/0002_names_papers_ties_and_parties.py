import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_versions_of_bodies"),
        ("foundation", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
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
                ("note", malath.foundation.sealing.SealedField(null=True)),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-at"], name="contact_try_last")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["reached", "no_answer", "somebody_else", "wrong_word", "wrong_number", "unsafe"])
                        ),
                        name="contact_try_result_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
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
                ("known", models.CharField(choices=[("seen", "We saw it"), ("said", "The person told us")], max_length=4)),
                ("holder", malath.foundation.sealing.SealedField(null=True)),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "number",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.detail"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="document_current")
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
                                ["person", "employer", "office", "others", "police", "embassy", "safe", "lost", "unknown"],
                            )
                        ),
                        name="document_place_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("known__in", ["seen", "said"])), name="document_known_known"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
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
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="party_current")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["employer", "office", "sponsor", "broker", "alleged", "other"])),
                        name="party_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
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
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                            ("lives__in", ["person", "home", "employer", "jordan", "institution", "elsewhere", "unknown"])
                        ),
                        name="tie_lives_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other", models.F("person")), _negated=True), name="tie_to_somebody_else"
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="detail",
            name="detail_kind_known",
        ),
        migrations.AddField(
            model_name="detail",
            name="certainty",
            field=models.CharField(
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
        migrations.AddField(
            model_name="person",
            name="reads",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="third_language",
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AddField(
            model_name="safecontact",
            name="number",
            field=malath.foundation.sealing.SealedField(null=True),
        ),
        migrations.AddField(
            model_name="safecontact",
            name="windows",
            field=malath.foundation.sealing.SealedField(null=True),
        ),
        migrations.AlterField(
            model_name="detail",
            name="kind",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="detail",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="detail",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["", "said", "paper", "told", "guessed"])), name="detail_certainty_known"
            ),
        ),
    ]
