"""What the policy says before somebody acts: nothing is kept of who asked or what, only a count by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from incidents.domain.fields import LONDON
from incidents.domain.plain_answer import whom_to_ask
from incidents.domain.plain_asking import Asker, Path, walk
from incidents.domain.policy import standing_label
from incidents.domain.policy_words import Standing
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.store.db import read, work
from incidents.store.queries import policy_questions, posting


@dataclass(frozen=True, slots=True)
class Asked:
    """How far the answers lead, whom to ask when in doubt, and what the asker was taken to be ("": said)."""

    path: Path
    whom: str
    known_as: str


def ask(charity: Charity, actor: Member, given: Mapping[str, str], now: datetime) -> Asked:
    """The next question, or the answer, for what was `given` so far (keys and values as in the address).

    Each answer shown is counted, in a transaction of its own; the asker is not noted anywhere.
    """
    who = _asker(charity, actor, now)
    path = walk(charity.policy, who, given)
    if path.answer is not None:
        with work() as session:
            policy_questions.count_one(session, charity.id, f"{now.astimezone(LONDON):%Y-%m}")
    known_as = standing_label(charity.policy, Standing(path.known_as)) if path.known_as else ""
    return Asked(path, whom_to_ask(charity.policy, who.posts), known_as)


def counted(organisation_id: str) -> dict[str, int]:
    """How often the charity's people asked, by month ("2026-11")."""
    with read() as session:
        return policy_questions.counted(session, organisation_id)


def _asker(charity: Charity, actor: Member, now: datetime) -> Asker:
    """What the asker is here; a post makes them what it is (staff, trustee) even with no standing noted."""
    with read() as session:
        held = policy_questions.held(session, charity.id, actor.person_id, now)
        approved = actor.person_id in posting.approved_people(session, charity.id, now)
    posts = frozenset(key for kind, key, _ in held if kind == "post")
    standings = {key: state for kind, key, state in held if kind == "standing" and key in set(Standing)}
    for post in charity.policy.posts:
        if post.key in posts:
            standings.setdefault(post.standing.value, "current")
    return Asker(tuple(standings.items()), posts, approved)
