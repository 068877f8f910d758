"""Ten months as they come, from a dossier folder to its payslips by the command line.

Each amount is worked out by hand from the law, in the docstring of its test: the article, the parameter, the
arithmetic. None is copied from what the program answers.

What the hand counts use, unless a test says otherwise: a white-collar worker alone, without children, in category
362. Personal contribution 13.07 % (law of 29 June 1981, art. 38, § 2). Special contribution (law of 30 March 1994,
table of April 2022, alone): by month 4.22 % above 1 945.38, then 10.33 + 1.10 % above 2 190.18; by quarter 4.22 %
above 5 836.14, then 30.99 + 1.10 % above 6 570.54; the quarter's last month pays what the quarter owes less what was
kept. Withholding of 2026 (AR/CIR 92, annex III): twelve times the taxable pay, less 30 % of it (6 070.00 at most);
26.75 % up to 16 710.00, then 4 469.93 + 42.80 %; less 2 987.98; a twelfth of it; less 33.14 % of part A and 52.54 %
of part B of the work bonus. Work bonus of 2026 (law of 20 December 1999), January to March: A 123.00 up to 2 833.36;
B 165.87 less 26.99 % of what exceeds 2 218.73.
"""

from __future__ import annotations

from pathlib import Path

import pypdf
from dossiers import FULL_TIME, Folder, contract, labour, terms

HALF_DAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "3.80")


def payslip_text(folder: Folder, month: str) -> str:
    """The text of the one payslip of a month."""
    (path,) = (folder.path.parent / "out" / month / "fiches").glob("*.pdf")
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def lines(found: list[dict[str, str]], label: str) -> list[str]:
    """What the journal has under a label, debit or credit."""
    return [row["debit"] or row["credit"] for row in found if row["libelle"].startswith(label)]


# ── 1 ──────────────────────────────────────────────────────────────────────────────────────


def test_a_december_premium_paid_on_5_january(tmp_path: Path) -> None:
    """2 600.00 a month and a year-end premium of 1 950.00 for December 2025, paid on 5 January 2026.

    ONSS, of the quarter of work: 2 600.00 x 13.07 % = 339.82; premium 1 950.00 x 13.07 % = 254.865, 254.87. The
    premium counts in the fourth quarter: 3 x 2 600.00 + 1 950.00 = 9 750.00 owe 30.99 + 1.10 % x 3 179.46 (34.97) =
    65.96; October and November kept 10.33 + 1.10 % x 409.82 (4.51) = 14.84 each: December 36.28. Work bonus of 2025
    (from February): A 120.59, below 2 777.83; B 162.62 - 26.99 % x 424.75 = 47.97997, 47.98. The premium is in
    neither wage nor bonus: November, without it, has the same bonus. Tax, of the day of payment: 1 950.00 - 254.87 =
    1 695.13; with 31 200.00 a year the table of 2026 has 40.38 % (26 340.00 to 31 830.00; that of 2025 had 43.41 %):
    684.49. Ordinary pay 2 600.00 - 339.82 + 168.57 = 2 428.75: x 12 = 29 145.00, less 6 070.00 = 23 075.00; 4 469.93
    + 42.80 % x 6 365.00 = 7 194.15; less 2 987.98 = 4 206.17, a twelfth 350.51. Fiscal bonus 33.14 % x 120.59 =
    39.96, 52.54 % x 47.98 = 25.21: 65.17. Net 2 428.75 - 350.51 + 65.17 + 1 695.13 - 684.49 - 36.28 = 3 117.77.
    """
    folder = Folder(tmp_path / "asbl", payday="5")
    folder.worker("anne", contract("anne", "2020-01-01", terms("2020-01-01", "2600.00")))
    folder.items("2025-12", "anne;year_end_premium;;1950,00;;annual_reference=31200.00")
    found = folder.run("2025-12", "anne")
    assert found.all("ordinary_contribution", "year_end_premium_contribution") == ["339.82", "254.87"]
    assert found.all("quarter_base", "special_contribution") == ["9750.00", "36.28"]
    assert found.all("work_bonus_part_a", "work_bonus_part_b") == ["120.59", "47.98"]
    assert found.all("year_end_premium_withholding", "ordinary_withholding") == ["684.49", "350.51"]
    assert found.all("fiscal_work_bonus", "net_paid") == ["65.17", "3117.77"]
    assert {row["date"] for row in found.lines} == {"2026-01-05"}
    november = folder.run("2025-11", "anne")
    assert november.all("work_bonus_part_a", "work_bonus_part_b") == ["120.59", "47.98"]


