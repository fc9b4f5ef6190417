"""Who is told of something that is due: who has it in hand, then the receivers; only who may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import duties
from incidents.domain.permissions import GRANTS
from incidents.domain.reminders import Digest, Wants, hears
from incidents.domain.words import Permission, Role
from incidents.services.charity import Charity
from incidents.services.due_things import Thing
from incidents.store.models import ReminderSetting
from incidents.store.queries import acknowledgements, due, people
from incidents.store.queries.due import Seen
from incidents.store.queries.people import HeldBy
from incidents.store.queries.visible import Reader


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person who may be told, with what they want."""

    person_id: str
    wants: Wants


class Recipients:
    """The people of one charity, and what each of them may see of some cases; asked once for each person."""

    def __init__(
        self, session: Session, charity: Charity, case_ids: Collection[str | None], now: datetime
    ) -> None:
        self._session, self._charity, self._now = session, charity, now
        self._cases = [case_id for case_id in case_ids if case_id]
        self._people = {one.person_id: one for one in people.people(session, charity.id, now)}
        self._reached = acknowledgements.with_account(session, charity.id, now)
        self._wants = {key: wants_of(row) for key, row in due.settings(session, charity.id).items()}
        self._seen: dict[str, Seen] = {}

    def chain(self, thing: Thing) -> tuple[Recipient, ...]:
        """Who is told, in order; each only when those before did not act.

        Who switched mails off is left out, unless the law fixes it and there is nobody else.
        """
        # Where neither who has it nor a receiver may see it, anybody who may is better than nobody.
        found = self._of(thing, self._order(thing)) or self._of(thing, self._people)
        alone = not any(one.wants.mails for one in found)
        willing = [one for one in found if hears(one.wants, thing.deadline, alone=alone)]
        return tuple(willing[:1] if alone else willing)

    def first(self, thing: Thing) -> str:
        """Whose it is: who comes first among those who may see it, whatever they want; "" for nobody."""
        found = self._of(thing, self._order(thing)) or self._of(thing, self._people)
        return found[0].person_id if found else ""

    def wants(self, person_id: str) -> Wants:
        """What a person wants."""
        return self._wants.get(person_id, Wants())

    def may_know(self, person_id: str, case_id: str | None, track_id: str | None) -> bool:
        """Whether this person signs in here, and may see this case or matter; without one, our own pages."""
        one = self._reachable(person_id)
        if one is None:
            return False
        if case_id is None:
            return duties.may_check(self._charity.policy, one.roles, one.posts)
        return _reads(one) and self._eyes(one).shows(case_id, track_id)

    def may_know_thing(self, person_id: str, thing: Thing) -> bool:
        """Whether this person may know of one thing that is due; a duty is for whoever keeps the lists."""
        if thing.permission is None:
            return self.may_know(person_id, thing.case_id, thing.track_id)
        one = self._reachable(person_id)
        return one is not None and not GRANTS[thing.permission].isdisjoint(one.roles)

    def may_know_part(self, person_id: str, case_id: str) -> bool:
        """Whether this person signs in here, and may see any part of this case."""
        one = self._reachable(person_id)
        return one is not None and _reads(one) and case_id in self._eyes(one).parts

    def _reachable(self, person_id: str) -> HeldBy | None:
        return self._people.get(person_id) if person_id in self._reached else None

    def _of(self, thing: Thing, order: Iterable[str]) -> list[Recipient]:
        return [
            Recipient(person_id, self.wants(person_id))
            for person_id in dict.fromkeys(order)
            if self.may_know_thing(person_id, thing)
        ]

    def _order(self, thing: Thing) -> Iterator[str]:
        """Who has it in hand; for our own pages who looks over them; then the receivers."""
        yield from thing.first
        policy = self._charity.policy
        if thing.case_id is None and thing.permission is None:
            yield from self._holding(policy.content_check.by)
        yield from self._holding(one.post for one in policy.receivers if one.post)

    def _holding(self, posts: Iterable[str]) -> Iterator[str]:
        for post in posts:
            yield from (one.person_id for one in self._people.values() if post in one.posts)

    def _eyes(self, one: HeldBy) -> Seen:
        if one.person_id not in self._seen:
            eyes = _reader(self._charity, one, self._now)
            self._seen[one.person_id] = due.seen(self._session, eyes, self._cases)
        return self._seen[one.person_id]


def eyes_of(session: Session, charity: Charity, person_id: str, now: datetime) -> Reader | None:
    """Through whose eyes one person sees; None for who is not here any more."""
    everyone = people.people(session, charity.id, now)
    return next((_reader(charity, one, now) for one in everyone if one.person_id == person_id), None)


def _reader(charity: Charity, one: HeldBy, now: datetime) -> Reader:
    return Reader(charity.id, one.person_id, Role.MANAGER in one.roles, now)


def _reads(one: HeldBy) -> bool:
    return not GRANTS[Permission.READ_CASE].isdisjoint(one.roles)


def wants_of(row: ReminderSetting | None) -> Wants:
    """What somebody wants, from what is kept of it."""
    return Wants(row.mails, Digest(row.digest), row.weekends) if row else Wants()
