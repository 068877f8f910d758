"""The employer's contributions of the month: basic, moderation and the other codes owed.

Which code is owed by which category for which worker code is data (`law/be/onss/`): a
combination that does not owe a code has the rate 0. Reductions come with the quarter. Until 2023 codes
253, 255 and 256 were declared inside the base contribution; they are shown apart for every date.
"""

from preste.engine import rule
from preste.law.shapes import BaseContribution, Contribution809, StudentContribution
from preste.money import Cents, Flag, Percent, share

LAW = "Loi du 29 juin 1981, art. 38, § 3"
FUND_LAW = "Loi du 7 janvier 1958 concernant les fonds de sécurité d'existence"
CLOSURE_LAW = "Loi du 26 juin 2002 relative aux fermetures d'entreprises, art. 58"


@rule(
    fr="Rémunération soumise aux cotisations",
    nl="Bijdrageplichtig loon",
    de="Beitragspflichtiger Lohn",
    en="Pay liable to contributions",
    law=LAW,
)
def liable_base(contribution_base: Cents, exceptional_liable: Cents, manual: Flag, manual_base: Percent) -> Cents:
    """The month's pay liable to ordinary contributions, 108 % of it for a blue-collar worker."""
    if manual:
        return contribution_base + share(exceptional_liable, manual_base)
    return contribution_base + exceptional_liable


@rule(
    fr="Cotisation patronale de base",
    nl="Basiswerkgeversbijdrage",
    de="Grundbeitrag des Arbeitgebers",
    en="Basic employer contribution",
    law=LAW,
)
def employer_basic(liable_base: Cents, base_contribution: BaseContribution) -> Cents:
    """Basic contribution of the category and worker code."""
    return share(liable_base, base_contribution.employer)


@rule(
    fr="Modération salariale",
    nl="Loonmatiging",
    de="Lohnmäßigung",
    en="Wage moderation",
    law="AR n° 401 du 18 avril 1986; loi du 29 juin 1981, art. 38, § 3bis",
)
def employer_moderation(liable_base: Cents, base_contribution: BaseContribution) -> Cents:
    """Wage moderation contribution."""
    return share(liable_base, base_contribution.moderation)


@rule(
    fr="253 Vacances annuelles (trimestrielle)",
    nl="253 Jaarlijkse vakantie (per kwartaal)",
    de="253 Jahresurlaub (vierteljährlich)",
    en="253 Annual holidays (quarterly)",
    law="Loi du 29 juin 1981, art. 38, § 3, 8°",
)
def employer_253(liable_base: Cents, contribution_253: Percent) -> Cents:
    """Quarterly contribution for the holidays of blue-collar workers."""
    return share(liable_base, contribution_253)


@rule(
    fr="255 Accidents du travail",
    nl="255 Arbeidsongevallen",
    de="255 Arbeitsunfälle",
    en="255 Accidents at work",
    law="Loi du 10 avril 1971, art. 59",
)
def employer_255(liable_base: Cents, contribution_255: Percent) -> Cents:
    """Accidents at work."""
    return share(liable_base, contribution_255)


@rule(
    fr="256 Fonds amiante",
    nl="256 Asbestfonds",
    de="256 Asbestfonds",
    en="256 Asbestos fund",
    law="Loi-programme (I) du 27 décembre 2006, art. 116",
)
def employer_256(liable_base: Cents, contribution_256: Percent) -> Cents:
    """Asbestos fund, in the quarters in which it is levied."""
    return share(liable_base, contribution_256)


@rule(
    fr="809 Fonds de fermeture, base (marchand)",
    nl="809 Sluitingsfonds, basis (commercieel)",
    de="809 Schließungsfonds, Basis (kommerziell)",
    en="809 Closure fund, basic (commercial)",
    law=CLOSURE_LAW,
)
def employer_809(
    liable_base: Cents, twenty_or_more: Flag, non_commercial: Flag, contribution_809: Contribution809
) -> Cents:
    """Basic contribution to the closure fund, commercial employers, by size; the others owe 811."""
    if non_commercial:
        return 0
    if twenty_or_more:
        return share(liable_base, contribution_809.large)
    return share(liable_base, contribution_809.small)


