from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_names_papers_ties_and_parties")]
    operations = [
        migrations.AddField(
            model_name="contacttry",
            name="as_agreed",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="contacttry",
            name="once",
            field=models.UUIDField(null=True, unique=True),
        ),
    ]
