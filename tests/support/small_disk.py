"""A disk of a few megabytes, in memory, that a test fills and empties. Only root may mount it."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PAGE = 8192
"""Of PostgreSQL's tables."""


class NoSmallDisk(Exception):
    """This user, or this machine, may not mount one."""


class SmallDisk:
    """A file system of its own, which `owner` may write. Raises NoSmallDisk."""

    def __init__(self, megabytes: int, owner: str | None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="preste-disk-"))
        options = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "preste-test", str(self.folder)]
        if os.geteuid() != 0 or shutil.which("mount") is None:
            done = "mounting asks for root"
        else:
            done = subprocess.run(options, capture_output=True, text=True, check=False).stderr
        if done:
            self.folder.rmdir()
            raise NoSmallDisk(done.strip())
        atexit.register(self.end)
        if owner:
            shutil.chown(self.folder, owner)

    @contextmanager
    def full(self, spare: int = 0) -> Iterator[None]:
        """With room for so many pages of 8 kB, and then as before."""
        ballast = self.folder / "ballast"
        with ballast.open("wb", buffering=0) as file:
            with suppress(OSError):  # no space left
                while file.write(bytes(PAGE)) == PAGE:
                    pass
            file.truncate(max(0, file.tell() - spare * PAGE))
        try:
            yield
        finally:
            ballast.unlink()

    def end(self) -> None:
        """Take it away, with what is on it."""
        if self.folder.exists():
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)
            self.folder.rmdir()
