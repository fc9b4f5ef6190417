"""Every address that writes: what it changed in the tables is told by exactly one entry of the trail."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from config import HERE
from incidents.domain.invited import LinkKind
from incidents.domain.words import Role
from incidents.services import (
    case_access,
    clock_work,
    delegations,
    hashing,
    holiday_keeping,
    invitations,
    links,
    membership,
    posters,
)
from incidents.services.actors import Member
from incidents.store import db
from incidents.store.models import Base
from tests import board, cast, databases, steps
from tests.authenticator import Authenticator
from tests.cast import NOW, PASSWORD, Visitor, browse
from tests.filled import sent_by
from tests.hostile.files import picture
from tests.services.test_passkeys import asked_for, have_passkey
from tests.services.test_pictures import PICTURE
from tests.services.test_pictures import add as add_picture
from tests.services.test_posters import approve
from tests.services.test_progress import EVERY_ROLE
from tests.services.test_provider import link_of as provider_link_of
from tests.services.test_redacting import begun as begin_redacted
from tests.services.test_registers import PAGE
from tests.services.test_registers import add as add_page
from tests.services.test_second_step import code_of, first_code, have_factor, other_sign_in
from tests.uploads import TOLD
from tests.uploads import add as add_evidence
from tests.web.reporting import answer

# Passing things (design 5) and a bare count, and no others: they need no entry.
LEDGER_FREE = {
    *("sign_in_session", "throttle", "idempotency", "draft", "policy_question_count", "outbox"),
    *("mailed_link", "known_device"),
}
# What lets someone in must be gone when it is taken away, and not marked as gone.
SECRETS = {"second_factor", "recovery_code", "passkey", "provider_link"}
TRAIL = {"event", "event_payload"}
Row = tuple[object, ...]
Tables = dict[str, dict[Row, dict[str, object]]]


@dataclass
class World:
    """Invented people and a case of theirs in which everything can be done."""

    app: Flask
    manager: Member
    trustee: Member
    admin: Member
    elsewhere: Member
    helper: Member
    reference: str = ""
    new: str = ""
    track: str = ""
    task: str = ""
    passkey: Authenticator | None = None
    visitors: dict[str, Visitor] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/cases/{self.reference}"

    @property
    def on(self) -> str:
        return f"{self.at}/matters/{self.track}"

    @property
    def him(self) -> str:
        return f"/people/{self.trustee.person_id}"

    @property
    def people(self) -> dict[str, Member]:
        """Who acts in an example, by the name it calls them."""
        return {
            "helper": self.helper,
            "manager": self.manager,
            "admin": self.admin,
            "elsewhere": self.elsewhere,
        }

    def as_(self, who: Member | None) -> Visitor:
        """A visitor who stays the same."""
        name = who.name if who else ""
        if name not in self.visitors:
            self.visitors[name] = browse(self.app, who.organisation_id if who else "fts", who)
        return self.visitors[name]


@pytest.fixture
def world(app: Flask, sqlite: databases.Database) -> World:
    return a_world(app)


def a_world(app: Flask) -> World:
    """The people and the case, in the database that is bound."""
    manager = cast.join("fts", "Ada Okoro", EVERY_ROLE, ["business_manager"])
    trustee = cast.join("fts", "Tom Ray", [Role.TRUSTEE])
    admin = cast.join("fts", "Ines Carvalho", [Role.ADMIN])
    elsewhere = cast.join("hss", "Kasia Nowicka", [Role.MANAGER])
    helper = cast.join("fts", "Hal Quist", [Role.HELPER])
    made = World(app, manager, trustee, admin, elsewhere, helper)
    made.new = cast.report()
    made.reference = steps.opened(manager)
    made.track = steps.start(manager, made.reference, "containment")
    made.task = str(steps.rows("task")[0]["id"])
    for track in (None, made.track):
        raw = {"person": trustee.person_id, "because": "They are needed"}
        case_access.let_in(manager, made.reference, track, f"before {track}", raw, NOW)
    return made


@dataclass(frozen=True)
class Example:
    """One good use of an address. `silent`: it changes passing things only, and has no entry."""

    path: Callable[[World], str]
    answers: Callable[[World], dict[str, object]]
    who: str = "manager"
    silent: bool = False
    status: int = 302
    before: Callable[[World, Visitor], object] = lambda world, visitor: None
    page: str | None = ""


TELLER = "teller@example.org"


def new_password(_: World) -> dict[str, object]:
    return {"password": "four purple otters sing"}


def bare(world: World) -> str:
    """Somebody whom the charity knows, and who does not sign in."""
    new = membership.NewPerson("Peg Platt", (("role", "reporter", ""),))
    return membership.add("fts", new, world.admin, hashing.hasher(8), NOW)


def asked(world: World) -> str:
    """Somebody who was invited."""
    person_id = bare(world)
    invitations.invite(world.admin, person_id, "peg@example.org", NOW)
    return person_id


def link_of(world: World, kind: str) -> str:
    """The token of a link that works; the same one each time."""
    if kind not in world.links:
        about = {"password": world.manager.account_id}.get(kind, "")
        if kind == "invitation":
            path = invitations.hand_over(world.admin, asked(world), NOW)
            world.links[kind] = path.rpartition("/")[2]
            return world.links[kind]
        if kind == "reports":
            cast.report(contact=TELLER)
        with db.work() as session:
            link = links.Link(LinkKind(kind), "fts", about, TELLER)
            world.links[kind] = links.make(session, link, NOW.replace(hour=10))
    return world.links[kind]


def boxes(raw: dict[str, object]) -> dict[str, object]:
    """A day, as its three boxes send it."""
    sent: dict[str, object] = {}
    for name, value in raw.items():
        parts = str(value).split("-")
        days = len(parts) == 3 and all(part.isdigit() for part in parts)
        sent |= (
            dict(zip((f"{name}-year", f"{name}-month", f"{name}-day"), parts, strict=True))
            if days
            else {name: value}
        )
    return sent


def step_of(case: str, action: str, on: str = "") -> Callable[[World], dict[str, object]]:
    """Good answers to a step, made from the table."""

    def made(world: World) -> dict[str, object]:
        track = world.track if on else None
        return boxes(steps.answers(steps.form(world.manager, getattr(world, case), action, track)))

    return made


def person(world: World) -> dict[str, object]:
    return {"person": world.trustee.person_id, "because": "They are needed"}


def other(world: World) -> dict[str, object]:
    """Someone who is not in the case yet."""
    noor = cast.join("fts", "Noor Salt", [Role.TRUSTEE])
    return {"person": noor.person_id, "because": "They are needed"}


def new_person() -> str:
    """Somebody who has nothing to do with any case."""
    return cast.join("fts", "Noor Salt", [Role.REPORTER]).person_id


def kept_to_some(world: World, _: Visitor) -> None:
    case_access.restrict(world.manager, world.reference, "keep it to some", WHY, NOW)


def helped(world: World, _: Visitor) -> None:
    raw = {"person": world.helper.person_id, "until": "2026-12-01", "because": "They know the law"}
    case_access.let_in(world.manager, world.reference, None, "let the helper in", raw, NOW)


def page_of(world: World) -> str:
    """The address of a new page in the charity's register."""
    return f"/duties/pages/{add_page(world.admin)}"


