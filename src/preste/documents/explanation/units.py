"""The units of the law book in French, Dutch and German: each text is `French | Dutch | German`."""

from __future__ import annotations

from collections.abc import Mapping

UNITS: Mapping[str, str] = {
    "% above the third bracket": "% au-delà de la 3e tranche | % boven de 3e schijf | % über der 3. Stufe",
    "% of each band, earnings or earnings together with replacement income":
        "% de chaque tranche (rémunération, avec ou sans revenus de remplacement)"
        " | % van elke schijf (loon, met of zonder vervangingsinkomen)"
        " | % je Stufe (Lohn, mit oder ohne Ersatzeinkommen)",
    "% of each band, replacement income alone":
        "% de chaque tranche (revenus de remplacement seuls) | % van elke schijf (enkel vervangingsinkomen)"
        " | % je Stufe (nur Ersatzeinkommen)",
    "EUR net/month": "EUR net/mois | EUR netto/maand | EUR netto/Monat",
    "EUR/month per dependent child":
        "EUR/mois par enfant à charge | EUR/maand per kind ten laste | EUR/Monat je Kind zu Lasten",
    "% of the net pay in cash of each payment":
        "% du net en espèces de chaque paiement | % van het nettoloon in geld van elke betaling"
        " | % des Nettobarlohns jeder Zahlung",
    "% of the taxable payment, by step":
        "% du montant imposable, par tranche | % van het belastbare bedrag, per schijf"
        " | % des steuerpflichtigen Betrags, je Stufe",
    "% of the taxable holiday pay, by step":
        "% du pécule imposable, par tranche | % van het belastbare vakantiegeld, per schijf"
        " | % des steuerpflichtigen Urlaubsgelds, je Stufe",
    "% of any other taxable exceptional payment, by step":
        "% de toute autre allocation imposable, par tranche | % van elke andere belastbare vergoeding, per schijf"
        " | % jeder anderen steuerpflichtigen Zahlung, je Stufe",
    "% taken off the withholding, from one to five children and more (n° 55)":
        "% en moins sur le précompte, selon le nombre d'enfants | % minder voorheffing, naar aantal kinderen"
        " | % weniger Steuervorabzug, nach Zahl der Kinder",
    "% of the net taxable income imputed to the spouse, scale II":
        "% du revenu net attribué au conjoint | % van het netto-inkomen toegekend aan de partner"
        " | % des Nettoeinkommens für den Partner",
    "% of the catalogue value, by started year since the first registration":
        "% de la valeur catalogue, par année entamée | % van de cataloguswaarde, per begonnen jaar"
        " | % des Listenpreises, je angefangenem Jahr",
    "% of the value, most": "% de la valeur, au plus | % van de waarde, hoogstens | % des Werts, höchstens",
    "% of the value, least (electric cars too)":
        "% de la valeur, au moins | % van de waarde, minstens | % des Werts, mindestens",
    "% of the value per g/km above or below the reference":
        "% de la valeur par g/km d'écart | % van de waarde per g/km verschil | % des Werts je g/km Abweichung",
    "% of the part of double holiday pay that is the base":
        "% de la base de la retenue | % van de basis van de inhouding | % der Grundlage des Einbehalts",
    "% of the rounded base above the last amount":
        "% de la base arrondie au-delà du dernier montant | % van de afgeronde basis boven het laatste bedrag"
        " | % der gerundeten Grundlage über dem letzten Betrag",
    "of the fraction of the catalogue value":
        "(fraction de la valeur catalogue) | (breuk van de cataloguswaarde) | (Bruchteil des Listenpreises)",
    "hundredths of a month's wage":
        "(fraction d'un mois de salaire) | (breuk van een maandloon) | (Bruchteil eines Monatslohns)",
    "% of the ONSS wage": "% du salaire soumis à l'ONSS | % van het RSZ-loon | % des LSS-Lohns",
    "% of the contributions left": "% des cotisations restantes | % van de resterende bijdragen | % der Restbeiträge",
    "% of the first bracket, communal tax included":
        "% de la 1re tranche, taxe communale comprise | % van de 1e schijf, gemeentebelasting inbegrepen"
        " | % der 1. Stufe, Gemeindesteuer inbegriffen",
    "% of the gross wage": "% du salaire brut | % van het brutoloon | % des Bruttolohns",
    "% of the gross wage of the year":
        "% du salaire brut de l'année | % van het brutojaarloon | % des Bruttojahreslohns",
    "% of normal pay": "% de la rémunération normale | % van het normale loon | % des normalen Lohns",
    "% of gross pay": "% du brut | % van het bruto | % des Bruttolohns",
    "% of the other pay of the reference period":
        "% du reste de la rémunération de la période | % van het andere loon van de periode"
        " | % des übrigen Lohns des Zeitraums",
    "% of the second bracket": "% de la 2e tranche | % van de 2e schijf | % der 2. Stufe",
    "% of the third bracket": "% de la 3e tranche | % van de 3e schijf | % der 3. Stufe",
    "% of the social work bonus": "% du bonus à l'emploi | % van de werkbonus | % des Beschäftigungsbonus",
    "% of part A of the social work bonus":
        "% du volet A du bonus | % van luik A van de bonus | % von Teil A des Bonus",
    "% of part B of the social work bonus":
        "% du volet B du bonus | % van luik B van de bonus | % von Teil B des Bonus",
    "% of the excess over first_bound":
        "% de ce qui dépasse la 1re limite | % boven de 1e grens | % über der 1. Grenze",
    "% of the excess over second_bound":
        "% de ce qui dépasse la 2e limite | % boven de 2e grens | % über der 2. Grenze",
    "% of the excess over third_bound":
        "% de ce qui dépasse la 3e limite | % boven de 3e grens | % über der 3. Grenze",
    "% of the excess over fourth_bound":
        "% de ce qui dépasse la 4e limite | % boven de 4e grens | % über der 4. Grenze",
    "% of the yearly gross taxable pay":
        "% du brut imposable annuel | % van het bruto belastbaar jaarloon | % des Bruttojahreseinkommens",
    "% of the worker's own compulsory contributions":
        "% des cotisations personnelles obligatoires | % van de verplichte persoonlijke bijdragen"
        " | % der persönlichen Pflichtbeiträge",
    "EUR": "€ | € | €",
    "EUR/day": "€ par jour | € per dag | € je Tag",
    "EUR/hour": "€ par heure | € per uur | € je Stunde",
    "EUR/km": "€ par km | € per km | € je km",
    "EUR/month": "€ par mois | € per maand | € je Monat",
    "EUR/month per person": "€ par mois et par personne | € per maand en persoon | € je Monat und Person",
    "per EUR below s0": "par euro sous S0 | per euro onder S0 | je Euro unter S0",
    "per EUR below s2": "par euro sous S2 | per euro onder S2 | je Euro unter S2",
    "per EUR above s1": "par euro au-dessus de S1 | per euro boven S1 | je Euro über S1",
    "of full performance": "(fraction de prestations) | (prestatiebreuk) | (Leistungsbruch)",
    "multiplier": "(facteur) | (factor) | (Faktor)",
    "per unit above the middle": "(par unité au-delà du seuil) | (per eenheid boven de drempel) | (je Einheit über der Schwelle)",  # noqa: E501
    "% of W, in the fourth quarter":
        "% de W, au 4e trimestre | % van W, in het 4e kwartaal | % von W, im 4. Quartal",
    "% of W, in the first quarter, temporary work agencies":
        "% de W, au 1er trimestre (intérim) | % van W, in het 1e kwartaal (uitzend)"
        " | % von W, im 1. Quartal (Zeitarbeit)",
    "% of the employer contributions left after Maribel and structural reduction":
        "% du solde des cotisations | % van het saldo van de bijdragen | % des Beitragsrests",
    "% of wages and employer contributions of the first two quarters of 2022":
        "% des salaires et cotisations du 1er semestre 2022 | % van de lonen en bijdragen van het 1e halfjaar 2022"
        " | % der Löhne und Beiträge des 1. Halbjahrs 2022",
    "quarters": "trimestres | kwartalen | Quartale",
    "workers": "travailleurs | werknemers | Arbeitnehmer",
    "1: it exists": "(1 : en vigueur) | (1: van kracht) | (1: in Kraft)",
    "EUR/quarter": "€ par trimestre | € per kwartaal | € je Quartal",
    "EUR/voucher": "€ par titre | € per cheque | € je Scheck",
    "EUR/year": "€ par an | € per jaar | € je Jahr",
    "EUR/year and worker, all employers":
        "€ par an et par travailleur, tous employeurs | € per jaar en werknemer, alle werkgevers"
        " | € je Jahr und Arbeitnehmer, alle Arbeitgeber",
    "EUR per gram and year": "€ par gramme et par an | € per gram en jaar | € je Gramm und Jahr",
    "weeks": "semaines | weken | Wochen",
    "days": "jours | dagen | Tage",
    "days/week": "jours par semaine | dagen per week | Tage je Woche",
    "% of the gross wage of the month":
        "% du salaire brut du mois | % van het brutomaandloon | % des Bruttomonatslohns",
    "% of the gross wage of each day taken":
        "% du salaire brut de chaque jour pris | % van het brutoloon van elke opgenomen dag"
        " | % des Bruttolohns jedes genommenen Tages",
    "% of 108 % of the gross wage of the year before":
        "% de 108 % du salaire brut de l'exercice | % van 108 % van het brutoloon van het dienstjaar"
        " | % von 108 % des Bruttolohns des Vorjahres",
    "% of twelve times the pay of October":
        "% de douze fois le salaire d'octobre | % van twaalf keer het loon van oktober"
        " | % des zwölffachen Oktoberlohns",
    "hours/year": "heures par an | uren per jaar | Stunden je Jahr",
    "months": "mois | maanden | Monate",
    "weeks of pay": "semaines de rémunération | weken loon | Wochen Lohn",
    "weeks of notice or severance":
        "semaines de préavis ou d'indemnité | weken opzegging of vergoeding | Wochen Kündigung oder Entschädigung",
    "% of the severance pay": "% de l'indemnité | % van de vergoeding | % der Entschädigung",
    "g/km CO2": "g/km de CO2 | g/km CO2 | g/km CO2",
    "index points": "points d'indice | indexpunten | Indexpunkte",
    "per EUR": "par euro | per euro | je Euro",
    "times": "fois | maal | mal",
    "% of the value at the reference emission":
        "% de la valeur à l'émission de référence | % van de waarde bij de referentie-uitstoot"
        " | % des Werts bei der Referenzemission",
}  # fmt: skip
