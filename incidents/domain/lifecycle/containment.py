"""Make it safe: saving a copy, and getting a post, page or account taken down or back."""

from __future__ import annotations

from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.questions import BECAUSE, choice, day, line, text
from incidents.domain.machine import State, Transition
from incidents.domain.words import Permission

_NEVER_COPY = (
    "Never copy or send a picture that shows a child, or anyone, sexually or undressed. Note the address "
    "and tell the safeguarding lead, the police and the Internet Watch Foundation."
)
_WHERE_KEPT = line("where_kept", "Where the copy is kept")
_NO_COPY = text("no_copy_because", "If no copy was kept, why", required=False)
_HOW = text(
    "how",
    "What was done",
    "For an account of ours: who got back in, who else can manage it, what could be read",
)

CONTAINMENT = track_machine(
    "containment",
    "Make it safe",
    Permission.HANDLE,
    (
        State("needed", "To be made safe"),
        State("preserved", "Copy saved"),
        State("removal_requested", "Asked to take it down"),
        State("refused", "They will not take it down"),
        State("platform_reported", "Reported to the platform"),
        State("removed", "Taken down", final=True),
        State("not_removed", "Left up", final=True),
        State("not_needed", "Not needed", final=True),
    ),
    (
        Transition(
            "preserve",
            "Note that a copy is saved",
            "Saved a copy",
            ("needed",),
            "preserved",
            Permission.HANDLE,
            requires=(
                choice(
                    "unsafe_to_copy",
                    "Does it show a child, or anyone, sexually or undressed?",
                    (("no", "No"),),
                    "If it does, or you are not sure, do not copy it: go back and note that it was taken "
                    "down instead.",
                ),
                _WHERE_KEPT,
                day("saved_on", "When it was saved"),
                line("address", "The address of the post", required=False),
            ),
            warning=_NEVER_COPY,
        ),
        Transition(
            "request_removal",
            "Ask them to take it down",
            "Asked them to take it down",
            ("preserved",),
            "removal_requested",
            Permission.HANDLE,
            requires=(
                line("asked_whom", "Who was asked"),
                day("asked_on", "When they were asked"),
                text("words", "What was said"),
            ),
            leaves_house=True,
        ),
        Transition(
            "note_refusal",
            "They will not take it down",
            "Was told that it stays up",
            ("removal_requested",),
            "refused",
            Permission.HANDLE,
            requires=(text("their_answer", "What they said"),),
        ),
        Transition(
            "report_to_platform",
            "Report it to the platform",
            "Reported it to the platform",
            ("preserved", "removal_requested", "refused", "not_removed"),
            "platform_reported",
            Permission.HANDLE,
            requires=(
                day("reported_on", "When it was reported to the platform"),
                line("platform_reference", "The platform's reference", required=False),
                text("reported_as", "What it was reported as"),
            ),
            leaves_house=True,
        ),
        Transition(
            "note_removal",
            "Note that it is down",
            "Saw that it is down",
            ("needed", "preserved", "removal_requested", "platform_reported"),
            "removed",
            Permission.HANDLE,
            requires=(day("removed_on", "When it came down"), _HOW, _NO_COPY),
            warning="From the first state, only for our own page, or for a thing that must not be copied. "
            + _NEVER_COPY,
        ),
        Transition(
            "leave_up",
            "Leave it up",
            "Left it up",
            ("preserved", "platform_reported"),
            "not_removed",
            Permission.HANDLE,
            requires=(BECAUSE,),
        ),
        Transition(
            "came_back",
            "It is up again",
            "Saw that it is up again",
            ("removed",),
            "needed",
            Permission.HANDLE,
            requires=(text("seen", "Where it was seen again, and by whom"),),
        ),
        Transition(
            "not_needed",
            "Not needed",
            "Ended it as not needed",
            ("needed",),
            "not_needed",
            Permission.HANDLE,
            requires=(text("not_needed_because", "Why it is not needed"),),
        ),
    ),
    own_not_needed=True,
)