def approval_of(world: World, *, ended: bool = False) -> str:
    """The address of a new approval to post."""
    approval = approve(world.admin, world.trustee)
    if ended:
        posters.end(world.admin, approval, "the end", {"because": "She moved", "removed": "no"}, NOW)
    return f"/duties/posters/{approval}"


def picture_of(world: World) -> str:
    """The address of a new picture."""
    add_picture(world.admin)
    return f"/duties/pictures/{steps.rows('picture_consent')[0]['id']}"


def authority(world: World) -> dict[str, object]:
    """A standing authority of the board."""
    since = {"since-day": "3", "since-month": "6", "since-year": "2026"}
    person_id = world.trustee.person_id
    return {"body": "charity_commission", "person": person_id, "minute": "Board, 3 June", **since}


def authority_of(world: World) -> str:
    """The address that ends a standing authority."""
    raw = {**authority(world), "since": "2026-06-03"}
    delegations.give(world.manager, "the beginning", raw, NOW)
    return f"/settings/authority/{steps.rows('delegation')[0]['id']}/end"


def not_told(world: World) -> object:
    """A decision not to tell the Charity Commission, on answers that change now."""
    track = steps.start(world.manager, world.reference, "external_report", "charity_commission")
    return steps.go(world.manager, world.reference, "do_not_report", track)


def looked_up_in(world: World) -> str:
    """The address that looks up what the policy says about somebody new in the case."""
    if not steps.rows("involvement"):
        steps.name(world.manager, world.reference, "Kim Neighbour", "staff")
    who = steps.rows("involvement")[0]["id"]
    return f"{world.at}/people/{who}/policy?act=disrepute&as_role=staff"


def clock_of(world: World) -> str:
    """The address of a new deadline for somebody's own data."""
    clock_work.start(world.manager, world.reference, "a clock", CLOCK, NOW)
    return f"{world.at}/deadlines/{steps.rows('clock')[0]['id']}"


def holiday_of(world: World) -> str:
    """The address of a day that the charity added to its bank holidays."""
    raw = {"day": "2026-12-02", "name": "An extra day"}
    holiday_keeping.add(cast.charity(), world.admin, "a holiday", raw, NOW)
    return f"/settings/holidays/{steps.rows('holiday')[0]['id']}"


def answering_in(world: World) -> str:
    """The address of an apology, where answering goes on."""
    track = steps.start(world.manager, world.reference, "response")
    return f"{world.at}/matters/{track}/letters/apology"


CLOCK = {"kind": "sar", "day": "2026-11-20", "matter": "case", "because": "It came by post"}
WHY: dict[str, object] = {"because": "We looked into it"}
FOR_A_PERSON = {"reader": "person", "parts": ["reports", "steps"]}
LETTER = {
    "recipient": "Kim Neighbour", "greeting": "Dear Kim", "happened": "A photograph was up",
    "done": "It was taken down", "different": "Two people look first", "contact": "Ada", "signed": "Ada",
}  # fmt: skip


def redacted_in(world: World) -> str:
    """The address of a copy with parts left out that was begun."""
    return f"{world.at}/redacted/{begin_redacted(world.manager, world.reference).token}"


def evidence_back(world: World) -> str:
    """The address that takes a new piece of evidence back."""
    return f"{world.at}/evidence/{add_evidence(world.manager, world.reference)}/take-back"


def evidence_sent(_: World) -> dict[str, object]:
    """A file, with what is asked about it."""
    return {**boxes(TOLD), "file": (io.BytesIO(picture("PNG")), "x.png")}


