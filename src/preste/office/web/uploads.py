"""How files are received: in memory, and never more of one than is read."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from preste.office.services.uploads import MAX_BYTES


class CappedUpload(FileUploadHandler):
    """Keeps the first bytes of a file, one more than is allowed: enough to see that it is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file. Its name is not looked at."""
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for."""
        self.kept.write(raw_data[: max(0, MAX_BYTES + 1 - self.kept.tell())])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, as far as it was kept."""
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(self.kept, self.field_name, "upload", self.content_type, size, None)
