"""Reads policy files: YAML in, a valid `Policy` out, or every fault with its file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from incidents.domain.policy import Policy
from incidents.domain.policy_faults import Fault, PolicyFault
from incidents.domain.policy_reading import read
from incidents.store.plain_yaml import grow

# Bytes. The longest of the five policies has under 50,000.
LARGEST_FILE = 1_000_000


def load(path: Path) -> Policy:
    """The policy in the file at `path`. Raises `PolicyFault`, also when the file cannot be read."""
    file = str(path)
    try:
        if not path.is_file():
            raise _fault(file, None, "there is no such file", "check the name")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _fault(file, None, f"cannot be read ({error.strerror})", "check who may read it") from error
    return parse(raw, file=file)


def load_folder(path: Path) -> tuple[Policy, ...]:
    """Every policy of a folder (`*.yaml`, `*.yml`), in the order of their ids.

    Raises one `PolicyFault` for the faults of all files, for a folder without any policy, and where two files
    share an id or a code.
    """
    try:
        files = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
    except OSError as error:
        raise _fault(
            str(path), None, f"is not a folder to read ({error.strerror})", "check its name"
        ) from error
    if not files:
        raise _fault(str(path), None, "has no policy file", "put a file ending in .yaml there")
    faults: list[Fault] = []
    policies: dict[Path, Policy] = {}
    for file in files:
        try:
            policies[file] = load(file)
        except PolicyFault as fault:
            faults.extend(fault.faults)
    faults.extend(_shared(policies.items()))
    if faults:
        raise PolicyFault(faults)
    return tuple(sorted(policies.values(), key=lambda policy: policy.id))


def parse(raw: bytes, *, file: str) -> Policy:
    """The policy in the bytes of a YAML file; `file` is its name in the messages. Raises `PolicyFault`."""
    document, lines = plain(raw, file=file)
    return read(document, file=file, lines=lines)


def plain(raw: bytes, *, file: str) -> tuple[dict[str, object], dict[str, int]]:
    """The keys and values in the bytes of a YAML file, not yet read as a policy, and the line of each part.

    `file` is its name in the messages. Raises `PolicyFault` for what is no such file at all.
    """
    if len(raw) > LARGEST_FILE:
        raise _fault(
            file, None, "is larger than 1 MB", "a policy needs far less: check that it is the right file"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _fault(file, line, "is not in UTF-8", "save it again with the encoding UTF-8") from error
    document, lines = grow(text, file=file)
    if not isinstance(document, dict):
        raise _fault(file, None, "does not hold the keys of a policy", "begin it as docs/policies.md shows")
    return document, lines


def _fault(file: str, line: int | None, problem: str, remedy: str) -> PolicyFault:
    return PolicyFault([Fault(file, line, "", problem, remedy)])


def _shared(policies: Iterable[tuple[Path, Policy]]) -> Iterator[Fault]:
    owners: dict[str, Path] = {}
    for file, policy in policies:
        for key, value in (("id", policy.id), ("code", policy.code)):
            if (owner := owners.setdefault(f"{key} {value}", file)) is not file:
                yield Fault(
                    str(file),
                    None,
                    key,
                    f"'{value}' is the {key} of {owner} too",
                    "give each charity its own",
                )
