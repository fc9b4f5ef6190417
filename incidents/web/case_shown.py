"""How a case is shown: its words and the colours that repeat them, and the ways on from its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from incidents.domain.details import MAY_SEE, Detail
from incidents.domain.forms import FORMS
from incidents.domain.letters import RUN_BY
from incidents.domain.policy import Words
from incidents.domain.words import CaseKind, Involvement, Outcome, Permission, Severity, Stage
from incidents.services.reading import CasePage, Matter, Offer
from incidents.web.site import day_in_words

# The word says it; the colour only repeats it.
TONES: Mapping[str, str] = {
    Stage.REPORTED: "brand",
    Stage.TRIAGE: "warn",
    Stage.EXTERNAL_REPORT: "calm",
    Stage.TRUSTEES: "calm",
    Stage.CONDUCT: "calm",
    Stage.RESPONSE: "brand",
    Stage.CONTAINMENT: "warn",
    Stage.OPEN: "brand",
    Stage.CLOSED: "",
    Severity.MINOR: "",
    Severity.MODERATE: "warn",
    Severity.SERIOUS: "danger",
    Severity.CRITICAL: "danger",
}
# In a list and a badge the first word is enough; the case's page says what it means.
SEVERITY: Mapping[str, str] = {one.value: one.label.partition(":")[0] for one in Severity}
LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": {one.value: one.label for one in CaseKind},
    "severity": {one.value: one.label for one in Severity},
    "involvement": {one.value: one.label for one in Involvement},
    "outcome": {one.value: one.label for one in Outcome},
}
_STILL_UP = {"yes": "Yes", "no": "No", "unknown": "We do not know yet"}


def in_own_words(words: Words, label: str) -> str:
    """A label of the tables as this charity says it: whoever sits on its board has its own name."""
    own = words.board_member
    return label.replace("board member", own).replace("Board member", own[:1].upper() + own[1:])


def happened(page: CasePage) -> str:
    """When it happened, as exactly as it is known."""
    first, last = page.case.occurred_from, page.case.occurred_to
    if first is None:
        return "We do not know yet"
    if page.case.occurred_precision == "month":
        return f"{first:%B %Y}"
    if last is None or last == first:
        return day_in_words(first)
    return f"{day_in_words(first)} to {day_in_words(last)}"


def still_up(page: CasePage) -> str:
    """Whether it was still online, and when that was so: at the first look, or else when it was reported."""
    if looked := _STILL_UP.get(str(page.case.known.get("still_up")), ""):
        return f"{looked} (at the first look)"
    told = [_STILL_UP[report.still_online] for report in page.reports]
    return f"{told[-1]} (when it was reported)" if told else ""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go. `note` is a word more about it."""

    label: str
    href: str
    current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """One step that cannot be taken now, with every reason."""

    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps out of one state: on the way and open, not open (with the reasons), and those beside."""

    ways: tuple[Way, ...]
    closed: tuple[Closed, ...]
    more: tuple[Way, ...]


# label, endpoint, who may
_BESIDE = (
    ("Write a note", "act.note", Permission.HANDLE),
    ("Add something to do", "act.to_do", Permission.HANDLE),
    ("Add a person", "act.person", Permission.HANDLE),
)
_WHO_SEES = (
    ("Let someone in", "access.let_in", Permission.LET_IN),
    ("Take someone off", "access.shut_out", Permission.LET_IN),
)
_PACK = (("Read the pack", "board.pack", Permission.READ_CASE),)
_STEP_BACK = (("Step back because of a conflict of interest", "act.conflict", Permission.HANDLE),)
_ON_MATTER = (*_BESIDE[:2], ("Evidence", "evidence.listing", Permission.READ_CASE), *_WHO_SEES)
_LETTER = (("Write a letter", "letters.listing", Permission.WRITE_LETTER),)
_DEADLINES = ("Deadlines", "clocks.show", Permission.READ_CASE)
_SIDES = (
    _DEADLINES,
    ("Evidence", "evidence.listing", Permission.READ_CASE),
    ("Who must know", "telling.show", Permission.DRAFT_REPORT),
    ("Trail", "trail.show", Permission.READ_TRAIL),
    ("Who is on it", "access.show", Permission.READ_CASE),
    ("Who has looked", "who_looked.show", Permission.READ_TRAIL),
)
# Any of these opens the page of forms and letters.
_FORMS = frozenset({Permission.DRAFT_REPORT, Permission.EXPORT, Permission.WRITE_LETTER})
_OF_FORMS = frozenset(
    {"forms.listing", "forms.show", "letters.listing", "papers.case_choose", "redacting.choose"}
)
# Pages that are a side of a case, beside its overview.
SIDES = _OF_FORMS | {where for _, where, _ in _SIDES}


# The form of each body that has one; two that share a body are chosen from the list of forms.
_FORM_OF: Mapping[str, str] = {
    form.body.value: form.key
    for form in FORMS.values()
    if sum(other.body is form.body for other in FORMS.values()) == 1
}


@dataclass(frozen=True, slots=True)
class Links:
    """The ways on from the page of one case, for someone with these permissions."""

    slug: str
    reference: str
    may: frozenset[Permission]

    def sides(self, page: CasePage) -> tuple[Way, ...]:
        """The sides of the case, for someone let into the whole of it."""
        first = (("First decisions", "triage.show", Permission.TRIAGE),) if _undecided(page) else ()
        overview = Way("Overview", self._to("cases.show"), current=True)
        ways = (overview, *self._ways((*first, *_SIDES)))
        return (*ways, Way("Forms and letters", self._to("forms.listing"))) if self.may & _FORMS else ways

    def tabs(self, here: str) -> tuple[Way, ...]:
        """The same row for the other sides of the case; `here` is the endpoint shown now."""
        rows = (("Overview", "cases.show", Permission.READ_CASE), *_SIDES)
        ways = [Way(label, self._to(where), where == here) for label, where, may in rows if may in self.may]
        forms = Way("Forms and letters", self._to("forms.listing"), here in _OF_FORMS)
        return (*ways, *((forms,) if self.may & _FORMS else ()))

    def reveals(self, hidden: frozenset[Detail], *details: str) -> tuple[Way, ...]:
        """What shows hidden details, of the kinds that there are and that this reader may see."""
        return tuple(
            Way(f"Show: {Detail(one).label.lower()}", self._to("details.show", detail=one))
            for one in details
            if Detail(one) in hidden and MAY_SEE[Detail(one)] in self.may
        )

    def beside(self, page: CasePage) -> tuple[Way, ...]:
        """What can be written down beside the steps."""
        return self._ways(_BESIDE) if page.whole else ()

    def access(self, page: CasePage) -> tuple[Way, ...]:
        """Who sees the case; for who is let into a part of it, the one side of it that is theirs too."""
        return self._ways((*_WHO_SEES, *_STEP_BACK) if page.whole else (_DEADLINES, *_STEP_BACK))

    def case(self, page: CasePage) -> Steps:
        """The steps of the case; the first decisions have a page of their own."""
        steps = self._steps([offer for offer in page.steps if not offer.is_first_decision])
        if not _undecided(page):
            return steps
        first = Way("Make the first decisions", self._to("triage.show"))
        return Steps((first, *steps.ways), steps.closed, steps.more)

    def matter(self, matter: Matter) -> Steps:
        """The steps of one matter, and what can be written down about it."""
        track_id = matter.track.id
        steps = self._steps(matter.steps, track_id)
        pack = self._ways(_PACK if _of_the_board(matter) else (), track_id=track_id)
        # Who decides reads first; while it is being written, writing comes first.
        form = self._form(matter)
        out = matter.track.state in ("reviewing", "decided")
        ways = (*pack, *steps.ways) if out else (*steps.ways, *pack, *form)
        writes = _LETTER if RUN_BY.get(matter.track.machine) in self.may else ()
        more = (*steps.more, *self._ways((*_ON_MATTER, *writes), track_id=track_id))
        return Steps(ways, steps.closed, more)

    def _form(self, matter: Matter) -> tuple[Way, ...]:
        """The form of the body that a matter tells, while there is something to write."""
        key = _FORM_OF.get(matter.track.subject) if matter.track.machine == "external_report" else None
        if key is None or matter.track.ended or not self.may & _FORMS:
            return ()
        return (Way("Open the form", self._to("forms.show", form=key)),)

    def look_up(self, who: str) -> str:
        """Where one looks up what the policy says about a person of the case (an involvement id)."""
        return self._to("findings.show", who=who)

    def done(self, task_id: str) -> str:
        """Where something is marked as done; "" for someone who may not."""
        return self._to("act.finish", task_id=task_id) if Permission.HANDLE in self.may else ""

    def _steps(self, offers: Iterable[Offer], track_id: str | None = None) -> Steps:
        where = {} if track_id is None else {"track_id": track_id}
        ways: list[Way] = []
        closed: list[Closed] = []
        more: list[Way] = []
        for offer in offers:
            label = offer.transition.label
            if not offer.can_be_taken:
                closed.append(Closed(label, tuple(refusal.message for refusal in offer.refusals)))
                continue
            href = self._to("act.show", action=offer.transition.action, **where)
            (more if offer.beside else ways).append(
                Way(label, href, note="needs a reason" if offer.refusals else "")
            )
        return Steps(tuple(ways), tuple(closed), tuple(more))

    def _ways(self, rows: Iterable[tuple[str, str, Permission]], **where: str) -> tuple[Way, ...]:
        return tuple(
            Way(label, self._to(endpoint, **where))
            for label, endpoint, permission in rows
            if permission in self.may
        )

    def _to(self, endpoint: str, **where: Any) -> str:
        return url_for(endpoint, slug=self.slug, reference=self.reference, **where)


def _of_the_board(matter: Matter) -> bool:
    return matter.track.machine == "trustee_review"


def _undecided(page: CasePage) -> bool:
    return any(offer.is_first_decision for offer in page.steps)
