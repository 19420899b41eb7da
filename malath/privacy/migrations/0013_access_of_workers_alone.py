from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("privacy", "0012_notices_of_breaches"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="access", name="access_worker_page"),
        migrations.AddIndex(
            model_name="access",
            index=models.Index(
                condition=models.Q(("worker__isnull", False)),
                fields=["worker", "-touched_at", "-person"],
                name="access_worker_page",
            ),
        ),
    ]
