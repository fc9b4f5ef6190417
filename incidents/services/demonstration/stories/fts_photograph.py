"""A photograph of a family, posted without consent by someone who may post."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, knows, looks, looks_up, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-photograph",
    days_ago=292,
    happened=3,
    told=Told(
        story=(
            "You put a photo of me and my two girls from the summer picnic on your Facebook page. "
            "Nobody asked me. You can read the name of the hall behind us, and there is someone who"
            " must not find out where we are. I wrote under the post and nobody took it down."
        ),
        place="Facebook",
        address="the picnic album, fourth picture",
        still_online="yes",
        about="Whoever looks after your page",
        affected="Me and my daughters, 6 and 9",
        complaint=True,
        name="Carly",
        contact="07700 900123, not after six please",
    ),
    acts=(
        did(
            "maureen start_track", track="containment:own_page", track_because="Two children are in it. Now."
        ),
        did(
            "maureen preserve containment:own_page",
            unsafe_to_copy="no",
            saved_on=Day(0),
            where_kept="Locked folder on the office drive, only Aisling and me",
        ),
        did(
            "maureen note_removal containment:own_page",
            removed_on=Day(0),
            how="Pavel took the whole album down at ten. Nobody had shared it that we can see.",
        ),
        looks(
            "maureen", up="no", private="yes", wait=False, record="Aisling's safeguarding file, summer picnic"
        ),
        names("maureen", "the mother in the photograph", "affected", "family"),
        names("maureen", "her two daughters", "affected", "family", under_18=True),
        knows("maureen", "sukhvinder", "about"),
        looks_up(
            "maureen",
            "Sukhvinder Atwal",
            act="photo_consent",
            role="staff",
            posts="charity_shop_manager",
            other_person="the mother in the photograph",
            network="facebook",
            consent="none",
            page="official",
        ),
        opens(
            "maureen",
            "Photograph of a family on our page",
            "complaint",
            "serious",
            "FTS-P-07 FTS-P-10",
            [
                "response:complainant",
                "support:the mother in the photograph",
                "external_report:ico",
                "external_report:childrens_social_care",
            ],
            tasks="Talk with the shop manager about consent\nWrite down which photographs have consent",
        ),
        did(
            "maureen post_holding_line response:complainant",
            posted_on=Day(0),
            holding_line="Thank you for telling us. We have sent you a private message.",
        ),
        did(
            "aisling tell external_report:childrens_social_care",
            told_by="Aisling, by telephone",
            sent_on=Day(0),
            how="telephone",
            contact="The duty desk",
            said="That a picture showed where a family goes, and that someone may be looking for them.",
        ),
        did(
            "maureen go_private response:complainant",
            1,
            channel="telephone",
            private_on=Day(0),
            first_words="I said sorry, and that it is down. She is frightened more than angry.",
        ),
        did(
            "aisling accept support:the mother in the photograph",
            offered_on=Day(0),
            who_helps="Aisling",
            what_helps="A call each week, and a word with the hall so that nobody says who comes when.",
        ),
        did(
            "maureen finishes_to_do",
            1,
            task="Talk with the shop manager",
            how=(
                "She thought the sign-in sheet was the consent. It is not. She is upset about it "
                "and will ask each time."
            ),
        ),
        notes("aisling", "Social care rang back. No further step from them; they know the family.", 2),
        did(
            "aisling acknowledge external_report:childrens_social_care",
            acknowledged_on=Day(0),
            their_words="Logged; the family's own worker will visit.",
        ),
        did(
            "maureen do_not_report external_report:ico",
            1,
            what_not_told="One photograph, up for three days",
            not_told_because=(
                "The risk is to one family, who know, and it was down within hours of our seeing it. "
                "Six people had looked. We asked ourselves twice because of the children."
            ),
            decided_by="Maureen, with the chair",
            look_again_on=Day(30),
        ),
        did(
            "maureen finishes_to_do",
            2,
            task="Write down which",
            how="A list by the camera. Blue sticker: no pictures.",
        ),
        did(
            "maureen answer response:complainant",
            3,
            answered_on=Day(0),
            channel="letter",
            answer_words=(
                "We should have asked you and we did not. We are sorry. We now ask each person, "
                "each time, and keep a list."
            ),
            told_of_review=True,
        ),
        did(
            "maureen settle response:complainant",
            12,
            ended_how="She rang to say thank you for the letter. They still come on Thursdays.",
        ),
        did(
            "aisling finish external_report:childrens_social_care",
            3,
            ended_how="Nothing more wanted from us.",
        ),
        did(
            "aisling end support:the mother in the photograph",
            10,
            how_they_are="Well. She asked to stop the calls.",
        ),
        closes(
            "maureen",
            "upheld",
            "We posted a picture of people who had not said yes.",
            1,
            heard=(
                "The shop manager was told the same day and gave her side: she took the sign-in "
                "sheet for consent."
            ),
            told=("told", "told", "told"),
            yes="safeguarding personal_data_lost",
            lessons="Consent is asked for each picture. Blue stickers for who does not want to be in one.",
            years=6,
            keep="A child was concerned.",
        ),
    ),
)
