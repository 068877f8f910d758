"""`preste serve`: the office on this machine, for this machine only. `preste work`: its long computations alone."""

from __future__ import annotations

import os
import signal
import threading
from importlib.util import find_spec
from socketserver import ThreadingMixIn
from typing import Annotated
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import typer
from rich.console import Console

from preste.errors import InputError


class _Server(ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Addresses are not written to the log: they name employers."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve(
    port: Annotated[int, typer.Option("--port", help="Le port, sur localhost.")] = 8000,
    email: Annotated[str, typer.Option("--email", help="L'adresse du premier compte.")] = "",
) -> None:
    """Ouvrir le bureau dans le navigateur : http://localhost (aperçu, en construction)."""
    console = Console()
    application = prepare(email, console)
    from preste.office.jobs import worker

    worker.in_thread()
    with make_server("localhost", port, application, server_class=_Server, handler_class=_Quiet) as server:
        console.print(f"Le bureau est ouvert : http://localhost:{port}   (Ctrl+C pour fermer)", highlight=False)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("Le bureau est fermé.")


def work(
    once: Annotated[bool, typer.Option("--once", help="Faire ce qui attend, puis s'arrêter.")] = False,
) -> None:
    """Faire les calculs longs du bureau. `preste serve` les fait lui-même ; ailleurs, une commande les fait."""
    _require_office()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        remedy = "start the office once with: preste serve"
        raise InputError("the database has not the tables of this version", remedy=remedy, code="E-OFFICE") from None
    from preste.office.jobs import worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if once:
        while worker.work_once(stop=stop) and not stop.is_set():
            pass
        return
    Console().print("Les calculs du bureau se font ici (Ctrl+C pour arrêter).")
    worker.work(stop)


def prepare(email: str, console: Console):  # type: ignore[no-untyped-def]
    """Data folder, key file, tables and first account; gives the WSGI application. Raises InputError."""
    _require_office()
    from preste.office.keys import data_dir, make_key_file

    folder = data_dir()
    make_key_file(folder)
    (folder / "static").mkdir(exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.management import call_command

    from preste.office.wsgi import application

    call_command("migrate", verbosity=0)
    from preste.office.accounts.models import User

    if not User.objects.exists():
        console.print(f"Premier démarrage : les données vont dans {folder}. Créez le premier compte.", highlight=False)
        email = email or typer.prompt("Adresse e-mail")
        password = typer.prompt("Mot de passe (12 caractères ou plus)", hide_input=True, confirmation_prompt=True)
        try:
            validate_password(password)
        except ValidationError as error:
            raise InputError(
                " ".join(error.messages), field="password", remedy="start again with another one"
            ) from None
        User.objects.create_user(email, password, bureau=True)
    return application


def _require_office() -> None:
    if find_spec("django") is None:
        raise InputError(
            "the office is not installed",
            remedy='install it: pip install "preste[office]", or use make serve',
            code="E-OFFICE-MISSING",
        )
