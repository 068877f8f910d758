"""What the zones of Dimona are called, and what is wrong with them, in four languages and in our own words.

The severities are those of the ONSS's glossary 2023/3: everything blocks but what `_NOT_BLOCKING` names.
"""

from __future__ import annotations

from collections.abc import Mapping

from preste.declarations.finding import GENERIC, Severity

LANGUAGES = ("fr", "nl", "de", "en")
Said = tuple[str, str, str, str]
"""French, Dutch, German, English."""

ZONES: Mapping[str, Said] = {
    "Identification": ("identification du formulaire", "identificatie van het formulier", "Kennung des Formulars", "identification of the form"),
    "FormCreationDate": ("date de création", "aanmaakdatum", "Erstellungsdatum", "creation date"),
    "FormCreationHour": ("heure de création", "aanmaakuur", "Erstellungszeit", "creation hour"),
    "AttestationStatus": ("statut", "status", "Status", "status"),
    "TypeForm": ("type de formulaire", "type formulier", "Art des Formulars", "type of form"),
    "ReferenceType": ("type de référence", "type referentie", "Art der Referenz", "type of reference"),
    "ReferenceOrigin": ("origine de la référence", "herkomst van de referentie", "Herkunft der Referenz", "origin of the reference"),
    "ReferenceNbr": ("référence", "referentie", "Referenz", "reference"),
    "StartingDate": ("date de début", "begindatum", "Anfangsdatum", "starting date"),
    "StartingHour": ("heure de début", "beginuur", "Anfangszeit", "starting hour"),
    "EndingDate": ("date de fin", "einddatum", "Enddatum", "ending date"),
    "EndingHour": ("heure de fin", "einduur", "Endzeit", "ending hour"),
    "PlannedHoursNbr": ("heures planifiées", "geplande uren", "geplante Stunden", "planned hours"),
    "PlannedDaysNbr": ("jours planifiés", "geplande dagen", "geplante Tage", "planned days"),
    "NOSSRegistrationNbr": ("numéro ONSS", "RSZ-nummer", "LSS-Nummer", "ONSS number"),
    "ProvisionalNSSONbr": ("numéro ONSS provisoire", "voorlopig RSZ-nummer", "vorläufige LSS-Nummer", "provisional ONSS number"),
    "CompanyID": ("numéro d'entreprise", "ondernemingsnummer", "Unternehmensnummer", "enterprise number"),
    "INSS": ("NISS", "INSZ", "ENSS", "NISS"),
    "WorkerName": ("nom", "naam", "Name", "last name"),
    "WorkerFirstName": ("prénom", "voornaam", "Vorname", "first name"),
    "WorkerInitial": ("initiale", "initiaal", "Initiale", "initial"),
    "WorkerBirthdate": ("date de naissance", "geboortedatum", "Geburtsdatum", "birth date"),
    "WorkerBirthplace": ("lieu de naissance", "geboorteplaats", "Geburtsort", "birthplace"),
    "WorkerBirthplaceCountry": ("pays de naissance", "geboorteland", "Geburtsland", "country of birth"),
    "WorkerSex": ("sexe", "geslacht", "Geschlecht", "sex"),
    "WorkerStreet": ("rue du travailleur", "straat van de werknemer", "Straße des Arbeitnehmers", "worker's street"),
    "WorkerHouseNbr": ("numéro de maison du travailleur", "huisnummer van de werknemer", "Hausnummer des Arbeitnehmers", "worker's house number"),
    "WorkerPostBox": ("boîte du travailleur", "bus van de werknemer", "Briefkasten des Arbeitnehmers", "worker's box"),
    "WorkerZIPCode": ("code postal du travailleur", "postcode van de werknemer", "Postleitzahl des Arbeitnehmers", "worker's postcode"),
    "WorkerCity": ("commune du travailleur", "gemeente van de werknemer", "Gemeinde des Arbeitnehmers", "worker's municipality"),
    "WorkerCountry": ("pays du travailleur", "land van de werknemer", "Land des Arbeitnehmers", "worker's country"),
    "Nationality": ("nationalité", "nationaliteit", "Staatsangehörigkeit", "nationality"),
    "JointCommissionNbr": ("commission paritaire", "paritair comité", "paritätische Kommission", "joint committee"),
    "WorkerType": ("type de travailleur", "type werknemer", "Art des Arbeitnehmers", "type of worker"),
    "SubEntityNbr": ("entité subsidiaire", "deelentiteit", "Untereinheit", "sub-entity"),
    "UsingEmployerName": ("nom de l'utilisateur", "naam van de gebruiker", "Name des Entleihers", "user's name"),
    "UsingEmployerCompanyID": ("numéro d'entreprise de l'utilisateur", "ondernemingsnummer van de gebruiker", "Unternehmensnummer des Entleihers", "user's enterprise number"),
    "Street": ("rue", "straat", "Straße", "street"),
    "HouseNbr": ("numéro de maison", "huisnummer", "Hausnummer", "house number"),
    "PostBox": ("boîte", "bus", "Briefkasten", "box"),
    "ZIPCode": ("code postal", "postcode", "Postleitzahl", "postcode"),
    "City": ("commune", "gemeente", "Gemeinde", "municipality"),
    "Country": ("pays", "land", "Land", "country"),
    "FirstMonthC32ANbr": ("carte C3.2A du mois de début", "kaart C3.2A van de beginmaand", "Karte C3.2A des Anfangsmonats", "card C3.2A of the first month"),
    "NextMonthC32ANbr": ("carte C3.2A du mois suivant", "kaart C3.2A van de volgende maand", "Karte C3.2A des Folgemonats", "card C3.2A of the next month"),
    "Denomination": ("nom du lieu de travail", "naam van de plaats van tewerkstelling", "Name des Arbeitsortes", "name of the place of work"),
    "EmploymentNature": ("nature du travail", "soort werk", "Art der Arbeit", "nature of the work"),
    "ActivityWithRisk": ("activité par rapport au risque", "activiteit ten opzichte van het risico", "Tätigkeit im Verhältnis zum Risiko", "activity with risk"),
    "WorkerStatus": ("statut du travailleur", "statuut van de werknemer", "Statut des Arbeitnehmers", "worker's status"),
    "DimonaPeriodId": ("numéro de période Dimona", "nummer van de Dimonaperiode", "Nummer der Dimona-Periode", "number of the Dimona period"),
    "DailyRegistrationId": ("numéro d'enregistrement journalier", "nummer van de dagelijkse registratie", "Nummer der täglichen Registrierung", "number of the daily registration"),
}  # fmt: skip
"""Zones by element name."""

