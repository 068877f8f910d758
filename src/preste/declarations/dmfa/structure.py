"""The tree of DmfAOriginal and DmfAUpdate by version: blocks with their numbers, zones in their order.

A version is the quarter of the official schema, "20231". Facts of the schemas 2021/1 to 2023/1; what the glossaries
2023/2 and 2023/3 add to a zone is in `zones`. `version_for` says which tree a quarter is read with.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from preste.declarations.dmfa.zones import ZONES, form, zones
from preste.declarations.structure import Among, Block, Choice, Codes, Part, Zone

VERSIONS = ("20211", "20212", "20213", "20214", "20221", "20222", "20223", "20224", "20231")
"""The versions whose tree is known, in their order."""


@dataclass(frozen=True)
class Version:
    """The tree a quarter is read with, and whether it is that quarter's own."""

    name: str
    own: bool


def version_for(quarter: str) -> Version:
    """The tree for a quarter: its own, or the nearest one that is known."""
    if quarter in VERSIONS:
        return Version(quarter, own=True)
    return Version(VERSIONS[0] if quarter < VERSIONS[0] else VERSIONS[-1], own=False)


@cache
def original(version: str) -> Block:
    """The tree of DmfAOriginal."""
    declaration = Block(
        "EmployerDeclaration",
        "90007",
        (
            *zones(
                "Quarter NOSSRegistrationNbr Trusteeship CompanyID NetOwedAmount System5? HolidayStartingDate?",
            ),
            _either(_person(version), _vehicle(), _unrelated(), _compensation(version)),
        ),
    )
    return _message("DmfAOriginal", "90169", form("DMFA", 0), declaration)


@cache
def update(version: str) -> Block:
    """The tree of DmfAUpdate."""
    declaration = Block(
        "EmployerDeclarationUpdate",
        "90219",
        (
            *zones("Quarter NOSSRegistrationNbr Trusteeship CompanyID System5? HolidayStartingDate?"),
            *zones("EmployerDeclarationPID Justification?"),
            Choice(
                (
                    (
                        _person_update(version),
                        _vehicle_update(least=0),
                        _unrelated_update(least=0),
                        *_compensation_update(version),
                    ),
                    (_vehicle_update(), _unrelated_update(least=0), *_compensation_update(version)),
                    (_unrelated_update(), *_compensation_update(version)),
                    *((_compensation_update(version, least=1),) if version >= "20231" else ()),
                )
            ),
        ),
    )
    return _message("DmfAUpdate", "90217", form("DMFAUPD", 1), declaration)


def block_of(tree: Block, name: str) -> Block:
    """The block of that name, wherever it stands in a tree."""
    waiting: list[Part] = list(tree.parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, Choice):
            waiting += [inner for option in part.options for inner in option]
        elif isinstance(part, Block):
            if part.name == name:
                return part
            waiting += part.parts
    raise KeyError(name)


def _message(name: str, number: str, head: tuple[Zone, ...], declaration: Block) -> Block:
    reference = Block(
        "Reference",
        "90082",
        (
            Zone("ReferenceType", "00221", Among(1, allowed=frozenset({1}))),
            Zone("ReferenceOrigin", "00298", Among(1, allowed=frozenset({1}))),
            *zones("ReferenceNbr"),
        ),
        least=0,
    )
    return Block(name, number, (Block("Form", "90059", (*head, reference, declaration), most=None),))


def _either(person: Block, vehicle: Block, unrelated: Block, compensation: tuple[Block, ...]) -> Choice:
    """A declaration has people, or at least one contribution that concerns nobody."""
    some = Block(unrelated.name, unrelated.number, unrelated.parts, most=None)
    return Choice(((person, vehicle, unrelated, *compensation), (vehicle, some, *compensation)))


def _vehicle() -> Block:
    parts = zones("CompanyVehicleSequenceNbr LicensePlate EcoVehicle?")
    return Block("CompanyVehicle", "90294", parts, least=0, most=None)


def _unrelated() -> Block:
    parts = zones("UnrelatedEmployerClass UnrelatedWorkerCode UnrelatedCalculationBasis? UnrelatedAmount")
    return Block("ContributionUnrelatedToNP", "90002", parts, least=0, most=None)


def _compensation(version: str) -> tuple[Block, ...]:
    parts = zones("CompensationCode CompensationAmount? CompensationException?")
    return (Block("EmployerCompensation", "90595", parts, least=0),) if version >= "20231" else ()


