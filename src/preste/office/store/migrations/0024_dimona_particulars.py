"""A kind of facts: what Dimona alone asks of a contract."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0023_last_event")]

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
                    ("dimona", "Précisions pour Dimona"),
                ],
                max_length=10,
            ),
        ),
    ]
