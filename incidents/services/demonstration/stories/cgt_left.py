"""Someone who ran down a colleague, and left in the middle of it."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, knows, looks, looks_up, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_CRAIG = "discipline:Craig Lomax"

STORY = Story(
    charity="cgt",
    key="cgt-left",
    days_ago=118,
    by="stella",
    happened=30,
    until=1,
    told=Told(
        story=(
            "Craig Lomax writes about me in the staff chat when I am not on shift. It has been "
            "going on for weeks and others put hearts on it. I have started to feel sick before "
            "work."
        ),
        place="WhatsApp",
        still_online="yes",
        about="Craig Lomax",
        affected="Me",
    ),
    acts=(
        looks("bernadette", 1),
        knows("bernadette", "stella", "affected"),
        looks_up(
            "bernadette",
            "Craig Lomax",
            act="bullying_harassment",
            role="staff",
            other_person="Stella Boakye",
            network="whatsapp",
        ),
        opens(
            "bernadette",
            "Running down a colleague in the staff chat",
            "breach",
            "serious",
            "CGT-5.1e CGT-5.4c2",
            [_CRAIG, "support:Stella Boakye", "support:Craig Lomax"],
        ),
        hands_over("bernadette", "parveen", "She runs staff procedures.", on=_CRAIG),
        did(
            "bernadette accept support:Stella Boakye",
            offered_on=Day(0),
            who_helps="Thandiwe",
            what_helps="Not to be on shift with him, and not to be the one who moves.",
        ),
        did(
            f"parveen investigate {_CRAIG}",
            2,
            investigator=Who("bernadette"),
            questions="What was written, by whom?",
        ),
        did(
            "bernadette decline support:Craig Lomax",
            1,
            offered_on=Day(0),
            declined_words="He says he is fine.",
        ),
        did(f"parveen note_leaving {_CRAIG}", 9, left_on=Day(-1), left_words="He resigned by text message."),
        did(
            f"parveen conclude_left {_CRAIG}",
            6,
            barring_considered=True,
            regulators_considered=True,
            barring_words="Considered: unkind, but no harm to anyone we support.",
        ),
        did("fergus takes_from", person=Who("craig"), kind="role", key="reporter"),
        did("fergus takes_from", person=Who("craig"), kind="standing", key="staff"),
        did("bernadette end support:Stella Boakye", 21, how_they_are="Sleeping again."),
        notes("bernadette", "The chat has been closed. A new one, with rules, starts on Monday.", 1),
        closes(
            "bernadette",
            "upheld",
            "The messages are there, and they are what she says.",
            0,
            heard="Asked twice. He left before he answered.",
            told=("told", "nobody", "told"),
            lessons="No staff chat without someone who looks after it.",
            years=6,
            keep="Staff matter.",
        ),
    ),
)