REASONS: Mapping[str, Said] = {
    "missing": ("absent", "niet aanwezig", "fehlt", "missing"),
    "invalid": ("non valide", "ongeldig", "ungültig", "not valid"),
    "forbidden": ("interdit ici", "hier verboden", "hier verboten", "not allowed here"),
    "check_digits": ("les chiffres de contrôle ne correspondent pas", "de controlecijfers kloppen niet", "die Prüfziffern stimmen nicht", "the check digits do not fit"),
    "end_before_start": ("la fin précède le début", "het einde valt voor het begin", "das Ende liegt vor dem Anfang", "the end comes before the start"),
    "end_hour_before_start": ("l'heure de fin précède l'heure de début", "het einduur valt voor het beginuur", "die Endzeit liegt vor der Anfangszeit", "the ending hour comes before the starting hour"),
    "same_quarter": ("la fin doit tomber dans le trimestre du début pour ce type de travailleur", "het einde moet in het kwartaal van het begin vallen voor dit type werknemer", "das Ende muss bei dieser Art von Arbeitnehmern im Quartal des Anfangs liegen", "the end must fall in the quarter of the start for this type of worker"),
    "same_day": ("la fin doit être le jour du début pour ce type de travailleur", "het einde moet op de begindag vallen voor dit type werknemer", "das Ende muss bei dieser Art von Arbeitnehmern am Anfangstag liegen", "the end must be on the day of the start for this type of worker"),
    "end_wanted": ("absent : ce type de travailleur ou cette déclaration demande une date de fin", "niet aanwezig: dit type werknemer of deze aangifte vraagt een einddatum", "fehlt: diese Art von Arbeitnehmern oder Meldung verlangt ein Enddatum", "missing: this type of worker or declaration wants an ending date"),
    "hours_wanted": ("absent : les étudiants et l'article 17 demandent des heures planifiées", "niet aanwezig: studenten en artikel 17 vragen geplande uren", "fehlt: Studenten und Artikel 17 verlangen geplante Stunden", "missing: students and article 17 want planned hours"),
    "hour_wanted": ("absent : un travail occasionnel ou un flexi-job d'un jour se déclare avec ses heures", "niet aanwezig: gelegenheidsarbeid of een flexi-job van een dag wordt met de uren aangegeven", "fehlt: Gelegenheitsarbeit oder ein Flexi-Job von einem Tag wird mit den Uhrzeiten gemeldet", "missing: occasional work or a flexi-job of one day is declared with its hours"),
    "out_of_range": ("date trop ancienne ou trop lointaine", "datum te oud of te ver", "Datum zu alt oder zu fern", "date too old or too far ahead"),
    "only_in_update": ("le 31/12/9999 n'est admis que dans une modification", "31/12/9999 mag alleen in een wijziging", "der 31.12.9999 ist nur in einer Änderung zulässig", "31/12/9999 is for an update only"),
    "too_early": ("déclaré trop longtemps avant le début", "te lang voor het begin aangegeven", "zu lange vor dem Anfang gemeldet", "declared too long before the start"),
    "type_not_then": ("ce type de travailleur n'existe pas à la date de début", "dit type werknemer bestaat niet op de begindatum", "diese Art von Arbeitnehmern gibt es am Anfangsdatum nicht", "this type of worker does not exist on the starting date"),
    "start_not_then": ("date hors de la durée de vie de ce type de travailleur", "datum buiten de geldigheid van dit type werknemer", "Datum außerhalb der Geltung dieser Art von Arbeitnehmern", "date outside the life of this type of worker"),
    "no_occasional_work": ("le travail occasionnel n'existe pas dans cette commission paritaire", "gelegenheidsarbeid bestaat niet in dit paritair comité", "Gelegenheitsarbeit gibt es in dieser paritätischen Kommission nicht", "there is no occasional work in this joint committee"),
    "not_building": ("ce type de travailleur n'existe que dans la construction (124), aussi par une agence d'intérim", "dit type werknemer bestaat alleen in de bouw (124), ook via een uitzendbureau", "diese Art von Arbeitnehmern gibt es nur im Bauwesen (124), auch über eine Leiharbeitsfirma", "this type of worker is of the building trade only (124), by an agency too"),
    "not_of_nature": ("ce code de risque est celui d'une autre nature de travail : 001 à 399 pour un ouvrier, dès 400 pour un employé", "deze risicocode hoort bij een andere soort werk: 001 tot 399 voor een arbeider, vanaf 400 voor een bediende", "dieser Risikocode gehört zu einer anderen Art von Arbeit: 001 bis 399 für einen Arbeiter, ab 400 für einen Angestellten", "this risk code is of another nature of work: 001 to 399 for a worker, from 400 for an employee"),
    "closed_already": ("la période a déjà une fin : elle se change par une modification", "de periode heeft al een einde: het wordt met een wijziging veranderd", "die Periode hat schon ein Ende: Es wird durch eine Änderung geändert", "the period has an end already: an update changes it"),
    "close_by_out": ("une période sans fin se clôture par une Dimona OUT, pas par une modification", "een periode zonder einde wordt met een Dimona OUT afgesloten, niet met een wijziging", "eine Periode ohne Ende wird durch eine Dimona OUT abgeschlossen, nicht durch eine Änderung", "a period without an end is closed by a Dimona OUT, not by an update"),
    "end_stays": ("la fin ne peut pas être retirée : ce type de travailleur en demande une", "het einde mag niet verwijderd worden: dit type werknemer vraagt er een", "das Ende darf nicht entfernt werden: diese Art von Arbeitnehmern verlangt eines", "the end may not be taken away: this type of worker wants one"),
    "not_later": ("la fin d'un flexi-job ne peut pas être reportée : déclarez une nouvelle période", "het einde van een flexi-job mag niet uitgesteld worden: geef een nieuwe periode aan", "das Ende eines Flexi-Jobs darf nicht verschoben werden: Melden Sie eine neue Periode", "the end of a flexi-job may not be put off: declare a new period"),
    "start_stays": ("le début d'une période d'étudiant ne se modifie pas : annulez-la et déclarez-la à nouveau", "het begin van een studentenperiode wordt niet gewijzigd: annuleer ze en geef ze opnieuw aan", "der Anfang einer Studentenperiode wird nicht geändert: Annullieren Sie sie und melden Sie sie neu", "the start of a student's period is not changed: cancel it and declare it anew"),
    "no_update": ("une telle période ne se modifie plus", "zo een periode wordt niet meer gewijzigd", "eine solche Periode wird nicht mehr geändert", "such a period is no longer changed"),
    "not_of_period": ("ce n'est pas le travailleur de la période", "niet de werknemer van de periode", "nicht der Arbeitnehmer der Periode", "not the worker of the period"),
    "outside_period": ("ce jour n'est pas de la période Dimona", "deze dag hoort niet bij de Dimonaperiode", "dieser Tag gehört nicht zur Dimona-Periode", "this day is not of the Dimona period"),
    "occasional_days": ("pas plus de deux jours consécutifs de travail occasionnel par période", "niet meer dan twee opeenvolgende dagen gelegenheidsarbeid per periode", "höchstens zwei aufeinanderfolgende Tage Gelegenheitsarbeit je Periode", "no more than two days of occasional work in a row in one period"),
    "niss_wanted": ("absent : indispensable pour un travailleur occasionnel, sinon à remplacer par l'identité complète", "niet aanwezig: nodig voor een gelegenheidswerknemer, anders te vervangen door de volledige identiteit", "fehlt: nötig für Gelegenheitsarbeitnehmer, sonst durch die vollständige Identität zu ersetzen", "missing: needed for an occasional worker, else to be replaced by the whole identity"),
    "identity_wanted": ("absent, alors que le NISS manque aussi", "niet aanwezig, terwijl het INSZ ook ontbreekt", "fehlt, während auch die ENSS fehlt", "missing, and so is the NISS"),
    "not_of_niss": ("ne correspond pas au NISS", "stemt niet overeen met het INSZ", "stimmt nicht mit der ENSS überein", "does not fit the NISS"),
    "employer_wanted": ("absent : il faut le numéro ONSS ou le numéro d'entreprise", "niet aanwezig: het RSZ-nummer of het ondernemingsnummer is nodig", "fehlt: die LSS-Nummer oder die Unternehmensnummer ist nötig", "missing: the ONSS number or the enterprise number is needed"),
    "user_wanted": ("absent : une agence d'intérim déclare l'utilisateur", "niet aanwezig: een uitzendbureau geeft de gebruiker aan", "fehlt: eine Leiharbeitsfirma meldet den Entleiher", "missing: an agency declares the user"),
    "not_for_user": ("322 n'est pas admis pour un utilisateur", "322 mag niet voor een gebruiker", "322 ist für einen Entleiher nicht zulässig", "322 is not for a user"),
    "same_card": ("la même carte que le mois précédent", "dezelfde kaart als de vorige maand", "dieselbe Karte wie im Vormonat", "the same card as the month before"),
    "small_statute_wanted": ("absent : les stages et formations (IVT, TRI, STG) le demandent", "niet aanwezig: stages en opleidingen (IVT, TRI, STG) vragen dit", "fehlt: Praktika und Ausbildungen (IVT, TRI, STG) verlangen es", "missing: traineeships and training (IVT, TRI, STG) want it"),
    "of_this_year": ("pas une date de cette année ou de la précédente, ou dans le futur", "geen datum van dit of vorig jaar, of in de toekomst", "kein Datum dieses oder des Vorjahres, oder in der Zukunft", "not a date of this year or the last, or in the future"),
}  # fmt: skip
"""Why a rule objects."""

