"""The form's nineteen questions: what each asks, part by part, and what a report knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from incidents.exports.london import in_words, month_in_words
from incidents.exports.serious_incident_facts import Charity, Precision, SeriousIncident, Span


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a row asks. `answer` None: not known. A part that is not `needed` may stay so."""

    label: str
    answer: str | None
    needed: bool = True


Parts = Iterator[Part]


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the form: its key, the question in our words, who can answer it, and its parts."""

    key: str
    question: str
    who: str
    parts: Callable[[SeriousIncident], Parts]


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else "Yes" if answer else "No"


def _on(when: date | None) -> str | None:
    return None if when is None else in_words(when)


def _kind(report: SeriousIncident) -> Parts:
    kinds = {None: None, False: "A new report", True: "An update to an earlier report"}
    yield Part("New, or an update", kinds[report.update])
    if report.update or report.earlier_reference:
        yield Part("Reference of the earlier report", report.earlier_reference)


def _authority(report: SeriousIncident) -> Parts:
    answers = {None: None, True: "Yes", False: "Not yet. The form stops here without it"}
    yield Part("The trustees agree", answers[report.authority.given])
    yield Part("Authority given by (post)", report.authority.by)
    yield Part("When", _on(report.authority.on))


def _reporter(report: SeriousIncident) -> Parts:
    yield Part("Name", report.reporter.name)
    yield Part("Connection with the charity", report.reporter.connection)
    yield Part("Telephone", report.reporter.telephone)
    yield Part("Email", report.reporter.email)


def _number(charity: Charity) -> str | None:
    return charity.number if charity.registered else "Not registered"


def _charity(report: SeriousIncident) -> Parts:
    yield Part("Name", report.charity.name)
    yield Part("Registration number", _number(report.charity))


def _other_charities(report: SeriousIncident) -> Parts:
    others = report.other_charities
    if not others:
        yield Part("Other charities", None if others is None else "None")
        return
    for place, charity in enumerate(others, start=1):
        yield Part(f"Charity {place}", charity.name)
        yield Part(f"Charity {place}, registration number", _number(charity))


def _bodies(report: SeriousIncident) -> Parts:
    told = report.bodies_told
    if not told:
        yield Part("Bodies told", None if told is None else "None")
        return
    for body in told:
        yield Part(body.body, f"Told on {in_words(body.on)}" if body.on else "Told")
        yield Part(f"{body.body}, contact", body.contact)
        yield Part(f"{body.body}, their reference", body.reference)


def _sort_of_incident(report: SeriousIncident) -> Parts:
    yield Part("Kind of incident", report.incident_type.label if report.incident_type else None)


def _span(span: Span) -> str:
    say = in_words if span.precision is Precision.DAY else month_in_words
    first = say(span.first)
    last = say(span.last) if span.last else first
    unsure = "" if span.precision is Precision.DAY else " (the day is not known)"
    return (first if last == first else f"From {first} to {last}") + unsure


def _happened(report: SeriousIncident) -> Parts:
    yield Part("When it happened", _span(report.happened) if report.happened else None)
    going = {None: None, True: "It is still going on", False: "It is over"}
    yield Part("Over, or still going on", going[report.continuing])


def _found_out_on(report: SeriousIncident) -> Parts:
    yield Part("Date", _on(report.found_out_on))


def _found_out_how(report: SeriousIncident) -> Parts:
    yield Part("How", report.found_out_how)


def _trustees(report: SeriousIncident) -> Parts:
    yield Part("The trustees know", _yes_no(report.trustees_aware))
    yield Part("Which of them, by post", report.trustees_aware_note, needed=report.trustees_aware is True)


def _story(report: SeriousIncident) -> Parts:
    yield Part("What happened", report.what_happened)


def _impact(report: SeriousIncident) -> Parts:
    yield Part("On the people we help", report.impact.people_helped)
    yield Part("On staff and volunteers", report.impact.staff_and_volunteers)
    yield Part("On money and property", report.impact.money)
    yield Part("On our work", report.impact.work)
    yield Part("On our good name", report.impact.reputation)
    yield Part("Risk of more harm", report.impact.risk)


def _policies(report: SeriousIncident) -> Parts:
    clauses = report.policies.clauses
    named = "None of our policies covers it" if clauses == () else ", ".join(clauses or ())
    yield Part("Policies and clauses that apply", named or None)
    if clauses != ():
        yield Part("Were they followed", _yes_no(report.policies.followed))
        yield Part("How, or why not", report.policies.explanation)


def _steps(report: SeriousIncident) -> Parts:
    yield Part("Done so far", report.steps_taken)


def _lessons(report: SeriousIncident) -> Parts:
    yield Part("So that it does not happen again", report.lessons)


def _media(report: SeriousIncident) -> Parts:
    interest = report.media.interest
    yield Part("Interest, or likely interest", _yes_no(interest))
    if interest is not False:
        yield Part("What we say when asked", report.media.lines, needed=interest is True)
        yield Part("Address of a press statement", report.media.press_release, needed=False)


def _disqualified(report: SeriousIncident) -> Parts:
    cases = report.disqualified
    if not cases:
        yield Part("A disqualified trustee", None if cases is None else "Not this kind of case")
        return
    for place, case in enumerate(cases, start=1):
        which = f"Trustee {place}, " if len(cases) > 1 else ""
        for label, answer in (
            ("name", case.name),
            ("date of birth", _on(case.born)),
            ("address", case.address),
            ("reason", case.reason),
        ):
            yield Part(f"{which}{label}" if which else label.capitalize(), answer)


def _declaration(report: SeriousIncident) -> Parts:
    yield Part("Declared by (post)", report.declaration.by)
    yield Part("When", _on(report.declaration.on))


_PREPARER = "Whoever prepares this report"
_MANAGER = "The manager who deals with the case"
_CHAIR = "The chair, for all the trustees"
_TRUSTEES_AND_MANAGER = "The trustees, with the manager"

FORM: tuple[Question, ...] = (
    Question("kind_of_report", "Is this new, or an update to an earlier report?", _PREPARER, _kind),
    Question("authority", "Do we have the trustees’ authority to report?", _CHAIR, _authority),
    Question("reporter", "Who is making this report?", "The person who makes it", _reporter),
    Question("charity", "Which charity is it about?", "Who keeps the charity’s details", _charity),
    Question("other_charities", "Are other charities involved?", _MANAGER, _other_charities),
    Question("bodies_told", "Which other bodies have been told?", "Whoever told them", _bodies),
    Question("incident_type", "What kind of incident is it?", _PREPARER, _sort_of_incident),
    Question("happened", "When did it happen, and is it over?", _MANAGER, _happened),
    Question("found_out_on", "When did the charity find out?", _MANAGER, _found_out_on),
    Question("found_out_how", "How did the charity find out?", _MANAGER, _found_out_how),
    Question("trustees_aware", "Do the trustees know?", _CHAIR, _trustees),
    Question("what_happened", "What happened?", _MANAGER, _story),
    Question("impact", "What harm has it done, and what harm could follow?", _MANAGER, _impact),
    Question("policies", "Which of our policies apply, and were they followed?", _MANAGER, _policies),
    Question("steps_taken", "What has been done about it?", _MANAGER, _steps),
    Question("lessons", "What will stop it happening again?", _TRUSTEES_AND_MANAGER, _lessons),
    Question("media", "Will newspapers or the public take an interest?", _MANAGER, _media),
    Question("disqualified", "Is it about a disqualified trustee?", _CHAIR, _disqualified),
    Question("declaration", "Who declares that this is true?", "The person who makes it", _declaration),
)
