from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_a_row_for_each_need")]
    operations = [migrations.RemoveField(model_name="case", name="needs")]
