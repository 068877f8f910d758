"""The contributions of a worker line for a quarter: the month's rules on the quarter's base, and what months lack.

The base is the pay of the quarter, rounded once at 108 %. The base code carries the worker's and the employer's part
and wage moderation in one amount, as the ONSS collects it; until 2023/4 also what codes 253, 255 and 256 are since.
"""

from preste.engine import rule
from preste.law.shapes import BaseContribution, StudentContribution
from preste.money import Cents, Flag, Percent, share

LAW = "Loi du 27 juin 1969, art. 23; loi du 29 juin 1981, art. 38"
CEILING_LAW = "Loi-programme du 18 juillet 2025; AR du 6 octobre 2025"
WHY = "the quarter's base is rounded once, not month by month"
WHY_CEILING = "above the quarter's ceiling the basic contribution and moderation are not owed"
STUDENT_LAW = "AR du 28 novembre 1969, art. 17bis; loi du 6 février 1976"


@rule(
    fr="Base des cotisations du trimestre",
    nl="Bijdragebasis van het kwartaal",
    de="Beitragsgrundlage des Quartals",
    en="Base of the quarter's contributions",
    law=LAW,
    why=WHY,
)
def liable_base(quarter_wage: Cents, manual: Flag, manual_base: Percent) -> Cents:
    """The quarter's pay liable to ordinary contributions, 108 % of it for a blue-collar worker."""
    if manual:
        return share(quarter_wage, manual_base)
    return quarter_wage


@rule(
    fr="Rémunération au-delà du plafond trimestriel",
    nl="Loon boven het kwartaalplafond",
    de="Lohn über der Quartalsobergrenze",
    en="Pay above the quarter's ceiling",
    law=CEILING_LAW,
    since="2025-07-01",
)
def wage_above_ceiling(base_wage: Cents, base_wage_before: Cents, employer_contribution_ceiling: Cents) -> Cents:
    """Pay for the quarter's work above the ceiling; what the worker's other lines used of it comes first."""
    above: Cents = max(0, base_wage_before + base_wage - employer_contribution_ceiling)
    return above - max(0, base_wage_before - employer_contribution_ceiling)


@rule(
    fr="Base de la cotisation patronale de base",
    nl="Basis van de basiswerkgeversbijdrage",
    de="Grundlage des Arbeitgebergrundbeitrags",
    en="Base of the basic employer contribution",
    law=LAW,
    until="2025-06-30",
    name="capped_base",
)
def capped_base_without_ceiling(liable_base: Cents) -> Cents:
    """The whole base: there was no ceiling."""
    return liable_base


@rule(
    fr="Base de la cotisation patronale de base",
    nl="Basis van de basiswerkgeversbijdrage",
    de="Grundlage des Arbeitgebergrundbeitrags",
    en="Base of the basic employer contribution",
    law=CEILING_LAW,
    since="2025-07-01",
)
def capped_base(liable_base: Cents, wage_above_ceiling: Cents, manual: Flag, manual_base: Percent) -> Cents:
    """The base less what lies above the ceiling, at 108 % for a blue-collar worker."""
    if manual:
        return liable_base - share(wage_above_ceiling, manual_base)
    return liable_base - wage_above_ceiling


@rule(
    fr="Cotisation personnelle du trimestre",
    nl="Persoonlijke bijdrage van het kwartaal",
    de="Persönlicher Beitrag des Quartals",
    en="Personal contribution of the quarter",
    law="Loi du 29 juin 1981, art. 38, § 2",
)
def quarter_personal(liable_base: Cents, base_contribution: BaseContribution) -> Cents:
    """The worker's contribution on the quarter's base, before any reduction."""
    return share(liable_base, base_contribution.personal)


@rule(
    fr="Cotisation patronale de base",
    nl="Basiswerkgeversbijdrage",
    de="Grundbeitrag des Arbeitgebers",
    en="Basic employer contribution",
    law=LAW,
    why=WHY_CEILING,
)
def employer_basic(capped_base: Cents, base_contribution: BaseContribution) -> Cents:
    """Basic contribution of the category and worker code, on pay below the ceiling."""
    return share(capped_base, base_contribution.employer)


@rule(
    fr="Modération salariale",
    nl="Loonmatiging",
    de="Lohnmäßigung",
    en="Wage moderation",
    law="AR n° 401 du 18 avril 1986; loi du 29 juin 1981, art. 38, § 3bis",
    why=WHY_CEILING,
)
def employer_moderation(capped_base: Cents, base_contribution: BaseContribution) -> Cents:
    """Wage moderation contribution, on pay below the ceiling."""
    return share(capped_base, base_contribution.moderation)


@rule(
    fr="Cotisations que les réductions peuvent diminuer",
    nl="Bijdragen die verminderd kunnen worden",
    de="Durch Ermäßigungen senkbare Beiträge",
    en="Contributions that reductions may lower",
    law="Loi-programme (I) du 24 décembre 2002, art. 326",
)
def reducible_contributions(capped_base: Cents, base_contribution: BaseContribution) -> Cents:
    """Basic employer contribution and moderation, rounded once: no other contribution is lowered."""
    return share(capped_base, base_contribution.employer + base_contribution.moderation)


@rule(
    fr="Code de base : part du travailleur, de l'employeur et modération",
    nl="Basiscode: deel van de werknemer, van de werkgever en loonmatiging",
    de="Grundcode: Anteil des Arbeitnehmers, des Arbeitgebers und Lohnmäßigung",
    en="Base code: the worker's part, the employer's and moderation",
    law=LAW,
    until="2023-12-31",
    name="base_code",
)
def base_code_with_small_rates(
    liable_base: Cents,
    base_contribution: BaseContribution,
    contribution_253: Percent,
    contribution_255: Percent,
    contribution_256: Percent,
) -> Cents:
    """One amount at the sum of the rates, those of holidays, accidents and asbestos included until 2023/4."""
    rate: Percent = base_contribution.personal + base_contribution.employer + base_contribution.moderation
    return share(liable_base, rate + contribution_253 + contribution_255 + contribution_256)


@rule(
    fr="Code de base : part du travailleur, de l'employeur et modération",
    nl="Basiscode: deel van de werknemer, van de werkgever en loonmatiging",
    de="Grundcode: Anteil des Arbeitnehmers, des Arbeitgebers und Lohnmäßigung",
    en="Base code: the worker's part, the employer's and moderation",
    law=LAW,
    since="2024-01-01",
)
def base_code(liable_base: Cents, capped_base: Cents, base_contribution: BaseContribution) -> Cents:
    """One amount at the sum of the rates, less the employer's part of what lies above the ceiling."""
    employer: Percent = base_contribution.employer + base_contribution.moderation
    return share(liable_base, base_contribution.personal + employer) - share(liable_base - capped_base, employer)


@rule(
    fr="Cotisation de solidarité de l'étudiant",
    nl="Solidariteitsbijdrage van de student",
    de="Solidaritätsbeitrag des Studenten",
    en="Solidarity contribution of the student",
    law=STUDENT_LAW,
)
def quarter_student(student_wage: Cents, student_contribution: StudentContribution) -> Cents:
    """Both parts in one amount, on the quarter's pay within the quota of hours."""
    return share(student_wage, student_contribution.personal + student_contribution.employer)
