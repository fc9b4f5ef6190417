"""An apprentice of 17 filmed a guest."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, knows, looks, looks_up, names, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_JOE = "discipline:Joe Hartnell"

STORY = Story(
    charity="cgt",
    key="cgt-apprentice",
    days_ago=187,
    by="stella",
    happened=2,
    told=Told(
        story=(
            "Joe Hartnell put a film of the lunch club on Snapchat. You can see one of our guests "
            "without her teeth and hear him laugh. He is a good lad. He is 17."
        ),
        place="Snapchat",
        still_online="no",
        about="Our apprentice",
        affected="One of our guests",
    ),
    acts=(
        looks("callum", 1, up="no", private="yes"),
        knows("callum", "joe", "about", under_18=True),
        names("callum", "the guest in the film", "affected", "family"),
        looks_up(
            "callum",
            "Joe Hartnell",
            act="photo_consent",
            role="apprentice",
            other_person="the guest in the film",
            network="snapchat",
            consent="none",
        ),
        opens(
            "callum",
            "Film of a guest at lunch club",
            "breach",
            "moderate",
            "CGT-5.4b CGT-5.2c",
            ["containment:someones_page", _JOE, "support:Joe Hartnell", "support:the guest in the film"],
        ),
        did(
            "callum note_removal containment:someones_page",
            removed_on=Day(-1),
            how="It went by itself after a day. He showed us that it is not on his phone any more.",
            no_copy_because="Nobody had one, and we did not want one.",
        ),
        hands_over("callum", "parveen", "She runs staff procedures.", on=_JOE),
        did(
            f"parveen investigate {_JOE}",
            2,
            investigator=Who("parveen"),
            questions="Who saw it, did he ask her, and who told him our rules?",
            safeguarding_consulted_on=Day(-1),
            adult_with_them="His mum",
        ),
        did(
            "callum accept support:Joe Hartnell",
            offered_on=Day(0),
            who_helps="Thandiwe",
            what_helps="His mum with him each time, and that he keeps his college day.",
        ),
        did(
            "callum accept support:the guest in the film",
            1,
            offered_on=Day(0),
            who_helps="Stella",
            what_helps="That he says sorry to her himself, and he did.",
        ),
        did(
            f"parveen call_meeting {_JOE}",
            5,
            told_on=Day(0),
            meeting_on="In a week, four o'clock, after college",
            companion_told=True,
            decider=Who("parveen"),
        ).although(
            decider_apart="We are nine people. Callum is his mum's cousin. The chair hears any appeal."
        ),
        did(
            f"parveen decide {_JOE}",
            8,
            decision="advice",
            decider=Who("parveen"),
            decided_on=Day(0),
            answer="He thought that it was funny, and then he saw her face.",
            reasons="He is 17, said sorry before we asked, and nobody had told him about films.",
            appeal_until="Ten working days, to the chair",
        ).although(decider_apart="As before: nobody else is free."),
        did(f"parveen conclude {_JOE}", 15, window_passed=True, barring_considered=True, barring_words="No."),
        did(
            "callum end support:Joe Hartnell",
            4,
            how_they_are="Fine. He peels potatoes next to her on Mondays.",
        ),
        did("callum end support:the guest in the film", how_they_are="She says he is her favourite."),
        closes(
            "callum",
            "partly",
            "He filmed her without asking; nobody had told him the rule.",
            0,
            heard="With his mum there, twice.",
            told=("told", "nobody", "told"),
            yes="personal_data_lost",
            lessons="Whoever starts here hears the film rule on the first morning.",
            years=6,
            keep="Someone under 18 was concerned.",
        ),
    ),
)
