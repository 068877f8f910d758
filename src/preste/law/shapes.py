"""The shape of each table of the law, written by `preste.law.shape_writer`. Do not edit."""

from typing import NamedTuple

from preste.money import Cents, Count, Hundredths, Index, Percent, Ratio, UnitPrice


class AdoptionLeave(NamedTuple):
    """Adoption and foster-parent leave: be/labour/leave_rights.yaml."""

    weeks: Count
    employer_days: Count


class AmateurArtAllowance(NamedTuple):
    """Amateur arts allowance: be/onss/allowances.yaml."""

    day: Cents
    travel_day: Cents
    days_year: Count
    days_in_a_row: Count
    employer_year_threshold: Cents
    contribution_above: Percent


class AmiCeiling(NamedTuple):
    """Daily ceiling of the sickness insurance: be/labour/guaranteed_pay.yaml."""

    value: UnitPrice
    week_days: Count
    begun_from: Count


class ArrearsWithholding(NamedTuple):
    """Withholding on arrears and termination payments: be/tax/exceptional.yaml."""

    bounds: tuple[Cents, ...]
    rates: tuple[Percent, ...]


class Article17Hours(NamedTuple):
    """Hours under article 17: be/onss/contingents.yaml."""

    socio_year: Hundredths
    socio_quarter: Hundredths
    socio_quarter_3: Hundredths
    sport_year: Hundredths
    sport_quarter: Hundredths
    sport_quarter_3: Hundredths
    combined_year: Hundredths
    student_year: Hundredths
    event: Hundredths
    event_days: Count


class Article17Income(NamedTuple):
    """Tax on article 17 income (miscellaneous income): be/tax/exceptional.yaml."""

    rate: Percent
    lump: Percent


class ArtistTargetReduction(NamedTuple):
    """Target-group reduction for artists: be/onss/target_groups.yaml."""

    amount: Cents
    floor: Cents
    maximum: Cents


class BaseContribution(NamedTuple):
    """Base contribution: be/onss/base_contribution.yaml."""

    personal: Percent
    employer: Percent
    moderation: Percent


class BicycleAllowance(NamedTuple):
    """Exempt bicycle allowance: be/tax/benefits.yaml."""

    per_km: UnitPrice


class CappedIndex(NamedTuple):
    """Capped indexation: be/labour/index.yaml."""

    wage_threshold: Cents
    cap_rate: Percent
    employer_share: Percent


class CarBenefit(NamedTuple):
    """Benefit in kind: company car: be/tax/benefits.yaml."""

    base_percent: Percent
    step_percent: Percent
    minimum_percent: Percent
    maximum_percent: Percent
    fraction_numerator: Count
    fraction_denominator: Count
    reference_petrol: Count
    reference_diesel: Count
    minimum: Cents
    age_percents: tuple[Percent, ...]
    default_co2_diesel: Count
    default_co2_other: Count


class CareerBreak(NamedTuple):
    """Time credit and thematic leave: be/labour/leave_rights.yaml."""

    months: Count
    numerator: Count
    denominator: Count


class CertificateImputation(NamedTuple):
    """Imputation of the simple holiday pay of the previous employer: be/labour/holiday_pay.yaml."""

    rate: Percent


class ChildReduction(NamedTuple):
    """Withholding reduction for dependent children: be/tax/withholding.yaml."""

    amounts: tuple[Cents, ...]
    extra: Cents


class Co2Contribution(NamedTuple):
    """CO2 solidarity contribution: be/onss/company_car_co2.yaml."""

    year_index: Index
    base_index: Index
    factor: Cents
    taken_off: tuple[Cents, ...]
    electric: Cents
    minimum_old_order: Cents
    minimum_new_order: Cents
    new_order_multiplier: Ratio
    default_petrol: Count
    default_diesel: Count


class ComplementaryHoursCredit(NamedTuple):
    """Complementary hours of part-timers without supplement: be/labour/overtime.yaml."""

    month: Count
    week_minutes: Count
    maximum: Count


class Contribution809(NamedTuple):
    """Closure fund, basic contribution (commercial employers): be/onss/closure_fund.yaml."""

    small: Percent
    large: Percent


class CreditedDays(NamedTuple):
    """Days credited for holidays: be/labour/holiday_pay.yaml."""

    months: Count


class Deadlines(NamedTuple):
    """Legal deadlines: be/calendar/deadlines.yaml."""

    every: Count
    months_after: Count
    day: Count


