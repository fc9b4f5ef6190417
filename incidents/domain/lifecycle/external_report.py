"""Telling a regulator or another body: one for each, approved where it needs the board's authority."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.external_guards import (
    APPROVAL_STANDS,
    AUTHORITY,
    AUTHORITY_FIRST,
    AUTHORITY_WORDS,
    BOARD_APPROVES,
    BOARD_DECISION,
    MACHINE,
    NOT_OWN_DRAFT,
    SAME_REFERENCE,
)
from incidents.domain.lifecycle.questions import any_day, choice, coming_day, day, line, person, text, yes_no
from incidents.domain.machine import SAME, State, Transition
from incidents.domain.words import Permission

_HOW = choice(
    "how",
    "How",
    (
        ("telephone", "By telephone"),
        ("online", "Online form"),
        ("email", "E-mail"),
        ("letter", "Letter"),
        ("person", "In person"),
    ),
)
_SENT = (
    day("sent_on", "When it was sent or said"),
    _HOW,
    line("reference", "Their reference", required=False),
    line("contact", "Who you spoke or wrote to", required=False),
)
_UPDATE = (
    day("updated_on", "When"),
    line("reference", "Their reference", "The one they gave before stands here", required=False),
    text("reference_changed", "If their reference is another one now: why", required=False),
    text("update", "What they were told"),
)
_STORY = (
    text("what_happened", "What happened", "No names that need not be there: say “a volunteer”, “a family”."),
    text("impact", "What it has done, or may do, to people, money, work and good name"),
    text("steps_taken", "What you have done about it"),
    text("prevention", "What will stop it happening again"),
    yes_no("policies_followed", "Were your policies followed?"),
    text("policies_words", "Which policies, and what was not followed", required=False),
    text("media_lines", "What you would say to the press, if asked", required=False),
)

EXTERNAL_REPORT = track_machine(
    MACHINE,
    "Telling another body",
    Permission.DRAFT_REPORT,
    (
        State("assessing", "Must they be told?"),
        State("drafting", "Being written"),
        State("approved", "Approved"),
        State("submitted", "Sent"),
        State("acknowledged", "They have it"),
        State("finished", "Finished", final=True),
        State("not_reported", "Decided not to tell them", final=True),
    ),
    (
        Transition(
            "draft",
            "Write the report",
            "Began to write the report",
            ("assessing",),
            "drafting",
            Permission.DRAFT_REPORT,
            requires=(
                text("must_tell_because", "Why they must, or should, be told"),
                yes_no("trustees_aware", "Does the board know of it?"),
                text("found_out_how", "How the charity found out"),
                *_STORY,
            ),
        ),
        Transition(
            "revise",
            "Change the draft",
            "Changed the draft",
            ("drafting",),
            SAME,
            Permission.DRAFT_REPORT,
            requires=_STORY,
        ),
        Transition(
            "approve",
            "Approve it",
            "Approved the report",
            ("drafting",),
            "approved",
            Permission.DRAFT_REPORT,
            (BOARD_APPROVES, AUTHORITY, NOT_OWN_DRAFT),
            (
                text(
                    AUTHORITY_WORDS,
                    "Who gave the board's authority, and when",
                    "Only where this body needs it. A standing authority of yours is written in by itself.",
                    required=False,
                ),
                Field(
                    BOARD_DECISION,
                    "Which decision of the board in this case says that they are told?",
                    Kind.CHOICES,
                    required=False,
                    hint="What it decided stands here. Tick it only if it says so: it is then the authority.",
                ),
            ),
        ),
        Transition(
            "send_back",
            "Send it back",
            "Sent the draft back",
            ("approved",),
            "drafting",
            Permission.DRAFT_REPORT,
            requires=(text("change", "What must change"),),
        ),
        Transition(
            "send",
            "Note that it was sent",
            "Sent the report",
            ("approved",),
            "submitted",
            Permission.DRAFT_REPORT,
            (APPROVAL_STANDS,),
            _SENT,
            leaves_house=True,
        ),
        Transition(
            "tell",
            "They have been told already",
            "Told them",
            ("assessing",),
            "submitted",
            Permission.HANDLE,
            (AUTHORITY_FIRST,),
            (line("told_by", "Who told them"), *_SENT, text("said", "What they were told")),
            warning="For danger now ring 999 first; social care and the police are telephoned before "
            "anything is written.",
            leaves_house=True,
        ),
        Transition(
            "acknowledge",
            "They say they have it",
            "They confirmed that they have it",
            ("submitted",),
            "acknowledged",
            Permission.DRAFT_REPORT,
            requires=(
                day("acknowledged_on", "When they said so"),
                line("reference", "Their reference", required=False),
                text("their_words", "What they said", required=False),
            ),
        ),
        Transition(
            "send_update",
            "Send them more",
            "Sent them more",
            ("submitted", "acknowledged"),
            SAME,
            Permission.DRAFT_REPORT,
            guards=(SAME_REFERENCE,),
            requires=_UPDATE,
            leaves_house=True,
        ),
        Transition(
            "they_ask",
            "They ask for more",
            "Noted that they ask for more",
            ("submitted", "acknowledged"),
            SAME,
            Permission.DRAFT_REPORT,
            requires=(
                day("asked_on", "When they asked"),
                text("they_want", "What they want to know or to have"),
                any_day("answer_by", "By when"),
                person("who_answers", "Who answers them"),
            ),
            warning="It becomes something to do, with that day. Send the answer with “Send them more”.",
        ),
        Transition(
            "finish",
            "Finish",
            "Finished with them",
            ("submitted", "acknowledged"),
            "finished",
            Permission.DRAFT_REPORT,
            requires=(text("ended_how", "How it ended with them"),),
        ),
        Transition(
            "send_late_update",
            "Send them more after all",
            "Sent them more after it was finished",
            ("finished",),
            "submitted",
            Permission.DRAFT_REPORT,
            guards=(SAME_REFERENCE,),
            requires=_UPDATE,
            leaves_house=True,
        ),
        Transition(
            "do_not_report",
            "Decide not to tell them",
            "Decided not to tell them",
            ("assessing", "drafting"),
            "not_reported",
            Permission.DRAFT_REPORT,
            requires=(
                text("what_not_told", "What they are not told"),
                text("not_told_because", "Why not"),
                line("decided_by", "Who decided"),
                coming_day("look_again_on", "When you look at this again"),
            ),
            warning="A decision not to report must be explained later. The board should know of it.",
        ),
        Transition(
            "assess_again",
            "Look at it again",
            "Looked at it again",
            ("not_reported",),
            "assessing",
            Permission.DRAFT_REPORT,
            requires=(text("new_facts", "What is new"),),
        ),
    ),
)
