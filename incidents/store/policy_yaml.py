"""Writes a policy as YAML that people can read and change, in the order and shape of docs/policies.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

import yaml

from incidents.domain.policy import Policy
from incidents.domain.policy_reading import KEYS

_WIDTH = 110
_HEAD = """\
# {name}: the policy as data, in our own words. docs/policies.md explains the keys.
# Posts only, never the names of persons.

"""


class _Plain(yaml.SafeDumper):
    """Lists stand deeper than their key, and nothing is written as a link to something above."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Ask for an indent before each entry of a list."""
        del indentless
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """Every value is written out, for the reader refuses anchors."""
        del data
        return True


def written(policy: Policy) -> bytes:
    """The policy as a file in UTF-8. `policy_files.parse` gives the same policy back."""
    whole = json.loads(json.dumps(asdict(policy), default=date.isoformat))
    parts = [_dumped({key: value}) for key, value in _spare("", whole).items()]
    return (_HEAD.format(name=" ".join(policy.name.split())) + "".join(parts)).encode()


def _dumped(part: Mapping[str, object]) -> str:
    """One key of the file, with an empty line after a long one."""
    text: str = yaml.dump(part, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return f"{text}\n" if text.count("\n") > 1 else text


def _spare(block: str, values: Mapping[str, object]) -> dict[str, object]:
    """The block without what may be left out and says nothing, and so each block in it."""
    needed = KEYS[block][0] if block in KEYS else tuple(values)
    return {
        key: _spare_below(key, value)
        for key, value in values.items()
        if key in needed or value not in (None, False, [], {})
    }


def _spare_below(key: str, value: object) -> object:
    if isinstance(value, list):
        return [_spare(key, item) if isinstance(item, dict) else item for item in value]
    return _spare(key, value) if isinstance(value, dict) else value
