"""Judging acts under all five policies: a mix of facts as lines, and the work from line to line."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from incidents.domain.policy import Policy
from incidents.domain.policy_facts import FACTS, STATES
from incidents.domain.policy_facts_reading import read_facts
from incidents.domain.policy_finding import find
from incidents.domain.policy_words import Category, Standing
from incidents.store.policy_files import load_folder

_ACTS = tuple(act.value for act in Category if act is not Category.NONE)
# Mostly those whom a policy binds, since nobody else is judged in many ways.
_WHO = (*(Standing.STAFF, Standing.VOLUNTEER, Standing.TRUSTEE) * 4, *Standing)
_OTHERS = (Standing.VOLUNTEER, Standing.FAMILY, Standing.STAFF)
# How often a line does not say who did it, which is the most work, and how often it states another fact.
_UNKNOWN = 0.1
_STATED = 0.5


@dataclass(frozen=True)
class Mix:
    """The policies, and lines of facts, each with the id of the policy that judges it."""

    policies: dict[str, Policy]
    lines: tuple[tuple[str, str], ...]


def mix(folder: Path, count: int) -> Mix:
    """`count` lines over all policies of a folder, the same ones each time."""
    chance = random.Random(count)
    policies = {policy.id: policy for policy in load_folder(folder)}
    ids = sorted(policies)
    return Mix(policies, tuple((chance.choice(ids), json.dumps(_facts(chance))) for _ in range(count)))


def judge_all(acts: Mix) -> list[str]:
    """Every line's finding as `policy judge` prints it."""
    return [
        json.dumps(find(policy, read_facts(policy, json.loads(line))).printed, ensure_ascii=False)
        for policy, line in ((acts.policies[charity], line) for charity, line in acts.lines)
    ]


def _facts(chance: random.Random) -> dict[str, object]:
    said: dict[str, object] = {"act": chance.choice(_ACTS)}
    if chance.random() > _UNKNOWN:
        said["by"] = _person(chance, _WHO)
    if chance.random() < _STATED:
        said["other"] = _person(chance, _OTHERS)
    for key, fact in FACTS.items():
        if "." not in key and chance.random() < _STATED:
            said[key] = chance.choice(fact.values)[0]
    return said


def _person(chance: random.Random, standings: tuple[Standing, ...]) -> dict[str, str]:
    role = chance.choice(standings)
    state = {"state": chance.choice(STATES[role]).value} if chance.random() < _STATED else {}
    return {"role": role.value, **state}
