"""The facts a judgement turns on: closed lists, what each asks, what is taken for granted, what cannot be.

A fact is one key with one value: conditions in a policy file and answers on a page are the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from incidents.domain.policy_words import Category, Standing
from incidents.domain.words import Word

Known = Mapping[str, str]


class PersonState(Word):
    """How somebody stood to the charity on the day."""

    CURRENT = "current", "Working or serving here"
    ACTIVE = "active", "Active"
    RESTING = "resting", "Resting"
    REFERRED = "referred", "Referred to us"
    SUPPORTED = "supported", "Being supported"
    ENDED = "ended", "Support had ended"
    LEFT = "left", "Had left"


class LinkBegan(Word):
    """When two people became linked online, seen from when they came to the charity."""

    BEFORE = "before", "Before they knew one another through us"
    DURING = "during", "While both had to do with us"
    AFTER = "after", "After support or involvement had ended"


class Network(Word):
    """Where it happened. Rules that say "Facebook" mean that one only."""

    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    TWITTER = "twitter", "Twitter or X"
    YOUTUBE = "youtube", "YouTube"
    LINKEDIN = "linkedin", "LinkedIn"
    TIKTOK = "tiktok", "TikTok"
    SNAPCHAT = "snapchat", "Snapchat"
    WHATSAPP = "whatsapp", "WhatsApp"
    MESSENGER = "messenger", "Messenger"
    BLUESKY = "bluesky", "Bluesky"
    NEXTDOOR = "nextdoor", "Nextdoor"
    BLOG = "blog", "A blog"
    WEBSITE = "website", "A website"
    CHAT_ROOM = "chat_room", "A chat room or newsgroup"
    OTHER = "other", "Somewhere else"


class Consent(Word):
    """Whether everybody in a picture had agreed to its use."""

    NONE = "none", "No, or not everybody"
    VERBAL = "verbal", "Yes, by word of mouth"
    WRITTEN = "written", "Yes, in writing"


class Material(Word):
    """What of the charity's was shown on somebody's own page."""

    LOGO = "logo", "The logo, or other identity material"
    BADGE = "badge", "A supporter badge or appeal emblem"
    LINK = "link", "A link to an official page"
    PROMOTIONAL = "promotional", "Promotional material that the charity approved"


class Page(Word):
    """Whose page or account it was."""

    PERSONAL = "personal", "Their own"
    OFFICIAL = "official", "The charity's"


class YesNo(Word):
    """Yes or no."""

    YES = "yes", "Yes"
    NO = "no", "No"


# A contractor or a trustee is current or has left; the charity itself has no state.
STATES: dict[str, tuple[PersonState, ...]] = {
    Standing.VOLUNTEER: (PersonState.ACTIVE, PersonState.RESTING, PersonState.LEFT),
    Standing.FAMILY: (PersonState.REFERRED, PersonState.SUPPORTED, PersonState.ENDED),
    **{
        standing: (PersonState.CURRENT, PersonState.LEFT)
        for standing in Standing
        if standing not in (Standing.VOLUNTEER, Standing.FAMILY)
    },
}
ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a clause can turn on: the question, its answers, and what is assumed where none is given."""

    question: str
    values: tuple[tuple[str, str], ...]
    assumed: str = ""
    said: str = ""


def _pairs(words: type[Word]) -> tuple[tuple[str, str], ...]:
    return tuple((word.value, word.label) for word in words)


FACTS: dict[str, Fact] = {
    "by.role": Fact("Who did it?", (*_pairs(Standing), (ORGANISATION, "The charity itself"))),
    "by.state": Fact("How did they stand to the charity that day?", _pairs(PersonState)),
    "other.role": Fact("Who was on the other side?", _pairs(Standing)),
    "other.state": Fact("How did the other person stand to the charity that day?", _pairs(PersonState)),
    "link_began": Fact("When did they become linked?", _pairs(LinkBegan)),
    "network": Fact("On which network?", _pairs(Network)),
    "in_work_time": Fact("Was it in working time?", _pairs(YesNo)),
    "own_device": Fact("Was it their own phone or computer?", _pairs(YesNo)),
    "consent": Fact("Had everybody in the picture agreed?", _pairs(Consent)),
    "material": Fact("What of the charity's was shown?", _pairs(Material)),
    "confidential": Fact("Was what was told confidential?", _pairs(YesNo)),
    "page": Fact("Whose page or account was it?", _pairs(Page), "personal", "it was on their own account"),
    "met_through_work": Fact(
        "Did they know the other person through their work here?",
        _pairs(YesNo),
        "yes",
        "they knew them through their work here",
    ),
    "missing_person": Fact(
        "Was it an appeal for a missing person that was already public?",
        _pairs(YesNo),
        "no",
        "it was no public appeal for a missing person",
    ),
    "consent_expected": Fact(
        "Would people reasonably expect to be asked for their consent there?",
        _pairs(YesNo),
        "yes",
        "people would expect to be asked",
    ),
    "approved": Fact(
        "Had the charity approved it for people to use?",
        _pairs(YesNo),
        "yes",
        "the charity approved it for people to use",
    ),
}

