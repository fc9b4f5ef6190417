"""The first pages of a report: what happened, where and when."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import BooleanField
from wtforms.validators import DataRequired, Optional, ValidationError

from incidents.domain.policy import Policy
from incidents.services.told import ADDRESS_LENGTH, Told
from incidents.web.dates import DateFault, read_date
from incidents.web.fields import FormData, Line, OneOf, Option, ThreeBoxDate, Words
from incidents.web.report_questions import YES_NO, Questions, Row, chosen
from incidents.web.site import day_in_words

# No place of a policy begins with a star.
_OTHER, _UNKNOWN = "*other", "*unknown"


class What(Questions):
    """The story, first of all."""

    story = Words(
        "Tell us in your own words",
        [DataRequired("Tell us what happened, in a sentence or two")],
        description=(
            "What did you see or hear? You do not need to know any rules, or everything that happened. "
            "Please leave out passwords and bank details."
        ),
        rows=8,
    )
    complaint = OneOf(
        "Is this a complaint about us?",
        [DataRequired("Choose yes or no")],
        description="Something that we did, or did not do, and that you are unhappy with.",
        options=YES_NO,
    )

    def tell(self, told: Told) -> Told:
        """The story, and whether it is a complaint."""
        return replace(told, story=self.story.data, complaint=self.complaint.data == "yes")

    def rows(self) -> Iterator[Row]:
        """The story, and whether it is a complaint."""
        yield Row("What happened", self.story.data)
        yield Row("A complaint about us", chosen(self.complaint))


class DayOrMonth(ThreeBoxDate):
    """A date whose day may be left empty: `only_month` is true then, and data is the first of that month."""

    only_month = False

    def process(self, formdata: FormData | None, *args: Any, **kwargs: Any) -> None:
        """Read the boxes; an empty day beside a month and a year is an answer."""
        super().process(formdata, *args, **kwargs)
        day, month, year = self.typed
        if self.bad != {"day"} or day:
            return
        self.process_errors, self.bad = [], frozenset()
        try:
            self.data, self.only_month = read_date("1", month, year), True
        except DateFault as fault:
            self.process_errors, self.bad = [str(fault)], fault.parts


class Where(Questions):
    """Where it was, whether it is still there, and when."""

    platform = OneOf("Where did you see it?", [DataRequired("Choose where you saw it, or “I do not know”")])
    elsewhere = Line(
        "Where else?",
        [Optional()],
        description="Only if you chose “Somewhere else”. For example, a text message.",
    )
    address = Words(
        "Its address or link",
        [Optional()],
        description="If you can copy it. The name of a page, a group or an account helps too.",
        limit=ADDRESS_LENGTH,
        rows=2,
    )
    online = OneOf(
        "Can people still see it?",
        [DataRequired("Choose yes, no or “I do not know”")],
        options=(*YES_NO, Option("unknown", "I do not know")),
    )
    happened = DayOrMonth(
        "When did it happen?", description="If you only know the month, leave the day empty."
    )
    no_date = BooleanField("I do not know when it happened")

    def prepare(self, policy: Policy, today: date) -> None:
        """The charity's own list of places."""
        super().prepare(policy, today)
        places = [Option(name, name) for name in policy.platforms]
        self.platform.options = [*places, Option(_OTHER, "Somewhere else"), Option(_UNKNOWN, "I do not know")]

    def validate_happened(self, field: DayOrMonth) -> None:
        """A date that is not to come, or a tick that there is none: not both, and not neither."""
        self.refuse_future(field.data)
        if field.process_errors:
            return
        if field.data is None and not self.no_date.data:
            raise ValidationError("Enter when it happened, or tick “I do not know when it happened”")
        if field.data is not None and self.no_date.data:
            raise ValidationError("Empty these boxes, or take away the tick at “I do not know”")

    def tell(self, told: Told) -> Told:
        """Place, address, whether it is still there, and when with how exact that is."""
        first, last, precision = self._when()
        return replace(
            told,
            place=self._place(),
            address=self.address.data,
            still_online=str(self.online.data),
            occurred_from=first,
            occurred_to=last,
            precision=precision,
        )

    def rows(self) -> Iterator[Row]:
        """Place, address, whether it is still there, and when."""
        yield Row("Where", self._place() or "You do not know")
        yield Row("Its address or link", self.address.data)
        yield Row("People can still see it", chosen(self.online))
        first, _, precision = self._when()
        month = f"{first:%B %Y}, you only know the month" if first else ""
        known = {"day": day_in_words(first) if first else "", "month": month}
        yield Row("When", known.get(precision, "You do not know"))

    def _place(self) -> str:
        if self.platform.data == _OTHER:
            return self.elsewhere.data or "Somewhere else"
        return "" if self.platform.data == _UNKNOWN else str(self.platform.data)

    def _when(self) -> tuple[date | None, date | None, str]:
        day = self.happened.data
        if day is None:
            return None, None, "unknown"
        if not self.happened.only_month:
            return day, day, "day"
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        return day, min(last, self.today), "month"