class DecavaContribution(NamedTuple):
    """Employer's Decava contribution: be/onss/quarter_contributions.yaml."""

    ages: tuple[Count, ...]
    rates: tuple[Percent, ...]
    minimums: tuple[Cents, ...]


class DecavaFloor(NamedTuple):
    """Floor of the Decava retention: be/onss/quarter_contributions.yaml."""

    full_with_family: Cents
    full_without_family: Cents
    half_with_family: Cents
    half_without_family: Cents


class DepartureHolidayPay(NamedTuple):
    """Departure holiday pay of non-manual workers: be/onss/other_contributions.yaml."""

    total: Percent
    simple: Percent
    double_main: Percent
    double_complement: Percent


class DirectorBaseReduction(NamedTuple):
    """Reduction of the base of directors under self-employed status: be/tax/withholding.yaml."""

    bounds: tuple[Cents, ...]
    fixed: tuple[Cents, ...]
    rates: tuple[Percent, ...]


class DirectorLumpExpenses(NamedTuple):
    """Lump professional expenses of company directors: be/tax/withholding.yaml."""

    rate: Percent
    maximum: Cents


class DmfaLateIndemnity(NamedTuple):
    """Late DmfA: fixed indemnity: be/onss/collection.yaml."""

    base: Cents
    above: Cents
    slice: Cents
    amount: Cents


class DoubleHolidayPayRates(NamedTuple):
    """Double holiday pay, as a share of the month's pay: be/labour/holiday_pay.yaml."""

    total: Percent
    main: Percent
    complement: Percent


class DoubleHolidayPayRetention(NamedTuple):
    """Retention on double holiday pay: be/onss/other_contributions.yaml."""

    rate: Percent
    base_numerator: Count
    base_denominator: Count


class EcoGrant(NamedTuple):
    """Exceptional eco-vouchers of joint committee 329.02: be/tax/benefits.yaml."""

    maximum: Cents


class EcoVoucher(NamedTuple):
    """Eco-vouchers: be/tax/benefits.yaml."""

    maximum: Cents


class ElderlyReduction(NamedTuple):
    """Elderly workers: amounts by age: be/onss/target_groups.yaml."""

    from_age: Count
    last_ages: tuple[Count, ...]
    amounts: tuple[Cents, ...]
    to_age: Count
    jobseeker_below: Count


class ElderlyWageCeiling(NamedTuple):
    """Elderly workers: wage ceiling: be/onss/target_groups.yaml."""

    quarter: Cents
    last_quarter: Cents


class EnergyBenefits(NamedTuple):
    """Benefits in kind: heating and electricity: be/tax/benefits.yaml."""

    heating_director: Cents
    heating_other: Cents
    electricity_director: Cents
    electricity_other: Cents


class EventContribution(NamedTuple):
    """Contribution on an event: be/onss/quarter_contributions.yaml."""

    personal: Percent
    employer: Percent


class ExceptionalWithholding(NamedTuple):
    """Withholding on holiday pay and exceptional payments: be/tax/exceptional.yaml."""

    bounds: tuple[Cents, ...]
    holiday_rates: tuple[Percent, ...]
    other_rates: tuple[Percent, ...]
    child_exemption_limits: tuple[Cents, ...]
    child_reduction_rates: tuple[Percent, ...]
    child_reduction_limits: tuple[Cents, ...]


class FamilyReductions(NamedTuple):
    """Other withholding reductions for family charges: be/tax/withholding.yaml."""

    single: Cents
    charge: Cents
    spouse_low_income: Cents
    spouse_low_pension: Cents


class FirstHireNext(NamedTuple):
    """First hires: second to sixth worker: be/onss/target_groups.yaml."""

    amounts: tuple[Cents, ...]
    until: tuple[Count, ...]
    quarters: Count


class FirstHireRules(NamedTuple):
    """First hires: counts and terms: be/onss/target_groups.yaml."""

    ranks: Count
    reference_months: Count
    window_quarters: Count
    tolerance_days: Count
    kept_months: Count


class FiscalWorkBonusParts(NamedTuple):
    """Fiscal work bonus, parts A and B: be/tax/withholding.yaml."""

    rate_a: Percent
    rate_b: Percent


class FiscalWorkBonusSingle(NamedTuple):
    """Fiscal work bonus: be/tax/withholding.yaml."""

    rate: Percent