THERE = {"address": "example.org/1"}
NOTE = {"body": "She rang", "happened_on": "2026-11-20"}
TO_DO = {"task": "Ring", "due_on": "2026-12-01"}
SIGN_IN = {"password": PASSWORD}
STORY = {"story": "It is online.", "complaint": "no"}
COPY = {"recipient": "Our chair", "purpose": "To know"}
COPY_OF_POLICY = "/policy/change"
POLICY_FILE = (HERE / "policies" / "fts.yaml").read_bytes()
NEW_VERSION = boxes({"day": "2026-12-01", "because": "The trustees agreed it"})


def begun(_: World, visitor: Visitor) -> object:
    """A copy of the policy."""
    return visitor.post(f"{COPY_OF_POLICY}/begin", {})


def changed_copy(world: World, visitor: Visitor) -> object:
    """A copy of the policy in which something is otherwise."""
    begun(world, visitor)
    path = f"{COPY_OF_POLICY}/review"
    return visitor.post(path, {**sent_by(visitor.get(path)), "note": "New"})


def looked_at(world: World) -> dict[str, object]:
    """What the page sends that shows a new version once more."""
    page = world.as_(world.admin).post(f"{COPY_OF_POLICY}/install", NEW_VERSION, 200)
    return sent_by(page.get_data(as_text=True))


def question_of(world: World, *, until: str = "begin_review") -> str:
    """The address of a question put to the board, as far as `until`: begun, ready to vote, decided alone."""
    track = steps.start(world.manager, world.reference, "trustee_review", "question")
    steps.walk(world.manager, world.reference, "begin_review", track)
    if until in ("vote", "decide_alone"):
        board.declare(world.manager, world.reference, track)
    if until == "decide_alone":
        board.rules(world.manager)
        steps.go(world.manager, world.reference, until, track)
    return f"/board/{world.reference}/{track}"


def given_up(world: World, _: Visitor) -> object:
    """A mail that the server did not take."""
    with db.work() as session:
        said = "UPDATE outbox SET state = 'given_up', fault = 'the server answered 550'"
        return session.connection().exec_driver_sql(said)


def with_calendar(world: World, visitor: Visitor) -> object:
    """An address of the manager's calendar."""
    path = "/reminders/calendar"
    return visitor.post(path, {**sent_by(visitor.get(path)), "only_me": "yes"})


def stepped(world: World, visitor: Visitor) -> object:
    """The manager has set up a second step, and taken it."""
    have_factor(world.manager)
    return visitor.post("/second-step", {"code": code_of(world.manager)})


def with_passkey(world: World, how: str) -> dict[str, object]:
    """What the page of signing in sends with the manager's passkey."""
    key = world.passkey or have_passkey(world.manager)
    asked = asked_for(world.manager, how)
    return {"sealed": asked.sealed, "answer": key.use(asked.options)}


def new_passkey(world: World) -> dict[str, object]:
    """What the page of adding one sends."""
    asked = asked_for(world.manager, "new")
    return {"name": "my phone", "sealed": asked.sealed, "answer": Authenticator().make(asked.options)}


def stepped_by_passkey(world: World, visitor: Visitor) -> object:
    """The manager has a passkey, and took the second step with it."""
    world.passkey = have_passkey(world.manager)
    return visitor.post("/second-step/passkey", with_passkey(world, "second"))


def passkey_of(world: World) -> str:
    """The manager's one passkey."""
    if not steps.rows("passkey"):
        world.passkey = have_passkey(world.manager)
    return str(steps.rows("passkey")[0]["id"])