# ── 2 ──────────────────────────────────────────────────────────────────────────────────────


def test_a_raise_in_march_back_to_january_and_arrears_of_october_to_december(tmp_path: Path) -> None:
    """2 500.00 became 2 600.00 on 1 October 2025; it is known on 20 March 2026.

    Each month earned is settled by itself: 100.00 of pay, 339.82 - 326.75 = 13.07 of contribution; of the work bonus,
    part A is whole at both wages, part B loses 26.99 % x 100.00 = 26.99; special contribution 1.10 % x 100.00 = 1.10,
    in December as the quarter's: 3 x 1.10 = 3.30 less 2 x 1.10. Five months: 500.00, 65.35, -134.95, 5.50. March
    itself: 339.82; A 123.00, B 165.87 - 26.99 % x 381.27 (102.90) = 62.97; special contribution of the quarter as it
    should be: 7 800.00 owe 30.99 + 1.10 % x 1 229.46 (13.52) = 44.51, less 2 x 14.84 = 14.83. No authority and no
    dispute held this pay back (CIR 92, art. 171, 5°, b): it is taxed with March. Taxable 2 600.00 - 339.82 + 185.97 =
    2 446.15, and 500.00 - 65.35 - 134.95 = 299.70: 2 745.85. x 12 = 32 950.20, less 6 070.00 = 26 880.20; 4 469.93 +
    42.80 % x 10 170.20 (4 352.85) = 8 822.78; less 2 987.98 = 5 834.80, a twelfth 486.23. Fiscal bonus: 33.14 % x
    123.00 = 40.76; of part B nothing is granted in this payment, 62.97 - 134.95 being below zero. Net 2 745.85 -
    486.23 + 40.76 - 14.83 - 5.50 = 2 280.05.
    """
    folder = Folder(tmp_path / "asbl")
    raised = terms("2025-10-01", "2600.00", known_since="2026-03-20")
    folder.worker("anne", contract("anne", "2020-01-01", terms("2020-01-01", "2500.00"), raised))
    assert [folder.run(month, "anne")["gross"] for month in ("2025-10", "2026-02")] == ["2500.00", "2500.00"]
    found = folder.run("2026-03", "anne")
    assert found.all("ordinary_gross", "gross") == ["2600.00", "3100.00"]
    assert [found.facts[f"late_{name}"] for name in ("contribution", "bonus_b", "special_contribution", "taxable")] == [
        "65.35", "-134.95", "5.50", "299.70",
    ]  # fmt: skip
    assert found.all("work_bonus_part_a", "work_bonus_part_b") == ["123.00", "62.97"]
    assert found.all("special_contribution", "taxed_together") == ["14.83", "2745.85"]
    assert found.all("ordinary_withholding", "fiscal_work_bonus", "net_paid") == ["486.23", "40.76", "2280.05"]
    assert lines(found.lines, "Traitement mensuel") == ["2600,00", *["100,00"] * 5]
    said = payslip_text(folder, "2026-03")
    for month in ("octobre 2025", "novembre 2025", "décembre 2025", "janvier 2026", "février 2026"):
        assert month in said, month
    assert folder.run("2026-04", "anne")["gross"] == "2600.00"


# ── 3 ──────────────────────────────────────────────────────────────────────────────────────


