"""How files are received: in memory while they are small, and never more of one than is read."""

from __future__ import annotations

import tempfile
from typing import IO, Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from preste.office.services.uploads import MAX_BYTES, MESSAGE_BYTES

_MESSAGES = frozenset({"receive-answer", "dimona-answers"})
"""Pages that take messages of the ONSS, which are larger than tables."""


class CappedUpload(FileUploadHandler):
    """Keeps the first bytes of a file, one more than is allowed: enough to see that it is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file. Its name is not looked at."""
        super().new_file(*args, **kwargs)
        page = getattr(self.request, "resolver_match", None)
        self.room = (MESSAGE_BYTES if page is not None and page.view_name in _MESSAGES else MAX_BYTES) + 1
        self.kept: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=MAX_BYTES)  # noqa: SIM115 - closed as the file is

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for."""
        self.kept.write(raw_data[: max(0, self.room - self.kept.tell())])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, as far as it was kept."""
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(self.kept, self.field_name, "upload", self.content_type, size, None)