@rule(
    fr="810 Fonds de fermeture, spéciale",
    nl="810 Sluitingsfonds, bijzonder",
    de="810 Schließungsfonds, besonders",
    en="810 Closure fund, special",
    law=CLOSURE_LAW,
)
def employer_810(liable_base: Cents, contribution_810: Percent) -> Cents:
    """Special contribution to the closure fund."""
    return share(liable_base, contribution_810)


@rule(
    fr="811 Fonds de fermeture, non marchand",
    nl="811 Sluitingsfonds, niet-commercieel",
    de="811 Schließungsfonds, nicht kommerziell",
    en="811 Closure fund, non-commercial",
    law=CLOSURE_LAW,
)
def employer_811(
    liable_base: Cents, non_commercial: Flag, contribution_809: Contribution809, contribution_811: Percent
) -> Cents:
    """Basic contribution to the closure fund, employers without commercial purpose.

    A category that has both codes owes one of them: 809 unless the employer has no commercial purpose.
    """
    if contribution_809.small > 0 and not non_commercial:
        return 0
    return share(liable_base, contribution_811)


@rule(
    fr="820 Fonds sectoriel (ouvriers)",
    nl="820 Sectorfonds (arbeiders)",
    de="820 Sektorfonds (Arbeiter)",
    en="820 Sector fund (blue-collar)",
    law=FUND_LAW,
)
def employer_820(liable_base: Cents, contribution_820: Percent) -> Cents:
    """Sector fund, workers declared on 108 %."""
    return share(liable_base, contribution_820)


@rule(
    fr="825 Pension sectorielle (ouvriers)",
    nl="825 Sectorpensioen (arbeiders)",
    de="825 Sektorpension (Arbeiter)",
    en="825 Sector pension (blue-collar)",
    law=FUND_LAW,
)
def employer_825(liable_base: Cents, contribution_825: Percent) -> Cents:
    """Sector pension, workers declared on 108 %."""
    return share(liable_base, contribution_825)


@rule(
    fr="830 Fonds sectoriel (employés)",
    nl="830 Sectorfonds (bedienden)",
    de="830 Sektorfonds (Angestellte)",
    en="830 Sector fund (white-collar)",
    law=FUND_LAW,
)
def employer_830(liable_base: Cents, contribution_830: Percent) -> Cents:
    """Sector fund, white-collar workers."""
    return share(liable_base, contribution_830)


@rule(
    fr="831 Fonds de la CP 200",
    nl="831 Fonds van PC 200",
    de="831 Fonds der PK 200",
    en="831 Fund of JC 200",
    law=FUND_LAW,
)
def employer_831(liable_base: Cents, contribution_831: Percent) -> Cents:
    """Fund of the joint committee 200."""
    return share(liable_base, contribution_831)


@rule(
    fr="835 Pension sectorielle (employés)",
    nl="835 Sectorpensioen (bedienden)",
    law=FUND_LAW,
    de="835 Sektorpension (Angestellte)",
    en="835 Sector pension (white-collar)",
)
def employer_835(liable_base: Cents, contribution_835: Percent) -> Cents:
    """Sector pension, white-collar workers."""
    return share(liable_base, contribution_835)


@rule(
    fr="852 Groupes à risque",
    nl="852 Risicogroepen",
    de="852 Risikogruppen",
    en="852 Risk groups",
    law="Loi du 27 décembre 2006, art. 188 à 191",
)
def employer_852(liable_base: Cents, contribution_852: Percent) -> Cents:
    """Employment and training of risk groups, where the sector does not provide for it."""
    return share(liable_base, contribution_852)


@rule(
    fr="855 Cotisation spéciale chômage (10 travailleurs ou plus)",
    law="Loi du 29 juin 1981, art. 38, § 3, 9°",
    nl="855 Bijzondere bijdrage werkloosheid (10 werknemers of meer)",
    de="855 Sonderbeitrag Arbeitslosigkeit (ab 10 Arbeitnehmern)",
    en="855 Special unemployment contribution (10 workers or more)",
)
def employer_855(liable_base: Cents, ten_or_more: Flag, contribution_855: Percent) -> Cents:
    """1.60 % and its moderation, from ten workers on."""
    if ten_or_more:
        return share(liable_base, contribution_855)
    return 0


