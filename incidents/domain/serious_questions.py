"""All questions of "serious incident or not", in the order they are asked; those on the charity itself."""

from __future__ import annotations

from collections.abc import Mapping

from incidents.domain.serious_people_questions import ONLINE, PEOPLE
from incidents.domain.serious_question import SIZES, Question
from incidents.domain.serious_words import SCOT

_DATA = (
    Question(
        "personal_data",
        "Did somebody's personal details get out, get lost or get changed?",
        "A list, a message, a picture, a phone, a mailbox; also if somebody could have read them.",
    ),
    Question(
        "data_risk",
        "What could that do to the people?",
        "Think of distress, shame, discrimination, loss of money, theft of identity, and who may find them. "
        "Unlikely to do anything: locked with a key that is safe, public already, or called back unread.",
        (
            ("unlikely", "Most likely nothing"),
            ("risk", "It could hurt them in some way"),
            ("high", "It could hurt them badly"),
        ),
        ("personal_data", "yes"),
    ),
    Question(
        "data_open",
        "Is that danger still there?",
        "It is not if the details cannot be read, or if you did something since that took the danger away.",
        (
            ("made_safe", "No"),
            ("too_many", "Yes, and telling each of them would be out of all proportion"),
            ("open", "Yes"),
        ),
        ("data_risk", "risk"),
    ),
    Question(
        "data_sensitive",
        "Is it about children, adults at risk, health, belief, sex life or the like?",
        "Such details weigh more.",
        given=("personal_data", "yes"),
    ),
    Question(
        "data_for_other",
        "Do you hold any of it for another body?",
        "For example for a council that says what is done with it.",
        given=("personal_data", "yes"),
    ),
)
_MONEY = (
    Question(
        "money_crime",
        "Was there fraud, theft or a crime by computer?",
        "Also a false appeal that took money, or a message that got somebody to pay or to give a password.",
        (
            ("no", "No"),
            ("blocked", "It was tried, and nothing came of it"),
            ("theft", "Theft"),
            ("fraud", "Fraud, or a crime by computer"),
        ),
    ),
    Question(
        "loss",
        "Did the charity lose money or things of value, or could it?",
        "The last answer: £25,000 or more, or a fifth of a year's income or more if that is less.",
        (*SIZES, ("large", "Yes, £25,000 or a fifth of a year's income, or more")),
    ),
    Question(
        "donation",
        "Is there a gift whose giver you do not know or cannot check?",
        "Several small gifts that make a pattern count as a large one.",
        (
            ("no", "No"),
            ("small", "Yes, a small one"),
            ("pattern", "Several that make a pattern"),
            ("large", "Yes, over about £25,000"),
        ),
    ),
    Question("property", "Was property damaged?", "Buildings, vehicles, equipment.", SIZES),
    Question(
        "closing",
        "May the charity be unable to pay, or has it lost its bank account?",
        "Insolvency, or a bank that closes the account against your will.",
    ),
)
_CHARITY = (
    Question("terrorism", "Is there a link with terrorism or extremism?", "Alleged links count too."),
    Question("crime", "Is any other crime suspected?", "In the charity's work, or by its people."),
    Question(
        "inquiry",
        "Is the charity being looked into by the police or a regulator?",
        "The charity itself, or somebody because of their work in it.",
    ),
    Question(
        "board",
        "Is something wrong with the board?",
        "Not an ordinary disagreement.",
        (
            ("no", "No"),
            ("resigned", "Several resigned together"),
            ("disqualified", "Somebody sits on it who is disqualified"),
        ),
    ),
    Question(
        "work",
        "Were the charity's work or its good name harmed, or could they be?",
        "Judge it for your size.",
        SIZES,
    ),
    Question(
        "media",
        "Is it in the news, or spreading fast?",
        "Newspapers, radio, local groups.",
        (("no", "No"), ("likely", "It may be soon"), ("yes", "Yes")),
    ),
    Question(
        "partner",
        "If it happened in another body, does it touch you?",
        "One that works for or with you, that you fund or own, or that shares your name.",
        (
            ("ours", "It happened with us"),
            ("apart", "Elsewhere, and it hardly touches us"),
            ("name", "Elsewhere, under a name we share"),
            ("impact", "Elsewhere, and it affects us a lot, for example our good name"),
            ("direct", "Elsewhere, with our money, our work or our people in it"),
        ),
    ),
    Question(
        "fundraising",
        "Is it a complaint about how you raise money?",
        "Not about a job, nor about how trustees behave.",
        (
            ("no", "No"),
            ("open", "Yes, and we are still dealing with it"),
            ("unresolved", "Yes, and it stays unresolved"),
        ),
    ),
    Question(
        "funded",
        "Does somebody pay for the work it happened in?",
        "A funder, a council, another commissioner.",
    ),
    Question(
        "placed",
        "Does it concern somebody placed with you by others?",
        "An agency worker, a contractor's employee, a student, a pupil on work experience.",
        (("no", "No"), ("affected", "Yes, they were affected"), ("about", "Yes, it is about what they did")),
    ),
    Question(
        "unresolved",
        "Is it something the charity could not put right, or cannot?",
        "In Scotland only what stays unresolved goes to the regulator.",
        nations=frozenset({SCOT}),
    ),
)

# The groups, in the order they are asked, each with its heading.
GROUPS: tuple[tuple[str, tuple[Question, ...]], ...] = (
    ("People", PEOPLE),
    ("Online", ONLINE),
    ("Personal details", _DATA),
    ("Money and property", _MONEY),
    ("The charity", _CHARITY),
)
QUESTIONS: tuple[Question, ...] = tuple(question for _, group in GROUPS for question in group)
BY_KEY: Mapping[str, Question] = {question.key: question for question in QUESTIONS}
