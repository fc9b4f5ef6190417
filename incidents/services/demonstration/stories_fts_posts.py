"""Families Together: a photograph without consent, a friendship with a family, an afternoon on the office computer."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, knows, looks, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

PHOTOGRAPH = Story(
    charity="fts",
    key="fts-photograph",
    days_ago=292,
    happened=3,
    told=Told(
        story=(
            "You put a photo of me and my two girls from the summer picnic on your Facebook page. Nobody asked me. "
            "You can read the name of the hall behind us, and there is someone who must not find out where we are. "
            "I wrote under the post and nobody took it down."
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
        did("maureen", "start_track", track="containment:own_page", track_because="Two children are in it. Now."),
        did(
            "maureen", "preserve", 0, "containment:own_page", unsafe_to_copy="no", saved_on=Day(0),
            where_kept="Locked folder on the office drive, only Aisling and me",
        ),
        did(
            "maureen", "note_removal", 0, "containment:own_page", removed_on=Day(0),
            how="Pavel took the whole album down at ten. Nobody had shared it that we can see.",
        ),
        looks("maureen", up="no", private="yes", wait=False, record="Aisling's safeguarding file, summer picnic"),
        names("maureen", "the mother in the photograph", "affected", "family"),
        names("maureen", "her two daughters", "affected", "family", under_18=True),
        knows("maureen", "sukhvinder", "about"),
        opens(
            "maureen", "Photograph of a family on our page", "complaint", "serious", "FTS-P-07 FTS-P-10",
            [
                "response:complainant", "support:the mother in the photograph", "external_report:ico",
                "external_report:childrens_social_care",
            ],
            tasks="Talk with the shop manager about consent\nWrite down which photographs have consent",
        ),
        did(
            "maureen", "post_holding_line", 0, "response:complainant", posted_on=Day(0),
            holding_line="Thank you for telling us. We have sent you a private message.",
        ),
        did(
            "aisling", "tell", 0, "external_report:childrens_social_care", told_by="Aisling, by telephone",
            sent_on=Day(0), how="telephone", contact="The duty desk",
            said="That a picture showed where a family goes, and that someone may be looking for them.",
        ),
        did(
            "maureen", "go_private", 1, "response:complainant", channel="telephone", private_on=Day(0),
            first_words="I said sorry, and that it is down. She is frightened more than angry.",
        ),
        did(
            "aisling", "accept", 0, "support:the mother in the photograph", offered_on=Day(0),
            who_helps="Aisling",
            what_helps="A call each week, and a word with the hall so that nobody says who comes when.",
        ),
        did(
            "maureen", "finish", 1, task="Talk with the shop manager",
            how="She thought the sign-in sheet was the consent. It is not. She is upset about it and will ask each time.",
        ),
        notes("aisling", "Social care rang back. No further step from them; they know the family.", 2),
        did(
            "aisling", "acknowledge", 0, "external_report:childrens_social_care", acknowledged_on=Day(0),
            their_words="Logged; the family's own worker will visit.",
        ),
        did(
            "maureen", "do_not_report", 1, "external_report:ico", what_not_told="One photograph, up for three days",
            not_told_because=(
                "The risk is to one family, who know, and it was down within hours of our seeing it. Six people had "
                "looked. We asked ourselves twice because of the children."
            ),
            decided_by="Maureen, with the chair", look_again_on=Day(30),
        ),
        did("maureen", "finish", 2, task="Write down which", how="A list by the camera. Blue sticker: no pictures."),
        did(
            "maureen", "answer", 3, "response:complainant", answered_on=Day(0), channel="letter",
            answer_words=(
                "We should have asked you and we did not. We are sorry. We now ask each person, each time, and keep a list."
            ),
            told_of_review=True,
        ),
        did(
            "maureen", "settle", 12, "response:complainant",
            ended_how="She rang to say thank you for the letter. They still come on Thursdays.",
        ),
        did("aisling", "finish", 3, "external_report:childrens_social_care", ended_how="Nothing more wanted from us."),
        did("aisling", "end", 10, "support:the mother in the photograph", how_they_are="Well. She asked to stop the calls."),
        closes(
            "maureen", "upheld", "We posted a picture of people who had not said yes.", 1,
            heard="The shop manager was told the same day and gave her side: she took the sign-in sheet for consent.",
            told=("told", "told", "told"), yes="safeguarding personal_data_lost",
            lessons="Consent is asked for each picture. Blue stickers for who does not want to be in one.",
            years=6, keep="A child was concerned.",
        ),
    ),
)

FRIENDSHIP = Story(
    charity="fts",
    key="fts-friendship",
    days_ago=330,
    by="pavel",
    happened=20,
    until=2,
    reached=1,
    told=Told(
        story=(
            "A mum at the Tuesday group showed me her phone. Terry Goodchild is her Facebook friend and writes to her "
            "most evenings. He visits them for us. Nothing nasty in it, but it is every evening."
        ),
        place="Facebook",
        still_online="yes",
        about="Terry Goodchild",
        affected="The mum he visits",
        on_behalf_of="The mum",
        reached_how="She told me at the group",
    ),
    acts=(
        looks("maureen", 1),
        names("maureen", "the mum he visits", "affected", "family"),
        opens(
            "maureen", "Volunteer befriended a family he visits", "breach", "moderate", "FTS-V-03",
            ["volunteer_exit:Terry Goodchild", "containment:someones_page", "support:the mum he visits"],
        ),
        did(
            "maureen", "not_needed", 0, "containment:someones_page",
            not_needed_because="Private messages between two people. There is nothing to take down.",
        ),
        did(
            "maureen", "step_back", 1, "volunteer_exit:Terry Goodchild", paused_on=Day(0),
            pause_words="Terry misses one visit while we talk. We told him it is a pause and no judgement.",
        ),
        did(
            "maureen", "decline", 0, "support:the mum he visits", offered_on=Day(0),
            declined_words="She likes Terry and wants him back. She did not mean to get him into trouble.",
        ),
        did(
            "maureen", "talk", 2, "volunteer_exit:Terry Goodchild", told_on=Day(-1), talked_by=Who("maureen"),
            talked_about="What the policy says about friends online while we support a family, and why.",
        ),
        did(
            "maureen", "support", 0, "volunteer_exit:Terry Goodchild",
            answer="He did not know it held for people who ask him first. He will end it tonight.",
            agreed="He ends the friendship and tells her why. Pavel sits in on two visits.", look_again_on=Day(30),
        ),
        did(
            "maureen", "talk", 28, "volunteer_exit:Terry Goodchild", told_on=Day(-31), talked_by=Who("maureen"),
            talked_about="How it has been. The friendship ended that same night; Pavel is happy with the visits.",
        ),
        did(
            "maureen", "support", 0, "volunteer_exit:Terry Goodchild",
            agreed="Visits as before, nobody sits in. He comes to the next induction evening.", look_again_on=Day(60),
        ),
        did("maureen", "conclude", 45, "volunteer_exit:Terry Goodchild", ended_how="He stays. All is well."),
        closes(
            "maureen", "advice", "He did not know, put it right the same day, and no consequence is stated for it.", 0,
            heard="He was told, answered, and agreed to what we wrote down.", told=("told", "nobody", "told"),
            lessons="The induction now has a page on friends online, with this as its example.",
        ),
    ),
)

WORK_TIME = Story(
    charity="fts",
    key="fts-work-time",
    days_ago=104,
    by="sukhvinder",
    happened=4,
    told=Told(
        story=(
            "Chloe Bickerstaff was on her own Instagram most of Thursday afternoon while the phone rang. It is not "
            "the first time. I do not want to fall out with anybody over it."
        ),
        place="Instagram",
        still_online="no",
        keep_out="Please not Pavel Hruby, they share lifts to work",
        about="Chloe Bickerstaff",
    ),
    acts=(
        looks("maureen", 1, up="no"),
        opens(
            "maureen", "Private Instagram in work time", "breach", "minor", "FTS-TS-03",
            ["discipline:Chloe Bickerstaff", "support:Chloe Bickerstaff"],
        ),
        hands_over("maureen", "yewande", "Staff procedures are hers.", on="discipline:Chloe Bickerstaff"),
        did(
            "yewande", "talk_informally", 2, "discipline:Chloe Bickerstaff", talked_on=Day(0),
            talked_about=(
                "She said her gran is in hospital and the family writes there. The policy states no consequence, and a "
                "quiet word is enough. She may keep her phone on the desk for calls until her gran is home."
            ),
        ),
        did(
            "maureen", "accept", 1, "support:Chloe Bickerstaff", offered_on=Day(0), who_helps="Aisling",
            what_helps="Knowing that she can leave at once if the hospital rings.",
        ),
        did(
            "yewande", "conclude_informal", 14, "discipline:Chloe Bickerstaff",
            ended_how="No more of it. Nothing goes on her file.",
        ),
        did("maureen", "end", 3, "support:Chloe Bickerstaff", how_they_are="Her gran is home."),
        closes(
            "maureen", "advice", "A quiet word was enough.", 0,
            lessons="Nothing to change, because everyone knows the rule and there was a reason this time.",
        ),
    ),
)

STORIES = (PHOTOGRAPH, FRIENDSHIP, WORK_TIME)