_ONSS_ONLY: Mapping[str, Said] = {
    "005": ("interdit", "verboden", "verboten", "forbidden"),
    "014": REASONS["end_before_start"],
    "022": ("ne correspond pas au répertoire", "stemt niet overeen met het repertorium", "stimmt nicht mit dem Verzeichnis überein", "does not fit the repertory"),
    "092": ("élément inconnu", "onbekend element", "unbekanntes Element", "unknown element"),
    "181": ("ne peut être ni modifié ni annulé", "kan niet gewijzigd of geannuleerd worden", "kann weder geändert noch annulliert werden", "cannot be changed or cancelled"),
    "235": ("pas au répertoire", "niet in het repertorium", "nicht im Verzeichnis", "not in the repertory"),
    "344": ("ne peut pas être reporté", "mag niet uitgesteld worden", "darf nicht verschoben werden", "may not be postponed"),
    "345": REASONS["end_hour_before_start"],
    "347": ("ce n'est pas celui de la période", "niet dat van de periode", "nicht das der Periode", "not the one of the period"),
    "348": REASONS["not_of_niss"],
    "350": ("type de travailleur interdit à cet employeur", "type werknemer verboden voor deze werkgever", "Art von Arbeitnehmern, die diesem Arbeitgeber verboten ist", "type of worker this employer may not declare"),
    "353": REASONS["same_card"],
    "354": ("période inconnue", "onbekende periode", "unbekannte Periode", "unknown period"),
    "355": ("déjà annulé", "reeds geannuleerd", "bereits annulliert", "cancelled already"),
    "356": ("période déjà clôturée", "periode reeds afgesloten", "Periode bereits abgeschlossen", "period closed already"),
    "357": ("période avec une anomalie bloquante", "periode met een blokkerende anomalie", "Periode mit einer blockierenden Anomalie", "period with a blocking anomaly"),
    "359": ("une période se clôture par une Dimona OUT, pas par une modification", "een periode wordt door een Dimona OUT afgesloten, niet door een wijziging", "eine Periode wird durch eine Dimona OUT abgeschlossen, nicht durch eine Änderung", "a period is closed by a Dimona OUT, not by an update"),
    "362": ("période verrouillée", "vergrendelde periode", "gesperrte Periode", "locked period"),
    "368": ("la date de fin de cette période ne peut pas être supprimée", "de einddatum van deze periode mag niet verwijderd worden", "das Enddatum dieser Periode darf nicht gelöscht werden", "the end of this period may not be taken away"),
    "369": ("contingent dépassé", "contingent overschreden", "Kontingent überschritten", "contingent exceeded"),
    "459": REASONS["occasional_days"],
    "461": ("l'employeur n'enregistre pas ses jours par Dimona", "de werkgever registreert zijn dagen niet via Dimona", "der Arbeitgeber registriert seine Tage nicht über Dimona", "the employer does not register days through Dimona"),
    "462": ("ne va pas avec la période Dimona", "past niet bij de Dimonaperiode", "passt nicht zur Dimona-Periode", "does not go with the Dimona period"),
    "510": ("conditions du flexi-job pas remplies", "voorwaarden van de flexi-job niet vervuld", "Bedingungen des Flexi-Jobs nicht erfüllt", "conditions of the flexi-job not met"),
    "521": ("ne va pas avec la nature du travail", "past niet bij de soort werk", "passt nicht zur Art der Arbeit", "does not go with the nature of the work"),
}  # fmt: skip
"""What only the ONSS can find: it knows the periods, the repertory and the contingents."""

