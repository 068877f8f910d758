"""The facts that the reductions of an occupation line rest on, with their titles."""

from __future__ import annotations

from collections.abc import Mapping

from preste.engine import Fact
from preste.money import COUNT, FLAG, MONEY, QUANTITY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


OCCUPATION_FACTS: Mapping[str, Fact] = {
    "occupation_wage": _fact(MONEY, "Rémunération du trimestre (codes 1, 2, 4, 5, 12, à 100 %)", "Kwartaalloon (codes 1, 2, 4, 5, 12, aan 100 %)", "Quartalslohn (Codes 1, 2, 4, 5, 12, zu 100 %)", "Pay of the quarter (codes 1, 2, 4, 5, 12, at 100 %)"),
    "premium_by_third_party": _fact(FLAG, "Prime de fin d'année payée par un tiers", "Eindejaarspremie betaald door een derde", "Jahresendprämie von Dritten gezahlt", "Year-end premium paid by a third party"),
    "temporary_agency": _fact(FLAG, "Entreprise de travail intérimaire", "Uitzendbureau", "Zeitarbeitsunternehmen", "Temporary work agency"),
    "quarter_number": _fact(COUNT, "Numéro du trimestre", "Nummer van het kwartaal", "Nummer des Quartals", "Number of the quarter"),
    "occupation_part_time": _fact(FLAG, "Occupation à temps partiel", "Deeltijdse tewerkstelling", "Teilzeitbeschäftigung", "Part-time occupation"),
    "paid_days_quarter": _fact(QUANTITY, "Jours du trimestre pour le salaire de référence (J)", "Dagen van het kwartaal voor het refertekwartaalloon (J)", "Tage des Quartals für den Referenzlohn (J)", "Days of the quarter for the reference wage (J)"),
    "paid_hours_quarter": _fact(QUANTITY, "Heures du trimestre pour le salaire de référence (H)", "Uren van het kwartaal voor het refertekwartaalloon (H)", "Stunden des Quartals für den Referenzlohn (H)", "Hours of the quarter for the reference wage (H)"),
    "performed_days": _fact(QUANTITY, "Jours du trimestre pour la fraction de prestations (X)", "Dagen van het kwartaal voor de prestatiebreuk (X)", "Tage des Quartals für den Leistungsbruch (X)", "Days of the quarter for the fraction of performance (X)"),
    "performed_hours": _fact(QUANTITY, "Heures du trimestre pour la fraction de prestations (Z)", "Uren van het kwartaal voor de prestatiebreuk (Z)", "Stunden des Quartals für den Leistungsbruch (Z)", "Hours of the quarter for the fraction of performance (Z)"),
    "regime_days_week": _fact(QUANTITY, "Jours par semaine du régime (D)", "Dagen per week van het stelsel (D)", "Tage je Woche der Regelung (D)", "Days a week of the working time (D)"),
    "occupation_hours_week": _fact(QUANTITY, "Heures par semaine du contrat (Q)", "Uren per week van het contract (Q)", "Wochenstunden des Vertrags (Q)", "Hours a week of the contract (Q)"),
    "reference_hours_week": _fact(QUANTITY, "Heures par semaine de la personne de référence (U, S en DmfA)", "Uren per week van de maatpersoon (U, S in DmfA)", "Wochenstunden der Referenzperson (U, S in der DmfA)", "Hours a week of the reference person (U, S in the DmfA)"),
    "performance_total": _fact(QUANTITY, "Fraction de prestations de toutes les occupations chez l'employeur (µ glob)", "Prestatiebreuk van alle tewerkstellingen bij de werkgever (µ glob)", "Leistungsbruch aller Beschäftigungen beim Arbeitgeber (µ glob)", "Fraction of performance of all occupations at the employer (µ glob)"),
    "structural_entitled": _fact(FLAG, "Assujetti à toutes les branches, sans indemnité de rupture ni flexi-salaire", "Onderworpen aan alle takken, zonder verbrekingsvergoeding of flexiloon", "Allen Zweigen unterworfen, ohne Entlassungsentschädigung oder Flexilohn", "Subject to all branches, without severance or flexi pay"),
    "basic_and_moderation": _fact(MONEY, "Cotisation patronale de base et modération salariale", "Basiswerkgeversbijdrage en loonmatiging", "Grundbeitrag des Arbeitgebers und Lohnmäßigung", "Basic employer contribution and wage moderation"),
    "maribel_share": _fact(MONEY, "Maribel social de l'occupation", "Sociale Maribel van de tewerkstelling", "Sozialer Maribel der Beschäftigung", "Social Maribel of the occupation"),
    "maribel_not_first": _fact(FLAG, "Entreprise de travail adapté", "Beschutte werkplaats of maatwerkbedrijf", "Beschützende Werkstätte", "Sheltered workshop"),
    "quarter_age": _fact(COUNT, "Âge au dernier jour du trimestre", "Leeftijd op de laatste dag van het kwartaal", "Alter am letzten Tag des Quartals", "Age on the quarter's last day"),
    "right_quarter": _fact(COUNT, "Quantième trimestre du droit", "Hoeveelste kwartaal van het recht", "Wievieltes Quartal des Rechts", "Which quarter of the right"),
    "right_amount": _fact(MONEY, "Montant du droit ce trimestre (premiers engagements)", "Bedrag van het recht dit kwartaal (eerste aanwervingen)", "Betrag des Rechts in diesem Quartal (Ersteinstellungen)", "Amount of the right this quarter (first hires)"),
}  # fmt: skip