def test_19_hours_become_28_and_a_half_on_the_16th_with_two_unpaid_days(tmp_path: Path) -> None:
    """1 300.00 for 19 h of 38, from Monday 16 March 2026 1 950.00 for 28.5 h; unpaid on the 10th and the 20th.

    March has 22 working days, 10 of them before the 16th. Each part is an incomplete month of its own terms, by
    scheduled hours: 1 300.00 x 9 x 3.8 / (22 x 3.8) = 531.82; 1 950.00 x 11 x 5.7 / (22 x 5.7) = 975.00: 1 506.82.
    ONSS 196.94. Hours paid 34.2 + 62.7 = 96.9 of 167.2 at full time. Reference wage 1 506.82 / 96.9 = 15.55, x 167.2
    = 2 599.96; fraction 0.58. A 123.00 x 0.58 = 71.34; B 165.87 - 26.99 % x 381.23 = 62.98, x 0.58 = 36.53. Taxable 1
    506.82 - 196.94 + 107.87 = 1 417.75: x 12 = 17 013.00, less 5 103.90 = 11 909.10; 26.75 % = 3 185.68, less 2
    987.98 = 197.70, a twelfth 16.48. Fiscal bonus 23.64 + 19.19, more than the tax: nothing is withheld. The quarter,
    2 x 1 300.00 + 1 506.82, is below 5 836.14: no special contribution. Net 1 417.75.
    """
    folder = Folder(tmp_path / "asbl")
    more = dict.fromkeys(FULL_TIME, "5.70")
    changing = contract(
        "anne", "2020-01-01", terms("2020-01-01", "1300.00", HALF_DAYS), terms("2026-03-16", "1950.00", more)
    )
    folder.worker("anne", changing)
    folder.days("2026-03", "anne;2026-03-10;SS;3,80", "anne;2026-03-20;SS;5,70")
    found = folder.run("2026-03", "anne")
    assert found.all("base_pay_before", "base_pay_since", "gross") == ["531.82", "975.00", "1506.82"]
    assert [found.facts[name] for name in ("hours_paid", "hours_full_time", "part_time")] == ["96.90", "167.20", "0.01"]
    assert found.all("reference_wage", "bonus_fraction") == ["2599.96", "0.58"]
    assert found.all("work_bonus_part_a", "work_bonus_part_b") == ["71.34", "36.53"]
    assert found.all("ordinary_contribution", "taxable", "special_contribution") == ["196.94", "1417.75", "0.00"]
    assert found.all("ordinary_withholding", "withholding", "net_paid") == ["16.48", "0.00", "1417.75"]
    assert folder.run("2026-04", "anne")["gross"] == "1950.00"


# ── 4 ──────────────────────────────────────────────────────────────────────────────────────


def test_a_blue_collar_worker_ill_from_9_march_to_7_april_and_again_on_20_april(tmp_path: Path) -> None:
    """15.00 an hour, 7.60 h a day: 114.00 a day. Law of 3 July 1978, art. 52, and CCT n° 12bis.

    March: 5 days of work and days 1 to 7 (5 working days) in full, 10 x 114.00 = 1 140.00; days 8 to 14, 570.00 x
    85.88 % = 489.52; days 15 to 23 (7 working days), 798.00 x 25.88 % = 206.52, below the ceiling of the insurance.
    April: days 24 to 30 but Easter Monday, 4 x 114.00 x 25.88 % = 118.01; the holiday and 8 days of work, 9 x 114.00
    = 1 026.00; the relapse of 20 April is within 56 days (law of 19 December 2025): the thirty days are used, nothing
    is paid. March: contribution on 108 %, 1 231.20 x 13.07 % = 160.92. Bonus: 114.00 x 22 = 2 508.00, fraction 10/22
    = 0.45; A 132.84 x 0.45 = 59.78; B 179.14 - 29.15 % x 289.27 = 94.82, x 0.45 = 42.67. Taxable 1 140.00 - 160.92 +
    102.45 + 696.04 = 1 777.57: x 12 = 21 330.84, less 6 070.00 = 15 260.84; 26.75 % = 4 082.27, less 2 987.98 = 1
    094.29, a twelfth 91.19; fiscal bonus 19.81 + 22.42. Quarter on 108 %: 2 708.64 + 2 462.40 + 1 231.20 = 6 402.24
    owe 4.22 % x 566.10 = 23.89; January kept 16.03, February 13.32: -5.46. Net 1 777.57 - 48.96 + 5.46 = 1 734.07.
    """
    folder = Folder(tmp_path / "asbl")
    spells = [
        {"start": "2026-03-09", "end": "2026-04-07", "certificate": "2026-03-09"},
        {"start": "2026-04-20", "end": "2026-04-30", "certificate": "2026-04-20"},
    ]
    hourly = terms("2020-01-01", "15.00", pay_basis="hourly")
    folder.worker("paul", contract("paul", "2020-01-01", hourly, status="blue_collar", incapacities=spells))
    march = folder.run("2026-03", "paul")
    assert march.all("base_pay", "second_week_pay", "supplement_pay") == ["1140.00", "489.52", "206.52"]
    assert march.all("ordinary_contribution", "work_bonus_part_a", "work_bonus_part_b") == ["160.92", "59.78", "42.67"]
    assert march.all("taxable", "withholding", "special_contribution") == ["1777.57", "48.96", "-5.46"]
    assert march["net_paid"] == "1734.07"
    april = folder.run("2026-04", "paul")
    assert april.all("base_pay", "second_week_pay", "supplement_pay") == ["1026.00", "0.00", "118.01"]
    assert [april.facts[name] for name in ("hours_paid", "sick_supplement_hours")] == ["68.40", "30.40"]


