"""What is wrong with a policy document: each fault with its place and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where (file, line, clause or key), what, and how to mend it."""

    file: str
    line: int | None
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = (self.file, f"line {self.line}" if self.line else "", self.where)
        said = f"{self.problem}; {self.remedy}"
        return ": ".join(part for part in (", ".join(part for part in place if part), said) if part)


class PolicyFault(Exception):
    """A policy that cannot be used. `faults` has every fault; the message has one on each line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Notes:
    """The faults found so far in one document.

    A path is the keys down to a value joined by dots, with #0, #1 for entries of a list: "clauses.#3.rule".
    """

    def __init__(self, file: str = "", lines: Mapping[str, int] | None = None) -> None:
        self._file = file
        self._lines = lines or {}
        self._names: dict[str, str] = {}
        self._noted: list[tuple[str, str, str]] = []

    def call(self, path: str, name: str) -> None:
        """What people call the block at `path` in messages: "clause FTS-V-03"."""
        self._names[path] = name

    def add(self, path: str, problem: str, remedy: str) -> None:
        """Note a fault at `path`."""
        self._noted.append((path, problem, remedy))

    def clean(self, path: str) -> bool:
        """Whether nothing at or below `path` is faulty, so that its parts may be compared."""
        return not any(f"{at}.".startswith(f"{path}.") for at, _, _ in self._noted)

    def settle(self) -> None:
        """Raise `PolicyFault` if there is any fault."""
        if self._noted:
            raise PolicyFault(self._fault(*noted) for noted in self._noted)

    def _fault(self, path: str, problem: str, remedy: str) -> Fault:
        """The fault with its place: the line of the nearest part that has one, and the names around it."""
        steps = _upwards(path)
        line = next((self._lines[step] for step in steps if step in self._lines), None)
        named = next((step for step in steps if step in self._names), "")
        said = _whole_facts([_spoken(key) for key in path[len(named) :].split(".") if key])
        where = ", ".join([self._names[named], *said] if named else said)
        return Fault(self._file, line, where, problem, remedy)


def _upwards(path: str) -> list[str]:
    """The path and every block around it, nearest first: "a.#0.b", "a.#0", "a", ""."""
    keys = path.split(".") if path else []
    return [".".join(keys[:count]) for count in range(len(keys), -1, -1)]


def _whole_facts(keys: list[str]) -> list[str]:
    """The keys of facts have a dot of their own: "by", "role" are one."""
    found: list[str] = []
    for key in keys:
        if found and found[-1] in ("by", "other") and key in ("role", "state"):
            found[-1] = f"{found[-1]}.{key}"
        else:
            found.append(key)
    return found


def _spoken(key: str) -> str:
    if key[:1] == "#" and key[1:].isdecimal():
        return f"entry {int(key[1:]) + 1}"
    return key if key.isprintable() and len(key) < 60 else repr(key[:60])
