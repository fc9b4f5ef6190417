"""What a reporter says, as it arrives from a form or a story, and what is wrong with it if anything is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain.fields import Field, Kind, Problem, Raw, parse
from incidents.domain.policy import Policy

ADDRESS_LENGTH = 400
_PRECISION = (("day", "The day"), ("month", "Only the month"), ("unknown", "I do not know"))
_ONLINE = (("yes", "Yes"), ("no", "No"), ("unknown", "I do not know"))


@dataclass(frozen=True, slots=True)
class Told:
    """What the reporter said. Texts are as typed, empty when not given; days are London dates.

    `about_posts` and `keep_out_posts` are post keys of the policy; `precision` is day, month (then
    `occurred_from` and `occurred_to` are its first and last day, or today) or unknown; `still_online` yes, no
    or unknown; `reached_on` when it reached us, for a report on someone's behalf.
    """

    story: str
    place: str = ""
    address: str = ""
    occurred_from: date | None = None
    occurred_to: date | None = None
    precision: str = "unknown"
    still_online: str = "unknown"
    keep_out: str = ""
    keep_out_posts: tuple[str, ...] = ()
    about: str = ""
    about_posts: tuple[str, ...] = ()
    affected: str = ""
    on_behalf_of: str = ""
    reached_how: str = ""
    reached_on: date | None = None
    complaint: bool = False
    name: str = ""
    contact: str = ""


_ASKED = (
    Field("story", "What happened"),
    Field("place", "Where it was", Kind.LINE, required=False),
    Field("address", "Its address", required=False),
    Field("occurred_from", "When it happened", Kind.DATE, required=False),
    Field("occurred_to", "When it ended", Kind.DATE, required=False),
    Field("precision", "How exact the date is", Kind.CHOICE, choices=_PRECISION),
    Field("still_online", "Is it still there?", Kind.CHOICE, choices=_ONLINE),
    Field("keep_out", "Who should not see it", required=False),
    Field("keep_out_posts", "Who should not see it", Kind.CHOICES, required=False),
    Field("about", "Who it is about", required=False),
    Field("about_posts", "Who it is about", Kind.CHOICES, required=False),
    Field("affected", "Who is affected", required=False),
    Field("on_behalf_of", "For whom", Kind.LINE, required=False),
    Field("reached_how", "How it reached you", Kind.LINE, required=False),
    Field("reached_on", "When it reached you", Kind.DATE, required=False),
    Field("name", "Your name", Kind.LINE, required=False),
    Field("contact", "How to reach you", Kind.LINE, required=False),
)


def problems(told: Told, policy: Policy, now: datetime) -> tuple[Problem, ...]:
    """What keeps a report from being received, each with the name of its part of `Told` and how to mend it.

    `now` is an aware instant: nothing happened after its date in London.
    """
    posts = [post.key for post in policy.posts]
    _, found = parse(_ASKED, _raw(told), now, {"keep_out_posts": posts, "about_posts": posts})
    more = []
    if len(told.address) > ADDRESS_LENGTH:
        more.append(Problem("address", f"Shorten the address to {ADDRESS_LENGTH} characters or fewer"))
    if told.occurred_from and told.occurred_to and told.occurred_from > told.occurred_to:
        more.append(Problem("occurred_to", "It cannot have ended before it began: check both dates"))
    return (*found, *more)


def _raw(told: Told) -> Raw:
    def written(value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()
        return list(value) if isinstance(value, tuple) else value

    return {field.name: written(getattr(told, field.name)) for field in _ASKED}
