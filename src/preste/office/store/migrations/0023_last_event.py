"""The last event of an employer is found at once, however long its trail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0022_elsewhere")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["employer", "-id"], name="event_last"),
        ),
    ]
