"""The commands, and the one place where errors become text and an exit status."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from preste.cli import (
    account,
    contingents,
    desk,
    dossier,
    explained,
    installation,
    quarter,
    reference,
    serve,
    validation_book,
)
from preste.cli.dimona import dimona
from preste.cli.dmfa import dmfa
from preste.cli.flexiatwork import flexiatwork
from preste.cli.labour import labour
from preste.cli.law import law_app
from preste.cli.onss import onss
from preste.cli.schemas import schemas
from preste.cli.takeover import takeover
from preste.errors import DossierError, InputError, PresteError

BAD_INPUT = 2
"""Exit status when some input was wrong, or a parameter of law was missing."""
_HALVES = re.compile("[\ud800-\udfff]")

app = typer.Typer(
    name="preste",
    help="Preste : la paie belge, exacte et expliquée.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(law_app)
app.add_typer(labour)
app.add_typer(takeover)
app.add_typer(schemas)
app.add_typer(dimona)
app.add_typer(dmfa)
app.add_typer(flexiatwork)
app.add_typer(onss)
app.command("run")(dossier.run)
app.command("new")(dossier.new)
app.command("demo")(dossier.demo)
app.command("account")(account.account)
app.command("quarter")(quarter.quarter)
app.command("contingents")(contingents.contingents)
app.command("serve")(serve.serve)
app.command("prepare")(serve.prepare_only)
app.command("doctor")(installation.doctor)
app.command("backup")(installation.backup)
app.command("restore")(installation.restore)
app.command("work")(serve.work)
app.command("explain")(explained.explain)
app.command("desk")(desk.desk)
app.command("vblv")(validation_book.vblv)
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
        bad = any(_is_bad(one) for one in answers)
    else:
        try:
            answer = pay_one(data, explained=explain)
        except CaseError as error:
            answer = error_of(error)
        print_json(answer)
        bad = _is_bad(answer)
    if bad:
        raise typer.Exit(BAD_INPUT)


def _is_bad(answer: Mapping[str, Any]) -> bool:
    """Whether an answer says that the input is wrong, or that law is missing for some of its amounts."""
    return "error" in answer or "errors" in answer


def read_json(source: str) -> Any:
    """The JSON of a file, or of standard input for "-". A wrong file is told as JSON, with exit status 2."""
    code, remedy = "E-INPUT-JSON", "check the text"
    try:
        return json.loads(_read_text(source), object_pairs_hook=_object)
    except InputError as error:
        message, code, remedy = f"{source}: {error.message}", error.code, error.remedy
    except OSError as error:
        message, code, remedy = f"{source}: {error.strerror}", "E-INPUT-FILE", "check the path"
    except RecursionError:
        message = f"{source} is no case: it has too many levels"
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        message = f"{source} is not JSON: {error}"
    except ValueError:  # Python reads no whole number of more than some thousand digits
        message = f"{source}: a number in it is too large"
    print_json({"error": {"code": code, "field": "", "message": message, "remedy": remedy}})
    raise typer.Exit(BAD_INPUT)


def _read_text(source: str) -> str:
    """UTF-8, with or without a byte-order mark, whatever the system's own encoding is."""
    data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    return data.decode("utf-8-sig")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose names are all different: of two amounts with one name, which is meant cannot be known."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"{twice!r} is given twice in one object", remedy="keep one", code="E-INPUT-DUPLICATE")
    return found


def print_json(data: Any) -> None:
    """JSON on standard output, readable, in UTF-8; where the output is no UTF-8, in plain ASCII."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(data, ensure_ascii=not utf8, indent=2)
    # half a character is no UTF-8: it is written as JSON escapes it
    sys.stdout.write(_HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n")


def main() -> None:
    """Run the command line; what is wrong is told on standard error, with exit status 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a sign that the terminal lacks stops nothing
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
    except OSError as error:
        print(_file_error(error), file=sys.stderr)
        sys.exit(BAD_INPUT)
    except UnicodeEncodeError as error:
        message = f"{error.object[:50]!r} holds a character that cannot be written"
        print(InputError(message, remedy="write it again", code="E-FILE"), file=sys.stderr)
        sys.exit(BAD_INPUT)


def _file_error(error: OSError) -> InputError:
    """A file or folder that cannot be read or written, as one line."""
    path = error.filename2 or error.filename
    message = error.strerror or "a file cannot be read or written"
    remedy = "check that the path exists, that it may be written, and that the disk is not full"
    return InputError(message, where=str(path) if path else "", remedy=remedy, code="E-FILE")