# ── 5 ──────────────────────────────────────────────────────────────────────────────────────


def test_a_leaver_of_15_may_after_double_pay_on_2_may_garnished(tmp_path: Path) -> None:
    """3 000.00 a month, 36 000.00 in 2025; 8 of 20 days taken; double holiday pay on 2 May 2026; a seizure.

    May: 11 of 21 days, 1 571.43. Departure pay (AR of 30 March 1967, art. 46): for 2026, the simple part of the 12
    days left, 7.67 % x 36 000.00 x 12/20 = 1 656.72, the double being paid; for 2027, on 4 x 3 000.00 + 1 571.43 = 13
    571.43, 7.67 % = 1 040.93 simple and as much double: 3 738.58, of which 2 697.65 simple. ONSS: 205.39 on May;
    double pay 2 760.00, 85/92 of it = 2 550.00 x 13.07 % = 333.29; departure: simple 352.58, double 1 040.93 x
    6.80/7.67 = 922.86 x 13.07 % = 120.62: 473.20. Bonus (April to June): 142.86 x 21 = 3 000.06; A 125.04 - 27.38 % x
    119.74 = 92.26, x 0.52 = 47.98. Special contribution: 3 000.00 + 1 571.43 + 2 697.65 = 7 269.08 owe 30.99 + 7.68 =
    38.67, April kept 19.24: 19.43. Tax: ordinary 1 571.43 - 205.39 + 47.98 = 1 414.02, a twelfth of 189.32 = 15.78,
    all given back by the fiscal bonus of 15.90. With 36 000.00 a year holiday pay owes 42.39 %: of 2 426.71, 1
    028.68; of 3 265.38, 1 384.19. Net 1 414.02 + 2 426.71 - 1 028.68 + 3 265.38 - 1 384.19 - 19.43 = 4 673.81. All of
    it is paid in May: one set of bands (Judicial Code, art. 1409; 2026): 131.20 up to 1 839.00, all above: 2 966.01;
    1 707.80 are left.
    """
    answer = labour(
        "holiday", "departure", "--gross-this", "13571.43", "--gross-last", "36000", "--taken", "8", "--double-paid",
        "2760", "--months-this", "5", "--on", "2026-05-15",
    )  # fmt: skip
    assert [(one["amount"], one["details"]) for one in answer["items"]] == [("3738.58", {"simple_part": "2697.65"})]
    folder = Folder(tmp_path / "asbl")
    seizure = {
        "id": "huissier", "kind": "seizure", "creditor": "Étude Exemple", "notified_on": "2026-04-10",
        "total": "20000.00",
    }  # fmt: skip
    leaver = contract("rita", "2020-01-01", terms("2020-01-01", "3000.00"), end="2026-05-15")
    folder.worker("rita", leaver, garnishments=[seizure])
    folder.items(
        "2026-05",
        "rita;double_holiday_pay;;2760,00;;annual_reference=36000.00",
        "rita;departure_holiday_pay;;3738,58;;simple_part=2697.65 annual_reference=36000.00",
    )
    found = folder.run("2026-05", "rita")
    assert found["base_pay"] == "1571.43"
    contributions = ("ordinary_contribution", "double_holiday_pay_contribution", "departure_holiday_pay_contribution")
    assert found.all(*contributions) == ["205.39", "333.29", "473.20"]
    assert found.all("work_bonus", "special_contribution") == ["47.98", "19.43"]
    assert found.all("ordinary_withholding", "fiscal_work_bonus") == ["15.78", "15.78"]
    assert found.all("double_holiday_pay_withholding", "departure_holiday_pay_withholding") == ["1028.68", "1384.19"]
    assert found.all("net", "garnished", "net_paid") == ["4673.81", "2966.01", "1707.80"]


# ── 6 ──────────────────────────────────────────────────────────────────────────────────────


def article17(id: str, start: str, sector: str, **more: object) -> dict[str, object]:
    """A contract of article 17 at 15.00 an hour, without a schedule."""
    hourly = terms("2020-01-01", "15.00", {}, pay_basis="hourly")
    return contract(id, start, hourly, regime="article17", article17_sector=sector, **more)


