"""Incapacities for work are facts of a contract."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0010_indexes")]

    operations = [
        migrations.AlterField(
            model_name="fact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("identity", "Identité et adresse"),
                    ("household", "Situation familiale"),
                    ("contract", "Contrat"),
                    ("terms", "Conditions"),
                    ("item", "Élément de paie"),
                    ("day", "Jour"),
                    ("incapacity", "Incapacité de travail"),
                ],
                max_length=10,
            ),
        ),
    ]