class FixedTermNotice(NamedTuple):
    """Fixed-term contract: period in which notice is possible: be/labour/notice.yaml."""

    share: Percent
    months: Count
    pay_factor: Count


class FlatBenefits(NamedTuple):
    """Flat benefits in kind: computer and telephone: be/tax/benefits.yaml."""

    computer: Cents
    internet: Cents
    phone: Cents
    phone_subscription: Cents


class FlexiCondition(NamedTuple):
    """Conditions of a flexi-job: be/onss/contingents.yaml."""

    share: Percent
    quarters: Count
    pension_quarters: Count


class FlexiMinimum(NamedTuple):
    """Minimum flexi-wage and flexi-holiday pay: be/onss/contingents.yaml."""

    wage: Cents
    holiday: Cents


class Garnishment(NamedTuple):
    """Garnishment: monthly bands: be/tax/garnishment.yaml."""

    bounds: tuple[Cents, ...]
    per_child: Cents


class GarnishmentChildIncomeLimit(NamedTuple):
    """Garnishment: most that a dependent child may earn: be/tax/garnishment.yaml."""

    cohabiting: Cents
    single: Cents
    disabled: Cents


class GarnishmentRates(NamedTuple):
    """Garnishment: percentage of each band: be/tax/garnishment.yaml."""

    earnings: tuple[Percent, ...]
    replacement_income: tuple[Percent, ...]


class GroupInsuranceReduction(NamedTuple):
    """Reduction for the worker's own group insurance contributions: be/tax/withholding.yaml."""

    rate: Percent


class GuaranteedPayAtWork(NamedTuple):
    """Guaranteed pay after an accident at work or an occupational disease: be/labour/guaranteed_pay.yaml."""

    full_to: Count
    month_to: Count


class GuaranteedPayBlueCollar(NamedTuple):
    """Guaranteed pay of blue-collar workers: be/labour/guaranteed_pay.yaml."""

    seniority_months: Count
    full_to: Count
    second_week_to: Count
    ends: Count
    second_week: Percent
    below_ceiling: Percent
    above_ceiling: Percent


class GuaranteedPayShortWhiteCollar(NamedTuple):
    """Guaranteed pay of white-collar workers engaged for less than three months: be/labour/guaranteed_pay.yaml."""

    below_months: Count
    seniority_months: Count
    full_to: Count
    second_week_to: Count
    ends: Count
    second_week: Percent
    below_ceiling: Percent
    above_ceiling: Percent


class HolidayCarryOver(NamedTuple):
    """Carry-over of holidays that could not be taken: be/labour/holiday_pay.yaml."""

    months: Count


class HolidayNotice(NamedTuple):
    """Holiday debit notice: be/onss/collection.yaml."""

    rate: Percent
    month: Count


class HolidayRight(NamedTuple):
    """Length of annual holidays: be/labour/holiday_pay.yaml."""

    weeks: Count
    day_step: Hundredths


class HolidaysAfterContract(NamedTuple):
    """Public holidays owed after the end of the contract: be/labour/public_holidays.yaml."""

    short_service_days: Count
    short_within: Count
    short_count: Count
    long_service_months: Count
    long_within: Count


class HomeOffice(NamedTuple):
    """Flat home-office allowance: be/tax/benefits.yaml."""

    maximum: Cents


class HomeOfficeExtras(NamedTuple):
    """Home office: further flat refunds: be/tax/benefits.yaml."""

    internet: Cents
    own_computer: Cents
    own_screen: Cents
    own_screen_maximum: Cents


class HourlyWageOfMonth(NamedTuple):
    """Hourly wage of monthly pay: be/labour/overtime.yaml."""

    months: Count
    weeks: Count


class HousingBenefit(NamedTuple):
    """Benefit in kind: housing: be/tax/benefits.yaml."""

    numerator: Count
    denominator: Count
    multiplier: Count
    furnished_numerator: Count
    furnished_denominator: Count


class LumpExpenses(NamedTuple):
    """Lump professional expenses of workers: be/tax/withholding.yaml."""

    rate: Percent
    maximum: Cents


class ManualHolidayPay(NamedTuple):
    """Holiday pay of manual workers: be/labour/holiday_pay.yaml."""

    total: Percent
    simple: Percent
    double: Percent


class MealVoucher(NamedTuple):
    """Meal vouchers: be/tax/benefits.yaml."""

    employer_maximum: Cents
    total_maximum: Cents
    worker_minimum: Cents