def hours(folder: Folder, *worked: tuple[str, int]) -> None:
    """Hours of July 2026, in days of ten."""
    rows = [f"{id};2026-07-{day + 1:02d};W;10,00" for id, total in worked for day in range(total // 10)]
    folder.days("2026-07", *rows, *(f"{id};2026-07-31;W;{total % 10},00" for id, total in worked if total % 10))


def test_article_17_in_july(tmp_path: Path) -> None:
    """AR of 28 November 1969, art. 17 and 17bis; 2026.

    A student, 60 h in the year before, 150 h in July: 20 h beyond the 190 of a student. Of 650 student hours 600 are
    used: those 20 h, 2 250.00 x 20/150 = 300.00, owe 2.71 % = 8.13 of the worker and 5.43 % = 16.29 of the employer;
    1 950.00 owe nothing, and nothing is withheld: 2 241.87. An adult, socio-cultural, 195 h: beyond the 190 of the
    third quarter, all of 2 925.00 is ordinary: 382.30. Who was an employee until 31 August 2025 begins on 1 July
    2026, ten months later: a year has to pass; 100.00 x 15.00 = 1 500.00 are ordinary: 196.05.
    """
    folder = Folder(tmp_path / "asbl", begins="2026-07")
    folder.worker("etu", article17("etu", "2026-05-01", "sport", student=True), number="2")
    folder.worker("ben", article17("ben", "2026-07-01", "socio_cultural"), number="3")
    before = contract("cleo-2024", "2024-01-01", terms("2024-01-01", "2500.00"), end="2025-08-31")
    folder.worker("cleo", before, article17("cleo", "2026-07-01", "sport"), number="4")
    folder.opening(
        "etu;article17_year;60,00", "etu;article17_sport_year;60,00", "etu;student_hours;600,00",
    )  # fmt: skip
    hours(folder, ("etu", 150), ("ben", 195), ("cleo", 100))
    student = folder.run("2026-07", "etu")
    assert [student.facts[name] for name in ("hours_within_limits", "student_hours")] == ["130.00", "20.00"]
    assert student.all("article17_part", "student_part", "contribution_base") == ["1950.00", "300.00", "0.00"]
    assert student.all("student_personal", "employer_student") == ["8.13", "16.29"]
    assert student.all("withholding", "net_paid") == ["0.00", "2241.87"]
    adult = folder.run("2026-07", "ben")
    assert adult.all("gross", "contribution_base", "ordinary_contribution") == ["2925.00", "2925.00", "382.30"]
    former = folder.run("2026-07", "cleo")
    assert former.all("gross", "contribution_base", "ordinary_contribution") == ["1500.00", "1500.00", "196.05"]
    assert "en service jusqu'au 31/08/2025" in former.screen


# ── 7 ──────────────────────────────────────────────────────────────────────────────────────


def test_easter_monday_on_a_part_timer_s_day_off(tmp_path: Path) -> None:
    """1 560.00 for 22.8 h, Tuesday to Thursday. Law of 4 January 1974: a holiday on a day without work is not paid.

    April 2026 has 14 such days: 106.4 h, all worked, none a holiday, and the whole month's pay. Someone who works on
    Mondays has the 7.6 h of 6 April paid as a holiday.
    """
    folder = Folder(tmp_path / "asbl")
    three = dict.fromkeys(("tue", "wed", "thu"), "7.60")
    folder.worker("lou", contract("lou", "2020-01-01", terms("2020-01-01", "1560.00", three)))
    found = folder.run("2026-04", "lou")
    assert found.all("base_pay", "gross") == ["1560.00", "1560.00"]
    assert [found.facts[name] for name in ("hours_paid", "schedule_possible")] == ["106.40", "106.40"]
    assert "férié" not in payslip_text(folder, "2026-04")
    other = Folder(tmp_path / "other" / "asbl")
    other.worker("lou", contract("lou", "2020-01-01", terms("2020-01-01", "1560.00", dict.fromkeys(("mon",), "7.60"))))
    assert other.run("2026-04", "lou")["gross"] == "1560.00"
    assert "Jour férié" in payslip_text(other, "2026-04")


# ── 8 ──────────────────────────────────────────────────────────────────────────────────────


def test_2300_net_maintenance_tax_two_children_one_form_and_an_advance() -> None:
    """Judicial Code, art. 1409 to 1412; bounds of 2026: 1 419.00, 1 524.00, 1 682.00, 1 839.00, 88.00 a child.

    20 % x 105.00 = 21.00, 30 % x 158.00 = 47.40, 40 % x 157.00 = 62.80, all of 461.00: 592.20; one declared child:
    504.20. Maintenance first: 450.00; the tax administration has the 54.20 left. The advance of 300.00 is within a
    fifth of 2 300.00 (law of 12 April 1965, art. 23). 2 300.00 - 450.00 - 54.20 - 300.00 = 1 495.80.
    """
    answer = labour(
        "garnish", "--net", "2300", "--children", "1", "--maintenance", "450", "--tax", "9999", "--advance", "300",
        "--on", "2026-06-30",
    )  # fmt: skip
    wanted = {
        "seizable_by_bands": "592.20", "seizable": "504.20", "maintenance_kept": "450.00", "privileged_kept": "54.20",
        "net_paid": "1495.80",
    }  # fmt: skip
    assert {name: answer[name] for name in wanted} == wanted


# ── 9 ──────────────────────────────────────────────────────────────────────────────────────


def test_two_percent_under_the_capped_index(tmp_path: Path) -> None:
    """Since June 2026 what exceeds 4 000.00 is not indexed: 3 900.00 x 1.02 = 3 978.00; 4 600.00 + 2 % x 4 000.00 = 4
    680.00.
    """
    folder = Folder(tmp_path / "asbl")
    for id, amount in (("ada", "3900.00"), ("bob", "4600.00")):
        folder.worker(id, contract(id, "2020-01-01", terms("2020-01-01", amount)))
    answer = labour("index", str(folder.path), "--month", "2026-08", "--rate", "2.00")
    assert [(one["contract"], one["before"], one["after"]) for one in answer["contracts"]] == [
        ("ada", "3900.00", "3978.00"), ("bob", "4600.00", "4680.00"),
    ]  # fmt: skip


# ── 10 ─────────────────────────────────────────────────────────────────────────────────────


def test_a_senior_back_at_half_time_on_medical_grounds(tmp_path: Path) -> None:
    """Born in 1964, 3 200.00 at full time; ill from 5 January 2026, half days with the fund's consent from 2 March,
    wholly ill again from 16 to 20 March (influenza), half days again.

    January: all paid, the thirty days run to 3 February (law of 3 July 1978, art. 70). February: 2 of 20 days,
    320.00. March: 10 + 7 half days, 64.6 h of 167.2: 3 200.00 x 64.6 / 167.2 = 1 236.36; the five days from the 16th
    are the mutual fund's (art. 73/1: no guaranteed pay in a partial resumption, since 2026 without limit in time).
    ONSS 161.59. Bonus: 8.5 days, 1 236.36 / 8.5 = 145.45, x 22 = 3 199.90; A of March 123.00 - 24.42 % x 366.54 =
    33.49, fraction 8.5/22 = 0.39: 13.06; B none. Taxable 1 236.36 - 161.59 + 13.06 = 1 087.83: below the exempt
    amount, no tax. The quarter of 4 756.36 owes no special contribution: the 21.44 of January (10.33 + 1.10 % x 1
    009.82) are given back. Net 1 109.27. Easter Monday, 6 April: the half day that would have been worked is paid as
    a holiday: 22 half days, 1 600.00.
    """
    folder = Folder(tmp_path / "asbl")
    half = {"partial_schedule": HALF_DAYS}
    spells = [
        {"start": "2026-01-05", "end": "2026-03-15", "certificate": "2026-01-05", "partial_from": "2026-03-02"} | half,
        {"start": "2026-03-16", "end": "2026-03-20", "certificate": "2026-03-16", "other_illness": True},
        {"start": "2026-03-21", "end": "2026-05-31", "certificate": "2026-03-20", "partial_from": "2026-03-21"} | half,
    ]
    folder.worker(
        "guy", contract("guy", "2010-01-01", terms("2010-01-01", "3200.00"), incapacities=spells),
        niss="64.05.10-001.11", birth_date="1964-05-10", sex="M",
    )  # fmt: skip
    assert [folder.run(month, "guy")["gross"] for month in ("2026-01", "2026-02")] == ["3200.00", "320.00"]
    march = folder.run("2026-03", "guy")
    assert [march.facts[name] for name in ("schedule_paid", "days_paid")] == ["64.60", "8.50"]
    assert march.all("gross", "ordinary_contribution", "work_bonus") == ["1236.36", "161.59", "13.06"]
    assert march.all("taxable", "withholding", "special_contribution") == ["1087.83", "0.00", "-21.44"]
    assert march["net_paid"] == "1109.27"
    assert "reprise partielle" in march.screen
    april = folder.run("2026-04", "guy")
    assert april.all("gross", "base_pay") == ["1600.00", "1600.00"]
    assert "Jour férié" in payslip_text(folder, "2026-04")
