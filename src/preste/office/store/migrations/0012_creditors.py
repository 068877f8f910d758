"""Two more kinds of facts: a creditor's claim on the pay, and the children that were declared to the employer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0011_incapacities")]

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
                ],
                max_length=10,
            ),
        ),
    ]