_NOT_BLOCKING = {
    "00014-022": Severity.NOT_COUNTED,
    "00024-348": Severity.NOT_COUNTED,
    "00025-348": Severity.NOT_COUNTED,
    "00026-348": Severity.NOT_COUNTED,
    "00028-348": Severity.NOT_COUNTED,
    "00029-348": Severity.NOT_COUNTED,
}


def severity_of(code: str) -> Severity:
    """The class of an anomaly of Dimona, by the glossary."""
    return _NOT_BLOCKING.get(code, Severity.BLOCKING)


def say(element: str, reason: str) -> dict[str, str]:
    """A sentence in four languages: the zone, and what is wrong with it."""
    names = ZONES.get(element, (element,) * len(LANGUAGES))
    colon = (" : ", ": ", ": ", ": ")
    sentences = zip(LANGUAGES, names, colon, REASONS[reason], strict=True)
    return {language: name + separator + why for language, name, separator, why in sentences}


def meaning(code: str) -> dict[str, str]:
    """What an ONSS code of nine characters means in four languages; nothing for one that is not known."""
    suffix = code.rpartition("-")[2]
    if suffix in _ONSS_ONLY:
        return dict(zip(LANGUAGES, _ONSS_ONLY[suffix], strict=True))
    return dict(GENERIC.get(suffix, {}))
