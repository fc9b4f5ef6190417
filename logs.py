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

    Only our own sentences are kept, and of those the fixed words: a library may put an address with words of
    somebody into its own. Of a fault it says the kind and the places in the program, never the message.
    """

    def format(self, record: LogRecord) -> str:
        """One line; whatever holds a line's end is written as \\n by JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": _what(record),
        }
        line |= {key: _short(getattr(record, key)) for key in ALLOWED if hasattr(record, key)}
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["places"] = [f"{_tail(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
        elif not _is_ours(record):
            line["places"] = [f"{_tail(record.pathname)}:{record.lineno} {record.funcName}"]
        return json.dumps(line, ensure_ascii=True)


class Words(logging.Formatter):
    """Writes a record for whoever works on the program: with its traceback, and what it is about."""

    def format(self, record: LogRecord) -> str:
        """The sentence, then what it is about."""
        about = [str(getattr(record, key)) for key in ("task", "file") if hasattr(record, key)]
        return " ".join([super().format(record), *about])


def begin(*, machine: bool) -> None:
    """Write the log of this process to its error output; `machine`: as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines() if machine else Words())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("candour").setLevel(logging.INFO if machine else logging.WARNING)


def _is_ours(record: LogRecord) -> bool:
    """Flask's own log bears the program's name; ours have one more after it."""
    return record.name.startswith("candour.")


def _what(record: LogRecord) -> str:
    if _is_ours(record):
        return str(record.msg)[:_LONGEST]
    return "a fault nobody expected" if record.exc_info else "a library has something to say"


def _short(value: object) -> object:
    return value if isinstance(value, int) else str(value)[:_LONGEST]


def _tail(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])
