"""The facts a month's row may give to the rules, with their titles. All are integers; most default to zero.

A fact is what is true of the worker and the month: how much was earned, how many days, which household.
Everything else is a rule or a parameter of law.
"""

from __future__ import annotations

from collections.abc import Mapping

from preste.engine import Fact
from preste.money import COUNT, FLAG, MONEY, PERCENT, QUANTITY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


FACTS: Mapping[str, Fact] = {
    # what is paid
    "pay_due": _fact(MONEY, "Rémunération ordinaire due", "Verschuldigd gewoon loon", "Geschuldeter Lohn", "Ordinary pay due"),
    "monthly_pay": _fact(MONEY, "Traitement mensuel", "Maandloon", "Monatsgehalt", "Monthly pay"),
    "hourly_pay": _fact(MONEY, "Salaire horaire", "Uurloon", "Stundenlohn", "Hourly pay"),
    "other_pay": _fact(MONEY, "Autres éléments soumis à l'ONSS", "Andere aan RSZ onderworpen elementen", "Andere LSS-pflichtige Elemente", "Other pay liable to ONSS"),
    "imputed_holiday_pay": _fact(MONEY, "Simple pécule payé par l'employeur précédent", "Enkel vakantiegeld betaald door de vorige werkgever", "Vom früheren Arbeitgeber gezahltes einfaches Urlaubsgeld", "Simple holiday pay paid by the previous employer"),
    "settled_holiday_pay": _fact(MONEY, "Règlement du simple pécule", "Afrekening van het enkel vakantiegeld", "Abrechnung des einfachen Urlaubsgeldes", "Settlement of simple holiday pay"),
    "double_holiday_pay": _fact(MONEY, "Double pécule de vacances", "Dubbel vakantiegeld", "Doppeltes Urlaubsgeld", "Double holiday pay"),
    "departure_simple_holiday_pay": _fact(MONEY, "Pécule de sortie simple", "Enkel vertrekvakantiegeld", "Einfaches Urlaubsgeld bei Austritt", "Departure holiday pay, simple part"),
    "departure_double_holiday_pay": _fact(MONEY, "Pécule de sortie double", "Dubbel vertrekvakantiegeld", "Doppeltes Urlaubsgeld bei Austritt", "Departure holiday pay, double part"),
    "double_holiday_pay_reference": _fact(MONEY, "Rémunération annuelle de référence (double pécule)", "Jaarlijkse referentiebezoldiging (dubbel vakantiegeld)", "Jährliche Bezugsentlohnung (doppeltes Urlaubsgeld)", "Annual reference pay (double holiday pay)"),
    "departure_holiday_pay_reference": _fact(MONEY, "Rémunération annuelle de référence (pécule de sortie)", "Jaarlijkse referentiebezoldiging (vertrekvakantiegeld)", "Jährliche Bezugsentlohnung (Urlaubsgeld bei Austritt)", "Annual reference pay (departure holiday pay)"),
    "year_end_premium": _fact(MONEY, "Prime de fin d'année", "Eindejaarspremie", "Jahresendprämie", "Year-end premium"),
    "year_end_premium_reference": _fact(MONEY, "Rémunération annuelle de référence (prime)", "Jaarlijkse referentiebezoldiging (premie)", "Jährliche Bezugsentlohnung (Prämie)", "Annual reference pay (premium)"),
    "arrears": _fact(MONEY, "Arriérés de rémunération", "Achterstallig loon", "Lohnrückstände", "Arrears of pay"),
    "arrears_reference": _fact(MONEY, "Rémunération annuelle de référence (arriérés)", "Jaarlijkse referentiebezoldiging (achterstallen)", "Jährliche Bezugsentlohnung (Rückstände)", "Annual reference pay (arrears)"),
    "severance": _fact(MONEY, "Indemnité de rupture", "Opzeggingsvergoeding", "Entlassungsentschädigung", "Severance pay"),
    "severance_reference": _fact(MONEY, "Rémunération annuelle de référence (rupture)", "Jaarlijkse referentiebezoldiging (opzegging)", "Jährliche Bezugsentlohnung (Entlassung)", "Annual reference pay (severance)"),
    "benefits_in_kind": _fact(MONEY, "Avantages en nature imposables, hors ONSS", "Belastbare voordelen van alle aard, zonder RSZ", "Steuerpflichtige Sachbezüge ohne LSS", "Benefits in kind: taxable, no ONSS"),
    "flat_computer": _fact(FLAG, "Ordinateur à usage privé", "Computer voor privégebruik", "Computer zur Privatnutzung", "Computer for private use"),
    "flat_internet": _fact(FLAG, "Internet à usage privé", "Internet voor privégebruik", "Internet zur Privatnutzung", "Internet for private use"),
    "flat_phone": _fact(FLAG, "GSM ou tablette à usage privé", "Gsm of tablet voor privégebruik", "Handy oder Tablet zur Privatnutzung", "Phone or tablet for private use"),
    "flat_subscription": _fact(FLAG, "Abonnement de téléphonie à usage privé", "Telefoonabonnement voor privégebruik", "Telefonvertrag zur Privatnutzung", "Phone subscription for private use"),
    "flat_heating": _fact(FLAG, "Chauffage gratuit", "Gratis verwarming", "Kostenlose Heizung", "Free heating"),
    "flat_electricity": _fact(FLAG, "Électricité gratuite", "Gratis elektriciteit", "Kostenloser Strom", "Free electricity"),
    "home_office_allowance": _fact(MONEY, "Indemnité de télétravail", "Thuiswerkvergoeding", "Homeoffice-Pauschale", "Home-office allowance"),
    "group_insurance": _fact(MONEY, "Cotisation personnelle d'assurance groupe", "Persoonlijke bijdrage groepsverzekering", "Persönlicher Beitrag Gruppenversicherung", "Worker's group insurance contribution"),
    "other_reimbursements": _fact(MONEY, "Autres remboursements de frais", "Andere terugbetaling van kosten", "Andere Kostenerstattungen", "Other reimbursed costs"),
    "other_deductions": _fact(MONEY, "Autres retenues sur le net", "Andere inhoudingen op netto", "Andere Abzüge vom Netto", "Other deductions from net"),
    "own_deductions": _fact(MONEY, "Retenues de l'employeur (avances, amendes, dommages)", "Inhoudingen door de werkgever (voorschotten, boetes, schade)", "Einbehalte des Arbeitgebers (Vorschüsse, Bußen, Schäden)", "The employer's deductions (advances, fines, damages)"),
    "deferred_deductions": _fact(MONEY, "Retenues reportées de mois antérieurs", "Van vorige maanden overgedragen inhoudingen", "Aus früheren Monaten vorgetragene Einbehalte", "Deductions kept from earlier months"),
    "commuting_allowance": _fact(MONEY, "Indemnité domicile-travail en voiture", "Vergoeding woon-werkverkeer met de wagen", "Fahrtkostenerstattung mit dem Auto", "Commuting allowance, own car"),
    "commuting_this_year": _fact(MONEY, "Indemnités domicile-travail déjà payées cette année", "Reeds betaalde woon-werkvergoeding dit jaar", "Dieses Jahr bereits gezahlte Fahrtkosten", "Commuting allowances already paid this year"),
    "bicycle_km": _fact(QUANTITY, "Kilomètres à vélo", "Fietskilometers", "Fahrradkilometer", "Kilometres by bicycle"),
    "mileage_km": _fact(QUANTITY, "Kilomètres de service", "Dienstkilometers", "Dienstkilometer", "Kilometres on duty"),
    "mileage_by_quarter": _fact(FLAG, "Indemnité kilométrique trimestrielle", "Kilometervergoeding per kwartaal", "Kilometergeld je Quartal", "Mileage rate by quarter"),
    "meal_vouchers": _fact(COUNT, "Nombre de titres-repas", "Aantal maaltijdcheques", "Anzahl Mahlzeitschecks", "Number of meal vouchers"),
    "meal_voucher_value": _fact(MONEY, "Valeur faciale d'un titre-repas", "Nominale waarde van een maaltijdcheque", "Nennwert eines Mahlzeitschecks", "Face value of a meal voucher"),
    "meal_voucher_worker": _fact(MONEY, "Part personnelle par titre-repas", "Persoonlijke bijdrage per maaltijdcheque", "Eigenanteil je Mahlzeitscheck", "Worker's part of a meal voucher"),
    # company car
    "car_value": _fact(MONEY, "Valeur catalogue de la voiture", "Cataloguswaarde van de wagen", "Listenpreis des Wagens", "Catalogue value of the car"),
    "car_age_years": _fact(COUNT, "Années entières depuis l'immatriculation", "Volle jaren sinds inschrijving", "Volle Jahre seit Zulassung", "Full years since registration"),
    "car_co2": _fact(COUNT, "CO2 de la voiture (g/km)", "CO2 van de wagen (g/km)", "CO2 des Wagens (g/km)", "CO2 of the car (g/km)"),
    "car_co2_unknown": _fact(FLAG, "CO2 de la voiture inconnu", "CO2 van de wagen onbekend", "CO2 des Wagens unbekannt", "CO2 of the car not known"),
    "car_fuel": _fact(COUNT, "Carburant (0 électrique, 1 essence, 2 diesel, 3 LPG)", "Brandstof (0 elektrisch, 1 benzine, 2 diesel, 3 LPG)", "Kraftstoff (0 elektrisch, 1 Benzin, 2 Diesel, 3 LPG)", "Fuel (0 electric, 1 petrol, 2 diesel, 3 LPG)"),
    "car_new_order": _fact(FLAG, "Commandée depuis le 1er juillet 2023", "Besteld vanaf 1 juli 2023", "Bestellt ab 1. Juli 2023", "Ordered since 1 July 2023"),
    "car_days": _fact(COUNT, "Jours de disposition de la voiture", "Dagen beschikking over de wagen", "Tage der Verfügung über den Wagen", "Days the car was available"),
    "year_days": _fact(COUNT, "Jours de l'année", "Dagen van het jaar", "Tage des Jahres", "Days of the year"),
    "car_own_part": _fact(MONEY, "Intervention personnelle du mois (voiture)", "Persoonlijke bijdrage van de maand (wagen)", "Eigenbeitrag des Monats (Wagen)", "Worker's contribution of the month (car)"),
    # premiums
    "premium_interval": _fact(COUNT, "Intervalle de paiement de la prime, en mois", "Betaalinterval van de premie, in maanden", "Zahlungsabstand der Prämie, in Monaten", "Payment interval of the premium, in months"),
    "premium_period_pay": _fact(MONEY, "Autre rémunération de la période de référence", "Ander loon van de referteperiode", "Anderer Lohn des Bezugszeitraums", "Other pay of the reference period"),
    # time
    "part_time": _fact(FLAG, "Temps partiel", "Deeltijds", "Teilzeit", "Part time"),
    "days_paid": _fact(QUANTITY, "Jours rémunérés du mois", "Betaalde dagen van de maand", "Bezahlte Tage des Monats", "Days paid in the month"),
    "days_possible": _fact(QUANTITY, "Jours de travail possibles du mois", "Mogelijke werkdagen van de maand", "Mögliche Arbeitstage des Monats", "Days of work possible in the month"),
    "hours_paid": _fact(QUANTITY, "Heures rémunérées", "Betaalde uren", "Bezahlte Stunden", "Hours paid"),
    "hours_full_time": _fact(QUANTITY, "Heures d'un temps plein de référence", "Uren van een voltijdse referentie", "Stunden einer Vollzeit-Referenz", "Hours of the full-time reference"),
    "schedule_paid": _fact(QUANTITY, "Heures de l'horaire payées", "Betaalde uren van het rooster", "Bezahlte Stunden des Stundenplans", "Scheduled hours paid"),
    "schedule_possible": _fact(QUANTITY, "Heures de l'horaire du mois complet", "Uren van het rooster, volledige maand", "Stunden des Stundenplans, ganzer Monat", "Scheduled hours of the full month"),
    # overtime
    "overtime_hours": _fact(QUANTITY, "Heures supplémentaires et complémentaires du mois", "Overuren en bijkomende uren van de maand", "Über- und Zusatzstunden des Monats", "Overtime and complementary hours of the month"),
    "overtime_paid_week": _fact(QUANTITY, "Heures payées avec sursalaire, semaine", "Met overloon betaalde uren, week", "Mit Zuschlag bezahlte Stunden, Woche", "Hours paid with a supplement, weekdays"),
    "overtime_paid_sunday": _fact(QUANTITY, "Heures payées avec sursalaire, dimanche ou jour férié", "Met overloon betaalde uren, zondag of feestdag", "Mit Zuschlag bezahlte Stunden, Sonntag oder Feiertag", "Hours paid with a supplement, Sundays and public holidays"),
    "overtime_recovered_week": _fact(QUANTITY, "Heures à récupérer, semaine", "In te halen uren, week", "Auszugleichende Stunden, Woche", "Hours to recover, weekdays"),
    "overtime_recovered_sunday": _fact(QUANTITY, "Heures à récupérer, dimanche ou jour férié", "In te halen uren, zondag of feestdag", "Auszugleichende Stunden, Sonntag oder Feiertag", "Hours to recover, Sundays and public holidays"),
    "complementary_hours": _fact(QUANTITY, "Heures complémentaires dans le crédit", "Bijkomende uren binnen het krediet", "Zusatzstunden im Guthaben", "Complementary hours within the credit"),
    "overtime_net_hours": _fact(QUANTITY, "Heures supplémentaires nettes du mois", "Netto-overuren van de maand", "Netto-Überstunden des Monats", "Net overtime of the month"),
    "overtime_declared_hours": _fact(QUANTITY, "Heures supplémentaires déclarées à l'ONSS", "Aan de RSZ aangegeven overuren", "Der LSS gemeldete Überstunden", "Overtime declared to the ONSS"),
    "overtime_taxed_this_year": _fact(QUANTITY, "Heures avec réduction d'impôt déjà comptées cette année", "Dit jaar reeds getelde uren met belastingvermindering", "Dieses Jahr bereits gezählte Stunden mit Steuerermäßigung", "Hours with the tax reduction already counted this year"),
    "horeca": _fact(FLAG, "Horeca (CP 302)", "Horeca (PC 302)", "Gastgewerbe (PK 302)", "Hotels and restaurants (JC 302)"),
    # indexation
    "index_rate": _fact(PERCENT, "Taux d'indexation", "Indexeringspercentage", "Indexierungssatz", "Rate of indexation"),
    "index_moderated": _fact(PERCENT, "Modération déjà appliquée", "Reeds toegepaste matiging", "Bereits angewandte Mäßigung", "Moderation applied before"),
    "weekly_hours_full_time": _fact(QUANTITY, "Heures par semaine à temps plein", "Uren per week voltijds", "Wochenstunden in Vollzeit", "Full-time hours a week"),
    # sickness
    "sick_second_week_hours": _fact(QUANTITY, "Heures de la 2e semaine de maladie", "Uren van de 2e ziekteweek", "Stunden der 2. Krankheitswoche", "Hours of the second week of sickness"),
    "sick_supplement_hours": _fact(QUANTITY, "Heures avec complément à la mutuelle", "Uren met aanvulling op het ziekenfonds", "Stunden mit Zuschlag zur Krankenkasse", "Hours with a supplement to the mutual fund"),
    "hours_week": _fact(QUANTITY, "Heures par semaine", "Uren per week", "Stunden pro Woche", "Hours a week"),
    # the worker and the employer
    "blue_collar": _fact(FLAG, "Ouvrier (contrat de travail)", "Arbeider (arbeidsovereenkomst)", "Arbeiter (Arbeitsvertrag)", "Blue-collar worker (employment contract)"),
    "manual": _fact(FLAG, "Ouvrier (cotisations sur 108 %)", "Arbeider (bijdragen op 108 %)", "Arbeiter (Beiträge auf 108 %)", "Blue-collar worker (contributions on 108 %)"),
    "ten_or_more": _fact(FLAG, "Employeur de 10 travailleurs ou plus", "Werkgever met 10 werknemers of meer", "Arbeitgeber mit 10 oder mehr Arbeitnehmern", "Employer of 10 workers or more"),
    "twenty_or_more": _fact(FLAG, "Employeur de 20 travailleurs ou plus", "Werkgever met 20 werknemers of meer", "Arbeitgeber mit 20 oder mehr Arbeitnehmern", "Employer of 20 workers or more"),
    "work_bonus_this_year": _fact(MONEY, "Bonus déjà accordé cette année", "Reeds toegekende werkbonus dit jaar", "Dieses Jahr bereits gewährter Bonus", "Work bonus already given this year"),
    "restructuring_right": _fact(COUNT, "Droit à la réduction restructuration (0 non, 1 moins de 30 ans, 2 dès 30 ans)", "Recht op herstructureringsvermindering (0 nee, 1 jonger dan 30, 2 vanaf 30)", "Recht auf Umstrukturierungsermäßigung (0 nein, 1 unter 30, 2 ab 30)", "Right to the restructuring reduction (0 none, 1 under 30, 2 from 30)"),
    "sport_bonus_right": _fact(COUNT, "Droit au bonus sportif (0 non, 1 jeune, 2 dès 19 ans)", "Recht op sportbonus (0 nee, 1 jongere, 2 vanaf 19)", "Recht auf Sportbonus (0 nein, 1 jung, 2 ab 19)", "Right to the sport bonus (0 none, 1 young, 2 from 19)"),
    # special contribution
    "household_column": _fact(COUNT, "Colonne CSSS (0 isolé, 1 conjoint avec revenus, 2 conjoint sans revenus)", "Kolom BBSZ (0 alleen, 1 partner met inkomen, 2 zonder)", "Spalte SBSS (0 allein, 1 Partner mit, 2 ohne Einkommen)", "CSSS column (0 alone, 1 spouse with income, 2 without)"),
    "settles_quarter": _fact(FLAG, "Dernière paie du trimestre", "Laatste loon van het kwartaal", "Letzte Zahlung des Quartals", "Last pay of the quarter"),
    "quarter_pay_before": _fact(MONEY, "Rémunération des mois précédents du trimestre (base CSSS)", "Loon van de vorige maanden van het kwartaal (basis BBSZ)", "Lohn der Vormonate des Quartals (SBSS-Basis)", "Pay of the quarter's earlier months (CSSS base)"),
    "special_contribution_before": _fact(MONEY, "CSSS déjà retenue ce trimestre", "BBSZ reeds ingehouden dit kwartaal", "SBSS bereits einbehalten im Quartal", "CSSS already withheld this quarter"),
    # tax
    "scale": _fact(COUNT, "Barème du précompte (1, 2 ou 3)", "Schaal bedrijfsvoorheffing (1, 2 of 3)", "Tabelle Berufssteuervorabzug (1, 2 oder 3)", "Withholding scale (1, 2 or 3)"),
    "single": _fact(FLAG, "Isolé", "Alleenstaande", "Alleinstehend", "Single"),
    "single_parent": _fact(FLAG, "Parent isolé avec enfants à charge", "Alleenstaande ouder met kinderen ten laste", "Alleinerziehend mit Kindern zu Lasten", "Single parent with dependent children"),
    "children_counted": _fact(COUNT, "Enfants à charge (handicapés comptés double)", "Kinderen ten laste (gehandicapten dubbel)", "Kinder zu Lasten (Behinderte doppelt)", "Dependent children (disabled ones count double)"),
    "other_dependants": _fact(COUNT, "Autres personnes à charge", "Andere personen ten laste", "Andere Personen zu Lasten", "Other dependants"),
    "dependants_in_care": _fact(COUNT, "Ascendants âgés en situation de dépendance", "Zorgbehoevende ouderen ten laste", "Pflegebedürftige ältere Angehörige", "Elderly dependants in need of care"),
    "worker_disabled": _fact(FLAG, "Travailleur handicapé", "Werknemer met handicap", "Arbeitnehmer mit Behinderung", "Disabled worker"),
    "spouse_disabled": _fact(FLAG, "Conjoint handicapé", "Echtgenoot met handicap", "Ehepartner mit Behinderung", "Disabled spouse"),
    "spouse_low_income": _fact(FLAG, "Conjoint à faibles revenus professionnels", "Echtgenoot met beperkt beroepsinkomen", "Ehepartner mit geringem Einkommen", "Spouse with a low earned income"),
    "spouse_low_pension": _fact(FLAG, "Conjoint à faible pension", "Echtgenoot met beperkt pensioen", "Ehepartner mit geringer Pension", "Spouse with a low pension"),
    "taxable_given": _fact(MONEY, "Imposable donné", "Opgegeven belastbaar bedrag", "Angegebener steuerpflichtiger Betrag", "Taxable pay as given"),
    # what earlier months are settled with, and what was paid before
    "late_gross": _fact(MONEY, "Rappels : brut", "Regularisaties: bruto", "Nachzahlungen: brutto", "Settled: gross"),
    "late_contribution": _fact(MONEY, "Rappels : cotisations personnelles", "Regularisaties: persoonlijke bijdragen", "Nachzahlungen: persönliche Beiträge", "Settled: personal contributions"),
    "late_reductions": _fact(MONEY, "Rappels : réductions de cotisations", "Regularisaties: bijdrageverminderingen", "Nachzahlungen: Beitragsermäßigungen", "Settled: contribution reductions"),
    "late_special_contribution": _fact(MONEY, "Rappels : cotisation spéciale", "Regularisaties: bijzondere bijdrage", "Nachzahlungen: Sonderbeitrag", "Settled: special contribution"),
    "late_taxable": _fact(MONEY, "Rappels : imposable ordinaire", "Regularisaties: gewoon belastbaar", "Nachzahlungen: ordentlich steuerpflichtig", "Settled: ordinary taxable pay"),
    "late_exceptional_taxable": _fact(MONEY, "Rappels : imposable exceptionnel", "Regularisaties: exceptioneel belastbaar", "Nachzahlungen: außerordentlich steuerpflichtig", "Settled: exceptional taxable pay"),
    "late_exceptional_tax": _fact(MONEY, "Rappels : précompte exceptionnel", "Regularisaties: exceptionele voorheffing", "Nachzahlungen: außerordentlicher Steuervorabzug", "Settled: exceptional withholding"),
    "late_bonus_a": _fact(MONEY, "Rappels : bonus à l'emploi, volet A", "Regularisaties: werkbonus, luik A", "Nachzahlungen: Beschäftigungsbonus, Teil A", "Settled: work bonus, part A"),
    "late_bonus_b": _fact(MONEY, "Rappels : bonus à l'emploi, volet B", "Regularisaties: werkbonus, luik B", "Nachzahlungen: Beschäftigungsbonus, Teil B", "Settled: work bonus, part B"),
    "late_group_insurance": _fact(MONEY, "Rappels : assurance groupe, part personnelle", "Regularisaties: groepsverzekering, eigen bijdrage", "Nachzahlungen: Gruppenversicherung, Eigenbeitrag", "Settled: worker's group insurance contribution"),
    "late_pay_without_onss": _fact(MONEY, "Rappels : rémunération sans ONSS", "Regularisaties: loon zonder RSZ", "Nachzahlungen: Lohn ohne LSS", "Settled: pay without ONSS"),
    "late_overtime_base": _fact(MONEY, "Rappels : base de la réduction pour heures supplémentaires", "Regularisaties: basis van de vermindering voor overuren", "Nachzahlungen: Grundlage der Ermäßigung für Überstunden", "Settled: base of the reduction for overtime"),
    "late_net": _fact(MONEY, "Rappels : frais et retenues", "Regularisaties: kosten en inhoudingen", "Nachzahlungen: Kosten und Abzüge", "Settled: costs and deductions"),
    "late_employer": _fact(MONEY, "Rappels : part de l'employeur", "Regularisaties: deel van de werkgever", "Nachzahlungen: Arbeitgeberanteil", "Settled: the employer's side"),
    "taxed_before": _fact(MONEY, "Imposable ordinaire déjà payé ce mois", "Reeds deze maand betaald gewoon belastbaar", "Diesen Monat bereits gezahlter ordentlicher Lohn", "Ordinary taxable pay paid before in the same month"),
    "withheld_before": _fact(MONEY, "Précompte ordinaire déjà retenu ce mois", "Reeds deze maand ingehouden voorheffing", "Diesen Monat bereits einbehaltener Steuervorabzug", "Ordinary withholding made before in the same month"),
    "fiscal_bonus_before": _fact(MONEY, "Bonus fiscal déjà accordé ce mois", "Reeds deze maand toegekende fiscale werkbonus", "Diesen Monat bereits gewährter Steuerbonus", "Fiscal bonus given before in the same month"),
    "bonus_a_before": _fact(MONEY, "Bonus à l'emploi déjà accordé ce mois, volet A", "Reeds deze maand toegekende werkbonus, luik A", "Diesen Monat bereits gewährter Bonus, Teil A", "Work bonus given before in the same month, part A"),
    "bonus_b_before": _fact(MONEY, "Bonus à l'emploi déjà accordé ce mois, volet B", "Reeds deze maand toegekende werkbonus, luik B", "Diesen Monat bereits gewährter Bonus, Teil B", "Work bonus given before in the same month, part B"),
    "group_insurance_before": _fact(MONEY, "Assurance groupe déjà retenue ce mois", "Reeds deze maand ingehouden groepsverzekering", "Diesen Monat bereits einbehaltene Gruppenversicherung", "Group insurance kept before in the same month"),
    "overtime_base_before": _fact(MONEY, "Base de la réduction pour heures supplémentaires déjà payées ce mois", "Basis van de vermindering voor deze maand reeds betaalde overuren", "Grundlage der Ermäßigung für diesen Monat bereits bezahlte Überstunden", "Base of the reduction for overtime paid before in the same month"),
    "debt_before": _fact(MONEY, "Net négatif antérieur à récupérer", "Vroeger negatief netto terug te vorderen", "Zurückzuforderndes früheres negatives Netto", "Earlier negative net to recover"),
    # creditors who have a claim on the pay
    "net_given": _fact(MONEY, "Net donné", "Opgegeven netto", "Angegebenes Netto", "Net as given"),
    "garnishable_before": _fact(MONEY, "Net déjà payé ce mois", "Reeds deze maand betaald netto", "Diesen Monat bereits gezahltes Netto", "Net paid before in the same month"),
    "replacement_income": _fact(MONEY, "Revenus de remplacement du mois à cumuler", "Bij te tellen vervangingsinkomen van de maand", "Hinzuzurechnendes Ersatzeinkommen des Monats", "Replacement income of the month to add"),
    "children_declared": _fact(COUNT, "Enfants à charge déclarés pour la saisie", "Voor het beslag aangegeven kinderen ten laste", "Für die Pfändung gemeldete Kinder zu Lasten", "Dependent children declared for garnishment"),
    "maintenance_due": _fact(MONEY, "Pensions alimentaires dues", "Verschuldigd onderhoudsgeld", "Geschuldeter Unterhalt", "Maintenance due"),
    "maintenance_before": _fact(MONEY, "Pensions alimentaires déjà retenues ce mois", "Reeds deze maand ingehouden onderhoudsgeld", "Diesen Monat bereits einbehaltener Unterhalt", "Maintenance kept before in the same month"),
    "assignment_due": _fact(MONEY, "Cessions antérieures aux saisies : solde dû", "Overdrachten vóór de beslagen: verschuldigd saldo", "Abtretungen vor den Pfändungen: Restschuld", "Assignments earlier than seizures: still due"),
    "privileged_due": _fact(MONEY, "Saisies privilégiées : solde dû", "Bevoorrechte beslagen: verschuldigd saldo", "Bevorrechtigte Pfändungen: Restschuld", "Privileged seizures: still due"),
    "ordinary_due": _fact(MONEY, "Autres saisies et cessions : solde dû", "Andere beslagen en overdrachten: verschuldigd saldo", "Andere Pfändungen und Abtretungen: Restschuld", "Other seizures and assignments: still due"),
    "seized_before": _fact(MONEY, "Saisies et cessions déjà retenues ce mois", "Reeds deze maand ingehouden beslagen en overdrachten", "Diesen Monat bereits gepfändet oder abgetreten", "Seized or assigned before in the same month"),
    # special regimes
    "student_hours": _fact(QUANTITY, "Heures de travail étudiant du mois", "Uren studentenarbeid van de maand", "Studentenstunden des Monats", "Student hours of the month"),
    "student_hours_used": _fact(QUANTITY, "Heures étudiant déjà utilisées cette année", "Reeds gebruikte studentenuren dit jaar", "Dieses Jahr bereits genutzte Studentenstunden", "Student hours already used this year"),
    "flexi_pay_this_year": _fact(MONEY, "Revenus flexi-job antérieurs de l'année", "Eerder flexi-inkomen dit jaar", "Früheres Flexi-Einkommen des Jahres", "Earlier flexi-job income this year"),
    "pensioner": _fact(FLAG, "Pensionné", "Gepensioneerde", "Rentner", "Pensioner"),
}  # fmt: skip

DEFAULTS: Mapping[str, int] = dict.fromkeys(FACTS, 0) | {"scale": 1, "year_days": 365}
"""What a row that says nothing of a fact stands for."""
