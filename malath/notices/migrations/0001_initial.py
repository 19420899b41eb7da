"""The tables of this part, as they stood before the first release."""

from django.db import migrations, models

import malath.foundation.references
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        Tables(
            [
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
                            "governorate",
                            models.CharField(
                                choices=[
                                    ("AJ", "Ajloun"),
                                    ("AM", "Amman"),
                                    ("AQ", "Aqaba"),
                                    ("AT", "Tafilah"),
                                    ("AZ", "Zarqa"),
                                    ("BA", "Balqa"),
                                    ("IR", "Irbid"),
                                    ("JA", "Jerash"),
                                    ("KA", "Karak"),
                                    ("MA", "Mafraq"),
                                    ("MD", "Madaba"),
                                    ("MN", "Ma'an"),
                                ],
                                max_length=2,
                            ),
                        ),
                        (
                            "sector",
                            models.CharField(
                                choices=[
                                    ("domestic", "Work in homes"),
                                    ("garment", "Garment factories"),
                                    ("agriculture", "Agriculture"),
                                    ("construction", "Construction"),
                                    ("hospitality", "Hotels and restaurants"),
                                    ("entertainment", "Clubs and entertainment"),
                                    ("street", "Streets and begging"),
                                    ("other", "Another sector"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "others",
                            models.CharField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=8),
                        ),
                        ("life_in_danger", models.BooleanField()),
                        ("release_at", models.DateTimeField()),
                        ("delivered_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-release_at", "-id"], name="notice_page"),
                            models.Index(
                                condition=models.Q(("delivered_at__isnull", True)),
                                fields=["release_at"],
                                name="notice_to_deliver",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="notice_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sector__in",
                                        [
                                            "domestic",
                                            "garment",
                                            "agriculture",
                                            "construction",
                                            "hospitality",
                                            "entertainment",
                                            "street",
                                            "other",
                                        ],
                                    )
                                ),
                                name="notice_sector_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("others__in", ["yes", "no", "unknown"])), name="notice_others_known"
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