# What somebody who is named by role alone is taken to be.
_USUAL = {Standing.VOLUNTEER.value: "active", Standing.FAMILY.value: "supported", ORGANISATION: ""}
# Some acts say by their name who is on the other side.
_OTHER_SIDE = {
    Category.BOUNDARY_VOLUNTEER: Standing.VOLUNTEER.value,
    Category.BOUNDARY_SERVICE_USER: Standing.FAMILY.value,
}
# Acts on the charity's own pages say so by their name.
_ON_OUR_PAGES = frozenset({Category.OFFICIAL_CONTENT, Category.UNAUTHORISED_PUBLICATION})
_STILL_WITH_US = ("active", "resting", "referred", "supported", "current")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one act: `known` by key of FACTS, the posts `by` holds (None: not said), the day."""

    act: Category
    known: Known
    posts: frozenset[str] | None = None
    on: date | None = None
    stated: frozenset[str] = field(default_factory=frozenset)

    def with_usual(self) -> Facts:
        """The same facts, with what is taken for granted; `stated` keeps which ones somebody stated."""
        known = dict(self.known)
        if self.act in _OTHER_SIDE and known.get("by.role") != _OTHER_SIDE[self.act]:
            known.setdefault("other.role", _OTHER_SIDE[self.act])
        if "by.role" in known:
            known = with_usual_state(known)
        if self.act in _ON_OUR_PAGES:
            known.setdefault("page", Page.OFFICIAL.value)
        for key, fact in FACTS.items():
            if fact.assumed:
                known.setdefault(key, fact.assumed)
        settled = {"page"} if self.act in _ON_OUR_PAGES else set()
        return Facts(self.act, known, self.posts, self.on, frozenset({*self.known, *settled}))


def with_usual_state(known: Known) -> dict[str, str]:
    """What is known, with the state of whoever did it as it usually is where none was given."""
    usual = _USUAL.get(known.get("by.role", ""), PersonState.CURRENT.value)
    return dict(known) if "by.state" in known or not usual else {**known, "by.state": usual}


def contradictions(act: Category, known: Known) -> Iterator[tuple[tuple[str, ...], str]]:
    """For each pair of facts that cannot both be: their keys, and what is wrong, as a sentence."""
    for side, name in (("by", "the person"), ("other", "the other person")):
        role, state = known.get(f"{side}.role"), known.get(f"{side}.state")
        if role and state and state not in STATES.get(role, ()):
            said = PersonState(state).label[:1].lower() + PersonState(state).label[1:]
            yield (
                (f"{side}.role", f"{side}.state"),
                f"“{said}” is not something {name} can be as {_role(role)}.",
            )
    over = known.get("by.state") in ("ended", "left")
    if known.get("link_began") == "after" and known.get("other.state") in _STILL_WITH_US and not over:
        yield (
            ("link_began", "other.state"),
            "The link cannot have begun after it had ended while it had not ended.",
        )
    if known.get("link_began") == "during" and known.get("other.state") == "ended":
        yield (
            ("link_began", "other.state"),
            "The link is said to have begun during support, and support to have ended by then.",
        )
    meant = _OTHER_SIDE.get(act)
    if meant and known.get("other.role") and meant not in (known.get("by.role"), known["other.role"]):
        yield ("act", "other.role"), f"Neither of the two is {_role(meant)}, which this act is about."


def _role(key: str) -> str:
    return "the charity itself" if key == ORGANISATION else f"“{Standing(key).label.lower()}”"


def possible(key: str, known: Known) -> tuple[str, ...]:
    """The values that the fact `key` can have beside what is known already."""
    values = tuple(value for value, _ in FACTS[key].values)
    side, dot, name = key.partition(".")
    if dot and name == "state" and f"{side}.role" in known:
        return tuple(state.value for state in STATES.get(known[f"{side}.role"], ()))
    return values
