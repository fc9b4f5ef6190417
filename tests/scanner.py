"""A scanner for tests: it speaks over a real socket, and says what it is told to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def answering(folder: Path, answer: bytes, *, after: int = -1) -> Iterator[str]:
    """A scanner that reads what it is sent (or only so many bytes of it), says this, and hangs up."""
    place = folder / "s"
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen()

        def serve() -> None:
            line, _ = door.accept()
            with line:
                read = b""
                while not read.endswith(bytes(4)) and not 0 <= after < len(read):
                    read += line.recv(65536)
                if answer:
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield str(place)
        thread.join(10)
