"""Home-Start BBH: complaints answered and taken back, a report about the chair, and what the police asked to wait."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, hands_over, knows, looks, names, notes, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

_CHAIR = "board_conduct:Miriam Feldman"

UNDER_A_POST = Story(
    charity="hsbbh",
    key="hsbbh-under-a-post",
    days_ago=246,
    happened=0,
    told=Told(
        story=(
            "I wrote under your post about the toy library that we have waited eleven weeks for a volunteer and that "
            "nobody rings back. I would like an answer and not a thumbs up."
        ),
        place="Facebook", still_online="yes", complaint=True, name="Oksana", contact="oksana@post.example.org",
    ),
    acts=(
        looks("rosalind"),
        opens("rosalind", "Complaint under a post: waiting for a volunteer", "complaint", "minor", "HSBBH-1.7",
              ["response:complainant"]),
        did("rosalind", "go_private", 0, "response:complainant", channel="message", private_on=Day(0),
            first_words="That I would ring her that afternoon. No line in public: our policy answers in private."),
        did("rosalind", "answer", 1, "response:complainant", answered_on=Day(0), channel="telephone", told_of_review=True,
            answer_words="Why it takes so long this spring, and that nobody was passed over."),
        did("rosalind", "ask_review", 9, "response:complainant", review_asked_on=Day(0),
            review_words="She has heard of a family who waited four weeks."),
        did("rosalind", "answer_review", 10, "response:complainant", reviewed_by="Owen, for the trustees",
            answered_on=Day(0), channel="letter", told_of_review=True,
            answer_words="Owen looked at the list. The other family lives where we have a volunteer; she does not yet."),
        did("rosalind", "settle", 14, "response:complainant", ended_how="She has her volunteer since Monday."),
        closes("rosalind", "not_upheld", "The list was kept fairly.", 0, told=("told", "told", "nobody"),
               lessons="We write to everybody on the list once a month, also when there is nothing to say."),
    ),
)

TAKEN_BACK = Story(
    charity="hsbbh",
    key="hsbbh-withdrawn",
    days_ago=96,
    happened=2,
    told=Told(
        story="A volunteer was rude to me in a chat of the parents. I want her to say sorry.",
        place="WhatsApp", still_online="unknown", complaint=True, name="Gloria", contact="07700 900812",
    ),
    acts=(
        looks("rosalind", 1, up="unknown"),
        opens("rosalind", "Complaint: rude in the parents' chat", "complaint", "minor", "", ["response:complainant"],
              no_clause="The chat is not ours, and the words were rough but gave nothing away."),
        did("rosalind", "go_private", 0, "response:complainant", channel="telephone", private_on=Day(0),
            first_words="Asked what was said, and what would put it right."),
        did("rosalind", "withdraw", 2, "response:complainant", withdrawn_on=Day(0),
            withdrawn_words="They have talked. She does not want it to go further."),
        closes("rosalind", "withdrawn", "She took it back, and nothing else stands open.", 0,
               told=("told", "told", "nobody"), lessons="Nothing to change, because they put it right themselves."),
    ),
)

ABOUT_THE_CHAIR = Story(
    charity="hsbbh",
    key="hsbbh-about-the-chair",
    days_ago=41,
    by="nkechi",
    happened=12,
    told=Told(
        story=(
            "Our chair, Miriam Feldman, wrote on her own page that one of the councils we work for “counts children "
            "like potatoes”. People from that council read it. I tell the named trustee and nobody else."
        ),
        place="Facebook", still_online="yes", about="Miriam Feldman",
        keep_out="Rosalind Achebe, because the chair is her line manager",
    ),
    acts=(
        looks("owen", 1),
        opens("owen", "A board member's words about a council", "breach", "serious", "HSBBH-2.4",
              ["containment:someones_page", _CHAIR]),
        did("owen", "preserve", 0, "containment:someones_page", unsafe_to_copy="no", saved_on=Day(0),
            where_kept="At home, in my own locked box"),
        did("owen", "request_removal", 1, "containment:someones_page", asked_whom="The chair", asked_on=Day(0),
            words="Whether she would take it down for now."),
        did("owen", "note_refusal", 1, "containment:someones_page", their_answer="“I have a right to say it.”"),
        did("owen", "name_panel", 3, _CHAIR, panel_lead=Who("owen"), second_panel_member=Who("philippa"),
            under="Article 31, conduct of trustees", told_on=Day(0)),
        did("owen", "hear", 14, _CHAIR, heard_on=Day(-1),
            answer="It was late and she was angry about the cuts. She stands by the point and not by the words."),
        notes("owen", "Philippa and I meet on Thursday. Her own friendship matter has been closed for months.", 3, on=_CHAIR),
    ),
)

POLICE_ASKED = Story(
    charity="hsbbh",
    key="hsbbh-police-asked",
    days_ago=26,
    by="abdi",
    happened=6,
    told=Told(
        story=(
            "A dad told me that Hamid Noorzai writes to his daughter on a game, late at night. She is 13. He has "
            "pictures of the chat on his phone and has been to the police."
        ),
        place="Other social networks", still_online="unknown", about="Hamid Noorzai", affected="The daughter, 13",
        on_behalf_of="The dad", reached_how="He told me at the door",
    ),
    reached=0,
    acts=(
        did("rosalind", "start_track", track="external_report:lado", track_because="Someone who works with children."),
        did("rosalind", "start_track", track="external_report:police", track_because="They know; we say who we are."),
        looks("rosalind", up="unknown", private="yes", wait=False, record="Saoirse's safeguarding file"),
        did("saoirse", "tell", 0, "external_report:lado", told_by="Saoirse", sent_on=Day(0), how="telephone",
            contact="The officer on duty", reference="made-up L-204", said="What the dad said, and that he visits nobody now."),
        did("rosalind", "tell", 0, "external_report:police", told_by="Rosalind", sent_on=Day(0), how="telephone",
            reference="made-up 14/88", said="That he works here, where, and with whom."),
        names("rosalind", "the daughter", "affected", "family", under_18=True),
        opens("rosalind", "Messages to a child on a game", "breach", "critical", "HSBBH-2.5b",
              ["discipline:Hamid Noorzai", "support:the daughter", "support:Hamid Noorzai", "trustee_review:question"],
              tasks="Someone else for his three families"),
        hands_over("rosalind", "gareth", "He runs staff procedures.", on="discipline:Hamid Noorzai"),
        did("gareth", "hold", 1, "discipline:Hamid Noorzai", asked_by="The police", next_look=Day(21),
            because="They ask us not to speak with him about it. He is at home on full pay, which is no judgement."),
        did("rosalind", "finish", 0, task="Someone else", how="Jasmine and Abdi share them."),
        hands_over("rosalind", "miriam", "The chair leads the board's decision.", on="trustee_review:question"),
        did("miriam", "decide_alone", 1, "trustee_review:question", urgent_because="The board meets in three weeks.",
            decision="We report it to the Charity Commission.", decided_on=Day(0),
            reasons="A child may have been harmed by someone who works for us."),
        did("rosalind", "start_track", 1, track="external_report:charity_commission", track_because="The chair decided."),
        did("saoirse", "acknowledge", 3, "external_report:lado", acknowledged_on=Day(0),
            their_words="A meeting of all who are involved, next week."),
        notes("saoirse", "The meeting was held. What was said there is in the safeguarding file, not here.", 7, happened=1),
    ),
)

STORIES = (UNDER_A_POST, TAKEN_BACK, ABOUT_THE_CHAIR, POLICE_ASKED)
