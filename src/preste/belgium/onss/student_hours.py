"""Which of a student's hours count for the year's quota, and which of the month's hours it still covers.

Corona measures left hours out of the count: those of whole quarters, and the first ones of the first quarter of 2022;
so did the measures against the shortage of staff in care, until March 2023.
"""

from preste.engine import rule
from preste.money import Flag, Hundredths

LAW = "AR du 28 novembre 1969, art. 17bis"
_FR = "Heures étudiant qui comptent pour le contingent"
_NL = "Studentenuren die voor het contingent tellen"
_DE = "Für das Kontingent zählende Studentenstunden"
_EN = "Student hours that count for the quota"


@rule(fr=_FR, nl=_NL, de=_DE, en=_EN, law=LAW, name="student_hours_counted", until="2021-12-31")
def student_hours_counted_2021(student_hours: Hundredths, student_left_out: Flag) -> Hundredths:
    """The month's hours; none in a quarter that is left out."""
    if student_left_out:
        return 0
    return student_hours


@rule(
    fr=_FR, nl=_NL, de=_DE, en=_EN, law=LAW, name="student_hours_counted", since="2022-01-01", until="2022-03-31"
)  # fmt: skip
def student_hours_counted_2022(
    student_hours: Hundredths,
    student_left_out: Flag,
    student_hours_uncounted: Hundredths,
    student_hours_neutralised: Hundredths,
) -> Hundredths:
    """The month's hours after the first ones of the quarter, which are left out; none in care and education."""
    if student_left_out:
        return 0
    return max(0, student_hours - max(0, student_hours_neutralised - student_hours_uncounted))


@rule(
    fr=_FR, nl=_NL, de=_DE, en=_EN, law=LAW, name="student_hours_counted", since="2022-04-01", until="2023-03-31"
)  # fmt: skip
def student_hours_counted_2023(student_hours: Hundredths, student_left_out: Flag) -> Hundredths:
    """The month's hours; none in care in a quarter that is left out."""
    if student_left_out:
        return 0
    return student_hours


@rule(fr=_FR, nl=_NL, de=_DE, en=_EN, law=LAW, since="2023-04-01")
def student_hours_counted(student_hours: Hundredths) -> Hundredths:
    """The month's hours."""
    return student_hours


@rule(
    fr="Heures étudiant dans le contingent",
    nl="Studentenuren binnen het contingent",
    de="Studentenstunden im Kontingent",
    en="Student hours within the quota",
    law=LAW,
)
def student_hours_within(
    student_hours: Hundredths,
    student_hours_counted: Hundredths,
    student_hours_used: Hundredths,
    student_hours_quota: Hundredths,
) -> Hundredths:
    """The hours of the month that do not count, and those that the year's quota still covers."""
    if student_hours == 0:
        return 0
    return min(student_hours, student_hours - student_hours_counted + max(0, student_hours_quota - student_hours_used))
