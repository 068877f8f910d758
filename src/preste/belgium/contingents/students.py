"""What is left of a student's quota of hours after the month's hours, and which of these are beyond it."""

from preste.engine import rule
from preste.money import Hundredths

LAW = "AR du 28 novembre 1969, art. 17bis"


@rule(
    fr="Heures étudiant qui restent dans le contingent",
    nl="Studentenuren die in het contingent overblijven",
    de="Im Kontingent verbleibende Studentenstunden",
    en="Student hours left in the quota",
    law=LAW,
)
def student_hours_left(
    student_hours_used: Hundredths, student_hours_counted: Hundredths, student_hours_quota: Hundredths
) -> Hundredths:
    """The year's quota less what was used before, here and elsewhere, and what the month counts."""
    return max(0, student_hours_quota - student_hours_used - student_hours_counted)


@rule(
    fr="Heures étudiant au-delà du contingent",
    nl="Studentenuren boven het contingent",
    de="Studentenstunden über dem Kontingent",
    en="Student hours beyond the quota",
    law=LAW,
)
def student_hours_beyond(student_hours: Hundredths, student_hours_within: Hundredths) -> Hundredths:
    """The month's hours that the quota does not cover: they are ordinary work."""
    return student_hours - student_hours_within
