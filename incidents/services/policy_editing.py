"""Changing a charity's policy: an administrator's own copy of it, no version until it is installed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.domain.permissions import permits
from incidents.domain.policy import Policy
from incidents.domain.policy_faults import Fault, PolicyFault
from incidents.domain.words import Permission
from incidents.services import charity as charities
from incidents.services.actors import Member
from incidents.services.drafts import KEPT_FOR
from incidents.services.faults import NotFound, Stale
from incidents.services.once import earlier_answer
from incidents.services.policy_editing_faults import Looked, look
from incidents.services.policy_editing_parts import Document
from incidents.services.policy_page import changed
from incidents.store import policy_files
from incidents.store.db import read, work
from incidents.store.models import Draft, Organisation
from incidents.store.queries import policies

_ELSEWHERE = "Your copy was changed in another window"


class NoCopy(Exception):
    """The actor has no copy: it was installed or thrown away, or is older than a copy is kept."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An administrator's copy as it stands. `revision` counts its changes; it `begun` as that version."""

    document: Document
    revision: int
    begun: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A form about a copy: the key that lets it act once, and the revision it was drawn from."""

    key: str
    revision: int


@dataclass(frozen=True, slots=True)
class CopyPage:
    """A copy, what is wrong with it, and what it changes: against `number`, the version in force.

    `newest` is the number of the newest version, which may hold from a coming day only.
    """

    copy: Copy
    looked: Looked
    number: int
    newest: int
    changes: tuple[str, ...]


def has_copy(actor: Member, now: datetime) -> bool:
    """Whether the actor has a copy. Raises NotFound for who may not change the policy."""
    _may(actor)
    with read() as session:
        return find(session, actor, now) is not None


def copy_page(actor: Member, now: datetime) -> CopyPage:
    """The actor's copy. Raises NotFound for who may not change the policy, and NoCopy."""
    _may(actor)
    with read() as session:
        copy = _mine(session, actor, now, lock=False)
        number, old = charities.in_force(session, actor.organisation_id, now.astimezone(LONDON).date())
        newest = policies.versions(session, actor.organisation_id)[0][0]
    looked = look(copy.document)
    changes = changed(old, looked.policy) if looked.policy else ()
    return CopyPage(copy, looked, number, newest, changes)


def begin(actor: Member, now: datetime) -> None:
    """Start a copy of the newest version; one that is there already stays. Raises NotFound."""
    _may(actor)
    with work() as session:
        _one_at_a_time(session, actor)
        if find(session, actor, now, lock=True) is None:
            number = policies.versions(session, actor.organisation_id)[0][0]
            document = json.loads(policies.document(session, actor.organisation_id, number))
            _keep(session, actor, Copy(document, 1, number, now))


def upload(actor: Member, raw: bytes, file: str, now: datetime) -> None:
    """Make the policy in a YAML file the actor's copy, also where it has faults that can be mended there.

    `file` is its name in the messages. Raises NotFound, and PolicyFault for a file that holds no keys and
    values, or those of another charity; then the copy stays as it was.
    """
    _may(actor)
    document, lines = policy_files.plain(raw, file=file)
    if faults := tuple(_unshowable(document, lines, file)):
        raise PolicyFault(faults)
    with work() as session:
        _one_at_a_time(session, actor)
        newest = policies.versions(session, actor.organisation_id)[0]
        policy = charities.version(session, actor.organisation_id, newest[0], newest[3])
        _refuse_another(document, policy, lines, file)
        before = find(session, actor, now, lock=True)
        _keep(session, actor, Copy(document, before.revision + 1 if before else 1, newest[0], now))


def change(actor: Member, sent: Sent, edit: Callable[[Document], Document], now: datetime) -> None:
    """Change the actor's copy as `edit` does. Raises NotFound, NoCopy, Stale, and what `edit` does."""
    with changing(actor, sent.key, now) as session:
        if session is None:
            return
        copy = _mine(session, actor, now)
        if copy.revision != sent.revision:
            raise Stale((_ELSEWHERE,), copy.revision)
        _keep(session, actor, Copy(edit(copy.document), copy.revision + 1, copy.begun, now))


def throw_away(actor: Member) -> None:
    """Delete the actor's copy: nothing of it was ever in force. Raises NotFound."""
    _may(actor)
    with work() as session:
        forget(session, actor)


@contextmanager
def changing(actor: Member, key: str, now: datetime) -> Iterator[Session | None]:
    """A transaction for someone who may change the policy; None when this very form has acted before."""
    _may(actor)
    with work() as session:
        done = earlier_answer(session, actor.account_id, key, {"policy": actor.organisation_id}, now)
        yield session if done is None else None


def find(session: Session, actor: Member, now: datetime, *, lock: bool = False) -> Copy | None:
    """The actor's copy, if it is there and not too old."""
    row = session.get(Draft, _name(actor), with_for_update=True if lock else None)
    if row is None or now - row.updated_at >= KEPT_FOR:
        return None
    revision, begun = cast("int", row.body["revision"]), cast("int", row.body["begun"])
    return Copy(cast("Document", row.body["document"]), revision, begun, row.updated_at)


def forget(session: Session, actor: Member) -> None:
    """Delete the actor's copy, if there is one."""
    row = session.get(Draft, _name(actor), with_for_update=True)
    if row is not None:
        session.delete(row)


def _mine(session: Session, actor: Member, now: datetime, *, lock: bool = True) -> Copy:
    copy = find(session, actor, now, lock=lock)
    if copy is None:
        raise NoCopy
    return copy


def _one_at_a_time(session: Session, actor: Member) -> None:
    """Whoever presses twice waits here: a row that is not there yet cannot be locked itself."""
    session.get_one(Organisation, actor.organisation_id, with_for_update=True)


def _may(actor: Member) -> None:
    if not permits(actor, Permission.EDIT_POLICY):
        raise NotFound


def _keep(session: Session, actor: Member, copy: Copy) -> None:
    row = session.get(Draft, _name(actor))
    if row is None:
        slug = actor.organisation_id
        row = Draft(token_hash=_name(actor), organisation_id=slug, what=f"policy:{slug}")
        session.add(row)
    row.body = {"document": copy.document, "revision": copy.revision, "begun": copy.begun}
    row.updated_at = copy.changed_at


def _name(actor: Member) -> str:
    """Where the copy of this account in this charity is kept: a name that is the hash of no token."""
    whose = f"{actor.organisation_id} {actor.account_id}"
    return f"policy:{hashlib.sha256(whose.encode()).hexdigest()[:57]}"


def _refuse_another(document: Document, policy: Policy, lines: dict[str, int], file: str) -> None:
    faults = [
        Fault(file, lines.get(key), key, f"it is not '{ours}', which never changes", "is it the right file?")
        for key, ours in (("id", policy.id), ("code", policy.code))
        if document.get(key) != ours
    ]
    if faults:
        raise PolicyFault(faults)


def _unshowable(value: object, lines: dict[str, int], file: str, path: str = "") -> Iterator[Fault]:
    """Marks that no page could show again: every word of the copy comes back to the one who sent it."""
    if isinstance(value, dict):
        for key, item in value.items():
            below = f"{path}.{key}" if path else key
            yield from _unshowable(key, lines, file, below)
            yield from _unshowable(item, lines, file, below)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unshowable(item, lines, file, f"{path}.#{number}")
    elif isinstance(value, str) and not "".join(value.split()).isprintable():
        problem = "has a character that cannot be shown"
        yield Fault(file, lines.get(path), "", problem, "type it again without it")
