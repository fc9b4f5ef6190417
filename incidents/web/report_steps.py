"""The steps of a report as one table, and the way through them: what is still missing, what was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from incidents.domain.policy import Policy
from incidents.services.told import Told
from incidents.web.report_incident import What, Where
from incidents.web.report_people import KeepOut, SomeoneElse, Who, You
from incidents.web.report_questions import Questions, Row

Typed = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Step:
    """One page: its word in the address, its heading, its name in the progress line, its questions."""

    key: str
    title: str
    name: str
    form: type[Questions]

    @property
    def template(self) -> str:
        """The page's file."""
        return f"report_{self.key.replace('-', '_')}.html"


# "Who should not see it" stands before the first question that asks for names.
STEPS = (
    Step("what", "What happened?", "What happened", What),
    Step("where", "Where and when was it?", "Where and when", Where),
    Step("keep-out", "Is there anyone who should not see this report?", "Who should not see it", KeepOut),
    Step("who", "Who is it about?", "Who it is about", Who),
    Step("someone-else", "Are you telling us for someone else?", "For someone else", SomeoneElse),
    Step("you", "About you", "About you", You),
)
BY_KEY = {step.key: step for step in STEPS}
# With the page to check the answers on.
COUNT = len(STEPS) + 1


@dataclass(frozen=True, slots=True)
class Round:
    """What going through the steps needs to know: the charity's policy, the date in London, who reports.

    People who are signed in are not asked who they are.
    """

    policy: Policy
    today: date
    known: bool

    def form(self, step: Step, sent: MultiDict[str, str] | None = None) -> Questions:
        """The questions of a step, with what was sent or stored."""
        form = (Questions if self.known and step.form is You else step.form)(sent)
        form.prepare(self.policy, self.today)
        return form

    def stored(self, step: Step, typed: Typed) -> Questions:
        """The questions of a step with its stored answers, or empty."""
        answers = typed.get(step.key)
        return self.form(step, None if answers is None else _as_sent(answers))

    def first_unanswered(self, typed: Typed) -> Step | None:
        """The first step without answers that hold; None when all have them."""
        for step in STEPS:
            if step.key not in typed or not self.stored(step, typed).validate():
                return step
        return None

    def told(self, typed: Typed) -> Told:
        """Everything that was told."""
        told = Told("")
        for step in STEPS:
            told = self.stored(step, typed).tell(told)
        return told

    def rows(self, typed: Typed) -> tuple[tuple[Step, tuple[Row, ...]], ...]:
        """Every answer, step by step, to be checked."""
        return tuple((step, tuple(self.stored(step, typed).rows())) for step in STEPS)


def number(step: Step) -> int:
    """Where a step stands, from 1."""
    return STEPS.index(step) + 1


def before(step: Step) -> Step | None:
    """The step before, or None."""
    return STEPS[STEPS.index(step) - 1] if step is not STEPS[0] else None


def after(step: Step) -> Step | None:
    """The step after, or None when only checking is left."""
    return STEPS[STEPS.index(step) + 1] if step is not STEPS[-1] else None


def _as_sent(answers: Mapping[str, list[str]]) -> MultiDict[str, str]:
    return MultiDict([(name, value) for name, values in answers.items() for value in values])
