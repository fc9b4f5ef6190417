"""Looking after people: one for each person, the reporter and the person accused too."""

from __future__ import annotations

from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.questions import day, line, text
from incidents.domain.machine import State, Transition
from incidents.domain.words import Permission

SUPPORT = track_machine(
    "support",
    "Looking after people",
    Permission.HANDLE,
    (
        State("offered", "Offered"),
        State("accepted", "Being looked after"),
        State("declined", "They said no", final=True),
        State("ended", "Ended", final=True),
    ),
    (
        Transition(
            "accept",
            "They said yes",
            "Noted that they said yes",
            ("offered",),
            "accepted",
            Permission.HANDLE,
            requires=(
                day("offered_on", "When it was offered"),
                line("who_helps", "Who looks after them", "Someone who does not decide about them"),
                text("what_helps", "What would help them"),
            ),
        ),
        Transition(
            "decline",
            "They said no",
            "Noted that they said no",
            ("offered",),
            "declined",
            Permission.HANDLE,
            requires=(day("offered_on", "When it was offered"), text("declined_words", "What they said")),
        ),
        Transition(
            "end",
            "End it",
            "Ended the support",
            ("accepted",),
            "ended",
            Permission.HANDLE,
            requires=(text("how_they_are", "How they are now"),),
        ),
    ),
)