class MileageQuarterly(NamedTuple):
    """Mileage allowance, quarterly system: be/tax/benefits.yaml."""

    per_km: UnitPrice


class MileageYearly(NamedTuple):
    """Mileage allowance, yearly system: be/tax/benefits.yaml."""

    per_km: UnitPrice


class NoticePart1(NamedTuple):
    """Employer's notice, part 1 (seniority at 31 December 2013): be/labour/notice.yaml."""

    months: Count
    period: Count
    minimum: Count


class NoticePart1BlueCollar(NamedTuple):
    """Employer's notice to a blue-collar worker, part 1 (seniority at 31 December 2013): be/labour/notice.yaml."""

    months: tuple[Count, ...]
    days: tuple[Count, ...]


class NoticeWeeks(NamedTuple):
    """Notice by seniority: be/labour/notice.yaml."""

    months: tuple[Count, ...]
    weeks: tuple[Count, ...]
    more_each_year: Count


class OccasionalDays(NamedTuple):
    """Days of occasional work a year: be/onss/contingents.yaml."""

    worker: Count
    employer: Count
    together: Count


class OccasionalLumpSum(NamedTuple):
    """Lump sums of occasional work: be/onss/contingents.yaml."""

    day: Cents


class OnssImputation(NamedTuple):
    """Imputation of a payment on a debt: be/onss/collection.yaml."""

    costs: Count
    interest: Count
    surcharge: Count
    principal: Count


class OnssLate(NamedTuple):
    """Late payment to the ONSS: be/onss/collection.yaml."""

    surcharge: Percent
    interest: Percent
    waiver_months: Count


class OnssPlan(NamedTuple):
    """Payment plan of the ONSS: be/onss/collection.yaml."""

    instalments: Count
    longest: Count
    first_within: Count


class OnssProvision(NamedTuple):
    """ONSS provisions: who owes them: be/onss/collection.yaml."""

    threshold: Cents
    flat: Cents
    free_workers: Count


class OnssProvisionIndemnity(NamedTuple):
    """Unpaid provisions: fixed indemnity: be/onss/collection.yaml."""

    up_to: tuple[Cents, ...]
    amount: tuple[Cents, ...]


class Outplacement(NamedTuple):
    """Outplacement, general scheme: be/labour/severance.yaml."""

    from_weeks: Hundredths
    deducted: Count
    hours: Count
    offer_days: Count
    minimum: Cents
    maximum: Cents


class OvertimeReduction(NamedTuple):
    """Withholding reduction for overtime: be/tax/withholding.yaml."""

    rate_low: Percent
    rate_high: Percent


class OvertimeReductionHours(NamedTuple):
    """Overtime with the tax reduction, a year: be/tax/withholding.yaml."""

    hours: Count
    horeca: Count


class OvertimeSupplement(NamedTuple):
    """Overtime supplement: be/labour/overtime.yaml."""

    week: Percent
    sunday: Percent


class PivotIndex(NamedTuple):
    """Pivot index: be/labour/index.yaml."""

    value: Index
    crossed: Count
    rmmmg: Count
    benefits: Count
    public_wages: Count
    pc329: Count


class PostnatalRest(NamedTuple):
    """Postnatal rest: be/labour/leave_rights.yaml."""

    compulsory: Count
    carried: Count
    more: Count


class PremiumSpreading(NamedTuple):
    """Premiums paid at intervals over six months: be/labour/premium_spreading.yaml."""

    share: Percent
    months: Count


class PrenatalRest(NamedTuple):
    """Prenatal rest: be/labour/leave_rights.yaml."""

    weeks: Count
    compulsory: Count


class RestructuringTable(NamedTuple):
    """Reduction of personal contributions (restructuring): be/onss/reductions.yaml."""

    lower_bound: Cents
    upper_bound: Cents
    amount: Cents


class ResultBonusContribution(NamedTuple):
    """Contribution on the non-recurring result bonus: be/onss/other_contributions.yaml."""

    employer: Percent
    worker: Percent


class SeveranceBasis(NamedTuple):
    """Weekly pay of severance: be/labour/severance.yaml."""

    months: Count
    weeks: Count
    year: Count
    week_days: Count


class SeveranceContribution(NamedTuple):
    """Special contribution on severance pay: be/onss/other_contributions.yaml."""

    bounds: tuple[Cents, ...]
    rates: tuple[Percent, ...]


class SeveranceContributionWage(NamedTuple):
    """Yearly wage of the contribution on severance pay: be/onss/other_contributions.yaml."""

    year_days: Count
    week_days: Count


