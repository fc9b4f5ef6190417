"""Answering: a public holding line where the policy has one, then a private answer; never one text."""

from __future__ import annotations

from incidents.domain.case import Context
from incidents.domain.lifecycle.everywhere import track_machine
from incidents.domain.lifecycle.questions import BECAUSE, choice, day, line, text, yes_no
from incidents.domain.machine import Guard, State, Transition
from incidents.domain.words import Permission


def _is_poster(context: Context) -> bool:
    return context.case.actor_is_poster


MAY_POST = Guard(
    "may_post",
    "You are not on the charity's list of people who may write on its pages. Ask someone who is.",
    _is_poster,
)
_CHANNELS = (
    ("message", "A private message"),
    ("email", "E-mail"),
    ("telephone", "Telephone"),
    ("letter", "Letter"),
    ("meeting", "A meeting"),
)
_CHANNEL = choice("channel", "How, in private", _CHANNELS)
_ANSWER = (
    day("answered_on", "When they were answered"),
    _CHANNEL,
    text("answer_words", "What they were told", "Say sorry where it is due, and what will be different."),
    yes_no("told_of_review", "Were they told how to ask for a second look?"),
)

RESPONSE = track_machine(
    "response",
    "Answering",
    Permission.HANDLE,
    (
        State("to_answer", "To be answered"),
        State("holding", "Answered in public that we will get in touch"),
        State("private", "Talking in private"),
        State("answered", "Answered"),
        State("under_review", "Looked at a second time"),
        State("unreachable", "Cannot be reached", final=True),
        State("settled", "Finished", final=True),
        State("withdrawn", "They took it back", final=True),
        State("no_reply_due", "No answer due", final=True),
    ),
    (
        Transition(
            "post_holding_line",
            "Note the public line",
            "Wrote a short public line",
            ("to_answer",),
            "holding",
            Permission.HANDLE,
            (MAY_POST,),
            (
                text(
                    "holding_line",
                    "What was written in public",
                    "No names and no story: only that you will get in touch.",
                ),
                day("posted_on", "When it was posted"),
            ),
            leaves_house=True,
        ),
        Transition(
            "go_private",
            "Move to a private channel",
            "Moved to a private channel",
            ("to_answer", "holding", "unreachable"),
            "private",
            Permission.HANDLE,
            requires=(
                _CHANNEL,
                day("private_on", "When you got in touch"),
                text("first_words", "What was said so far"),
            ),
            leaves_house=True,
        ),
        Transition(
            "answer",
            "Note the answer",
            "Answered",
            ("to_answer", "private"),
            "answered",
            Permission.HANDLE,
            requires=_ANSWER,
            leaves_house=True,
        ),
        Transition(
            "ask_review",
            "They want a second look",
            "Was asked for a second look",
            ("answered",),
            "under_review",
            Permission.HANDLE,
            requires=(
                day("review_asked_on", "When they asked"),
                text("review_words", "What they are not happy with"),
            ),
        ),
        Transition(
            "answer_review",
            "Answer the second look",
            "Answered after a second look",
            ("under_review",),
            "answered",
            Permission.HANDLE,
            requires=(line("reviewed_by", "Who looked at it again"), *_ANSWER),
            leaves_house=True,
        ),
        Transition(
            "settle",
            "Finish",
            "Finished answering",
            ("answered", "under_review"),
            "settled",
            Permission.HANDLE,
            requires=(text("ended_how", "How it ended for them"),),
        ),
        Transition(
            "withdraw",
            "They took it back",
            "Noted that they took it back",
            ("to_answer", "holding", "private", "answered", "under_review", "unreachable"),
            "withdrawn",
            Permission.HANDLE,
            requires=(day("withdrawn_on", "When they said so"), text("withdrawn_words", "What they said")),
        ),
        Transition(
            "cannot_reach",
            "They cannot be reached",
            "Could not reach them",
            ("to_answer", "holding", "private"),
            "unreachable",
            Permission.HANDLE,
            requires=(text("tried", "How and when you tried"),),
        ),
        Transition(
            "no_reply_due",
            "No answer is due",
            "Decided that no answer is due",
            ("to_answer",),
            "no_reply_due",
            Permission.HANDLE,
            requires=(BECAUSE,),
        ),
    ),
)