COMPENSATION_FACTS: Mapping[str, Fact] = {
    "net_contributions_q2": _fact(MONEY, "Cotisations patronales de base nettes, 2e trimestre 2021", "Nettobasiswerkgeversbijdragen, 2e kwartaal 2021", "Netto-Grundbeiträge, 2. Quartal 2021", "Net basic employer contributions, second quarter of 2021"),
    "net_contributions_q3": _fact(MONEY, "Cotisations patronales de base nettes, 3e trimestre 2021", "Nettobasiswerkgeversbijdragen, 3e kwartaal 2021", "Netto-Grundbeiträge, 3. Quartal 2021", "Net basic employer contributions, third quarter of 2021"),
    "net_contributions_q4": _fact(MONEY, "Cotisations patronales de base nettes, 4e trimestre 2021", "Nettobasiswerkgeversbijdragen, 4e kwartaal 2021", "Netto-Grundbeiträge, 4. Quartal 2021", "Net basic employer contributions, fourth quarter of 2021"),
    "student_contributions_q2": _fact(MONEY, "Cotisation patronale étudiants, 2e trimestre 2021", "Werkgeversbijdrage studenten, 2e kwartaal 2021", "Arbeitgeberbeitrag Studenten, 2. Quartal 2021", "Employer's student contribution, second quarter of 2021"),
    "student_contributions_q3": _fact(MONEY, "Cotisation patronale étudiants, 3e trimestre 2021", "Werkgeversbijdrage studenten, 3e kwartaal 2021", "Arbeitgeberbeitrag Studenten, 3. Quartal 2021", "Employer's student contribution, third quarter of 2021"),
    "student_contributions_q4": _fact(MONEY, "Cotisation patronale étudiants, 4e trimestre 2021", "Werkgeversbijdrage studenten, 4e kwartaal 2021", "Arbeitgeberbeitrag Studenten, 4. Quartal 2021", "Employer's student contribution, fourth quarter of 2021"),
    "kept_wages_2022": _fact(MONEY, "Salaires bruts et cotisations patronales du premier semestre 2022 (sans les licenciés)", "Brutolonen en werkgeversbijdragen van het eerste halfjaar 2022 (zonder ontslagenen)", "Bruttolöhne und Arbeitgeberbeiträge des ersten Halbjahrs 2022 (ohne Entlassene)", "Gross wages and employer contributions of the first half of 2022 (without those dismissed)"),
}  # fmt: skip

REDUCTION_FACTS: Mapping[str, Fact] = {**OCCUPATION_FACTS, **COMPENSATION_FACTS}
"""What the plans of reductions may be given."""
