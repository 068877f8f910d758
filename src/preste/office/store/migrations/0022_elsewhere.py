"""A kind of facts: what a worker used of a contingent for other employers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0021_onss_account")]

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
                    ("taken", "Mois repris"),
                    ("seniority", "Ancienneté"),
                    ("situation", "Situation pour les réductions"),
                    ("elsewhere", "Contingent utilisé ailleurs"),
                ],
                max_length=10,
            ),
        ),
    ]
