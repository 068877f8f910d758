"""Short names of the law book's fields, of local values and of units, for the reader's language.

The law files name a field in English. A reader needs it in their own language, and short enough to stand in a
formula: each text below is `French | Dutch | German`. A name that is not here is shown in English, and
marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from preste.documents.explanation.units import UNITS

_COLUMNS = {"fr": 0, "nl": 1, "de": 2}

_FIELDS: Mapping[str, str] = {
    # a name for one series only
    "ami_ceiling.value": "plafond d'un jour | plafond van een dag | Höchstbetrag eines Tages",
    "ami_ceiling.week_days": "jours de la semaine | dagen van de week | Tage der Woche",
    "arrears_withholding.bounds": "limites des tranches | grenzen van de schijven | Stufengrenzen",
    "arrears_withholding.rates": "taux par tranche | tarief per schijf | Satz je Stufe",
    "base_contribution.employer": "part de l'employeur | deel van de werkgever | Anteil des Arbeitgebers",
    "base_contribution.moderation": "modération salariale | loonmatiging | Lohnmäßigung",
    "base_contribution.personal": "part du travailleur | deel van de werknemer | Anteil des Arbeitnehmers",
    "bicycle_allowance.per_km": "indemnité vélo par km | fietsvergoeding per km | Fahrradvergütung je km",
    "car_benefit.minimum": "avantage minimum par an | minimumvoordeel per jaar | Mindestvorteil je Jahr",
    "contribution_809.large": "taux (grand employeur) | tarief (grote werkgever) | Satz (großer Arbeitgeber)",
    "contribution_809.small": "taux (petit employeur) | tarief (kleine werkgever) | Satz (kleiner Arbeitgeber)",
    "departure_holiday_pay.double_main":
        "double pécule, partie principale | dubbel vakantiegeld, hoofddeel | doppeltes Urlaubsgeld, Hauptteil",
    "departure_holiday_pay.double_complement":
        "double pécule, complément | dubbel vakantiegeld, aanvulling | doppeltes Urlaubsgeld, Ergänzung",
    "departure_holiday_pay.simple": "pécule simple | enkel vakantiegeld | einfaches Urlaubsgeld",
    "certificate_imputation.rate":
        "part imputée par jour | per dag aangerekend deel | je Tag angerechneter Anteil",
    "hourly_wage_of_month.weeks": "semaines d'un trimestre | weken van een kwartaal | Wochen eines Quartals",
    "overtime_reduction.rate_high":
        "taux (sursalaire de 50 ou 100 %) | tarief (overloon van 50 of 100 %) | Satz (Zuschlag von 50 oder 100 %)",
    "overtime_reduction_hours.horeca":
        "heures par an (horeca) | uren per jaar (horeca) | Stunden pro Jahr (Gastgewerbe)",
    "overtime_reduction_hours.hours": "heures par an | uren per jaar | Stunden pro Jahr",
    "overtime_supplement.sunday":
        "sursalaire, dimanche ou jour férié | overloon, zondag of feestdag | Zuschlag, Sonntag oder Feiertag",
    "overtime_supplement.week": "sursalaire, semaine | overloon, week | Zuschlag, Woche",
    "holiday_right.weeks": "semaines d'une année complète | weken van een volledig jaar | Wochen eines vollen Jahres",
    "holiday_right.day_step": "arrondi au jour | afronding op een dag | Rundung auf einen Tag",
    "structural_reduction.fixed": "forfait F | forfait F | Pauschale F",
    "structural_reduction.alpha": "coefficient α | coëfficiënt α | Koeffizient α",
    "structural_reduction.s0": "plafond S0 | grens S0 | Grenze S0",
    "structural_reduction.gamma": "coefficient γ | coëfficiënt γ | Koeffizient γ",
    "structural_reduction.s2": "plafond S2 | grens S2 | Grenze S2",
    "structural_reduction.delta": "coefficient δ | coëfficiënt δ | Koeffizient δ",
    "structural_reduction.s1": "plancher S1 | grens S1 | Grenze S1",
    "structural_multiplier.minimum": "prestations minimales | minimumprestaties | Mindestleistung",
    "structural_multiplier.middle":
        "seuil du facteur majoré | drempel van de verhoogde factor | Schwelle des erhöhten Faktors",
    "structural_multiplier.full": "seuil de 1/µ | drempel van 1/µ | Schwelle von 1/µ",
    "structural_multiplier.base": "facteur β | factor β | Faktor β",
    "structural_multiplier.slope": "pente | helling | Steigung",
    "target_multiplier.minimum": "prestations minimales | minimumprestaties | Mindestleistung",
    "target_multiplier.middle":
        "seuil du facteur majoré | drempel van de verhoogde factor | Schwelle des erhöhten Faktors",
    "target_multiplier.full": "seuil de 1/µ | drempel van 1/µ | Schwelle von 1/µ",
    "target_multiplier.base": "facteur β | factor β | Faktor β",
    "target_multiplier.slope": "pente | helling | Steigung",
    "third_party_premium.ordinary":
        "majoration au 4e trimestre | verhoging in het 4e kwartaal | Erhöhung im 4. Quartal",
    "third_party_premium.agency":
        "majoration au 1er trimestre (intérim) | verhoging in het 1e kwartaal (uitzend) | Erhöhung im 1. Quartal (Zeitarbeit)",  # noqa: E501
    "artist_target_reduction.amount": "montant G12 | bedrag G12 | Betrag G12",
    "artist_target_reduction.floor": "salaire minimum | minimumloon | Mindestlohn",
    "artist_target_reduction.maximum":
        "maximum par occupation | maximum per tewerkstelling | Höchstbetrag je Beschäftigung",
    "elderly_reduction.from_age": "dès l'âge de | vanaf de leeftijd van | ab dem Alter von",
    "elderly_reduction.last_ages":
        "dernier âge des tranches | laatste leeftijd van de schijven | letztes Alter der Stufen",
    "elderly_reduction.amounts": "montants par tranche | bedragen per schijf | Beträge je Stufe",
    "elderly_reduction.to_age": "jusqu'à l'âge de (0 : sans fin) | tot de leeftijd van (0: zonder einde) | bis zum Alter von (0: ohne Ende)",  # noqa: E501
    "elderly_reduction.jobseeker_below": "demandeur d'emploi avant | werkzoekende onder | arbeitsuchend unter",
    "elderly_wage_ceiling.quarter": "plafond | plafond | Obergrenze",
    "elderly_wage_ceiling.last_quarter":
        "plafond du 4e trimestre | plafond van het 4e kwartaal | Obergrenze des 4. Quartals",
    "working_time_reduction.amount": "montant | bedrag | Betrag",
    "working_time_reduction.quarters": "nombre de trimestres | aantal kwartalen | Zahl der Quartale",
    "young_reduction.below_age": "avant l'âge de | vóór de leeftijd van | vor dem Alter von",
    "young_reduction.quarters": "nombre de trimestres | aantal kwartalen | Zahl der Quartale",
    "young_reduction.first_quarters": "premiers trimestres | eerste kwartalen | erste Quartale",
    "young_reduction.first_ceiling":
        "plafond des premiers trimestres | plafond van de eerste kwartalen | Obergrenze der ersten Quartale",
    "young_reduction.ceiling": "plafond ensuite | plafond nadien | Obergrenze danach",
    "long_jobseeker_reduction.amount": "montant | bedrag | Betrag",
    "long_jobseeker_reduction.quarters": "nombre de trimestres | aantal kwartalen | Zahl der Quartale",
    "long_jobseeker_reduction.ceiling": "plafond | plafond | Obergrenze",
    "long_jobseeker_reduction.from_age": "dès l'âge de | vanaf de leeftijd van | ab dem Alter von",
    "long_jobseeker_reduction.below_age": "avant l'âge de | vóór de leeftijd van | vor dem Alter von",
    "insertion_reduction.amount": "montant | bedrag | Betrag",
    "insertion_reduction.quarters":
        "nombre de trimestres (0 : sans fin) | aantal kwartalen (0: zonder einde) | Zahl der Quartale (0: ohne Ende)",
    "mentor_reduction.amount": "montant | bedrag | Betrag",
    "horeca_reduction.amount": "montant | bedrag | Betrag",
    "horeca_reduction.young_amount": "montant des jeunes | bedrag voor jongeren | Betrag für Junge",
    "horeca_reduction.young_below": "jeunes avant l'âge de | jongeren vóór de leeftijd van | Junge vor dem Alter von",
    "first_hire_next.amounts": "montants par période | bedragen per periode | Beträge je Zeitraum",
    "first_hire_next.until": "dernier trimestre des périodes | laatste kwartaal van de periodes | letztes Quartal der Zeiträume",  # noqa: E501
    "first_hire_next.quarters": "trimestres en tout | kwartalen in totaal | Quartale insgesamt",
    "supplementary_holiday.start_months":
        "mois avant la première semaine | maanden vóór de eerste week | Monate vor der ersten Woche",
    "double_holiday_pay_rates.total": "taux du double pécule | tarief dubbel vakantiegeld | Satz des doppelten Urlaubsgeldes",  # noqa: E501
    "manual_holiday_pay.total": "taux de la caisse | tarief van het fonds | Satz der Kasse",
    "manual_holiday_pay.simple": "dont simple pécule | waarvan enkel vakantiegeld | davon einfaches Urlaubsgeld",
    "variable_pay_days.month_days": "jours d'un mois | dagen van een maand | Tage eines Monats",
    "variable_pay_days.week_days": "jours par semaine | dagen per week | Tage je Woche",
    "year_end_scheme.fixed_1": "1re partie fixe | 1e vast gedeelte | 1. fester Teil",
    "year_end_scheme.fixed_2": "2e partie fixe | 2e vast gedeelte | 2. fester Teil",
    "year_end_scheme.fixed_3": "3e partie fixe | 3e vast gedeelte | 3. fester Teil",
    "year_end_scheme.yearly_rate":
        "taux sur l'année d'octobre | tarief op het jaarloon van oktober | Satz auf das Oktober-Jahresgehalt",
    "year_end_scheme.october_share": "part du mois d'octobre | deel van oktober | Anteil des Oktobers",
    "year_end_scheme.period_months": "mois de la période | maanden van de periode | Monate des Zeitraums",
    "director_lump_expenses.maximum": "maximum du forfait | maximum van het forfait | Höchstbetrag der Pauschale",
    "director_lump_expenses.rate": "taux du forfait | tarief van het forfait | Satz der Pauschale",
    "double_holiday_pay_retention.rate": "taux de la retenue | tarief van de inhouding | Satz des Einbehalts",
    "exceptional_withholding.bounds": "limites des tranches | grenzen van de schijven | Stufengrenzen",
    "fiscal_work_bonus_parts.rate_a": "taux sur le volet A | tarief op luik A | Satz auf Teil A",
    "fiscal_work_bonus_parts.rate_b": "taux sur le volet B | tarief op luik B | Satz auf Teil B",
    "fiscal_work_bonus_single.rate":
        "taux du bonus fiscal | tarief van de fiscale bonus | Satz des Steuerbonus",
    "garnishment.bounds": "limites des tranches | grenzen van de schijven | Stufengrenzen",
    "garnishment.per_child": "réduction par enfant | vermindering per kind | Ermäßigung je Kind",
    "garnishment_rates.earnings": "parts par tranche | aandelen per schijf | Anteile je Stufe",
    "garnishment_rates.replacement_income":
        "parts par tranche (revenus de remplacement) | aandelen per schijf (vervangingsinkomen) | "
        "Anteile je Stufe (Ersatzeinkommen)",
    "group_insurance_reduction.rate":
        "taux de la réduction | tarief van de vermindering | Satz der Ermäßigung",
    "eco_voucher.maximum": "maximum de l'année | maximum van het jaar | Höchstbetrag des Jahres",
    "eco_grant.maximum": "octroi d'un temps plein | toekenning voltijds | Zuwendung in Vollzeit",
    "meal_voucher.employer_maximum":
        "maximum de l'employeur | maximum van de werkgever | Höchstbetrag des Arbeitgebers",
    "meal_voucher.worker_minimum":
        "minimum du travailleur | minimum van de werknemer | Mindestbetrag des Arbeitnehmers",
    "home_office_extras.internet": "internet propre | eigen internet | eigenes Internet",
    "home_office_extras.own_computer": "ordinateur propre | eigen computer | eigener Computer",
    "home_office_extras.own_screen": "par écran propre | per eigen scherm | je eigener Bildschirm",
    "home_office_extras.own_screen_maximum": "maximum des écrans | maximum schermen | Höchstbetrag der Bildschirme",
    "energy_benefits.electricity_other":
        "électricité (autres travailleurs) | elektriciteit (andere werknemers) | Strom (andere Arbeitnehmer)",
    "energy_benefits.heating_other":
        "chauffage (autres travailleurs) | verwarming (andere werknemers) | Heizung (andere Arbeitnehmer)",
    "energy_benefits.electricity_director":
        "électricité (dirigeants) | elektriciteit (bedrijfsleiders) | Strom (Unternehmensleiter)",
    "energy_benefits.heating_director":
        "chauffage (dirigeants) | verwarming (bedrijfsleiders) | Heizung (Unternehmensleiter)",
    "flat_benefits.computer": "ordinateur | computer | Computer",
    "flat_benefits.internet": "connexion internet | internetaansluiting | Internetanschluss",
    "flat_benefits.phone": "téléphone ou tablette | telefoon of tablet | Telefon oder Tablet",
    "flat_benefits.phone_subscription": "abonnement de téléphone | telefoonabonnement | Telefonabonnement",
    "lump_expenses.maximum": "maximum du forfait | maximum van het forfait | Höchstbetrag der Pauschale",
    "lump_expenses.rate": "taux du forfait | tarief van het forfait | Satz der Pauschale",
    "mileage_quarterly.per_km": "indemnité par km | vergoeding per km | Vergütung je km",
    "mileage_yearly.per_km": "indemnité par km | vergoeding per km | Vergütung je km",
    "restructuring_table.lower_bound":
        "salaire limite (plus jeunes) | grensloon (jongeren) | Lohngrenze (Jüngere)",
    "restructuring_table.upper_bound":
        "salaire limite (plus âgés) | grensloon (ouderen) | Lohngrenze (Ältere)",
    "student_contribution.employer": "part de l'employeur | deel van de werkgever | Anteil des Arbeitgebers",
    "student_contribution.personal": "part de l'étudiant | deel van de student | Anteil des Studenten",
    "work_bonus_one_slope.lower_bound":
        "salaire donnant le bonus maximum | loon met maximale bonus | Lohn mit höchstem Bonus",
    "work_bonus_one_slope.upper_bound":
        "salaire au-delà duquel il n'y a plus de bonus | loon waarboven geen bonus | Lohn, über dem kein Bonus gilt",
    "severance_basis.months": "nombre de mois | aantal maanden | Anzahl Monate",
    "severance_basis.week_days": "jours d'une semaine | dagen van een week | Tage einer Woche",
    "severance_basis.weeks": "semaines de ces mois | weken van die maanden | Wochen dieser Monate",
    "severance_basis.year": "semaines d'une année | weken van een jaar | Wochen eines Jahres",
    "outplacement.from_weeks": "préavis minimum | kortste opzegging | kürzeste Kündigungsfrist",
    "outplacement.deducted": "semaines déduites | afgetrokken weken | abgezogene Wochen",
    "severance_contribution.bounds": "salaire annuel à partir duquel chaque taux vaut | jaarloon vanaf wanneer elk tarief geldt | Jahreslohn, ab dem jeder Satz gilt",  # noqa: E501
    "severance_contribution.rates": "taux | tarief | Satz",
    "severance_contribution_wage.week_days": "jours d'une semaine | dagen van een week | Tage einer Woche",
    "severance_contribution_wage.year_days": "jours d'une année | dagen van een jaar | Tage eines Jahres",
    # a name wherever it is used
    "above_ceiling": "taux au-dessus du plafond | tarief boven het plafond | Satz über dem Höchstbetrag",
    "below_ceiling": "taux jusqu'au plafond | tarief tot het plafond | Satz bis zum Höchstbetrag",
    "second_week": "taux de la 2e semaine | tarief van de 2e week | Satz der 2. Woche",
    "adult": "montant (adulte) | bedrag (volwassene) | Betrag (Erwachsener)",
    "age_percents": "pourcentage selon l'âge | percentage naar ouderdom | Prozentsatz nach Alter",
    "amount": "montant (employé) | bedrag (bediende) | Betrag (Angestellter)",
    "amounts": "montant selon le nombre | bedrag naar aantal | Betrag nach Anzahl",
    "base_denominator": "base, dénominateur | basis, noemer | Grundlage, Nenner",
    "base_index": "indice de base | basisindex | Basisindex",
    "base_numerator": "base, numérateur | basis, teller | Grundlage, Zähler",
    "base_percent": "pourcentage de base | basispercentage | Grundprozentsatz",
    "blue_collar_amount": "montant (ouvrier) | bedrag (arbeider) | Betrag (Arbeiter)",
    "blue_collar_maximum": "bonus maximum (ouvrier) | maximale bonus (arbeider) | Höchstbonus (Arbeiter)",
    "blue_collar_slope": "pente (ouvrier) | helling (arbeider) | Steigung (Arbeiter)",
    "bracket_1": "limite de la 1re tranche | grens van de 1e schijf | Grenze der 1. Stufe",
    "bracket_2": "limite de la 2e tranche | grens van de 2e schijf | Grenze der 2. Stufe",
    "bracket_3": "limite de la 3e tranche | grens van de 3e schijf | Grenze der 3. Stufe",
    "charge": "réduction par charge | vermindering per last | Ermäßigung je Last",
    "child_exemption_limits":
        "revenu limite de l'exonération | inkomensgrens van de vrijstelling | Einkommensgrenze der Befreiung",
    "child_reduction_limits":
        "revenu limite de la réduction | inkomensgrens van de vermindering | Einkommensgrenze der Ermäßigung",
    "child_reduction_rates":
        "taux de la réduction pour enfants | tarief vermindering kinderen | Satz der Kinderermäßigung",
    "constant_2": "impôt de la 1re tranche | belasting van de 1e schijf | Steuer der 1. Stufe",
    "constant_3": "impôt des 2 premières tranches | belasting van de 2 eerste schijven | Steuer der ersten 2 Stufen",
    "constant_4": "impôt des 3 premières tranches | belasting van de 3 eerste schijven | Steuer der ersten 3 Stufen",
    "earning_maximum":
        "maximum (conjoint avec revenus) | maximum (partner met inkomen) | Höchstbetrag (Partner mit Einkommen)",
    "earning_minimum":
        "minimum (conjoint avec revenus) | minimum (partner met inkomen) | Mindestbetrag (Partner mit Einkommen)",
    "exempt_tax": "impôt de la quotité exemptée | belasting op de vrije som | Steuer auf den Freibetrag",
    "exempt_tax_couple":
        "impôt des deux quotités exemptées | belasting op de twee vrije sommen | Steuer auf beide Freibeträge",
    "extra": "par enfant en plus | per kind extra | je weiterem Kind",
    "factor": "facteur CO2 | CO2-factor | CO2-Faktor",
    "first_bound": "1re limite | 1e grens | 1. Grenze",
    "first_rate": "1er taux | 1e tarief | 1. Satz",
    "fourth_bound": "4e limite | 4e grens | 4. Grenze",
    "fourth_fixed": "4e montant fixe | 4e vast bedrag | 4. Festbetrag",
    "fourth_rate": "4e taux | 4e tarief | 4. Satz",
    "fraction_denominator": "dénominateur de la fraction | noemer van de breuk | Nenner des Bruchs",
    "fraction_numerator": "numérateur de la fraction | teller van de breuk | Zähler des Bruchs",
    "holiday_rates": "taux sur le pécule | tarief op vakantiegeld | Satz auf Urlaubsgeld",
    "low_bound": "limite inférieure | ondergrens | Untergrenze",
    "maximum": "maximum | maximum | Höchstbetrag",
    "maximum_percent": "pourcentage maximum | maximumpercentage | Höchstprozentsatz",
    "minimum": "minimum | minimum | Mindestbetrag",
    "minimum_new_order":
        "minimum (commande récente) | minimum (recente bestelling) | Mindestbetrag (neue Bestellung)",
    "minimum_old_order":
        "minimum (commande ancienne) | minimum (oudere bestelling) | Mindestbetrag (ältere Bestellung)",
    "default_co2_diesel": "CO2 supposé, diesel | verondersteld CO2, diesel | angenommenes CO2, Diesel",
    "default_co2_other": "CO2 supposé, autres carburants | verondersteld CO2, andere brandstoffen | angenommenes CO2, andere Kraftstoffe",  # noqa: E501
    "default_diesel": "CO2 supposé, diesel | verondersteld CO2, diesel | angenommenes CO2, Diesel",
    "default_petrol": "CO2 supposé, essence | verondersteld CO2, benzine | angenommenes CO2, Benzin",
    "minimum_percent": "pourcentage minimum | minimumpercentage | Mindestprozentsatz",
    "months": "intervalle minimum | kortste interval | kürzester Abstand",
    "new_order_multiplier": "multiplicateur | vermenigvuldiger | Multiplikator",
    "other_rates": "taux sur les autres allocations | tarief op andere vergoedingen | Satz auf andere Zahlungen",
    "plateau_to": "salaire donnant le bonus maximum | loon met maximale bonus | Lohn mit höchstem Bonus",
    "reference_diesel": "CO2 de référence, diesel | referentie-CO2, diesel | Referenz-CO2, Diesel",
    "reference_petrol": "CO2 de référence, essence | referentie-CO2, benzine | Referenz-CO2, Benzin",
    "rate_1": "taux de la 1re tranche | tarief van de 1e schijf | Satz der 1. Stufe",
    "rate_2": "taux de la 2e tranche | tarief van de 2e schijf | Satz der 2. Stufe",
    "rate_3": "taux de la 3e tranche | tarief van de 3e schijf | Satz der 3. Stufe",
    "rate_4": "taux au-delà de la 3e tranche | tarief boven de 3e schijf | Satz über der 3. Stufe",
    "residual_rate": "taux sur le reste | tarief op het saldo | Satz auf den Rest",
    "second_bound": "2e limite | 2e grens | 2. Grenze",
    "second_fixed": "2e montant fixe | 2e vast bedrag | 2. Festbetrag",
    "second_rate": "2e taux | 2e tarief | 2. Satz",
    "share": "seuil d'étalement | drempel voor spreiding | Schwelle der Verteilung",
    "single": "réduction pour isolé | vermindering alleenstaande | Ermäßigung für Alleinstehende",
    "spouse_low_income":
        "réduction, conjoint à faibles revenus | vermindering, partner met laag inkomen"
        " | Ermäßigung, Partner mit geringem Einkommen",
    "spouse_low_pension":
        "réduction, conjoint à faible pension | vermindering, partner met laag pensioen"
        " | Ermäßigung, Partner mit geringer Pension",
    "spouse_share_maximum":
        "part maximum du conjoint | maximaal deel van de partner | Höchstanteil des Partners",
    "spouse_share_rate": "part du conjoint | deel van de partner | Anteil des Partners",
    "step_percent": "pourcentage par g/km | percentage per g/km | Prozentsatz je g/km",
    "taken_off": "montant déduit selon le carburant | aftrek naar brandstof | Abzug nach Kraftstoff",
    "third_bound": "3e limite | 3e grens | 3. Grenze",
    "third_fixed": "3e montant fixe | 3e vast bedrag | 3. Festbetrag",
    "third_rate": "3e taux | 3e tarief | 3. Satz",
    "top_bound": "limite supérieure | bovengrens | Obergrenze",
    "white_collar_maximum": "bonus maximum (employé) | maximale bonus (bediende) | Höchstbonus (Angestellter)",
    "white_collar_slope": "pente (employé) | helling (bediende) | Steigung (Angestellter)",
    "year_index": "indice santé de l'année | gezondheidsindex van het jaar | Gesundheitsindex des Jahres",
    "young": "montant (jeune) | bedrag (jongere) | Betrag (Jugendlicher)",
    "zero_at": "salaire où le bonus devient nul | loon waar de bonus nul wordt | Lohn, bei dem der Bonus null wird",
}  # fmt: skip
"""By `series.field`, else by `field`."""

_PREFIXES: Mapping[str, str] = {
    "quarter_": "par trimestre | per kwartaal | je Quartal",
    "alone_": "isolé | alleenstaande | alleinstehend",
    "couple_": "conjoints | partners | Partner",
}
"""What a field's first part adds, in brackets: the special contribution's columns."""

_LOCALS: Mapping[str, str] = {
    "all_performance": "prestations (µ glob) | prestaties (µ glob) | Leistung (µ glob)",
    "premium_quarter": "trimestre des primes | kwartaal van de premies | Quartal der Prämien",
    "multiplier": "facteur β | factor β | Faktor β",
    "by_hours": "titres selon les heures | cheques volgens de uren | Schecks nach Stunden",
    "equipment": "matériel hors exonération | materiaal buiten de vrijstelling | Ausstattung außer Befreiung",
    "employer": "part de l'employeur en trop | te veel van de werkgever | zu viel vom Arbeitgeber",
    "kind": "avantages en nature | voordelen van alle aard | Sachbezüge",
    "screens": "écrans exonérés | vrijgestelde schermen | befreite Bildschirme",
    "travel": "déplacements | verplaatsingen | Fahrten",
    "above": "dépassement | overschrijding | Überschreitung",
    "adult": "montant (adulte) | bedrag (volwassene) | Betrag (Erwachsener)",
    "after": "après cotisations | na bijdragen | nach Beiträgen",
    "aged": "valeur selon l'âge | waarde naar ouderdom | Wert nach Alter",
    "base": "base du calcul | berekeningsbasis | Berechnungsgrundlage",
    "before_tax": "avant impôt | vóór belasting | vor Steuer",
    "besides": "éléments en plus de la base | elementen naast het basisloon | Elemente neben dem Grundlohn",
    "beyond": "enfants au-delà du tableau | kinderen boven de tabel | Kinder über der Tabelle",
    "charges": "nombre de charges | aantal lasten | Anzahl der Lasten",
    "common": "réduction commune | gemeenschappelijke vermindering | gemeinsame Ermäßigung",
    "day": "salaire d'un jour | loon van een dag | Lohn eines Tages",
    "days": "jours | dagen | Tage",
    "diesel": "calcul diesel | berekening diesel | Berechnung Diesel",
    "divisor": "diviseur | deler | Teiler",
    "due": "montant dû | verschuldigd bedrag | geschuldeter Betrag",
    "earned": "acquis | verworven | erworben",
    "excess": "dépassement | overschrijding | Überschreitung",
    "exempt": "exonéré | vrijgesteld | befreit",
    "fourth_band": "4e tranche | 4e schijf | 4. Stufe",
    "high": "montant de la tranche haute | bedrag van de hoge schijf | Betrag der oberen Stufe",
    "hour": "salaire d'une heure | loon van een uur | Lohn einer Stunde",
    "band": "rang du taux | rang van het tarief | Rang des Satzes",
    "benefits": "avantages d'un mois | voordelen van een maand | Vorteile eines Monats",
    "kept": "retenues | inhoudingen | Einbehalte",
    "last_band": "dernière tranche | laatste schijf | letzte Stufe",
    "paid": "heures payées | betaalde uren | bezahlte Stunden",
    "pay": "rémunération | loon | Lohn",
    "supplement": "sursalaire d'une heure | overloon van een uur | Zuschlag einer Stunde",
    "with_supplement": "heure avec son sursalaire | uur met overloon | Stunde mit Zuschlag",
    "without": "rémunération sans ONSS | loon zonder RSZ | Lohn ohne LSS",
    "left": "solde | saldo | Rest",
    "before": "semaines de la partie 1 | weken van deel 1 | Wochen des Teils 1",
    "length": "durée en semaines | duur in weken | Dauer in Wochen",
    "limit": "limite | grens | Grenze",
    "low": "montant de la tranche basse | bedrag van de lage schijf | Betrag der unteren Stufe",
    "main": "partie principale | hoofddeel | Hauptteil",
    "other": "calcul autres carburants | berekening andere brandstoffen | Berechnung andere Kraftstoffe",
    "part_a": "partie A | deel A | Teil A",
    "part_b": "partie B | deel B | Teil B",
    "multiplied": "montant multiplié | vermenigvuldigd bedrag | multiplizierter Betrag",
    "raised": "montant à 108 % | bedrag aan 108 % | Betrag zu 108 %",
    "rate": "taux | tarief | Satz",
    "retention": "retenue | inhouding | Einbehalt",
    "second_band": "2e tranche | 2e schijf | 2. Stufe",
    "simple": "partie simple | enkel deel | einfacher Teil",
    "tax": "impôt | belasting | Steuer",
    "taxed": "revenu taxé | belast inkomen | besteuertes Einkommen",
    "third_band": "3e tranche | 3e schijf | 3. Stufe",
    "week": "plafond de ces jours | plafond van die dagen | Höchstbetrag dieser Tage",
    "within": "heures dans le contingent | uren binnen het contingent | Stunden im Kontingent",
    "year": "montant annuel | jaarbedrag | Jahresbetrag",
    "young": "montant (jeune) | bedrag (jongere) | Betrag (Jugendlicher)",
    "hours": "heures | uren | Stunden",
    "taken": "jours pris | opgenomen dagen | genommene Tage",
    "whole": "droit complet | volledig recht | voller Anspruch",
}


def field_label(name: str, lang: str) -> str:
    """The short name of the parameter `series.field` in `lang`; empty when there is none."""
    _, _, field = name.partition(".")
    return _pick(_FIELDS, name, lang) or _composed(field, lang)


def local_label(name: str, lang: str) -> str:
    """The name of a rule's local value in `lang`; empty when there is none."""
    return _pick(_LOCALS, name, lang)


def unit_label(unit: str, lang: str) -> str:
    """A unit of the law book in `lang`; empty when there is none."""
    return _pick(UNITS, unit, lang)


def _composed(field: str, lang: str) -> str:
    """The field's own name, or its name without a known first part, which then follows in brackets."""
    own = _pick(_FIELDS, field, lang)
    if own:
        return own
    for prefix, text in _PREFIXES.items():
        rest = _composed(field.removeprefix(prefix), lang) if field.startswith(prefix) else ""
        if rest:
            return f"{rest} ({_column(text, lang)})"
    return ""


def _pick(table: Mapping[str, str], name: str, lang: str) -> str:
    return _column(table[name], lang) if name in table and lang in _COLUMNS else ""


@lru_cache(maxsize=2048)
def _column(text: str, lang: str) -> str:
    return text.split(" | ")[_COLUMNS[lang]]
