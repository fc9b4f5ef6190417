"""Files on their way in: which page may take a large one, and a passing place that holds no plain byte."""

from __future__ import annotations

from typing import IO, Any, cast

from flask import Request, request

from incidents.domain.evidence import FILE_LIMIT
from incidents.services.evidence import passing_place

# The page that takes evidence, with room for the answers around the file.
_LARGE = "evidence.new_send"
_ROOM = FILE_LIMIT + 1_000_000


class Received(Request):
    """A request whose evidence goes into a passing place in cipher, and not into a temporary file."""

    def _get_file_stream(self, *told: Any, **more: Any) -> IO[bytes]:
        if self.endpoint == _LARGE:
            return cast("IO[bytes]", passing_place())
        return super()._get_file_stream(*told, **more)


def make_room() -> None:
    """Let the page that takes evidence read a large request; called once it is known who sends it."""
    if request.endpoint == _LARGE:
        request.max_content_length = _ROOM
