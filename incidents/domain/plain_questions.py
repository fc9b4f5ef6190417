"""What people think of doing online, in their own words, and the act and facts that each of these means.

In the texts {beneficiaries}, {volunteer} and {us} are the charity's own words (plain_wording.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from incidents.domain.policy_words import Category

_PERSONAL = {"page": "personal"}
# What holds for whatever somebody says of the charity online, good news too.
_KEEP_CONFIDENCES = (Category.CONFIDENTIALITY_DIGNITY,)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be meant: the act, and the facts that are settled by meaning it.

    `act` NONE breaks nothing in itself: only whether the policy allows it expressly is looked up.
    `new_link`: a friendship that would begin now. `by_authority`: whoever is approved to post may do it.
    `mind`: what else such a post must not do. `told`: something may be wrong here and should be reported.
    """

    key: str
    label: str
    act: Category
    settled: Mapping[str, str] = field(default_factory=dict)
    new_link: bool = False
    by_authority: bool = False
    mind: tuple[Category, ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """One thing that people think of. With several `ways`, `which` asks for the one that is meant."""

    key: str
    group: str
    label: str
    ways: tuple[Way, ...]
    which: str = ""


_FRIENDS, _POSTING, _OTHER = "Friends", "Posts and pictures", "Other things"


def _only(
    act: Category, settled: Mapping[str, str], *, new_link: bool = False, mind: tuple[Category, ...] = ()
) -> tuple[Way, ...]:
    return (Way("only", "", act, settled, new_link=new_link, mind=mind),)


QUESTIONS: tuple[PlainQuestion, ...] = (
    PlainQuestion(
        "add_family",
        _FRIENDS,
        "Add one of our {beneficiaries} as a friend online",
        _only(Category.BOUNDARY_SERVICE_USER, {"other.role": "family", **_PERSONAL}, new_link=True),
    ),
    PlainQuestion(
        "add_volunteer",
        _FRIENDS,
        "Add one of our {volunteer}s as a friend online",
        _only(Category.BOUNDARY_VOLUNTEER, {"other.role": "volunteer", **_PERSONAL}, new_link=True),
    ),
    PlainQuestion(
        "old_friend",
        _FRIENDS,
        "Keep an old friend online whom I now meet through {us}",
        (
            Way(
                "family",
                "One of our {beneficiaries}",
                Category.BOUNDARY_SERVICE_USER,
                {"other.role": "family", "link_began": "before", **_PERSONAL},
            ),
            Way(
                "volunteer",
                "One of our {volunteer}s",
                Category.BOUNDARY_VOLUNTEER,
                {"other.role": "volunteer", "link_began": "before", **_PERSONAL},
            ),
        ),
        "What is your old friend to us now?",
    ),
    PlainQuestion(
        "old_friend_talk",
        _FRIENDS,
        "Talk online with an old friend about what goes on inside {us}",
        _only(Category.PRIOR_LINK_DISCUSSION, {"link_began": "before", **_PERSONAL}, mind=_KEEP_CONFIDENCES),
    ),
    PlainQuestion(
        "own_post",
        _POSTING,
        "Post about {us} on my own page",
        (
            Way("good_news", "Good news or thanks", Category.NONE, _PERSONAL, mind=_KEEP_CONFIDENCES),
            Way(
                "private",
                "Something private about a person, or something that could hurt them",
                Category.CONFIDENTIALITY_DIGNITY,
                _PERSONAL,
            ),
            Way(
                "harmful",
                "Something that could make us look bad",
                Category.DISREPUTE,
                _PERSONAL,
                mind=_KEEP_CONFIDENCES,
                told=True,
            ),
            Way(
                "offensive",
                "A joke, a picture or a link that could offend somebody",
                Category.INAPPROPRIATE_CONTENT,
                _PERSONAL,
            ),
            Way(
                "partners",
                "Criticism of somebody who works with us or pays for our work",
                Category.CRITICISM_PARTNERS,
                _PERSONAL,
                mind=_KEEP_CONFIDENCES,
            ),
        ),
        "What would it be?",
    ),
    PlainQuestion("pictures", _POSTING, "Post a picture of people", _only(Category.PHOTO_CONSENT, {})),
    PlainQuestion(
        "share_link",
        _POSTING,
        "Share a link to one of our own pages",
        _only(Category.BRAND_MISUSE, {"material": "link", **_PERSONAL}),
    ),
    PlainQuestion(
        "logo", _POSTING, "Use our logo or a badge on my own page", _only(Category.BRAND_MISUSE, _PERSONAL)
    ),
    PlainQuestion(
        "our_page",
        _POSTING,
        "Post on a page of {us} itself",
        (
            Way(
                "only",
                "",
                Category.UNAUTHORISED_PUBLICATION,
                {"page": "official"},
                by_authority=True,
                mind=_KEEP_CONFIDENCES,
            ),
        ),
    ),
    PlainQuestion(
        "work_time",
        _OTHER,
        "Use social media for myself in working time",
        _only(Category.WORK_HOURS_USE, {"in_work_time": "yes", **_PERSONAL}),
    ),
    PlainQuestion(
        "look_up",
        _OTHER,
        "Look somebody up online to find out more about them",
        _only(Category.BACKGROUND_CHECKING, {}),
    ),
)