A = "/<slug>"
B = f"{A}/board/<reference>/<track_id>"
V = f"{A}{COPY_OF_POLICY}"
C = f"{A}/cases/<reference>"
M = f"{C}/matters/<track_id>"
P = f"{A}/duties/pages/<account_id>"
EXAMPLES: dict[str, list[Example]] = {
    f"{C}/do/<action>": [
        Example(lambda w: f"{w.at}/do/start_track", step_of("reference", "start_track")),
        Example(lambda w: f"{w.at}/do/hold", step_of("reference", "hold")),
        Example(lambda w: f"{w.at}/do/hand_over", step_of("reference", "hand_over")),
        Example(lambda w: f"{w.at}/do/take_back", step_of("reference", "take_back")),
        Example(
            lambda w: f"{w.at}/do/merge",
            lambda w: {"same_as": steps.opened(w.manager), "because": "Two people saw it"},
        ),
    ],
    f"{M}/do/<action>": [
        Example(lambda w: f"{w.on}/do/not_needed", step_of("reference", "not_needed", "track")),
        Example(lambda w: f"{w.on}/do/hand_over", step_of("reference", "hand_over", "track")),
        Example(lambda w: f"{w.on}/do/take_back", step_of("reference", "take_back", "track"),
                before=lambda w, _: steps.go(w.manager, w.reference, "not_needed", w.track)),
    ],
    f"{C}/first-decisions/<action>": [
        Example(lambda w: f"/cases/{w.new}/first-decisions/look", step_of("new", "look")),
        Example(lambda w: f"/cases/{w.new}/first-decisions/open", step_of("new", "open"),
                before=lambda w, _: steps.go(w.manager, w.new, "look")),
    ],
    f"{C}/note": [
        Example(lambda w: f"{w.at}/note", lambda _: boxes(NOTE)),
        Example(lambda w: f"{w.at}/note", lambda _: {**boxes(NOTE), "private": "yes"}),
    ],
    f"{M}/note": [Example(lambda w: f"{w.on}/note", lambda _: boxes(NOTE))],
    f"{C}/notes/<note_id>/share": [
        Example(
            lambda w: f"{w.at}/notes/{steps.private_note(w.manager, w.reference)}/share", lambda _: {}
        ),
    ],
    f"{C}/to-do": [Example(lambda w: f"{w.at}/to-do", lambda _: boxes(TO_DO))],
    f"{M}/to-do": [Example(lambda w: f"{w.on}/to-do", lambda _: {"task": "Ring"})],
    f"{C}/to-do/<task_id>/done": [Example(lambda w: f"{w.at}/to-do/{w.task}/done", lambda _: {})],
    f"{C}/people/add": [
        Example(
            lambda w: f"{w.at}/people/add",
            lambda w: {"known": w.trustee.person_id, "involvement": "about", "under_18": "no"},
        ),
    ],
    f"{C}/people/<who>/policy": [Example(looked_up_in, lambda _: {"agrees": "yes"})],
    f"{C}/step-back": [Example(lambda w: f"{w.at}/step-back", lambda _: {"because": "My cousin"})],
    f"{C}/let-in": [Example(lambda w: f"{w.at}/let-in", other)],
    f"{C}/details/<any(reporter, young, others):detail>": [
        Example(lambda w: f"{w.at}/details/young", lambda _: {}, status=200, page=None)
    ],
    f"{C}/part": [
        Example(lambda w: f"{w.at}/part", lambda _: {"part": "no"}),
        Example(lambda w: f"{w.at}/part", lambda _: {"part": "yes"}),
    ],
    f"{C}/until": [
        Example(lambda w: f"{w.at}/until", lambda w: boxes({**person(w), "until": "2026-12-01"})),
    ],
    f"{M}/until": [
        Example(lambda w: f"{w.on}/until", lambda w: boxes({**person(w), "until": "2026-12-01"})),
    ],
    f"{C}/keep-to-those-let-in": [Example(lambda w: f"{w.at}/keep-to-those-let-in", lambda _: dict(WHY))],
    f"{C}/open-to-managers": [
        Example(lambda w: f"{w.at}/open-to-managers", lambda _: dict(WHY), before=kept_to_some),
    ],
    f"{C}/keep-out": [
        Example(lambda w: f"{w.at}/keep-out", lambda w: {**other(w), "why": "close"}),
    ],
    f"{C}/terms": [Example(lambda w: f"{w.at}/terms", lambda _: {}, "helper", before=helped)],
    f"{M}/let-in": [Example(lambda w: f"{w.on}/let-in", other)],
    f"{C}/take-off": [Example(lambda w: f"{w.at}/take-off", person)],
    f"{M}/take-off": [Example(lambda w: f"{w.on}/take-off", person)],
    f"{C}/evidence/new": [Example(lambda w: f"{w.at}/evidence/new?shows=no", evidence_sent)],
    f"{M}/evidence/new": [Example(lambda w: f"{w.on}/evidence/new?shows=no", evidence_sent)],
    f"{C}/evidence/address": [Example(lambda w: f"{w.at}/evidence/address", lambda _: dict(THERE))],
    f"{M}/evidence/address": [Example(lambda w: f"{w.on}/evidence/address", lambda _: dict(THERE))],
    f"{C}/evidence/all": [Example(lambda w: f"{w.at}/evidence/all", lambda _: dict(COPY), status=200)],
    f"{C}/evidence/<evidence_id>/take-back": [
        Example(evidence_back, lambda _: dict(WHY)),
    ],
    f"{C}/deadlines/start": [
        Example(lambda w: f"{w.at}/deadlines/start", lambda _: boxes(CLOCK)),
    ],
    f"{C}/deadlines/<clock_id>/<any(pause, resume, extend, length, end):way>": [
        Example(lambda w: f"{clock_of(w)}/pause", lambda _: boxes({"asked_on": "2026-11-21", **WHY})),
        Example(lambda w: f"{clock_of(w)}/extend",
                lambda _: boxes({"told_on": "2026-11-21", "months": "1", **WHY})),
        Example(lambda w: f"{clock_of(w)}/end", lambda _: dict(WHY)),
    ],
    f"{C}/when-we-knew": [
        Example(lambda w: f"{w.at}/when-we-knew",
                lambda _: boxes({"day": "2026-11-20", "time": "09:15", **WHY})),
    ],
    f"{A}/settings/charity/<part>": [
        Example(lambda _: "/settings/charity/charity", lambda _: {"number": "1012345"}, "admin"),
    ],
    f"{A}/settings/holidays/add": [
        Example(lambda _: "/settings/holidays/add",
                lambda _: boxes({"day": "2026-12-01", "name": "An extra day"}), "admin"),
    ],
    f"{A}/settings/holidays/<holiday_id>/take-away": [
        Example(lambda w: f"{holiday_of(w)}/take-away", lambda _: dict(WHY), "admin"),
    ],
    f"{C}/forms/<form>/take": [
        Example(lambda w: f"{w.at}/forms/charity_commission/take",
                lambda _: {**COPY, "format": "pdf", "minimise": "yes", "use": "check"}, status=200),
        Example(lambda w: f"{w.at}/forms/ico/take", lambda _: {**COPY, "format": "docx"}, status=200),
    ],
    f"{C}/forms/<form>/fill/<int:group>": [
        Example(lambda w: f"{w.at}/forms/ico/fill/1", lambda _: {"how_it_went_wrong": "Nobody asked"}),
    ],
    f"{C}/papers/<kind>": [
        Example(lambda w: f"{w.at}/papers/bundle", lambda _: {**COPY, "format": "json"}, status=200)
    ],
    f"{C}/redacted": [Example(lambda w: f"{w.at}/redacted", lambda _: {**COPY, **FOR_A_PERSON}, silent=True)],
    f"{C}/redacted/<token>/change": [
        Example(lambda w: f"{redacted_in(w)}/change", lambda _: {"away": "online", **WHY}, silent=True)
    ],
    f"{C}/redacted/<token>/take": [
        Example(lambda w: f"{redacted_in(w)}/take", lambda _: {"format": "json"}, status=200)
    ],
    f"{A}/papers/breach-register": [
        Example(lambda _: "/papers/breach-register", lambda _: {**COPY, "format": "xlsx"}, status=200),
        Example(lambda _: "/papers/breach-register", lambda _: {**COPY, "format": "json"}, status=200),
    ],
    f"{A}/papers/board-report": [
        Example(lambda _: "/papers/board-report",
                lambda _: boxes({**COPY, "since": "2026-11-01", "format": "json"}), status=200)
    ],
    f"{M}/letters/<kind>": [
        Example(answering_in, lambda _: boxes({**LETTER, "format": "docx"}), status=200),
        Example(answering_in, lambda _: boxes({**LETTER, "do": "look"}), status=200, silent=True),
    ],
    f"{A}/settings/letters/<kind>": [
        Example(lambda _: "/settings/letters/apology", lambda _: {"closing": "Our door is open."})
    ],
    f"{A}/cases/copy": [Example(lambda _: "/cases/copy", lambda _: dict(COPY), status=200)],
    f"{A}/overview/copy": [
        Example(lambda _: "/overview/copy", lambda _: {**COPY, "year": "2026", "format": "xlsx"}, status=200)
    ],
    f"{B}/declare": [
        Example(lambda w: f"{question_of(w)}/declare", lambda _: {"interest": "none"}),
        Example(lambda w: f"{question_of(w)}/declare",
                lambda _: {"interest": "declared", "what_it_is": "My sister"}),
    ],
    f"{B}/vote": [
        Example(lambda w: f"{question_of(w, until='vote')}/vote",
                lambda _: {"vote": "option_1", "reasons": "It is better"}),
    ],
    f"{B}/minute": [
        Example(lambda w: f"{question_of(w, until='decide_alone')}/minute",
                lambda _: {**COPY, "format": "docx"}, status=200),
    ],
    f"{A}/settings/board": [Example(lambda _: "/settings/board", lambda _: dict(board.RULES))],
    f"{A}/report/<step>": [
        Example(lambda _: "/report/what", lambda _: dict(STORY), "", silent=True),
    ],
    f"{A}/report/check": [
        Example(lambda _: "/report/check", lambda _: {}, "", before=lambda _, visitor: answer(visitor)),
    ],
    f"{A}/report/start-again": [
        Example(lambda _: "/report/start-again", lambda _: {}, "", silent=True,
                before=lambda _, visitor: answer(visitor, until="where")),
    ],
    f"{A}/sign-in": [
        Example(lambda _: "/sign-in", lambda w: {**SIGN_IN, "email": w.manager.email}, "", silent=True),
    ],
    f"{A}/sign-out": [Example(lambda _: "/sign-out", lambda _: {}, silent=True, page=None)],
    f"{A}/people/add": [
        Example(
            lambda _: "/people/add",
            lambda _: {"name": "Kofi Amponsah", "roles": ["reporter"], "standing": "volunteer",
                       "email": "kofi@example.org"},
            "admin",
        ),
    ],
    f"{A}/people/<person_id>/give": [
        Example(lambda w: f"{w.him}/give", lambda _: {"held": "role:hr"}, "admin", page=None),
    ],
    f"{A}/people/<person_id>/end": [
        Example(lambda w: f"{w.him}/end", lambda _: {"held": "role:trustee"}, "admin", page=None),
    ],
    f"{A}/people/<person_id>/join": [
        # Each case that either had to do with has an entry of its own: tests/services/test_same_person.py.
        Example(lambda _: f"/people/{new_person()}/join",
                lambda w: {"person": w.helper.person_id, **WHY}, "admin"),
    ],
    f"{A}/people/<person_id>/leave": [
        Example(lambda w: f"{w.him}/leave", lambda _: {"because": "She moved away"}, "admin"),
    ],
    f"{A}/people/<person_id>/second-step": [
        Example(lambda w: f"{w.him}/second-step",
                lambda _: {"made_sure": "rang", "because": "He lost his phone"}, "admin",
                before=lambda w, _: have_factor(w.trustee)),
    ],
    f"{A}/people/<person_id>/invite/send": [
        Example(lambda w: f"/people/{bare(w)}/invite/send", lambda _: {"email": "peg@example.org"}, "admin",
                page=None),
    ],
    f"{A}/people/<person_id>/invite/again": [
        Example(lambda w: f"/people/{asked(w)}/invite/again", lambda _: {}, "admin", page=None),
    ],
    f"{A}/people/<person_id>/invite/withdraw": [
        Example(lambda w: f"/people/{asked(w)}/invite/withdraw", lambda _: {}, "admin", page=None),
    ],
    f"{A}/people/<person_id>/invite/link": [
        Example(lambda w: f"/people/{asked(w)}/invite/link", lambda _: {}, "admin", page=None, status=200),
    ],
    f"{A}/invitation/<token>": [
        Example(lambda w: f"/invitation/{link_of(w, 'invitation')}", new_password, ""),
    ],
    f"{A}/forgotten-password": [
        Example(lambda _: "/forgotten-password", lambda w: {"email": w.manager.email}, "", silent=True),
    ],
    f"{A}/new-password/<token>": [
        Example(lambda w: f"/new-password/{link_of(w, 'password')}", new_password, ""),
    ],
    f"{A}/my-report": [
        Example(lambda _: "/my-report", lambda _: {"email": TELLER}, "", silent=True),
    ],
    f"{A}/my-report/<token>": [
        Example(lambda w: f"/my-report/{link_of(w, 'reports')}", lambda _: {}, "", status=200),
    ],
    f"{A}/people/<person_id>/sign-ins": [
        Example(lambda w: f"{w.him}/sign-ins", lambda _: {"because": "He lost his phone"}, "admin",
                before=lambda w, _: w.as_(w.trustee)),
    ],
    f"{A}/people/sign-ins": [
        Example(lambda _: "/people/sign-ins", lambda _: {"because": "A password was seen"}, "admin",
                page=None),
    ],
    f"{A}/second-step": [
        Example(lambda _: "/second-step", lambda w: {"code": code_of(w.manager)},
                before=lambda w, _: have_factor(w.manager)),
    ],
    f"{A}/account/second-step": [
        Example(lambda _: "/account/second-step", first_code, status=200, page=None),
    ],
    f"{A}/account/codes": [
        Example(lambda _: "/account/codes", lambda _: {}, status=200, page=None,
                before=stepped),
    ],
    f"{A}/account/password": [
        Example(lambda _: "/account/password", lambda _: {"old": PASSWORD, "new": "ten quiet purple otters"}),
    ],
    f"{A}/account/sign-ins/<handle>/end": [
        Example(lambda w: f"/account/sign-ins/{other_sign_in(w.manager)}/end", lambda _: {}, page=None),
    ],
    f"{A}/account/sign-ins/end-others": [
        Example(lambda _: "/account/sign-ins/end-others", lambda _: {}, page=None,
                before=lambda w, _: other_sign_in(w.manager)),
    ],
    f"{A}/sign-in/passkey": [
        Example(lambda _: "/sign-in/passkey", lambda w: with_passkey(w, "alone"), "", page=None),
    ],
    f"{A}/second-step/passkey": [
        Example(lambda _: "/second-step/passkey", lambda w: with_passkey(w, "second"), page=None),
    ],
    f"{A}/confirm/passkey": [
        Example(lambda _: "/confirm/passkey", lambda w: with_passkey(w, "second"), page=None,
                before=stepped_by_passkey),
    ],
    f"{A}/account/passkeys/add": [
        Example(lambda _: "/account/passkeys/add", new_passkey, status=200, page=None),
    ],
    f"{A}/account/passkeys/<passkey_id>/name": [
        Example(lambda w: f"/account/passkeys/{passkey_of(w)}/name", lambda _: {"name": "the stick"},
                before=stepped_by_passkey),
    ],
    f"{A}/account/passkeys/<passkey_id>/remove": [
        Example(lambda w: f"/account/passkeys/{passkey_of(w)}/remove", lambda _: {},
                before=stepped_by_passkey),
    ],
    f"{A}/sign-in/back": [
        Example(lambda _: "/sign-in/back", lambda _: {}, silent=True, status=422, page=None),
    ],
    f"{A}/account/provider/end": [
        Example(
            lambda _: "/account/provider/end",
            lambda _: {},
            before=lambda w, _: provider_link_of(w.manager),
        ),
    ],
    f"{A}/confirm": [Example(lambda _: "/confirm", lambda _: {"password": PASSWORD}, silent=True)],
    f"{A}/policy/read": [Example(lambda _: "/policy/read", lambda _: {})],
    f"{A}/policy/readers": [
        Example(lambda _: "/policy/readers", lambda w: {"who": w.trustee.person_id}),
        Example(lambda _: "/policy/readers", lambda _: {"who": "everybody"}),
    ],
    f"{A}/policy/readers/<person_id>": [
        Example(lambda w: f"/policy/readers/{w.trustee.person_id}", lambda _: boxes({"day": "2026-11-20"})),
    ],
    f"{A}/duties/pages/add": [Example(lambda _: "/duties/pages/add", lambda _: dict(PAGE))],
    f"{P}/change": [Example(lambda w: f"{page_of(w)}/change", lambda _: {**PAGE, "name": "New name"})],
    f"{P}/close": [Example(lambda w: f"{page_of(w)}/close", lambda _: {"because": "Not used"})],
    f"{P}/check": [
        Example(lambda w: f"{page_of(w)}/check", lambda _: {"found": "nothing"}),
        Example(lambda w: f"{page_of(w)}/check", lambda _: {"found": "put_right", "words": "A typing error"}),
        Example(lambda w: f"{page_of(w)}/check", lambda _: {"found": "case", "words": "A family is named"}),
    ],
    f"{A}/duties/posters/add": [
        Example(lambda _: "/duties/posters/add",
                lambda w: {"person": w.trustee.person_id, "account": "all"}),
    ],
    f"{A}/duties/posters/<approval_id>/end": [
        Example(lambda w: f"{approval_of(w)}/end", lambda _: {"because": "She moved", "removed": "no"}),
    ],
    f"{A}/duties/posters/<approval_id>/access-removed": [
        Example(lambda w: f"{approval_of(w, ended=True)}/access-removed", lambda _: {}),
    ],
    f"{A}/duties/pictures/add": [Example(lambda _: "/duties/pictures/add", lambda _: boxes(PICTURE))],
    f"{A}/duties/pictures/<picture_id>/withdraw": [
        Example(lambda w: f"{picture_of(w)}/withdraw", lambda _: {"because": "The mother rang"}),
    ],
    f"{A}/duties/how-often": [
        Example(lambda _: "/duties/how-often", lambda _: {"days": "30"}, "elsewhere"),
    ],
    f"{A}/reminders/change": [
        Example(lambda _: "/reminders/change",
                lambda _: {"mails": "yes", "digest": "daily", "weekends": "no"}),
    ],
    f"{A}/reminders/calendar": [Example(lambda _: "/reminders/calendar", lambda _: {"only_me": "yes"})],
    f"{A}/reminders/calendar/off": [
        Example(lambda _: "/reminders/calendar/off", lambda _: {}, before=with_calendar),
    ],
    f"{A}/settings/mail": [
        Example(lambda _: "/settings/mail", lambda _: {}, "admin", before=given_up),
    ],
    f"{A}/settings/mail/switch": [
        Example(lambda _: "/settings/mail/switch",
                lambda _: {"mails": "no", "because": "We ring each other"}, "admin"),
    ],
    f"{V}/begin": [
        Example(lambda _: f"{COPY_OF_POLICY}/begin", lambda _: {}, "admin", silent=True, page=None),
    ],
    f"{V}/<any(document, words, review, content_check, speed):part>": [
        Example(lambda _: f"{COPY_OF_POLICY}/review", lambda _: {"note": "New"}, "admin", silent=True,
                before=begun),
    ],
    f"{C}/who-must-know": [
        Example(lambda w: f"{w.at}/who-must-know", lambda _: {"harm": "serious", "connected": "through_us"}),
        Example(lambda w: f"{w.at}/who-must-know", lambda _: {"harm": "serious", "connected": "through_us"},
                before=lambda w, _: not_told(w)),
    ],
    f"{A}/settings/authority/add": [
        Example(lambda _: "/settings/authority/add", authority),
    ],
    f"{A}/settings/authority/<delegation_id>/end": [
        Example(authority_of, lambda _: {"because": "She left"}),
    ],
    f"{A}/annual-return/<int:year>/sign": [
        Example(lambda _: "/annual-return/2025/sign", lambda _: {"agrees": "yes"}),
    ],
    f"{V}/<any(posts, receivers, clauses):part>/<int(min=1):place>": [
        Example(lambda _: f"{COPY_OF_POLICY}/clauses/1", lambda _: {"rule": "New"}, "admin", silent=True,
                before=begun),
    ],
    f"{V}/<any(posts, receivers, clauses):part>/add": [
        Example(lambda _: f"{COPY_OF_POLICY}/posts/add",
                lambda _: {"label": "Helper", "standing": "staff", "approved_poster": "no"}, "admin",
                silent=True, before=begun),
    ],
    f"{V}/<any(posts, receivers, clauses):part>/<int(min=1):place>/take-away": [
        Example(lambda _: f"{COPY_OF_POLICY}/clauses/1/take-away", lambda _: {}, "admin", silent=True,
                before=begun),
    ],
    f"{V}/upload": [
        Example(lambda _: f"{COPY_OF_POLICY}/upload",
                lambda _: {"file": (io.BytesIO(POLICY_FILE), "fts.yaml")}, "admin", silent=True, page=None),
    ],
    f"{V}/throw-away": [
        Example(lambda _: f"{COPY_OF_POLICY}/throw-away", lambda _: {}, "admin", silent=True, before=begun),
    ],
    f"{V}/install": [
        Example(lambda _: f"{COPY_OF_POLICY}/install", lambda _: NEW_VERSION, "admin", silent=True,
                status=200, before=changed_copy),
    ],
    f"{V}/install/now": [
        Example(lambda _: f"{COPY_OF_POLICY}/install/now", looked_at, "admin",
                before=changed_copy, page=None),
    ],
}  # fmt: skip
ROWS = [(rule, example) for rule, examples in EXAMPLES.items() for example in examples]