@rule(
    fr="857 Cotisation spéciale chômage, sans modération",
    law="Loi du 29 juin 1981, art. 38, § 3, 9°",
    nl="857 Bijzondere bijdrage werkloosheid, zonder loonmatiging",
    de="857 Sonderbeitrag Arbeitslosigkeit, ohne Lohnmäßigung",
    en="857 Special unemployment contribution, without moderation",
)
def employer_857(liable_base: Cents, ten_or_more: Flag, contribution_857: Percent) -> Cents:
    """1.60 % for worker codes without wage moderation, from ten workers on."""
    if ten_or_more:
        return share(liable_base, contribution_857)
    return 0


@rule(
    fr="859 Chômage temporaire",
    nl="859 Tijdelijke werkloosheid",
    de="859 Kurzarbeit",
    en="859 Temporary unemployment",
    law="Loi du 29 décembre 1990 portant des dispositions sociales, art. 141",
)
def employer_859(liable_base: Cents, contribution_859: Percent) -> Cents:
    """Temporary unemployment and older unemployed."""
    return share(liable_base, contribution_859)


@rule(
    fr="Cotisation patronale de solidarité étudiants",
    nl="Solidariteitsbijdrage studenten, werkgever",
    de="Solidaritätsbeitrag Studenten, Arbeitgeber",
    en="Student solidarity contribution, employer",
    law="AR du 28 novembre 1969, art. 17bis; loi du 6 février 1976",
)
def employer_student(student_part: Cents, student_contribution: StudentContribution) -> Cents:
    """Solidarity contribution on the student pay within the quota."""
    if student_part == 0:
        return 0
    return share(student_part, student_contribution.employer)


@rule(
    fr="Cotisation sur les pensions complémentaires",
    nl="Bijdrage op de aanvullende pensioenen",
    de="Beitrag auf die Zusatzrenten",
    en="Contribution on supplementary pensions",
    law="Loi du 29 juin 1981, art. 38, § 3ter",
)
def employer_supplementary_pension(group_insurance_employer: Cents, group_insurance_contribution: Percent) -> Cents:
    """The special contribution on the employer's premium of a group insurance (codes 864 and 865)."""
    if group_insurance_employer == 0:
        return 0
    return share(group_insurance_employer, group_insurance_contribution)


@rule(
    fr="Cotisations patronales",
    nl="Werkgeversbijdragen",
    de="Arbeitgeberbeiträge",
    en="Employer contributions",
    law=LAW,
)
def employer_contributions(
    employer_basic: Cents,
    employer_moderation: Cents,
    employer_253: Cents,
    employer_255: Cents,
    employer_256: Cents,
    employer_809: Cents,
    employer_810: Cents,
    employer_811: Cents,
    employer_820: Cents,
    employer_825: Cents,
    employer_830: Cents,
    employer_831: Cents,
    employer_835: Cents,
    employer_852: Cents,
    employer_855: Cents,
    employer_857: Cents,
    employer_859: Cents,
    employer_862: Cents,
    employer_supplementary_pension: Cents,
    employer_student: Cents,
    severance_contribution_812: Cents,
) -> Cents:
    """All contributions of the employer for the month, before the reductions of the quarter; 812 as it was given."""
    return (
        employer_basic
        + employer_moderation
        + employer_253
        + employer_255
        + employer_256
        + employer_809
        + employer_810
        + employer_811
        + employer_820
        + employer_825
        + employer_830
        + employer_831
        + employer_835
        + employer_852
        + employer_855
        + employer_857
        + employer_859
        + employer_862
        + employer_supplementary_pension
        + employer_student
        + severance_contribution_812
    )


@rule(
    fr="Coût pour l'employeur",
    nl="Kost voor de werkgever",
    de="Kosten für den Arbeitgeber",
    en="Employer cost",
    law=LAW,
)
def employer_cost(
    gross: Cents,
    pay_without_onss: Cents,
    net_overtime_pay: Cents,
    employer_contributions: Cents,
    reimbursements: Cents,
    benefits_cost: Cents,
) -> Cents:
    """Gross, guaranteed and net pay, employer contributions, reimbursed costs, vouchers and premiums.

    Without the yearly holiday notice of 10.27 % for blue-collar workers, which is a debit note.
    """
    pay: Cents = gross + pay_without_onss + net_overtime_pay
    return pay + employer_contributions + reimbursements + benefits_cost
