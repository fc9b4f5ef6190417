"""500 MB of evidence through the pages, and the memory it took: `python -m tests.ordeals.upload_memory`."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

from flask import Flask

from incidents.domain.evidence import FILE_LIMIT
from incidents.domain.words import Role
from incidents.store import files
from tests import cast, databases, steps
from tests.uploads import TOLD

CANARY = b"canary of which no byte may lie about "
DAY = {"captured_on-day": "20", "captured_on-month": "11", "captured_on-year": "2026"}


class Wire(io.RawIOBase):
    """A form as it comes over the wire: nobody ever holds all of it."""

    def __init__(self, head: bytes, body: int, tail: bytes) -> None:
        self.parts = [head, tail]
        self.left = body
        self.at = 0
        self.length = len(head) + body + len(tail)

    def readable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Nothing moves; the test's browser only asks how long it is."""
        self.at = self.length if whence == io.SEEK_END else 0
        return self.at

    def tell(self) -> int:
        """What the last `seek` asked for."""
        return self.at

    def readinto(self, place: memoryview) -> int:  # type: ignore[override]
        """The next bytes, as many as there is place for."""
        data = self._next(len(place))
        place[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        if len(self.parts) == 2 and self.left:
            return self._cut(self.parts, size) if self.parts[0] else self._body(size)
        if self.parts and not self.parts[0]:
            self.parts.pop(0)
        return self._cut(self.parts, size) if self.parts else b""

    def _body(self, size: int) -> bytes:
        length = min(self.left, size)
        self.left -= length
        return (CANARY * (length // len(CANARY) + 1))[:length]

    @staticmethod
    def _cut(parts: list[bytes], size: int) -> bytes:
        data = parts[0][:size]
        parts[0] = parts[0][len(data) :]
        return data


def megabytes() -> float:
    """The most memory this process had since `forget_peak`."""
    told = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return int(re.findall(r"VmHWM:\s*(\d+) kB", told)[0]) / 1024


def forget_peak() -> None:
    """Count from now on: what was needed before must not hide what is needed next."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def ordeal(app: Flask, folder: Path, times: int) -> tuple[float, list[Path]]:
    """So many files of nearly 50 MB: by how many megabytes memory grew, and where a plain byte was found."""
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    reference = steps.opened(lead)
    client = cast.browse(app, "fts", lead).client
    fields = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {**TOLD, **DAY}.items()
    )
    head = f'{fields}--edge\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\n'
    files.bind(folder, databases.MASTER_KEY)
    client.get(f"/fts/cases/{reference}/evidence")
    forget_peak()
    before = megabytes()
    for _ in range(times):
        wire = Wire(head.encode(), FILE_LIMIT - 1_000, b"\r\n--edge--\r\n")
        answer = client.post(
            f"/fts/cases/{reference}/evidence/new?shows=no",
            input_stream=wire,  # type: ignore[arg-type]
            content_length=wire.length,
            content_type="multipart/form-data; boundary=edge",
        )
        assert answer.status_code == 302, answer.get_data(as_text=True)
    grown = megabytes() - before
    return grown, [path for path in folder.rglob("*") if path.is_file() and CANARY in path.read_bytes()]


def main() -> None:
    """Ten files of nearly 50 MB; ends with 1 where memory grew by 100 MB, or a plain byte was found."""
    app = databases.make_app(databases.empty("sqlite"))
    database = databases.fresh("sqlite")
    with tempfile.TemporaryDirectory() as folder:
        grown, plain = ordeal(app, Path(folder), 10)
    databases.drop(database)
    print(f"500 MB taken; memory grew by {grown:.0f} MB; {len(plain)} files with a plain byte")  # noqa: T201
    sys.exit(1 if grown >= 100 or plain else 0)


if __name__ == "__main__":
    main()