_PERSON = (
    "NaturalPersonSequenceNbr INSS SIS! WorkerName! WorkerFirstName! WorkerInitial! WorkerBirthdate! "
    "WorkerBirthplace! WorkerBirthplaceCountry! WorkerSex! WorkerStreet! WorkerHouseNbr! WorkerPostBox! "
    "WorkerZIPCode! WorkerCity! WorkerCountry! Nationality! NaturalPersonUserReference?"
)


def _person(version: str) -> Block:
    return Block("NaturalPerson", "90017", (*zones(_PERSON), _record(version)), most=None)


def _record(version: str) -> Block:
    head = zones(
        "EmployerClass WorkerCode NOSSQuarterStartingDate NOSSQuarterEndingDate Border ActivityWithRisk? "
        "LocalUnitID? WorkerRecordUserReference?"
    )
    return Block("WorkerRecord", "90012", (*head, _families(version, _occupation(version))), most=None)


def _families(version: str, occupation: Block, least: int = 1) -> Choice:
    """What a worker line is about: exactly one of six families."""
    return Choice(
        (
            (
                occupation,
                _activation(version),
                _contribution(least=0, most=None),
                _deduction(99 if least else None),
            ),
            (_dismissed(),),
            (_student(version), *((_contribution(least=0, most=1),) if version >= "20214" else ())),
            (_early_retirement(),),
            (_indemnity(),),
            (_contribution(least=1, most=2 if version >= "20214" else None), _accident_indemnity()),
        ),
        least=least,
    )


_OCCUPATION = (
    "OccupationSequenceNbr OccupationStartingDate? OccupationEndingDate? JointCommissionNbr WorkingDaysSystem "
    "ContractType RefMeanWorkingHours? WorkerStatus? MeanWorkingHours? ReorganisationMeasure? EmploymentPromotion? "
    "Retired Apprenticeship? RemunMethod? PositionCode? FlyingStaffClass?"
)


def _occupation(version: str, name: str = "Occupation", number: str = "90015", extra: str = "") -> Block:
    after = f"OccupationUserReference? DaysJustification? ActivityCode? {extra}"
    return Block(
        name,
        number,
        (
            *zones(_OCCUPATION),
            _tenth_or_twelfth(version),
            *zones(f"{after} LocalUnitID? ShipId? StaffCode? SubsidizedMeanWorkingHours?"),
            _informations(version),
            _second_pillar(),
            _block(
                "Service", "90018", "ServiceSequenceNbr ServiceCode ServiceNbrDays ServiceNbrHours? FlightNbrMinutes?"
            ),
            _block("Remun", "90019", "RemunSequenceNbr RemunCode BonusPaymentFrequency? PercentagePaid? RemunAmount"),
            _public_service(),
            Block(
                "ReorgMeasureInformation",
                "90438",
                zones("ReorganisationMeasure ReorganisationMeasurePercentage"),
                least=0,
                most=2,
            ),
            *((_using_employer(most=1),) if version >= "20231" else ()),
            _occupation_deduction(),
        ),
        most=None,
    )


def _block(name: str, number: str, names: str, least: int = 0, most: int | None = None) -> Block:
    return Block(name, number, zones(names), least, most)


def _tenth_or_twelfth(version: str) -> Zone:
    allowed = frozenset({10, 12, 20} if version >= "20222" else {10, 12})
    return Zone("TenthOrTwelfth", ZONES["TenthOrTwelfth"][0], Among(2, allowed=allowed), least=0)


def _informations(version: str) -> Block:
    """Particulars of an occupation, which change most from one version to the next."""
    exemption = Codes(frozenset("12" if version >= "20231" else "1"))
    derogation = Codes(frozenset("12" if version >= "20213" else "1"))
    return Block(
        "OccupationInformations",
        "90313",
        (
            *zones("HorecaExtra? PostedWorker? NOSSLPASocialMaribel? HourRemun? HourRemunInThousandthOfEuro?"),
            *zones("SixMonthsIllnessDate? FirstWeekGuaranteedSalaryNbrDays? IllnessGrossRemunAmount? PSDDclExemption?"),
            Zone("SupplPensionContributionExemption", "01013", exemption, least=0),
            *zones("ObligationControlInformation?"),
            *zones("DefinitiveNominationDate!" if version >= "20222" else "DefinitiveNominationDate?"),
            *zones("NewMaribelEmploymentDate?" if version >= "20212" else "NewMaribelEmploymentDate!"),
            Zone("PSPContribCalcBasisDerogation", "01176", derogation, least=0),
            *zones("CareerMeasure? ServiceExemptionNotion? HolidayDaysNumber? SectorDetail? MobilityBudget?"),
            *zones("FlemishTrainingHolidayHoursNbr? RegionalAidMeasure?"),
            *zones("EmployabilityMeasure?" if version >= "20231" else ""),
        ),
        least=0,
    )


