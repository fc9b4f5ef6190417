"""The program's own log: one line of JSON for each thing on the error output, of allowed keys and no others.

In practice mode faults are printed for whoever works on the program instead. docs/operating.md says what is
logged, how long it is kept, and how it is sent elsewhere; what is done in a case stands in the trail.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from logging import LogRecord

# What a line may say besides when, how grave, who writes and what happened. Nothing that was typed is here.
ALLOWED = ("page", "status", "charity", "account", "address", "task", "file")
_LONGEST = 200


class Lines(logging.Formatter):
    """Writes a record as a line of JSON.

    Of a sentence only the fixed words are kept, never what is put into them, because that may be an address
    with somebody's words in it; of a fault its kind and its places in the program, never its message.
    """

    def format(self, record: LogRecord) -> str:
        """One line; whatever holds a line's end is written as \\n by JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": str(record.msg)[:_LONGEST],
        }
        line |= {key: _short(getattr(record, key)) for key in ALLOWED if hasattr(record, key)}
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["places"] = [f"{_tail(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
        return json.dumps(line, ensure_ascii=True)


def begin(*, machine: bool) -> None:
    """Write the log of this process to its error output; `machine`: as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    if machine:
        handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("candour").setLevel(logging.INFO if machine else logging.WARNING)


def _short(value: object) -> object:
    return value if isinstance(value, int) else str(value)[:_LONGEST]


def _tail(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])