class SicknessWithoutCertificate(NamedTuple):
    """First days of sickness without certificate: be/labour/guaranteed_pay.yaml."""

    value: Count
    small_employer: Count


class SmallArtistAllowance(NamedTuple):
    """Artists' small allowances: be/onss/allowances.yaml."""

    day: Cents
    year: Cents


class SpecialContributionSingleTable(NamedTuple):
    """Special social security contribution: be/onss/special_contribution.yaml."""

    low_bound: Cents
    first_bound: Cents
    second_bound: Cents
    top_bound: Cents
    first_rate: Percent
    second_fixed: Cents
    second_rate: Percent
    maximum: Cents
    couple_minimum: Cents
    couple_maximum: Cents
    quarter_low_bound: Cents
    quarter_first_bound: Cents
    quarter_second_bound: Cents
    quarter_top_bound: Cents
    quarter_second_fixed: Cents
    quarter_maximum: Cents
    quarter_couple_minimum: Cents
    quarter_couple_maximum: Cents


class SpecialContributionThreeColumns(NamedTuple):
    """Special social security contribution (three household situations): be/onss/special_contribution.yaml."""

    low_bound: Cents
    first_bound: Cents
    second_bound: Cents
    third_bound: Cents
    fourth_bound: Cents
    top_bound: Cents
    alone_first_rate: Percent
    alone_second_fixed: Cents
    alone_second_rate: Percent
    alone_third_fixed: Cents
    alone_third_rate: Percent
    alone_fourth_fixed: Cents
    alone_fourth_rate: Percent
    couple_first_rate: Percent
    couple_second_fixed: Cents
    couple_second_rate: Percent
    earning_minimum: Cents
    earning_maximum: Cents
    maximum: Cents
    quarter_low_bound: Cents
    quarter_first_bound: Cents
    quarter_second_bound: Cents
    quarter_third_bound: Cents
    quarter_fourth_bound: Cents
    quarter_top_bound: Cents
    quarter_alone_second_fixed: Cents
    quarter_alone_third_fixed: Cents
    quarter_alone_fourth_fixed: Cents
    quarter_couple_second_fixed: Cents
    quarter_earning_minimum: Cents
    quarter_earning_maximum: Cents
    quarter_maximum: Cents


class SportBonusTable(NamedTuple):
    """Sports bonus: be/onss/reductions.yaml."""

    adult: Cents
    young: Cents
    residual_rate: Percent


class SpouseIncomeLimits(NamedTuple):
    """Limits of the spouse's net income: be/tax/withholding.yaml."""

    low_income: Cents
    low_pension: Cents
    no_income_pension: Cents


class StructuralMultiplier(NamedTuple):
    """Multiplier of the structural reduction: be/onss/structural_reduction.yaml."""

    minimum: Ratio
    middle: Ratio
    full: Ratio
    base: Ratio
    slope: Ratio


class StructuralReduction(NamedTuple):
    """Structural reduction: be/onss/structural_reduction.yaml."""

    fixed: Cents
    alpha: Ratio
    s0: Cents
    gamma: Ratio
    s2: Cents
    delta: Ratio
    s1: Cents


class StudentContribution(NamedTuple):
    """Solidarity contribution of students: be/onss/students.yaml."""

    personal: Percent
    employer: Percent


class StudentHoursLeftOut(NamedTuple):
    """Student hours of a whole quarter left out of the count (corona measure): be/onss/contingents.yaml."""

    everybody: Count
    committees: tuple[Count, ...]


class StudentNotice(NamedTuple):
    """Notice of a student contract: be/labour/notice.yaml."""

    short_term: Count
    short: Count
    long: Count


class SupplementaryHoliday(NamedTuple):
    """Supplementary (European) holidays: be/labour/holiday_pay.yaml."""

    start_months: Count


class TargetMultiplier(NamedTuple):
    """Multiplier of target-group reductions: be/onss/target_groups.yaml."""

    minimum: Ratio
    middle: Ratio
    full: Ratio
    base: Ratio
    slope: Ratio


class ThirdPartyPremium(NamedTuple):
    """Year-end premium paid by a third party: increase of W: be/onss/structural_reduction.yaml."""

    ordinary: Percent
    agency: Percent


class VariablePayDays(NamedTuple):
    """Days of a month for the daily average of variable pay: be/labour/holiday_pay.yaml."""

    month_days: Count
    week_days: Count