def test_every_address_that_writes_has_an_example(app: Flask) -> None:
    writing = {
        rule.rule for rule in app.url_map.iter_rules() if (rule.methods or set()) & {"POST", "PUT", "DELETE"}
    }
    assert writing == set(EXAMPLES)


def test_only_tables_of_passing_things_are_free_of_the_trail() -> None:
    assert set(Base.metadata.tables) > LEDGER_FREE | TRAIL


@pytest.mark.parametrize(
    ("rule", "example"), ROWS, ids=[f"{row[0]} {number}" for number, row in enumerate(ROWS)]
)
def test_what_it_changed_is_told_by_exactly_one_entry(world: World, rule: str, example: Example) -> None:
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        visitor = world.as_(world.people.get(example.who))
        example.before(world, visitor)
        path, answers = example.path(world), example.answers(world)
        page = sent_by(visitor.get(path)) if example.page is not None else {}
        before = tables()
        visitor.post(path, {**page, **answers}, example.status)
    after = tables()
    changed = {
        name: rows for name, rows in difference(before, after).items() if name not in LEDGER_FREE | TRAIL
    }
    events = [after["event"][key] for key in after["event"].keys() - before["event"].keys()]
    assert all(after[name][key] == row for name in TRAIL for key, row in before[name].items()), (
        "the trail only grows"
    )
    if example.silent:
        assert (changed, events) == ({}, [])
        return
    assert len(events) == 1
    header = json.loads(bytes(events[0]["header"]))  # type: ignore[arg-type]
    payload = json.loads(str(after["event_payload"][header["organisation"], header["id"]]["body"]))
    assert_covered(header, json.dumps([header, payload]), payload, changed)


