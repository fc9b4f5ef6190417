"""One case with four matters, and a reader who stands to it in some way; written row by row."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

from incidents.domain import reference as references
from incidents.domain.lifecycle import MACHINES, stage
from incidents.domain.words import Stage
from incidents.store import trail
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import (
    Access,
    CaseFile,
    Citation,
    Exclusion,
    Involvement,
    Person,
    Report,
    Task,
    Track,
)
from incidents.store.queries.visible import Reader
from tests.cast import NOW

# matter -> its state, and when its one thing to do is due. The case's own comes after those of the closed
# circles and before those of the others, so that each shows to whom it should not.
MATTERS = {
    "containment": ("preserved", date(2026, 12, 5)),
    "response": ("holding", date(2026, 12, 4)),
    "discipline": ("investigating", date(2026, 12, 2)),
    "trustee_review": ("reviewing", date(2026, 12, 1)),
}
OPEN, CIRCLES = frozenset({"containment", "response"}), frozenset({"discipline", "trustee_review"})
CASE_DUE = date(2026, 12, 3)
CLAUSE = "FTS-TS-05"
LONG, SOON, AT_ONCE = timedelta(days=9), timedelta(days=2), timedelta()
_ORDER = itertools.count()


@dataclass(frozen=True)
class Let:
    """Let in: into the case, or into one matter; from and until when, counted from now."""

    into: str = "case"
    since: timedelta = -LONG
    until: timedelta | None = None


@dataclass(frozen=True)
class Row:
    """One reader and how they stand to the case; `sees` are the matters they may know of."""

    sentence: str
    sees: frozenset[str] = frozenset()
    whole: bool = False
    stage: Stage | None = None
    manager: bool = False
    let: tuple[Let, ...] = ()
    restricted: bool = False
    excluded: str = ""
    charity: str = "fts"

    @property
    def learns(self) -> bool:
        """Whether they learn that the case exists."""
        return self.whole or bool(self.sees)

    @property
    def parts(self) -> frozenset[str]:
        """Where what they may read is written: on matters, and on the case itself."""
        return self.sees | ({"case"} if self.whole else set())


_DRAWN: set[str] = set()


def _unused() -> str:
    """A reference that no other world drew: many share a database, and these rows go past the retry."""
    while (drawn := references.make("FTS", secrets.choice)) in _DRAWN:
        pass
    _DRAWN.add(drawn)
    return drawn


@dataclass
class World:
    """A case of its own in a database that others use too; each is newer than the one before."""

    row: Row
    reference: str = field(default_factory=_unused)
    reader: str = field(default_factory=new_id)
    lead: str = field(default_factory=new_id)
    about: str = field(default_factory=new_id)
    ids: dict[str, str] = field(
        default_factory=lambda: {name: new_id() for name in ("case", "other", *MATTERS)}
    )

    @property
    def eyes(self) -> Reader:
        """The reader, now."""
        return Reader(self.row.charity, self.reader, self.row.manager, NOW)

    def matter(self, track_id: str | None) -> str:
        """Which matter has this id; "case" for none."""
        return next(name for name, id_ in self.ids.items() if id_ == track_id) if track_id else "case"

    def write(self) -> World:
        """Put it into the database in use."""
        with work() as session:
            for slug in ("fts", "hsbbh"):
                session.add(Person(organisation_id=slug, id=self.reader, name="The reader"))
            session.add(Person(organisation_id="fts", id=self.lead, name="The lead"))
            case = self._case("case", self.reference, restricted=self.row.restricted)
            session.add_all([case, self._case("other", f"FTS-{new_id()[:8]}", restricted=True)])
            session.add_all([self._about(), self._report(), self._cited(), self._task("case", CASE_DUE)])
            session.add_all(self._track(name, state) for name, (state, _) in MATTERS.items())
            session.add_all(self._task(name, due) for name, (_, due) in MATTERS.items())
            session.add_all(self._access(let) for let in self.row.let)
            if self.row.excluded:
                session.add(self._exclusion())
            session.flush()
            for name in ("case", *MATTERS):
                trail.on_case(session, case, self._entry(name))
        return self

    def _case(self, name: str, reference: str, *, restricted: bool) -> CaseFile:
        seen = name == "case"
        at = NOW + timedelta(minutes=next(_ORDER))
        return CaseFile(
            organisation_id="fts", id=self.ids[name], reference=reference, state="open",
            title="At the lighthouse", kind="complaint" if seen else None,
            severity="serious" if seen else None, platform="Facebook" if seen else "",
            lead_person_id=self.lead if seen else None, lead_name="The lead" if seen else "",
            restricted=restricted, aware_at=NOW, reported_at=NOW, entered_at=NOW, updated_at=at,
            open_tasks=5 if seen else 0, known={}, head_leaf=bytes(32), due_on=CASE_DUE if seen else None,
        )  # fmt: skip

    def _about(self) -> Involvement:
        return Involvement(
            organisation_id="fts", id=self.about, case_id=self.ids["case"], person_id=None, label="Someone",
            involvement="about", added_at=NOW,
        )  # fmt: skip

    def _report(self) -> Report:
        story = "It hung at the Quayside."
        return Report(
            organisation_id="fts", id=new_id(), case_id=self.ids["case"], story=story, received_at=NOW
        )

    def _cited(self) -> Citation:
        return Citation(organisation_id="fts", case_id=self.ids["case"], policy_number=1, clause_id=CLAUSE)

    def _track(self, name: str, state: str) -> Track:
        return Track(
            organisation_id="fts", id=self.ids[name], case_id=self.ids["case"], machine=name, subject="one",
            involvement_id=self.about if name == "discipline" else None, state=state, taken_by={}, known={},
            rank=stage.rank_in(MACHINES[name], state), opened_at=NOW, updated_at=NOW,
        )  # fmt: skip

    def _task(self, name: str, due_on: date) -> Task:
        return Task(
            organisation_id="fts", id=new_id(), case_id=self.ids["case"], title=name, due_on=due_on,
            track_id=self.ids[name] if name != "case" else None, created_at=NOW,
        )  # fmt: skip

    def _access(self, let: Let) -> Access:
        where = ("other", None) if let.into == "other" else ("case", self.ids[let.into])
        return Access(
            organisation_id="fts", id=new_id(), case_id=self.ids[where[0]], person_id=self.reader,
            track_id=None if let.into == "case" else where[1], because="A test", since=NOW + let.since,
            until=None if let.until is None else NOW + let.until,
        )  # fmt: skip

    def _exclusion(self) -> Exclusion:
        return Exclusion(
            organisation_id="fts", case_id=self.ids["case"], person_id=self.reader, why=self.row.excluded,
            since=NOW,
        )  # fmt: skip

    def _entry(self, name: str) -> trail.Entry:
        track_id = self.ids[name] if name != "case" else None
        said = {"by": "The lead"}
        return trail.Entry("fts", "noted", self.lead, NOW, said, case_id=self.ids["case"], track_id=track_id)
