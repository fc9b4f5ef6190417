"""Which letters a case may have: those that fit its matters, each with why it is not written yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.domain.letter_kind import LetterKind, Matter, in_own_words, too_early
from incidents.domain.letters import that_fit
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.gather import scene
from incidents.services.ruling import track_facts
from incidents.services.timeline import called
from incidents.store.db import read
from incidents.store.queries.one_case import FoundTrack


@dataclass(frozen=True, slots=True)
class Offer:
    """One letter that fits a matter; `refusal` says what must come first, "" when it can be written."""

    key: str
    title: str
    about: str
    refusal: str


@dataclass(frozen=True, slots=True)
class OfMatter:
    """The letters of one matter that the reader may see and run; `about` is what people call it."""

    track_id: str
    about: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """The page: the case, and every matter of it that has letters."""

    reference: str
    matters: tuple[OfMatter, ...]


def listing(
    charity: Charity, actor: Member, reference: str, now: datetime, track_id: str | None = None
) -> Letters:
    """The letters that the actor may write, of a case or of one matter of it. Raises NotFound."""
    with read() as session:
        here = scene(session, actor, reference, track_id, now, may=Permission.WRITE_LETTER)
    shown = [one for one in here.visible if track_id in (None, one.track.id)]
    found = (_of_matter(charity, actor, one) for one in shown)
    return Letters(here.case.reference, tuple(one for one in found if one.offers))


def _of_matter(charity: Charity, actor: Member, one: FoundTrack) -> OfMatter:
    matter = facts_of(one)
    kinds = [] if concerns(one, actor) else [kind for kind in that_fit(matter) if may_write(actor, kind)]
    words = charity.policy.words
    return OfMatter(
        one.track.id,
        called(one.track.machine, one.track.subject_label),
        tuple(
            Offer(kind.key, in_own_words(words, kind.title), kind.about, too_early(kind, matter))
            for kind in kinds
        ),
    )


def may_write(actor: Member, kind: LetterKind) -> bool:
    """Whether they may write letters and run such a matter."""
    return permits(actor, Permission.WRITE_LETTER) and permits(actor, kind.permission)


def facts_of(one: FoundTrack) -> Matter:
    """A matter as far as the kinds of letters look at it."""
    facts = track_facts(one)
    return Matter(facts.machine, facts.state, facts.person.standing if facts.person else "", facts.known)


def concerns(one: FoundTrack, actor: Member) -> bool:
    """Nobody writes a letter in a matter that is about themselves."""
    return one.involvement is not None and one.involvement.person_id == actor.person_id
