"""One page of a report: what each can do. They are in report_incident.py and report_people.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wtforms import BooleanField, Form
from wtforms.validators import ValidationError

from incidents.domain.policy import Policy
from incidents.services.told import Told
from incidents.web.fields import AnyOf, Honeypot, OneOf, Option, ThreeBoxDate

YES_NO = (Option("yes", "Yes"), Option("no", "No"))


@dataclass(frozen=True, slots=True)
class Row:
    """One answer as it is read back: the question in a few words, and what was said, or nothing."""

    label: str
    value: str


class Questions(Form):
    """One page of a report; as it stands here, one that asks nothing."""

    trap = Honeypot("Leave this empty")
    policy: Policy
    today: date

    def prepare(self, policy: Policy, today: date) -> None:
        """Offer the charity's own choices; `today` is the date in London."""
        self.policy, self.today = policy, today

    def answers(self) -> dict[str, list[str]]:
        """What was answered, as it can be sent again: texts by the names of the boxes."""
        found: dict[str, list[str]] = {}
        for box in self:
            if isinstance(box, ThreeBoxDate):
                found |= {one.name: [one.typed] for one in box.boxes()}
            elif isinstance(box, BooleanField):
                found[box.name] = ["y"] if box.data else []
            elif box.data and not isinstance(box, Honeypot):
                found[box.name] = list(box.data) if isinstance(box, AnyOf) else [str(box.data)]
        return found

    def tell(self, told: Told) -> Told:
        """What was told so far, with the answers of this page added."""
        return told

    def rows(self) -> Iterator[Row]:
        """The answers of this page, to be checked before sending."""
        yield from ()

    def refuse_future(self, day: date | None) -> None:
        """Raise ValidationError for a day that is still to come."""
        if day is not None and day > self.today:
            raise ValidationError("The date must be today or in the past")


def chosen(field: OneOf) -> str:
    """The words of the answer that was chosen, or nothing."""
    return next((option.label for option in field.options if option.value == field.data), "")