def _second_pillar() -> Block:
    names = (
        "ReferenceYearMonth MonthlyScaleSalary MonthlyAdditionalScaleSalary? MonthlyHomeIndemnity? OfficialLanguage?"
    )
    return _block("SecondPillarInformation", "90172", names, most=1)


def _public_service() -> Block:
    more = _block(
        "AdditionalScaleSalary",
        "90413",
        "AdditionalScaleSalaryStartDate AdditionalScaleSalaryEndDate? AdditionalScaleSalaryReference "
        "AdditionalScaleSalaryBasisAmount? AdditionalScaleSalaryPercentage? NbrHoursOrServices? "
        "AdditionalScaleSalaryAmount",
        most=99,
    )
    scale = zones(
        "ScaleSalaryStartDate ScaleSalaryEndDate? PecuniarySeniorityStartDate SalaryScaleReference ScaleSalaryAmount "
        "WeekHoursNbr? ScaleSalaryWeekHoursNbr? ReducedScaleSalaryNotion?"
    )
    data = zones(
        "OccupationPSDStartDate OccupationPSDEndDate? PublicSectorInstitutionType PublicSectorPersonnelCategory "
        "GradeOrFunction OfficialLanguage AssignmentType FunctionNature StatutoryRelationEndReason?"
    )
    salary = Block("ScaleSalary", "90412", (*scale, more), most=99)
    return Block("OccupationPublicServiceData", "90411", (*data, salary), least=0, most=99)


def _using_employer(most: int | None) -> Block:
    address = _block("Address", "90022", "Street? HouseNbr? PostBox? ZIPCode? City? Country?", most=1)
    names = "JointCommissionNbr! UsingEmployerName? UsingEmployerCompanyID? VATNbr? INSS? DailyContractNbr?"
    return Block("UsingEmployer", "90107", (*zones(names), address), least=0, most=most)


_DEDUCTION = (
    "DeductionCode DeductionCalculationBasis? DeductionAmount? DeductionRightStartingDate? ManagementCostNbrMonths? "
    "ReplacedINSS? ApplicantINSS? CertificateOrigin?"
)


def _occupation_deduction() -> Block:
    detail = _block(
        "OccupationDeductionDetail",
        "90250",
        "DeductionDetailSequenceNbr WorkingRegulationsStartingDate? WorkingRegulationsEndingDate? "
        "AverageWorkingTimeBeforeReduction? AverageWorkingTimeAfterReduction?",
        most=1,
    )
    return Block("OccupationDeduction", "90109", (*zones(_DEDUCTION), detail), least=0, most=None)


def _deduction(details: int | None) -> Block:
    detail = _block(
        "DeductionDetail",
        "90108",
        "DeductionDetailSequenceNbr DeductionDetailAmount? WorkingRegulationsRegistryNbr? "
        "WorkingRegulationsStartingDate? AverageWorkingTimeBeforeReduction? AverageWorkingTimeAfterReduction?",
        most=details,
    )
    return Block("WorkerDeduction", "90110", (*zones(_DEDUCTION), detail), least=0, most=None)


def _activation(version: str) -> Block:
    names = "ServiceExemptionStartDate TrainingSituationStartDate TrainingSituation"
    more = " ActivationPercentageStatus?" if version >= "20231" else ""
    return _block("ActivationInformation", "90578", names + more, most=1)


def _contribution(least: int, most: int | None) -> Block:
    names = "ContributionWorkerCode ContributionType ContributionCalculationBasis? ContributionAmount FirstHiringDate?"
    return _block("WorkerContribution", "90001", names, least, most)


def _dismissed() -> Block:
    names = "GrossRefRemunAmount GrossRefRemunContributionAmount RefNbrDays SubjectionStartingDate SubjectionEndingDate"
    return _block("DismissedStatutoryWorkerContribution", "90005", names, least=1, most=1)


