"""A complaint under a post, looked at twice."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hsbbh",
    key="hsbbh-under-a-post",
    days_ago=246,
    happened=0,
    told=Told(
        story=(
            "I wrote under your post about the toy library that we have waited eleven weeks for a "
            "volunteer and that nobody rings back. I would like an answer and not a thumbs up."
        ),
        place="Facebook",
        still_online="yes",
        complaint=True,
        name="Oksana",
        contact="oksana@post.example.org",
    ),
    acts=(
        looks("rosalind"),
        opens(
            "rosalind",
            "Complaint under a post: waiting for a volunteer",
            "complaint",
            "minor",
            "HSBBH-1.7",
            ["response:complainant"],
        ),
        did(
            "rosalind go_private response:complainant",
            channel="message",
            private_on=Day(0),
            first_words=(
                "That I would ring her that afternoon. No line in public: our policy answers in private."
            ),
        ),
        did(
            "rosalind answer response:complainant",
            1,
            answered_on=Day(0),
            channel="telephone",
            told_of_review=True,
            answer_words="Why it takes so long this spring, and that nobody was passed over.",
        ),
        did(
            "rosalind ask_review response:complainant",
            9,
            review_asked_on=Day(0),
            review_words="She has heard of a family who waited four weeks.",
        ),
        did(
            "rosalind answer_review response:complainant",
            10,
            reviewed_by="Owen, for the trustees",
            answered_on=Day(0),
            channel="letter",
            told_of_review=True,
            answer_words=(
                "Owen looked at the list. The other family lives where we have a volunteer; she does not yet."
            ),
        ),
        did("rosalind settle response:complainant", 14, ended_how="She has her volunteer since Monday."),
        closes(
            "rosalind",
            "not_upheld",
            "The list was kept fairly.",
            0,
            told=("told", "told", "nobody"),
            lessons="We write to everybody on the list once a month, also when there is nothing to say.",
        ),
    ),
)
