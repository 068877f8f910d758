"""What the pages of a quarter's facts say in words: codes, situations, and the errors of their services."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Text = str | Promise

CODES: Mapping[str, Text] = {
    "premium": gettext_lazy("Prime payée par un fonds"),
    "800": gettext_lazy("800 Montant dû, tel quel"),
    "801": gettext_lazy("801 Prime corona"),
    "804": gettext_lazy("804 Modération à l'indexation en centimes"),
    "812": gettext_lazy("812 Cotisation sur indemnité de rupture"),
    "863": gettext_lazy("863 Cotisation de solidarité, Dimona manquante"),
    "868": gettext_lazy("868 Budget mobilité, voiture écologique"),
    "869": gettext_lazy("869 Budget mobilité, solde payé"),
    "888": gettext_lazy("888 Avantage non récurrent lié aux résultats"),
    "889": gettext_lazy("889 Amendes de roulage remboursées"),
    "805": gettext_lazy("805 Montant dû, tous les travailleurs"),
    "861": gettext_lazy("861 Participation aux bénéfices, tous les travailleurs"),
    "864": gettext_lazy("864 Pensions complémentaires d'anciens travailleurs"),
    "866": gettext_lazy("866 Pensions complémentaires d'un plan de secteur"),
    "867": gettext_lazy("867 Cotisation spéciale sur les pensions complémentaires"),
    "879": gettext_lazy("879 Indemnité complémentaire au chômage (RCC)"),
    "883": gettext_lazy("883 Indemnité complémentaire après licenciement (RCIC)"),
    "885": gettext_lazy("885 Indemnité complémentaire, crédit-temps"),
}
"""What is told of a quarter, by the code it is declared with."""

REGIONS: tuple[tuple[str, Text], ...] = (
    ("", gettext_lazy("pas dite")),
    ("brussels", gettext_lazy("Bruxelles-Capitale")),
    ("wallonia", gettext_lazy("Wallonie de langue française")),
    ("german_community", gettext_lazy("Communauté germanophone")),
    ("flanders", gettext_lazy("Flandre")),
)
WORKING_TIMES: tuple[tuple[str, Text], ...] = (
    ("", gettext_lazy("aucune")),
    ("37_hours", gettext_lazy("37 heures par semaine")),
    ("36_hours", gettext_lazy("36 heures par semaine")),
    ("35_hours", gettext_lazy("35 heures par semaine")),
    ("four_days", gettext_lazy("semaine de quatre jours")),
    ("both", gettext_lazy("moins d'heures et semaine de quatre jours")),
)
SITUATIONS: Mapping[str, Text] = {
    "subsidised": gettext_lazy("Contractuel subventionné (ACS, APE : réduction 4000)"),
    "artist": gettext_lazy("Artiste"),
    "sportsperson": gettext_lazy("Sportif rémunéré"),
    "mentor": gettext_lazy("Tuteur"),
    "young": gettext_lazy("Jeune travailleur peu qualifié"),
    "restructuring": gettext_lazy("Licencié lors d'une restructuration"),
    "researcher": gettext_lazy("Chercheur d'une institution agréée"),
    "jobseeker_when_hired": gettext_lazy("Demandeur d'emploi inoccupé la veille de l'engagement"),
    "never_first_hire": gettext_lazy("Ne compte pas pour les premiers engagements"),
}
"""What a contract may be, each a flag of the situation."""

MESSAGES: Mapping[str, tuple[Text, Text]] = {
    "E-CAR": (gettext_lazy("Une voiture sans conducteur demande sa plaque."), ""),
    "E-CAR-TWICE": (
        gettext_lazy("Cette voiture est déjà écrite sans conducteur."),
        gettext_lazy("Corrigez ou terminez celle-là."),
    ),
    "E-CAR-DAY": (
        gettext_lazy("Ce jour-là, la voiture n'est pas à ce conducteur."),
        gettext_lazy("Choisissez un jour après le premier où il l'a."),
    ),
    "E-CAR-BUSY": (
        gettext_lazy("Ce contrat a déjà une voiture ces jours-là."),
        gettext_lazy("Terminez-la d'abord : deux voitures le même mois ne se comptent pas."),
    ),
    "E-CAR-WAYS": (
        gettext_lazy("Les conducteurs d'une voiture la disent autrement le même mois."),
        gettext_lazy("Donnez-lui partout le même carburant, le même CO₂ et les mêmes dates."),
    ),
    "E-QUARTER-OCCUPATION": (
        gettext_lazy("Un fait est dit d'un contrat qui n'a aucune occupation ce trimestre."),
        gettext_lazy("Corrigez ou retirez ce fait, à la page Faits du trimestre."),
    ),
    "E-REDUCTION-RIGHT": (
        gettext_lazy("La réduction choisie n'est pas un droit de ce contrat ce trimestre."),
        gettext_lazy("Retirez ce choix, à la page Faits du trimestre, ou complétez la situation du contrat."),
    ),
}
"""What a code means to the reader, and what to do."""

QUARTER_FACT_ACTIONS: Mapping[str, Text] = {
    "quarter.given.recorded": gettext_lazy("Fait du trimestre écrit"),
    "quarter.given.withdrawn": gettext_lazy("Fait du trimestre retiré"),
    "quarter.choice.recorded": gettext_lazy("Réduction choisie pour un trimestre"),
    "quarter.choice.withdrawn": gettext_lazy("Réduction choisie retirée"),
    "quarter.car.recorded": gettext_lazy("Voiture sans conducteur écrite"),
    "quarter.car.withdrawn": gettext_lazy("Voiture sans conducteur retirée"),
    "situation.recorded": gettext_lazy("Situation pour les réductions enregistrée"),
    "situation.withdrawn": gettext_lazy("Situation pour les réductions retirée"),
    "elsewhere.withdrawn": gettext_lazy("Contingent utilisé ailleurs retiré"),
    "elsewhere.recorded": gettext_lazy("Contingent utilisé ailleurs noté"),
}
"""What is done with these facts, in the trail."""