def _student(version: str) -> Block:
    parts: tuple[Part, ...] = (
        *zones("StudentRemunAmount StudentContributionAmount"),
        Choice((zones("StudentHoursNbr"), zones("StudentNbrDays"))),
        *zones("LocalUnitID?"),
        *((_using_employer(most=None),) if version >= "20231" else ()),
    )
    return Block("StudentContribution", "90003", parts)


def _early_retirement() -> Block:
    names = "EarlyRetirementCode EarlyRetirementNbrMonths? EarlyRetirementContributionAmount"
    return _block("EarlyRetirementContribution", "90042", names, least=1, most=2)


def _indemnity() -> Block:
    contribution = _block(
        "ComplIndemnityContribution",
        "90337",
        "ContributionWorkerCode ContributionType IndemnityContributionPeriodCode? ComplIndemnityAmountAdjustNotion "
        "ContributionSequenceNbr ComplIndemnityAmount CapitalizationNotion? WelfareBenefitTheoreticalAmount? "
        "ComplIndemnityNbrMonths NbrMonthsDecimals? IncompleteMonthNbrDays? IncompleteMonthReason? "
        "FloorApplicationNotion? ContributionAmount",
    )
    head = zones(
        "EmployerNotion JointCommissionNbr ActivityCode DebtorType? FirstComplIndemnityDate "
        "ComplIndemnityAgreementNotion HalfTimeCareerInterruptionNotion ServiceExemptionNotion "
        "ReplacementAccordanceWCCNotion SubstituteINSS? ResumptionOfWorkMeasure? ComplIndemnityNbrOfParts? "
        "NoticeDate? AilingOrReorgCompanyNotion? AcknowledgementStartDate? AcknowledgementEndDate?"
    )
    return Block("ComplementaryIndemnity", "90336", (*head, contribution), most=None)


def _accident_indemnity() -> Block:
    return _block("IndemnityWAPM", "90011", "IndemnityNature IncapacityDegree IndemnityAmount", least=1)


# ── modifications ────────────────────────────────────────────────────────────────────────────


def _person_update(version: str) -> Block:
    more = "NaturalPersonPID? DeclNaturalPersonPID? DeclNaturalPersonVersionNbr? Justification?"
    last = _block("LastSituationWR", "90221", "EmployerClass WorkerCode WorkerRecordVersionNbr", most=1)
    head = zones(
        "EmployerClass WorkerCode NOSSQuarterStartingDate? NOSSQuarterEndingDate? Border? ActivityWithRisk? "
        "LocalUnitID? WorkerRecordUserReference? UpdateAction"
    )
    occupation = _occupation(version, "OccupationUpdate", "90211", "OccupationVersionNbr?")
    action = Block("WorkerRecordUpdateAction", "90225", (*head, _families(version, occupation, least=0)))
    record = Block("WorkerRecordUpdate", "90223", (last, action), most=None)
    return Block("NaturalPersonUpdate", "90220", (*zones(f"{_PERSON} {more}"), record), most=None)


def _vehicle_update(least: int = 1) -> Block:
    names = "CompanyVehicleSequenceNbr LicensePlate EcoVehicle? CompanyVehicleVersionNbr? UpdateAction"
    return _block("CompanyVehicleUpdateAction", "90312", names, least)


def _unrelated_update(least: int = 1) -> Block:
    last = "UnrelatedEmployerClass UnrelatedWorkerCode ContUnrelatedToNPVersionNbr"
    names = "UnrelatedEmployerClass UnrelatedWorkerCode UnrelatedCalculationBasis? UnrelatedAmount? UpdateAction"
    parts = (_block("LastSituationCUNP", "90222", last, most=1), _block("CUNPUpdateAction", "90237", names, 1, 1))
    return Block("ContributionUnrelatedToNPUpdate", "90224", parts, least, None)


def _compensation_update(version: str, least: int = 0) -> tuple[Block, ...]:
    last = _block("LastSituationEmpCompensation", "90597", "CompensationCode EmpCompensationVersionNbr", most=1)
    names = "CompensationCode CompensationAmount? CompensationException? UpdateAction"
    action = _block("EmpCompensationUpdateAction", "90598", names, 1, 1)
    block = Block("EmployerCompensationUpdate", "90596", (last, action), least)
    return (block,) if version >= "20231" else ()
