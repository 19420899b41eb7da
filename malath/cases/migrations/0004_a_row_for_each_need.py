from typing import Any

from django.db import migrations

from malath.foundation.acts import unguarded
from malath.foundation.references import new_reference

AT_ONCE = 2000


def take_over(apps: Any, schema_editor: Any) -> None:
    """What stood in a list becomes rows, in the state in which it was: stated."""
    alias = schema_editor.connection.alias
    case, need = (apps.get_model("cases", name).objects.using(alias) for name in ("Case", "StatedNeed"))
    columns = ("pk", "needs", "facts_desk_id", "opened_by", "opened_at")
    rows: list[Any] = []
    with unguarded():
        for pk, kinds, desk, by, at in case.order_by("pk").values_list(*columns).iterator(AT_ONCE):
            common = {"case_id": pk, "desk_id": desk, "by": by, "at": at, "changed_at": at}
            new = (need.model(reference=new_reference(), kind=kind, **common) for kind in dict.fromkeys(kinds))
            rows.extend(new)
            if len(rows) >= AT_ONCE:
                need.bulk_create(rows)
                rows = []
        need.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_states_work_and_situations")]
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
