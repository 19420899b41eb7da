from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="mark", name="mark_kind_known"),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["demo", "bench", "live", "training"])), name="mark_kind_known"
            ),
        ),
    ]
