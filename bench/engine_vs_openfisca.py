"""How fast the engine is, and how it compares with OpenFisca-Core on the same steps in the same run.

    PYTHONPATH=src python bench/engine_vs_openfisca.py [--rows 10000] [--repeats 3] [--no-peer]

See `bench/README.md` for what is measured. Amounts of three programs are compared to the cent: Preste,
OpenFisca (`openfisca_peer.py`, in a virtual environment of its own) and `exact`, written below with
fractions and without either.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import math
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from preste import money
from preste.belgium import DEFAULTS, FACTS, month_plan
from preste.engine import Layer, Plan, build, explain, replay
from preste.law import Entry, book

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2022, 1, 31)
CATEGORY, CODE = "362", "495"
MOST_ROWS = 20_000
STEPS = (
    "ordinary_contribution", "personal_contribution", "full_bonus_a", "bonus_ceiling", "work_bonus_part_a",
    "work_bonus", "contribution_reductions", "ordinary_taxable", "taxed_together", "scale_base", "annual_gross",
    "expenses", "net_income", "worker_tax", "exempt_tax", "annual_tax", "monthly_tax", "charges_reduction",
    "family_reduction", "tax_after_family", "ordinary_withholding", "bonus_a_together", "bonus_b_together",
    "fiscal_bonus_share", "fiscal_work_bonus", "withholding_before_bonus", "withholding", "special_contribution_month",
    "special_contribution", "net",
)  # fmt: skip
"""The rules of the chain that the peer computes; what else they read is given as a fact, zero."""
COMPARED = {
    "personal_contribution": "personal_contribution", "work_bonus": "work_bonus", "taxable": "ordinary_taxable",
    "withholding": "withholding", "special_contribution": "special_contribution", "net": "net",
}  # fmt: skip
"""The amounts compared: the peer's name, the rule's name."""
PEER = Path(__file__).with_name("openfisca_peer.py")
COLD = """
import time; start = 0
import datetime as dt
from preste.belgium import DEFAULTS, month_plan
imported = time.process_time()
plan = month_plan("ordinary", "due", dt.date(2022, 1, 1), dt.date(2022, 1, 31), "362", "495")
built = time.process_time()
plan.run({**DEFAULTS, "pay_due": 250_000, "days_paid": 2_100, "days_possible": 2_100, "single": 1})
done = time.process_time()
print(imported - start, built - imported, done - built)
"""

Law = Mapping[str, Mapping[str, str]]


# -- the exact reference -----------------------------------------------------------------


def nearest(amount: Fraction) -> Fraction:
    """Euro to the cent, a half upwards."""
    return Fraction(math.floor(amount * 100 + Fraction(1, 2)), 100)


def exact(pay: Fraction, law: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The chain over exact fractions of a euro, for a single white-collar worker with a full month."""
    contribution = nearest(pay * law["base_contribution"]["personal"])
    bonus = exact_bonus(pay, law["work_bonus_one_slope"], contribution)
    taxable = pay - contribution + bonus
    step = law["base_rounding_step"]["value"]
    year = 12 * min(taxable // step * step, law["printed_scale_end"]["value"])
    income = year - min(nearest(year * law["lump_expenses"]["rate"]), law["lump_expenses"]["maximum"])
    scale = law["withholding_scale"]
    tax = max(Fraction(0), nearest(exact_tax(income, scale)) - scale["exempt_tax"])
    month = Fraction(math.floor(tax / 12 * 100), 100)
    before = max(Fraction(0), month - law["family_reductions"]["single"])
    withheld = before - min(before, nearest(bonus * law["fiscal_work_bonus_single"]["rate"]))
    special = exact_special(pay, law["special_contribution_single_table"])
    return {
        "personal_contribution": contribution,
        "work_bonus": bonus,
        "taxable": taxable,
        "withholding": withheld,
        "special_contribution": special,
        "net": pay - contribution + bonus - withheld - special,
    }


def exact_bonus(pay: Fraction, table: Mapping[str, Fraction], ceiling: Fraction) -> Fraction:
    if pay > table["upper_bound"]:
        return Fraction(0)
    cut = nearest(max(Fraction(0), pay - table["lower_bound"]) * table["white_collar_slope"])
    return min(ceiling, max(Fraction(0), table["white_collar_maximum"] - cut))


def exact_tax(income: Fraction, scale: Mapping[str, Fraction]) -> Fraction:
    """By brackets, from the bounds and rates alone: the decree's constants are not read."""
    bounds = [Fraction(0), scale["bracket_1"], scale["bracket_2"], scale["bracket_3"], None]
    total = Fraction(0)
    for i in range(4):
        low, high = bounds[i], bounds[i + 1]
        top = income if high is None else min(income, high)
        total += max(Fraction(0), top - (low or 0)) * scale[f"rate_{i + 1}"]
    return total


def exact_special(pay: Fraction, table: Mapping[str, Fraction]) -> Fraction:
    if pay <= table["first_bound"]:
        return Fraction(0)
    if pay <= table["second_bound"]:
        return nearest((pay - table["first_bound"]) * table["first_rate"])
    if pay <= table["top_bound"]:
        return table["second_fixed"] + nearest((pay - table["second_bound"]) * table["second_rate"])
    return table["maximum"]


# -- Preste ------------------------------------------------------------------------------


def whole_plan() -> Plan:
    """Every rule of an ordinary worker's month."""
    return month_plan("ordinary", "due", FIRST, LAST, CATEGORY, CODE)


def chain_plan(whole: Plan) -> Plan:
    """The same rules, only those of the chain; what others would give is a fact."""
    rules = tuple(whole.rules[whole.index[name]] for name in STEPS)
    series = book().series
    facts = sorted({n for r in rules for n in r.inputs if n not in STEPS and n not in series})
    key = {"employer_category": CATEGORY, "worker_code": CODE}
    return build("bench/chain", [Layer("chain", rules)], FIRST, LAST, key, book(), facts)


def whole_rows(pays: Sequence[int]) -> list[dict[str, int]]:
    common = {**DEFAULTS, "days_paid": 2_100, "days_possible": 2_100, "single": 1}
    return [{**common, "pay_due": pay} for pay in pays]


def chain_rows(plan: Plan, pays: Sequence[int]) -> list[dict[str, int]]:
    common = dict.fromkeys(plan.facts, 0) | {"bonus_fraction": 100, "scale": 1, "single": 1}
    bases = ("ordinary_gross", "gross", "contribution_base", "reference_wage", "liable_base")
    return [common | dict.fromkeys(bases, pay) for pay in pays]


def law_of(plan: Plan) -> Law:
    """The parameters of a plan as decimal text in euro and plain ratios: what both other programs are given."""
    law: dict[str, dict[str, str]] = {}
    for (series, _), entry in plan.entries.items():
        assert isinstance(entry, Entry)
        law[series] = {}
        for field in plan.book.series[series].fields:
            value = entry.value if field.name == "value" else getattr(entry.value, field.name)
            if isinstance(value, int):
                decimals = money.RATE.decimals if field.kind is money.PERCENT else field.kind.decimals
                law[series][field.name] = money.text(value, decimals)
    return law


# -- measuring ---------------------------------------------------------------------------


def best(repeats: int, work: Callable[[], object]) -> float:
    """Seconds of processor time of the best of so many runs."""
    found = math.inf
    for _ in range(repeats):
        start = time.process_time()
        work()
        found = min(found, time.process_time() - start)
    return found


def latency(work: Callable[[], object], times: int = 500) -> float:
    """Median seconds of processor time of one call."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def cold() -> list[float]:
    """Seconds of a new process to import, read the law and build a plan, and run a first payslip; medians of five."""
    runs = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
        runs.append([float(t) for t in done.stdout.split()])
    return [statistics.median(column) for column in zip(*runs, strict=True)]


def measure_plan(plan: Plan, rows: list[dict[str, int]], repeats: int) -> dict[str, float]:
    """Rows per second of a plan: amounts only, with a trace, with a trace written as JSON."""

    def stored() -> list[str]:
        traces = (plan.run(row) for row in rows)
        return [json.dumps([t.values, t.paths], separators=(",", ":")) for t in traces]

    size = statistics.mean(len(text) for text in stored()[:100])
    return {
        "rules": len(plan.rules),
        "amounts": len(rows) / best(repeats, lambda: [plan.amounts(row) for row in rows]),
        "traced": len(rows) / best(repeats, lambda: [plan.run(row) for row in rows]),
        "stored": len(rows) / best(repeats, stored),
        "stored_bytes": size,
        "one": latency(lambda: plan.amounts(rows[0])),
        "one_traced": latency(lambda: plan.run(rows[0])),
    }


# -- OpenFisca ---------------------------------------------------------------------------


def peer_python(folder: Path) -> Path:
    """The interpreter of a virtual environment with OpenFisca-Core, made when it is not there."""
    interpreter = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not interpreter.exists():
        print(f"making {folder} with openfisca-core ...", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
    found = subprocess.run([interpreter, "-c", "import openfisca_core"], capture_output=True, check=False)
    if found.returncode:
        subprocess.run([interpreter, "-m", "pip", "install", "--quiet", "openfisca-core"], check=True)
    return interpreter


def run_peer(
    interpreter: Path, law: Law, pays: Sequence[int], repeats: int
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The peer's times and its amounts, one row a person."""
    with tempfile.TemporaryDirectory() as folder:
        request, answer = Path(folder, "request.json"), Path(folder, "answer.csv")
        body = {"day": FIRST.isoformat(), "parameters": law, "pay": list(pays), "repeats": repeats}
        request.write_text(json.dumps(body), encoding="utf-8")
        done = subprocess.run([interpreter, PEER, request, answer], capture_output=True, text=True, check=True)
        with answer.open(encoding="utf-8", newline="") as lines:
            return json.loads(done.stdout), list(csv.DictReader(lines))


# -- the report --------------------------------------------------------------------------


def in_cents(text: str) -> int:
    """The peer's amount to the nearest cent: what it would print."""
    return math.floor(float(text) * 100 + 0.5)


def wrong(found: Sequence[Mapping[str, int]], wanted: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """How many rows of each amount are not the exact cents."""
    return {n: sum(f[n] != w[n] for f, w in zip(found, wanted, strict=True)) for n in COMPARED}


def line(label: str, value: float, unit: str = "/s") -> None:
    shown = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
    print(f"  {label:<58} {shown:>12} {unit}")


def show_preste(title: str, figures: Mapping[str, float]) -> None:
    print(f"\n{title}: {figures['rules']:.0f} rules")
    line("amounts only", figures["amounts"])
    line("with its trace, in memory", figures["traced"])
    line(f"with its trace as JSON ({figures['stored_bytes']:.0f} bytes)", figures["stored"])
    line("one row, amounts only", figures["one"] * 1e6, "µs")
    line("one row, traced", figures["one_traced"] * 1e6, "µs")


def show_peer(peer: Mapping[str, Any], rows: int, chain: Mapping[str, float], whole: Mapping[str, float]) -> None:
    print(f"\nOpenFisca-Core {peer['version']}, the same chain: {peer['variables']} variables, {peer['dtype']}")
    line(f"columns of {rows} persons", rows / peer["columns"])
    line(f"columns of {rows} persons, traced", rows / peer["columns_traced"])
    line("one person in a simulation of its own", 1 / peer["one"])
    line("one person in a simulation of its own", peer["one"] * 1e6, "µs")
    print("\nPreste over OpenFisca")
    line("the chain, traced, against its columns", chain["traced"] * peer["columns"] / rows, "times")
    line("the chain, traced, against its traced columns", chain["traced"] * peer["columns_traced"] / rows, "times")
    line("the whole month, traced, against its columns", whole["traced"] * peer["columns"] / rows, "times")
    line("one row of the chain, traced, against one person", peer["one"] / chain["one_traced"], "times")
    line("one row of the whole month, traced, against one person", peer["one"] / whole["one_traced"], "times")


def show_wrong(name: str, counts: Mapping[str, int], rows: int) -> None:
    print(f"\nAmounts of {name} that are not the exact cents, of {rows} rows")
    for amount, count in counts.items():
        line(amount, count, "rows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=10_000, help=f"persons, at most {MOST_ROWS}")
    parser.add_argument("--repeats", type=int, default=3, help="the best of so many runs counts")
    parser.add_argument("--no-peer", action="store_true", help="do not run OpenFisca")
    parser.add_argument("--venv", type=Path, default=Path(tempfile.gettempdir(), "preste-bench", "openfisca"))
    asked = parser.parse_args()
    rows = min(asked.rows, MOST_ROWS)
    draw = random.Random(20220101)
    pays = [draw.randrange(160_000, 800_000) for _ in range(rows)]

    whole, chain_of = whole_plan(), chain_plan(whole_plan())
    law = law_of(chain_of)
    inputs, few = whole_rows(pays), chain_rows(chain_of, pays)
    fractions = {s: {f: Fraction(v) for f, v in fields.items()} for s, fields in law.items()}
    references = [{n: int(v * 100) for n, v in exact(Fraction(pay, 100), fractions).items()} for pay in pays]

    print(f"{dt.date.today()}, {platform.machine()}, Python {platform.python_version()}, {rows} rows, processor time")
    month, steps = measure_plan(whole, inputs, asked.repeats), measure_plan(chain_of, few, asked.repeats)
    show_preste("Preste, a whole month", month)
    trace = whole.run(inputs[0])
    line("explain net and cost", latency(lambda: explain(trace, FACTS, ("net", "employer_cost")), 50) * 1e6, "µs")
    told = explain(trace, FACTS, ("net", "employer_cost"))
    line("replay them", latency(lambda: replay(told), 50) * 1e6, "µs")
    for label, taken in zip(("import", "read the law and build a first plan", "first payslip"), cold(), strict=True):
        line(f"new process: {label}", taken * 1e3, "ms")
    show_preste("Preste, the chain", steps)

    for label, plan, given in (("Preste, whole month", whole, inputs), ("Preste, chain", chain_of, few)):
        amounts = [{n: t[rule] for n, rule in COMPARED.items()} for t in map(plan.run, given)]
        show_wrong(label, wrong(amounts, references), rows)
    if not asked.no_peer:
        peer, answers = run_peer(peer_python(asked.venv), law, pays, asked.repeats)
        show_peer(peer, rows, steps, month)
        show_wrong("OpenFisca", wrong([{n: in_cents(a[n]) for n in COMPARED} for a in answers], references), rows)


if __name__ == "__main__":
    main()
