from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_reminders_to_confirm")]

    operations = [
        migrations.RemoveConstraint(
            model_name="access",
            name="access_desk_or_worker",
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.CheckConstraint(
                condition=models.Q(("desk__isnull", False), ("worker__isnull", False), _connector="OR"),
                name="access_desk_or_worker",
            ),
        ),
    ]
