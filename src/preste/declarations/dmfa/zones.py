"""The zones of the DmfA messages: their official number of five digits, and what they may hold.

Facts of the ONSS's glossary and schemas (2021/1 to 2023/3). Amounts are cents, days and hours and percentages are
hundredths. What an element may hold by itself stands here; what it may hold beside others stands in `rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preste.declarations.structure import Among, Clock, Code, Codes, Date, Domain, Number, Text, Zone


@dataclass(frozen=True)
class Quarter(Number):
    """A quarter, YYYYQ."""

    def fault(self, text: str) -> str:
        """As a number; 008 when there is no such quarter."""
        return super().fault(text) or ("" if text[-1] in "1234" else "008")


def bounds(text: str) -> tuple[int, int]:
    """The lowest and the highest number of "1-156"."""
    low, high = text.split("-")
    return int(low), int(high)


def number_ranges(text: str) -> frozenset[int]:
    """The numbers of "1-3 7": 1, 2, 3 and 7."""
    ranges = (bounds(part) if "-" in part else (int(part), int(part)) for part in text.split())
    return frozenset(number for low, high in ranges for number in range(low, high + 1))


ZONES: Mapping[str, tuple[str, Domain]] = {
    "FormCreationDate": ("00218", Date()),
    "FormCreationHour": ("00299", Clock()),
    "ReferenceNbr": ("00222", Text(20, least=1)),
    "Quarter": ("00013", Quarter(5, 20031)),
    "NOSSRegistrationNbr": ("00011", Code(9, 0, 199_999_934)),
    "Trusteeship": ("00012", Number(1, 0, 1)),
    "CompanyID": ("00014", Code(10, 0, 1_999_999_943)),
    "NetOwedAmount": ("00015", Number(15)),
    "System5": ("00016", Number(1, 0, 1)),
    "HolidayStartingDate": ("00017", Date()),
    "NaturalPersonSequenceNbr": ("00023", Number(7, 1)),
    "INSS": ("00024", Code(11, exact=True)),
    "NaturalPersonUserReference": ("00615", Text(20)),
    "EmployerClass": ("00036", Code(3, exact=True)),
    "WorkerCode": ("00037", Code(3, exact=True)),
    "NOSSQuarterStartingDate": ("00038", Date()),
    "NOSSQuarterEndingDate": ("00039", Date()),
    "Border": ("00040", Number(1, 0, 1)),
    "ActivityWithRisk": ("00041", Code(3)),
    "LocalUnitID": ("00042", Code(10)),
    "WorkerRecordUserReference": ("00616", Text(20)),
    "OccupationSequenceNbr": ("00043", Number(2, 1)),
    "OccupationStartingDate": ("00044", Date()),
    "OccupationEndingDate": ("00045", Date()),
    "JointCommissionNbr": ("00046", Text(9, r"\d{3}|\d{3}\.\d{2}|\d{3}\.\d{2}\.\d{2}", least=1)),
    "WorkingDaysSystem": ("00047", Number(3, 0, 700)),
    "ContractType": ("00050", Number(1, 0, 1)),
    "RefMeanWorkingHours": ("00049", Number(4, 1, 6000)),
    "WorkerStatus": ("00053", Text(2)),
    "MeanWorkingHours": ("00048", Number(4, 0, 6000)),
    "ReorganisationMeasure": ("00051", Among(3, allowed=number_ranges("1-8 501-517 531 541-546 599"))),
    "EmploymentPromotion": ("00052", Number(3)),
    "Retired": ("00054", Number(1, 0, 1)),
    "Apprenticeship": ("00055", Number(1, 1, 5)),
    "RemunMethod": ("00056", Number(1, 1, 3)),
    "PositionCode": ("00057", Number(2)),
    "FlyingStaffClass": ("00059", Number(1, 1, 3)),
    "TenthOrTwelfth": ("00060", Among(2, allowed=frozenset({10, 12, 20}))),
    "OccupationUserReference": ("00617", Text(20)),
    "DaysJustification": ("00625", Codes(frozenset("12345678"))),
    "ActivityCode": ("00228", Code(5)),
    "ShipId": ("01195", Code(7)),
    "StaffCode": ("01199", Code(4)),
    "SubsidizedMeanWorkingHours": ("01203", Number(4)),
    "HorecaExtra": ("00795", Codes(frozenset("E"))),
    "PostedWorker": ("00893", Codes(frozenset("12"))),
    "NOSSLPASocialMaribel": ("00794", Among(2, allowed=frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}))),
    "HourRemun": ("00812", Number(5, 1)),
    "HourRemunInThousandthOfEuro": ("00862", Number(6, 1)),
    "SixMonthsIllnessDate": ("00728", Date()),
    "FirstWeekGuaranteedSalaryNbrDays": ("01010", Number(4)),
    "IllnessGrossRemunAmount": ("01011", Number(11)),
    "PSDDclExemption": ("01012", Codes(frozenset("1"))),
    "SupplPensionContributionExemption": ("01013", Codes(frozenset("12"))),
    "ObligationControlInformation": ("01063", Codes(frozenset({"FWT"}))),
    "DefinitiveNominationDate": ("01092", Date()),
    "NewMaribelEmploymentDate": ("01148", Date()),
    "PSPContribCalcBasisDerogation": ("01176", Codes(frozenset("12"))),
    "CareerMeasure": ("01194", Among(2, allowed=frozenset({1, 2}))),
    "ServiceExemptionNotion": ("00826", Codes(frozenset("01234569"))),
    "HolidayDaysNumber": ("00197", Number(3)),
    "SectorDetail": ("01215", Number(4)),
    "MobilityBudget": ("01216", Number(11)),
    "FlemishTrainingHolidayHoursNbr": ("01232", Number(7, 1)),
    "RegionalAidMeasure": ("01237", Codes(frozenset("B"))),
    "EmployabilityMeasure": ("01243", Number(11)),
    "ReferenceYearMonth": ("01219", Text(7)),
    "MonthlyScaleSalary": ("01220", Number(11, 1)),
    "MonthlyAdditionalScaleSalary": ("01221", Number(11, 1)),
    "MonthlyHomeIndemnity": ("01222", Number(11, 1)),
    "OfficialLanguage": ("00966", Number(1, 1, 3)),
    "ServiceSequenceNbr": ("00061", Number(2, 1)),
    "ServiceCode": ("00062", Code(3)),
    "ServiceNbrDays": ("00063", Number(5, 1, 36600)),
    "ServiceNbrHours": ("00064", Number(7, 1)),
    "FlightNbrMinutes": ("00065", Number(7)),
    "RemunSequenceNbr": ("00066", Number(2, 1)),
    "RemunCode": ("00067", Code(3)),
    "BonusPaymentFrequency": ("00068", Number(2)),
    "PercentagePaid": ("00069", Number(5, 10000, 15000)),
    "RemunAmount": ("00070", Number(11)),
    "OccupationPSDStartDate": ("00964", Date()),
    "OccupationPSDEndDate": ("00965", Date()),
    "PublicSectorInstitutionType": ("00961", Number(2)),
    "PublicSectorPersonnelCategory": ("00962", Number(2)),
    "GradeOrFunction": ("00963", Text(100)),
    "AssignmentType": ("00967", Number(1, 0, 1)),
    "FunctionNature": ("00968", Number(1, 1, 3)),
    "StatutoryRelationEndReason": ("00969", Number(2, 1, 10)),
    "ScaleSalaryStartDate": ("00970", Date()),
    "ScaleSalaryEndDate": ("00971", Date()),
    "PecuniarySeniorityStartDate": ("00972", Text(7, r"\d{4}-(0[1-9]|1[0-2])")),
    "SalaryScaleReference": ("00973", Number(12, 1)),
    "ScaleSalaryAmount": ("00974", Number(11, 1)),
    "WeekHoursNbr": ("00975", Number(4, 0, 4800)),
    "ScaleSalaryWeekHoursNbr": ("00976", Number(4, 1, 4800)),
    "ReducedScaleSalaryNotion": ("01235", Codes(frozenset("1"))),
    "AdditionalScaleSalaryStartDate": ("00978", Date()),
    "AdditionalScaleSalaryEndDate": ("00979", Date()),
    "AdditionalScaleSalaryReference": ("00977", Number(12, 1)),
    "AdditionalScaleSalaryBasisAmount": ("00980", Number(11, 1)),
    "AdditionalScaleSalaryPercentage": ("00981", Number(5, 1)),
    "NbrHoursOrServices": ("00982", Number(7, 1)),
    "AdditionalScaleSalaryAmount": ("00983", Number(11, 1)),
    "ReorganisationMeasurePercentage": ("01030", Number(4, 1)),
    "UsingEmployerName": ("00153", Text(96)),
    "UsingEmployerCompanyID": ("00131", Code(10, 0, 1_999_999_943)),
    "VATNbr": ("01185", Text(30, r"[A-Z]{2}[A-Za-z0-9]{0,28}")),
    "DailyContractNbr": ("01254", Number(3)),
    "Street": ("00517", Text(42)),
    "HouseNbr": ("00518", Text(10)),
    "PostBox": ("00519", Text(4)),
    "ZIPCode": ("00520", Text(9)),
    "City": ("00522", Text(40)),
    "Country": ("00523", Number(5)),
    "DeductionCode": ("00086", Code(4)),
    "DeductionCalculationBasis": ("00088", Number(11)),
    "DeductionAmount": ("00089", Number(11)),
    "DeductionRightStartingDate": ("00090", Date()),
    "ManagementCostNbrMonths": ("00091", Number(1, 1, 3)),
    "ReplacedINSS": ("00092", Code(11)),
    "ApplicantINSS": ("00093", Code(11)),
    "CertificateOrigin": ("00094", Number(3, 1, 5)),
    "DeductionDetailSequenceNbr": ("00138", Number(2, 1)),
    "WorkingRegulationsStartingDate": ("00143", Date()),
    "WorkingRegulationsEndingDate": ("00914", Date()),
    "AverageWorkingTimeBeforeReduction": ("00147", Number(4, 1, 4800)),
    "AverageWorkingTimeAfterReduction": ("00148", Number(4, 1, 4800)),
    "ServiceExemptionStartDate": ("01191", Date()),
    "TrainingSituationStartDate": ("01192", Date()),
    "TrainingSituation": ("01193", Number(2, 0, 1)),
    "ActivationPercentageStatus": ("01244", Number(2, 0, 1)),
    "ContributionWorkerCode": ("00082", Code(3, exact=True)),
    "ContributionType": ("00083", Number(1)),
    "ContributionCalculationBasis": ("00084", Number(11)),
    "ContributionAmount": ("00085", Number(11)),
    "FirstHiringDate": ("00896", Date("2007-07-01")),
    "DeductionDetailAmount": ("00141", Number(11)),
    "WorkingRegulationsRegistryNbr": ("00142", Text(16)),
    "GrossRefRemunAmount": ("00071", Number(9, 1)),
    "GrossRefRemunContributionAmount": ("00072", Number(9)),
    "RefNbrDays": ("00073", Number(3, 1, 624)),
    "SubjectionStartingDate": ("00127", Date()),
    "SubjectionEndingDate": ("00129", Date()),
    "StudentRemunAmount": ("00076", Number(9)),
    "StudentContributionAmount": ("00077", Number(9)),
    "StudentNbrDays": ("00078", Number(2, 0, 50)),
    "StudentHoursNbr": ("01158", Number(3)),
    "EarlyRetirementCode": ("00079", Number(1, 0, 1)),
    "EarlyRetirementNbrMonths": ("00080", Number(3, *bounds("1-156"))),
    "EarlyRetirementContributionAmount": ("00081", Number(9, 1)),
    "EmployerNotion": ("00815", Text(11, r"0|00\d{9}|1\d{10}")),
    "DebtorType": ("00949", Codes(frozenset("012345"))),
    "FirstComplIndemnityDate": ("00823", Date("1995-03-01")),
    "ComplIndemnityAgreementNotion": ("00824", Number(1, 1, 3)),
    "HalfTimeCareerInterruptionNotion": ("00825", Codes(frozenset("019"))),
    "ReplacementAccordanceWCCNotion": ("00827", Codes(frozenset("019"))),
    "SubstituteINSS": ("00749", Code(11)),
    "ResumptionOfWorkMeasure": ("00853", Codes(frozenset("019"))),
    "ComplIndemnityNbrOfParts": ("00950", Number(1)),
    "NoticeDate": ("00951", Date("1990-01-01")),
    "AilingOrReorgCompanyNotion": ("00952", Codes(frozenset("0123"))),
    "AcknowledgementStartDate": ("00953", Date()),
    "AcknowledgementEndDate": ("00954", Date()),
    "IndemnityContributionPeriodCode": ("01129", Number(2, 1, 5)),
    "ComplIndemnityAmountAdjustNotion": ("00829", Among(1, allowed=frozenset({0, 1, 2, 3, 4, 9}))),
    "ContributionSequenceNbr": ("00955", Number(3, 1)),
    "ComplIndemnityAmount": ("00830", Number(9)),
    "CapitalizationNotion": ("00892", Codes(frozenset("012"))),
    "WelfareBenefitTheoreticalAmount": ("00956", Number(9)),
    "ComplIndemnityNbrMonths": ("00831", Number(3, *bounds("0-181"))),
    "NbrMonthsDecimals": ("00957", Number(2)),
    "IncompleteMonthNbrDays": ("00958", Number(2, 0, 78)),
    "IncompleteMonthReason": ("00959", Number(1, 0, 5)),
    "FloorApplicationNotion": ("00960", Number(1, 0, 4)),
    "IndemnityNature": ("00144", Number(2)),
    "IncapacityDegree": ("00145", Text(6, r"\d{3},\d{2}", least=6)),
    "IndemnityAmount": ("00146", Number(11, 1)),
    "CompanyVehicleSequenceNbr": ("00780", Number(5, 1)),
    "LicensePlate": ("00781", Text(10)),
    "EcoVehicle": ("01217", Number(1, 0, 1)),
    "UnrelatedEmployerClass": ("00019", Code(3, exact=True)),
    "UnrelatedWorkerCode": ("00020", Code(3, exact=True)),
    "UnrelatedCalculationBasis": ("00021", Number(13)),
    "UnrelatedAmount": ("00022", Number(13)),
    "CompensationCode": ("01250", Code(2, 1, 2)),
    "CompensationAmount": ("01251", Number(15)),
    "CompensationException": ("01252", Code(2, 1)),
    "EmployerDeclarationPID": ("00534", Number(11, 1)),
    "Justification": ("00545", Text(560)),
    "NaturalPersonPID": ("00549", Number(11, 1)),
    "DeclNaturalPersonPID": ("00548", Number(11, 1)),
    "DeclNaturalPersonVersionNbr": ("00620", Number(11, 1)),
    "WorkerRecordVersionNbr": ("00610", Number(11, 1)),
    "UpdateAction": ("00618", Among(1, allowed=frozenset({0, 1, 3, 9}))),
    "OccupationVersionNbr": ("00619", Number(11, 1)),
    "CompanyVehicleVersionNbr": ("00782", Number(11, 1)),
    "ContUnrelatedToNPVersionNbr": ("00611", Number(11, 1)),
    "EmpCompensationVersionNbr": ("01253", Number(11, 1)),
}
"""Every zone by the name of its element."""

FORBIDDEN: Mapping[str, str] = {
    "SIS": "00167",
    "WorkerName": "00025",
    "WorkerFirstName": "00026",
    "WorkerInitial": "00027",
    "WorkerBirthdate": "00028",
    "WorkerBirthplace": "00168",
    "WorkerBirthplaceCountry": "00169",
    "WorkerSex": "00029",
    "WorkerStreet": "00030",
    "WorkerHouseNbr": "00031",
    "WorkerPostBox": "00032",
    "WorkerZIPCode": "00033",
    "WorkerCity": "00034",
    "WorkerCountry": "00035",
    "Nationality": "00119",
}
"""What older messages said of a person, and a DmfA says no more."""


def zones(names: str) -> tuple[Zone, ...]:
    """Zones in their order, by name: `?` after the name means optional, `!` forbidden."""
    return tuple(_zone(name) for name in names.split())


def _zone(name: str) -> Zone:
    if name[-1] == "!":
        number = FORBIDDEN.get(name[:-1]) or ZONES[name[:-1]][0]
        return Zone(name[:-1], number, Text(60), least=0, most=0)
    plain = name.rstrip("?")
    number, domain = ZONES[plain]
    return Zone(plain, number, domain, least=0 if name[-1] == "?" else 1)


def form(identification: str, status: int) -> tuple[Zone, ...]:
    """The head of a form: which message it is, when it was made."""
    return (
        Zone("Identification", "00296", Codes(frozenset({identification}))),
        *zones("FormCreationDate FormCreationHour"),
        Zone("AttestationStatus", "00110", Among(1, allowed=frozenset({status}))),
        Zone("TypeForm", "00297", Codes(frozenset({"SU"}))),
    )
