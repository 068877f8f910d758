"""The commands, and the one place where errors become text and an exit status."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from preste.cli import dossier, explained, reference
from preste.cli.law import law_app
from preste.errors import DossierError, PresteError

BAD_INPUT = 2
"""Exit status when some input was wrong, or a parameter of law was missing."""

app = typer.Typer(
    name="preste",
    help="Preste : la paie belge, exacte et expliquée.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(law_app)
app.command("run")(dossier.run)
app.command("new")(dossier.new)
app.command("demo")(dossier.demo)
app.command("explain")(explained.explain)
app.command("rules")(explained.rules)
app.command("reference", hidden=True)(reference.reference)


@app.command("pay")
def pay(
    source: Annotated[
        str, typer.Option("--json", help="Un fichier JSON : un cas ou une liste ; - pour l'entrée standard.")
    ],
    explain: Annotated[bool, typer.Option("--explain", help="Avec l'explication de chaque montant.")] = False,
) -> None:
    """Calculer un cas, ou une liste de cas, donnés en JSON."""
    from preste.payroll import CaseError
    from preste.payroll.one_shot import error_of, pay_each
    from preste.payroll.one_shot import pay as pay_one

    data = read_json(source)
    if isinstance(data, list):
        answers = list(pay_each(data, explained=explain))
        print_json(answers)
        bad = any("error" in one for one in answers)
    else:
        try:
            answer = pay_one(data, explained=explain)
        except CaseError as error:
            answer = error_of(error)
        print_json(answer)
        bad = "error" in answer
    if bad:
        raise typer.Exit(BAD_INPUT)


def read_json(source: str) -> Any:
    """The JSON of a file, or of standard input for "-". A wrong file is told as JSON, with exit status 2."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as error:
        problem = {
            "code": "E-INPUT-FILE",
            "field": "",
            "message": f"{source}: {error.strerror}",
            "remedy": "check the path",
        }
    except ValueError as error:
        problem = {
            "code": "E-INPUT-JSON",
            "field": "",
            "message": f"{source} is not JSON: {error}",
            "remedy": "check the text",
        }
    print_json({"error": problem})
    raise typer.Exit(BAD_INPUT)


def print_json(data: Any) -> None:
    """JSON on standard output, readable, in UTF-8."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def main() -> None:
    """Run the command line; a Preste error is told on standard error, with exit status 2."""
    try:
        app()
    except DossierError as error:
        print(f"{error.message} :", file=sys.stderr)
        for one in error.errors:
            print(f"  {one}", file=sys.stderr)
        sys.exit(BAD_INPUT)
    except PresteError as error:
        print(error, file=sys.stderr)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        sys.exit(1)