class VoluntaryOvertime(NamedTuple):
    """Voluntary overtime (2026 system): be/onss/contingents.yaml."""

    total: Count
    net: Count
    with_premium: Count
    part_time_years: Count
    horeca_total: Count
    horeca_net: Count


class VoluntaryOvertimeHours(NamedTuple):
    """Voluntary overtime hours: be/onss/contingents.yaml."""

    alone: Count
    beside_relaunch: Count


class VolunteerAllowance(NamedTuple):
    """Volunteers' lump-sum allowance: be/onss/contingents.yaml."""

    day: Cents
    year: Cents
    year_raised: Cents


class WithholdingExemptions(NamedTuple):
    """Exemptions from payment of the withholding tax: be/tax/returns.yaml."""

    shift_and_night: Percent
    continuous_shift: Percent
    research: Percent
    starting_sme: Percent
    starting_micro: Percent
    aid_zone: Percent


class WithholdingLateFine(NamedTuple):
    """Fine for late payment of the withholding tax: be/tax/returns.yaml."""

    rate: Percent
    minimum: Cents
    maximum: Cents


class WithholdingReturn(NamedTuple):
    """Withholding tax return (274): due day: be/tax/returns.yaml."""

    due_days: Count


class WithholdingScale(NamedTuple):
    """Withholding tax scale (key formula, yearly amounts): be/tax/withholding.yaml."""

    bracket_1: Cents
    bracket_2: Cents
    bracket_3: Cents
    rate_1: Percent
    rate_2: Percent
    rate_3: Percent
    rate_4: Percent
    constant_2: Cents
    constant_3: Cents
    constant_4: Cents
    exempt_tax: Cents
    exempt_tax_couple: Cents
    spouse_share_rate: Percent
    spouse_share_maximum: Cents


class WorkBonusA(NamedTuple):
    """Work bonus, part A (low wages): be/onss/work_bonus.yaml."""

    plateau_to: Cents
    zero_at: Cents
    white_collar_maximum: Cents
    white_collar_slope: Ratio
    blue_collar_maximum: Cents
    blue_collar_slope: Ratio


class WorkBonusB(NamedTuple):
    """Work bonus, part B (very low wages): be/onss/work_bonus.yaml."""

    plateau_to: Cents
    zero_at: Cents
    white_collar_maximum: Cents
    white_collar_slope: Ratio
    blue_collar_maximum: Cents
    blue_collar_slope: Ratio


class WorkBonusOneSlope(NamedTuple):
    """Work bonus: be/onss/work_bonus.yaml."""

    lower_bound: Cents
    upper_bound: Cents
    white_collar_maximum: Cents
    white_collar_slope: Ratio
    blue_collar_maximum: Cents
    blue_collar_slope: Ratio


class WorkBonusTwoSlopes(NamedTuple):
    """Work bonus (three wage zones): be/onss/work_bonus.yaml."""

    lower_bound: Cents
    middle_bound: Cents
    upper_bound: Cents
    white_collar_low_maximum: Cents
    white_collar_low_slope: Ratio
    white_collar_mid_maximum: Cents
    white_collar_mid_slope: Ratio
    blue_collar_low_maximum: Cents
    blue_collar_low_slope: Ratio
    blue_collar_mid_maximum: Cents
    blue_collar_mid_slope: Ratio


class WorkClothesAllowance(NamedTuple):
    """Work clothes allowances: be/onss/allowances.yaml."""

    purchase: Cents
    upkeep: Cents
    own_clothes: Cents


class WorkingTimeReduction(NamedTuple):
    """Collective reduction of working time and four-day week: be/onss/target_groups.yaml."""

    amount: Cents
    quarters: Count


class YearEndScheme(NamedTuple):
    """Year-end premium of the joint committee: be/labour/year_end_premium.yaml."""

    fixed_1: UnitPrice
    fixed_2: UnitPrice
    fixed_3: UnitPrice
    yearly_rate: Percent
    october_share: Ratio
    period_months: Count
    theoretical: Count


class YoungReduction(NamedTuple):
    """Target-group reduction for low-skilled young workers: be/onss/target_groups.yaml."""

    under_age: Count
    quarters: Count
    first_quarters: Count
    first_ceiling: Cents
    later_ceiling: Cents


class YouthSeniorHoliday(NamedTuple):
    """Youth and senior holidays: be/labour/leave_rights.yaml."""

    youth_under: Count
    senior_from: Count