Changed = dict[str, list[tuple[dict[str, object] | None, dict[str, object] | None]]]


def assert_covered(
    header: dict[str, object], said: str, payload: dict[str, object], changed: Changed
) -> None:
    """The one entry names the charity, the cases and every move, and no row went away."""
    cases = {header["case"], *_joined(payload)}
    moves = []
    for table, rows in changed.items():
        for old, new in rows:
            if new is None:
                assert table in SECRETS, f"a row of {table} is gone"
                continue
            if "organisation_id" in new:
                assert new["organisation_id"] == header["organisation"], table
            if table == "case_file":
                assert new["id"] in cases
            elif "case_id" in new and new["case_id"] is not None:
                assert new["case_id"] in cases, table
            if table in ("access", "exclusion") and old is None:
                assert str(new["person_id"]) in said, table
            elif table in ("person", "holding", "membership", "acknowledgement"):
                assert str(new["id"] if table == "person" else new["person_id"]) in said, table
            if table in ("case_file", "track"):
                moves += _move(table, old, new)
    told = [json.dumps(move, sort_keys=True) for move in header["moves"]]  # type: ignore[attr-defined]
    assert sorted(told) == sorted(json.dumps(move, sort_keys=True) for move in moves)


def _joined(payload: dict[str, object]) -> set[str]:
    joined = payload.get("joined_to")
    return {str(joined["case"])} if isinstance(joined, dict) else set()


