"""What changes from one version of a policy to the next, in sentences for whoever is about to install it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from incidents.domain.policy import Policy, bound_label, receiver_label, standing_label
from incidents.domain.policy_conditions import Conditions
from incidents.domain.policy_facts import FACTS
from incidents.domain.words import Word

# What stands once in a policy: where it is, and what people call it.
SINGLE: dict[str, str] = {
    "id": "The name in links",
    "code": "The prefix of references",
    "name": "The charity's name",
    "short_name": "The charity's short name",
    "nation": "The nation",
    "document.title": "The policy's title",
    "document.version": "The policy's version",
    "document.dated": "The policy's date",
    "document.in_force_from": "The day it holds from",
    "words.board": "The word for the board",
    "words.board_member": "The word for a board member",
    "words.beneficiary": "The word for a person the charity supports",
    "words.beneficiaries": "The word for the people the charity supports",
    "words.volunteer": "The word for a volunteer",
    "words.manager": "The word for the manager",
    "speed.complaint": "How soon a complaint is answered",
    "speed.acknowledgement_promise": "The promise to people who report",
    "speed.private_channel": "Moving a complaint to a private channel",
    "content_check.every": "How often the pages are checked",
    "content_check.by": "Who checks the pages",
    "review.months": "The number of months between reviews",
    "review.next_review": "The next review",
    "review.note": "The note on reviews",
}

# Lists of sentences: what people call the list.
LISTS: dict[str, str] = {
    "platforms": "Platforms",
    "registers": "Lists to keep",
    "linked_policies": "Linked policies",
    "open_points": "Open points",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of records: what people call it, what it says when new, and its facts by label."""

    name: str
    summary: str
    facts: Mapping[str, object]


def difference(old: Policy, new: Policy) -> tuple[str, ...]:
    """What `new` says that `old` did not, a sentence for each change; none when they are the same policy."""
    return tuple(_changes(old, new))


def _changes(old: Policy, new: Policy) -> Iterator[str]:
    for path, label in SINGLE.items():
        was, now = attrgetter(path)(old), attrgetter(path)(new)
        if was != now:
            yield f"{label} changes from {_said(old, was)} to {_said(new, now)}."
    for path, label in LISTS.items():
        yield from _list_changes(label, getattr(old, path), getattr(new, path))
    for plural, entries in RECORDS.items():
        yield from _record_changes(plural, old, new, entries)


def _list_changes(label: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    yield from (f"{label}: “{item}” is added." for item in new if item not in old)
    yield from (f"{label}: “{item}” is taken away." for item in old if item not in new)
    if _order(old, new) != _order(new, old):
        yield f"{label}: the order changes."


def _record_changes(
    plural: str, old: Policy, new: Policy, entries: Callable[[Policy], dict[str, Entry]]
) -> Iterator[str]:
    before, after = entries(old), entries(new)
    yield from (f"{after[key].name} is new: {after[key].summary}" for key in after if key not in before)
    yield from (
        f"{before[key].name} is taken away: {before[key].summary}" for key in before if key not in after
    )
    for key in _order(before, after):
        for label, was in before[key].facts.items():
            now = after[key].facts[label]
            if was != now:
                yield f"{after[key].name}: {label} changes from {_said(old, was)} to {_said(new, now)}."
    if _order(before, after) != _order(after, before):
        yield f"The order of the {plural} changes."


def _order(
    these: Sequence[str] | Mapping[str, Entry], those: Sequence[str] | Mapping[str, Entry]
) -> list[str]:
    """What of `these` stands in `those` as well, in the order of `these`."""
    return [key for key in these if key in those]


def _posts(policy: Policy) -> dict[str, Entry]:
    return {
        post.key: Entry(
            name=f"The post “{post.label}”",
            summary=f"{standing_label(policy, post.standing)}.",
            facts={
                "its name": post.label,
                "its standing": post.standing,
                "its right to post": post.approved_poster,
            },
        )
        for post in policy.posts
    }


def _receivers(policy: Policy) -> dict[str, Entry]:
    return {
        f"{receiver.post} {receiver.outside}": Entry(
            name=f"“{receiver_label(policy, receiver)}” as receiver of reports",
            summary=f"telephone {receiver.telephone or receiver.check or 'inside the charity'}.",
            facts={"the telephone number": receiver.telephone, "where to check": receiver.check},
        )
        for receiver in policy.receivers
    }


def _also_bound(policy: Policy) -> dict[str, Entry]:
    return {
        more.standing.value: Entry(
            name=f"“{more.standing.label}” under the rules of others",
            summary=f"bound like {standing_label(policy, more.like)} by {more.clause}.",
            facts={"the standing whose rules bind them": more.like, "the clause that says so": more.clause},
        )
        for more in policy.also_bound
    }


def _clauses(policy: Policy) -> dict[str, Entry]:
    return {
        clause.id: Entry(
            name=f"Clause {clause.id}",
            summary=(
                f"{clause.rule} ({clause.kind.label}; {_said(policy, clause.binds)}; {clause.route.label})"
            ),
            facts={
                "the section": clause.section,
                "its kind": clause.kind,
                "its force": clause.force,
                "whom it binds": clause.binds,
                "the rule": clause.rule,
                "what it is about": clause.category,
                "what else it is about": clause.also,
                "what follows": clause.route,
                "the consequence": clause.consequence,
                "the clause that states the consequence": clause.stated_in,
                "what that consequence is for": clause.stated_for,
                "when it applies": _when(clause.when) or None,
                "what is excepted": " or ".join(_when(block) for block in clause.unless) or None,
                "what it leaves open": " ".join(
                    f"{_when(case.when)}: {case.question}" for case in clause.open
                )
                or None,
                "what to read with it": ", ".join(clause.see) or None,
            },
        )
        for clause in policy.clauses
    }


# Lists of records: what people call them all, and how their entries are got.
RECORDS: dict[str, Callable[[Policy], dict[str, Entry]]] = {
    "posts": _posts,
    "people and bodies who receive reports": _receivers,
    "standings under the rules of others": _also_bound,
    "clauses": _clauses,
}


def _when(conditions: Conditions) -> str:
    """Conditions as people read them: the question of each fact, with the answers that count."""
    return "; ".join(
        f"{FACTS[key].question} {' or '.join(dict(FACTS[key].values)[value] for value in values)}"
        for key, values in sorted(conditions.items())
    )


def _said(policy: Policy, value: object) -> str:
    """A value as people read it: labels for keys, and words for what is empty."""
    match value:
        case None:
            return "not stated"
        case bool():
            return "yes" if value else "no"
        case Word():
            return f"“{value.label}”"
        case tuple():
            return ", ".join(_said_key(policy, item) for item in value) or "nothing"
        case date():
            return value.isoformat()
        case _:
            return f"“{value}”"


def _said_key(policy: Policy, item: str) -> str:
    return item.label if isinstance(item, Word) else bound_label(policy, item)
