"""Two more kinds of facts, holidays of a year and opening balances, and longer names of an employer's facts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0012_creditors")]

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
                    ("garnish", "Créancier"),
                    ("declared", "Enfants déclarés"),
                    ("holidays", "Vacances de l'année"),
                    ("opening", "Soldes de départ"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="employerfact",
            name="field",
            field=models.CharField(max_length=40),
        ),
    ]