def _move(table: str, old: dict[str, object] | None, new: dict[str, object]) -> list[dict[str, object]]:
    if old is not None and (old["state"], old["version"]) == (new["state"], new["version"]):
        return []
    machine = "case" if table == "case_file" else new["machine"]
    return [
        {
            "machine": machine,
            "id": new["id"],
            "from": old["state"] if old else None,
            "to": new["state"],
            "version": new["version"],
        }
    ]


def tables() -> Tables:
    """Every row of every table, by its key."""
    found: Tables = {}
    with db.engine().connect() as connection:
        for name, table in Base.metadata.tables.items():
            keys = [column.name for column in table.primary_key]
            rows = [dict(row._mapping) for row in connection.execute(sa.select(table))]
            found[name] = {tuple(row[key] for key in keys): row for row in rows}
    return found


def difference(before: Tables, after: Tables) -> Changed:
    """The rows that differ, old and new, by table."""
    found: Changed = {}
    for name in before:
        for key in before[name].keys() | after[name].keys():
            old, new = before[name].get(key), after[name].get(key)
            if old != new:
                found.setdefault(name, []).append((old, new))
    return found


CASE: dict[str, object] = {"organisation_id": "fts", "id": "a", "state": "open", "version": 2}
TRACK: dict[str, object] = {
    "organisation_id": "fts",
    "id": "t",
    "case_id": "a",
    "machine": "x",
    "state": "s",
    "version": 1,
}
HEADER: dict[str, object] = {"organisation": "fts", "case": "a", "moves": []}
UNTOLD: list[tuple[str, Changed]] = [
    ("a row that went away", {"task": [({"id": "x"}, None)]}),
    ("another charity's row", {"task": [(None, {"organisation_id": "hss", "case_id": "a"})]}),
    ("another case's row", {"task": [(None, {"organisation_id": "fts", "case_id": "b"})]}),
    ("another case", {"case_file": [(CASE, {**CASE, "id": "b"})]}),
    ("a state that moved unsaid", {"case_file": [(CASE, {**CASE, "state": "closed", "version": 3})]}),
    ("a version that moved unsaid", {"track": [(TRACK, {**TRACK, "version": 2})]}),
    ("a matter begun unsaid", {"track": [(None, TRACK)]}),
    ("someone let in unsaid", {"access": [(None, {**TRACK, "person_id": "p"})]}),
    ("a person not named", {"person": [(None, {"organisation_id": "fts", "id": "nobody"})]}),
    ("a reader not named", {"acknowledgement": [(None, {"organisation_id": "fts", "person_id": "x"})]}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "changed"), UNTOLD, ids=[row[0] for row in UNTOLD])
def test_what_an_entry_does_not_tell_is_found(why: str, changed: Changed) -> None:
    with pytest.raises(AssertionError):
        assert_covered(HEADER, json.dumps(HEADER), {}, changed)


def test_a_move_that_did_not_happen_is_found() -> None:
    moves = [{"machine": "case", "id": "a", "from": "open", "to": "closed", "version": 3}]
    with pytest.raises(AssertionError):
        assert_covered({**HEADER, "moves": moves}, "", {}, {"case_file": [(CASE, {**CASE, "title": "x"})]})
