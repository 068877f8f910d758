"""A kind of facts, months taken over from another payroll office, and of tables that bring them in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0013_records")]

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
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="kind",
            field=models.CharField(
                choices=[("hours", "Heures"), ("items", "Éléments de paie"), ("takeover", "Mois repris")], max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="importmapping",
            name="kind",
            field=models.CharField(
                choices=[("hours", "Heures"), ("items", "Éléments de paie"), ("takeover", "Mois repris")], max_length=10
            ),
        ),
    ]
