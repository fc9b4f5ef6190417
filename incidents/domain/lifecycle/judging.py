"""What the policy says, as questions and guards of a case: look it up, agree or not, keep to what follows."""

from __future__ import annotations

from incidents.domain.case import Context
from incidents.domain.fields import Field, Kind
from incidents.domain.lifecycle.questions import choice, person_of_case, several, text, yes_no
from incidents.domain.lifecycle.standing import CONDUCT
from incidents.domain.machine import Guard
from incidents.domain.policy_facts import FACTS, PersonState
from incidents.domain.policy_words import Category, Standing
from incidents.domain.words import choices

_ACTS = tuple((one.value, one.label) for one in Category if one is not Category.NONE)
# Facts asked by their own key; who did it and who was on the other side have questions of their own.
PLAIN_FACTS: tuple[str, ...] = tuple(key for key in FACTS if "." not in key)


def _optional(name: str, label: str, pairs: tuple[tuple[str, str], ...], hint: str = "") -> Field:
    return Field(name, label, Kind.CHOICE, False, hint, pairs)


JUDGE_FIELDS: tuple[Field, ...] = (
    person_of_case("who", "Whom is it about?"),
    choice("act", "What may they have done?", _ACTS),
    choice("as_role", "What were they to the charity then?", choices(Standing)),
    text(
        "as_because",
        "Why as that",
        "Needed when they are more than one thing here, such as staff and volunteer",
        required=False,
    ),
    _optional("as_state", FACTS["by.state"].question, choices(PersonState)),
    several("posts", "Which posts did they hold?", required=False),
    person_of_case("other_person", "Who was on the other side, if they are named here?", required=False),
    _optional("other_role", FACTS["other.role"].question, choices(Standing)),
    _optional("other_state", FACTS["other.state"].question, choices(PersonState)),
    *(_optional(key, FACTS[key].question, FACTS[key].values) for key in PLAIN_FACTS),
    yes_no("agrees", "Do you agree with what the policy says here?"),
    text("otherwise", "Why you see it differently", when=("agrees", ("no",))),
)

SET_ASIDE_FIELDS: tuple[Field, ...] = (
    choice("what", "What will not be done?"),
    text("because", "Why"),
)


def _stated(context: Context) -> bool:
    """Whether the policy speaks of each conduct matter that is to be started."""
    data = context.data or {}
    tracks = data.get("tracks")
    chosen = {str(data.get("track", "")), *(map(str, tracks) if isinstance(tracks, list) else ())}
    conduct = {key for key in chosen if key.partition(":")[0] in CONDUCT}
    return conduct <= context.case.offered


def _followed(context: Context) -> bool:
    return not context.case.unmet


def _national_body_told(context: Context) -> bool:
    serious = context.data is not None and context.data.get("serious_incident") is True
    return not (serious and context.case.national_body_due)


def _final_word(context: Context) -> bool:
    return context.case.final_word


STATED = Guard(
    "stated",
    "The policy does not say that this may follow for this person, or nobody has looked it up yet. "
    "Look it up first, or write why it must be so.",
    _stated,
    liftable=True,
)
FOLLOWED = Guard(
    "followed",
    "The policy says that something will follow, and it has not been started. Start it, or have it decided "
    "against with a reason.",
    _followed,
)
NATIONAL_BODY_TOLD = Guard(
    "national_body_told",
    "The policy says that a serious incident goes to the national body. Start that report first, or have it "
    "decided against with a reason.",
    _national_body_told,
)
FINAL_WORD = Guard(
    "final_word",
    "Only the chair can decide this, or the last person on the list of who receives reports when no chair is "
    "free to.",
    _final_word,
)
