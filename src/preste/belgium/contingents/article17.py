"""What the limits of article 17 leave for a month, and which of its hours are beyond them.

Each sector has its limits of the year and the quarter; both together have those of sport, and a student has one of the
year besides. `a17_own_…` and `a17_both_…` are hours used outside of the month, in its sector and in both.
"""

from preste.engine import rule
from preste.law.shapes import Article17Hours
from preste.money import Flag, Hundredths

LAW = "AR du 28 novembre 1969, art. 17"


@rule(
    fr="Limite de l'année, dans ce secteur",
    nl="Jaargrens, in deze sector",
    de="Jahresgrenze in diesem Sektor",
    en="Limit of the year, in this sector",
    law=LAW,
)
def article17_year_limit(a17_sport: Flag, article17_hours: Article17Hours) -> Hundredths:
    """Hours of the year: sport has more than socio-cultural work."""
    if a17_sport:
        return article17_hours.sport_year
    return article17_hours.socio_year


@rule(
    fr="Limite du trimestre, toutes activités",
    nl="Kwartaalgrens, alle activiteiten",
    de="Quartalsgrenze, alle Tätigkeiten",
    en="Limit of the quarter, all activities",
    law=LAW,
)
def article17_both_limit(a17_third_quarter: Flag, article17_hours: Article17Hours) -> Hundredths:
    """Both sectors together have the quarter's limit of sport; the third quarter has more."""
    if a17_third_quarter:
        return article17_hours.sport_quarter_3
    return article17_hours.sport_quarter


@rule(
    fr="Limite du trimestre, dans ce secteur",
    nl="Kwartaalgrens, in deze sector",
    de="Quartalsgrenze in diesem Sektor",
    en="Limit of the quarter, in this sector",
    law=LAW,
)
def article17_quarter_limit(
    a17_sport: Flag, a17_third_quarter: Flag, article17_both_limit: Hundredths, article17_hours: Article17Hours
) -> Hundredths:
    """Hours of the quarter: sport has more, and so has the third quarter."""
    if a17_sport:
        return article17_both_limit
    if a17_third_quarter:
        return article17_hours.socio_quarter_3
    return article17_hours.socio_quarter


@rule(
    fr="Heures que l'année laisse au mois, dans ce secteur",
    nl="Uren die het jaar voor de maand overlaat, in deze sector",
    de="Stunden, die das Jahr dem Monat lässt, in diesem Sektor",
    en="Hours the year leaves for the month, in this sector",
    law=LAW,
)
def article17_year_room(article17_year_limit: Hundredths, a17_own_year: Hundredths) -> Hundredths:
    """The limit less what was used."""
    return max(0, article17_year_limit - a17_own_year)


@rule(
    fr="Heures que le trimestre laisse au mois, dans ce secteur",
    nl="Uren die het kwartaal voor de maand overlaat, in deze sector",
    de="Stunden, die das Quartal dem Monat lässt, in diesem Sektor",
    en="Hours the quarter leaves for the month, in this sector",
    law=LAW,
)
def article17_quarter_room(article17_quarter_limit: Hundredths, a17_own_quarter: Hundredths) -> Hundredths:
    """The limit less what was used."""
    return max(0, article17_quarter_limit - a17_own_quarter)


@rule(
    fr="Heures que l'année laisse au mois, toutes activités",
    nl="Uren die het jaar voor de maand overlaat, alle activiteiten",
    de="Stunden, die das Jahr dem Monat lässt, alle Tätigkeiten",
    en="Hours the year leaves for the month, all activities",
    law=LAW,
)
def article17_both_year_room(a17_both_year: Hundredths, article17_hours: Article17Hours) -> Hundredths:
    """The combined limit less what was used in both sectors."""
    return max(0, article17_hours.combined_year - a17_both_year)


@rule(
    fr="Heures que le trimestre laisse au mois, toutes activités",
    nl="Uren die het kwartaal voor de maand overlaat, alle activiteiten",
    de="Stunden, die das Quartal dem Monat lässt, alle Tätigkeiten",
    en="Hours the quarter leaves for the month, all activities",
    law=LAW,
)
def article17_both_quarter_room(article17_both_limit: Hundredths, a17_both_quarter: Hundredths) -> Hundredths:
    """The limit less what was used in both sectors."""
    return max(0, article17_both_limit - a17_both_quarter)


@rule(
    fr="Heures que l'année laisse au mois, étudiant",
    nl="Uren die het jaar voor de maand overlaat, student",
    de="Stunden, die das Jahr dem Monat lässt, Student",
    en="Hours the year leaves for the month, student",
    law=LAW,
)
def article17_student_room(a17_student_year: Hundredths, article17_hours: Article17Hours) -> Hundredths:
    """A student's limit less what was used, whatever the activity."""
    return max(0, article17_hours.student_year - a17_student_year)


@rule(
    fr="Heures que l'article 17 laisse au mois",
    nl="Uren die artikel 17 voor de maand overlaat",
    de="Stunden, die Artikel 17 dem Monat lässt",
    en="Hours article 17 leaves for the month",
    law=LAW,
)
def article17_room(
    a17_student: Flag,
    article17_year_room: Hundredths,
    article17_quarter_room: Hundredths,
    article17_both_year_room: Hundredths,
    article17_both_quarter_room: Hundredths,
    article17_student_room: Hundredths,
) -> Hundredths:
    """The least of what the limits leave."""
    room: Hundredths = min(article17_year_room, article17_quarter_room)
    both: Hundredths = min(article17_both_year_room, article17_both_quarter_room)
    if a17_student:
        return min(room, both, article17_student_room)
    return min(room, both)


@rule(
    fr="Heures au-delà de l'article 17",
    nl="Uren boven artikel 17",
    de="Stunden über Artikel 17 hinaus",
    en="Hours beyond article 17",
    law=LAW,
)
def article17_beyond(a17_hours: Hundredths, article17_room: Hundredths) -> Hundredths:
    """The month's hours that the limits do not cover."""
    return max(0, a17_hours - article17_room)
