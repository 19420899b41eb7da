from typing import Any

from django.db import migrations

from malath.foundation.acts import unguarded

SAID = {
    "reached": "reached",
    "no_answer": "no_answer",
    "other_person": "somebody_else",
    "not_in_use": "wrong_number",
    "not_safe": "unsafe",
}


def take_over(apps: Any, schema_editor: Any) -> None:
    """Attempts that stood with a case become tries that stand with the safe contact of its person."""
    alias = schema_editor.connection.alias
    attempt, contact = apps.get_model("cases", "ContactAttempt"), apps.get_model("people", "SafeContact")
    made = apps.get_model("people", "ContactTry").objects.using(alias)
    versions = dict(contact.objects.using(alias).values_list("person_id", "version"))
    rows = attempt.objects.using(alias).select_related("case__person").order_by("pk")
    with unguarded():
        for row in rows.iterator(2000):
            person = row.case.person
            made.create(
                person_id=person.pk, key_id=person.key_id, version=versions.get(person.pk, 0), result=SAID[row.result],
                desk_id=row.desk_id, by=row.by, at=row.at,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_needs_stand_in_rows"), ("people", "0003_tries_as_agreed")]
    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="ContactAttempt"),
    ]
