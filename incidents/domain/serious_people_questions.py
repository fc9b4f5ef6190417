"""The questions on what happened to people, and on what is online."""

from __future__ import annotations

from incidents.domain.serious_question import Question

PEOPLE = (
    Question("danger", "Is somebody in danger right now?", "If so, ring 999 before you go on."),
    Question(
        "harm",
        "Was somebody hurt, or could they have been?",
        "In body or in mind: people you support, staff, volunteers, or others met through your work. "
        "What is only alleged counts too.",
        (
            ("no", "No"),
            ("slight", "Upset, or a small hurt"),
            ("serious", "Serious harm, or a real risk of it"),
        ),
    ),
    Question(
        "connected",
        "Has the harm to do with the charity?",
        "Abuse at home that you passed on to the right people has not. It has if you were slow to pass it on "
        "and somebody was hurt.",
        (
            ("elsewhere", "No: it happened elsewhere, and we dealt with it properly"),
            ("mishandled", "It happened elsewhere, and we dealt with it badly"),
            ("through_us", "Yes: through our work or our people"),
        ),
        ("harm", "slight"),
    ),
    Question(
        "child", "Is it a child?", "Anybody under 18 who was hurt or is at risk.", given=("harm", "slight")
    ),
    Question(
        "adult",
        "Is it an adult who needs care or support?",
        "Somebody who cannot easily keep themselves safe, for example through illness, age or a disability.",
        given=("harm", "slight"),
    ),
    Question(
        "works_with_children",
        "May somebody who works or volunteers with children have harmed a child, or be a risk to children?",
        "Also a possible offence against a child, or conduct that makes them unsuitable. Home life counts.",
    ),
    Question(
        "works_with_adults",
        "May somebody who works or volunteers with adults who need care have harmed one, or be a risk?",
        "Also a possible offence against such an adult, or conduct that makes them unsuitable.",
    ),
    Question(
        "taken_off",
        "Was somebody taken off work with children or with adults at risk?",
        "Staff or volunteers; told to leave, or moved to other work. Leaving before it was decided does not "
        "end this question.",
        (
            ("no", "No"),
            ("looking", "Not yet: it is still being looked into"),
            ("left", "They left first, and would have been"),
            ("stopped", "Yes, stopped or moved"),
        ),
    ),
    Question(
        "regulated",
        "Was the work one that barred people may not do?",
        "Regulated activity; in Scotland, a regulated role. Their check when they began says which it was.",
        given=("taken_off", "looking"),
    ),
    Question(
        "conduct",
        "Was it because they harmed a child or an adult at risk, or could have?",
        "Or because of a caution or a conviction that bears on it.",
        given=("taken_off", "looking"),
    ),
    Question(
        "sexual_harassment",
        "Is it about sexual harassment?",
        "By or against anybody in your work.",
        (
            ("no", "No"),
            ("alleged", "Yes"),
            ("grave", "Yes, and the harm is very great, or it is not the only time"),
        ),
    ),
    Question(
        "bullying",
        "Is it about bullying among your own people?",
        "Not every staff matter is a serious incident; a habit of the whole place may be.",
        (("no", "No"), ("once", "Yes, by one person"), ("widespread", "Yes, and it is widespread")),
    ),
    Question(
        "child_image",
        "Is there a sexual picture of somebody under 18?",
        "Do not open it again, copy it or send it on, not even as proof. Write down where it is.",
    ),
)
ONLINE = (
    Question("online", "Is it still online?", "A post, a picture, a message, a page or an account."),
    Question(
        "abuse",
        "Is somebody being abused online?",
        "Your people, a family, anybody in your care. Harassment means twice or more.",
        (
            ("no", "No"),
            ("rude", "Rude or unfair, no more"),
            ("offensive", "Grossly offensive, hateful or meant to hurt"),
            ("repeated", "Again and again, against the same person"),
            ("threats", "Threats, or a court order broken"),
        ),
    ),
    Question(
        "account",
        "Is somebody using your name or your account?",
        "A page that pretends to be yours, or a page or account of yours that somebody else got into.",
        (("no", "No"), ("fake", "A fake page or a fake appeal"), ("taken_over", "Ours was taken over")),
    ),
    Question(
        "platform_told",
        "Was it reported to the platform, without success?",
        "With the platform's own button. Note the day, the time and the number you get.",
        (("no", "No"), ("recent", "Yes, less than 48 hours ago"), ("two_days", "Yes, 48 hours ago or more")),
        ("online", "yes"),
    ),
    Question(
        "thirteen", "Is whoever would report it 13 or over?", "Yes if you report it.", given=("online", "yes")
    ),
)
