"""Families Together: abuse of a volunteer, a fake page reported twice, a report made in bad faith."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, knows, looks, names, notes, opens
from incidents.services.demonstration.telling import Day, Reference, Story, Who, did
from incidents.services.reporting import Told

_PAGE = "containment:someones_page"
_FAKE = "containment:fake_account"
_POLICE = "external_report:police"

ABUSE = Story(
    charity="fts",
    key="fts-abuse",
    days_ago=155,
    by="magda",
    happened=2,
    until=0,
    told=Told(
        story=(
            "A man I do not know writes under every picture I am in on our page. First about my accent, then that he "
            "knows which bus I take. Last night he sent me a private message with a picture of the bus stop."
        ),
        place="Instagram",
        still_online="yes",
        about="An account without a name",
        affected="Me",
    ),
    acts=(
        looks("maureen", wait=False),
        names("maureen", "the man with the account", "about", "public", handles="the one with the grey lorry"),
        knows("maureen", "magda", "affected"),
        opens(
            "maureen", "A stranger abuses one of our volunteers", "abuse", "serious", "",
            [_PAGE, "support:Magda Wilk", _POLICE],
            no_clause="Our policy has no clause on abuse of our own people by others. We do it because it is right.",
        ),
        did(
            "maureen", "tell", 0, _POLICE, told_by="Magda and I together, on 101", sent_on=Day(0), how="telephone",
            reference="Crime number made up 55/19", said="The comments, the message and the picture of the bus stop.",
        ),
        did(
            "maureen", "preserve", 0, _PAGE, unsafe_to_copy="no", saved_on=Day(0),
            where_kept="Magda's phone and the locked folder",
        ),
        did(
            "maureen", "report_to_platform", 0, _PAGE, reported_on=Day(0), reported_as="Stalking and hate",
            platform_reference="made-up 90210",
        ),
        did(
            "maureen", "accept", 1, "support:Magda Wilk", offered_on=Day(0), who_helps="Aisling",
            what_helps="A lift home until this is over, and not to be in pictures for a while.",
        ),
        did("maureen", "leave_up", 3, _PAGE, because="The platform says it breaks none of its rules. We hid it on our page."),
        did(
            "maureen", "report_to_platform", 1, _PAGE, reported_on=Day(0), platform_reference="made-up 90388",
            reported_as="A threat, with the crime number this time",
        ),
        did("maureen", "note_removal", 4, _PAGE, removed_on=Day(0), how="The account is gone."),
        did(
            "maureen", "send_update", 1, _POLICE, updated_on=Day(0), reference="Crime number made up 55/19",
            update="That the account is gone, and where the copies are.",
        ),
        did("maureen", "finish", 20, _POLICE, ended_how="They spoke to a man in the next town. It is with them now."),
        did("maureen", "end", 10, "support:Magda Wilk", how_they_are="Back to herself. She takes the bus again."),
        closes(
            "maureen", "passed_on", "He is nobody of ours; the police have it.", 0, told=("told", "nobody", "told"),
            yes="safeguarding", lessons="Nobody is named under a picture any more.", years=3, keep="The police may ask.",
        ),
    ),
)

FAKE = Story(
    charity="fts",
    key="fts-fake",
    days_ago=19,
    happened=0,
    told=Told(
        story="There is a second Families Together page that asks for money for prams. It has your badge. Is it you?",
        place="Facebook",
        address="the one with two dots in its name",
        still_online="yes",
        name="Priti",
        contact="priti@post.example.org",
    ),
    acts=(
        looks("maureen", wait=False),
        opens("maureen", "A fake page collects money in our name", "hacked", "serious", "",
              [_FAKE, "response:reporter", "external_report:report_fraud"],
              no_clause="Nobody of ours did this. Our own page is not touched.",
              tasks="Warn people on our own page\nAsk the bank whether money came in"),
        did("maureen", "preserve", 0, _FAKE, unsafe_to_copy="no", saved_on=Day(0), where_kept="Locked folder"),
        did("maureen", "report_to_platform", 0, _FAKE, reported_on=Day(0), reported_as="Pretending to be a charity",
            platform_reference="made-up 71"),
        did("maureen", "answer", 0, "response:reporter", answered_on=Day(0), channel="email", told_of_review=False,
            answer_words="It is not us. Thank you for telling us; please do not give."),
        did("maureen", "finish", 1, task="Warn people", how="A line at the top of our page, and at the till."),
        did("maureen", "settle", 2, "response:reporter", ended_how="She had not given anything."),
        did(
            "maureen", "draft", 1, "external_report:report_fraud", must_tell_because="People are asked for money",
            trustees_aware=True, found_out_how="Two people told us", what_happened="A page in our name asks for money.",
            impact="We do not know yet who gave.", steps_taken="Reported to the platform; a warning on our own page.",
            prevention="Our page now says which addresses are ours.", policies_followed=True,
        ),
    ),
)

FAKE_AGAIN = Story(
    charity="fts",
    key="fts-fake-again",
    days_ago=17,
    by="joyce",
    happened=1,
    told=Told(
        story="My sister gave ten pounds for prams to a page that says it is us. I do not think it is.",
        place="Facebook", still_online="yes",
    ),
    acts=(
        looks("maureen"),
        did(
            "maureen", "merge", 0, same_as=Reference("fts-fake"),
            because="The same page, seen by someone else. The ten pounds belong into that report.",
        ),
    ),
)

BAD_FAITH = Story(
    charity="fts",
    key="fts-bad-faith",
    days_ago=128,
    happened=10,
    told=Told(
        story=(
            "Your trustee Leonard Whybrow writes disgusting things about the mothers. Here is what he wrote. He should "
            "be thrown out before the vote."
        ),
        place="Facebook", address="sent as a picture", still_online="no", about="Leonard Whybrow",
        contact="a.friend@post.example.org",
    ),
    acts=(
        looks("harriet", up="no"),
        opens("harriet", "Ugly words said to be a trustee's", "breach", "moderate", "FTS-TS-04",
              ["containment:someones_page", "board_conduct:Leonard Whybrow", "support:Leonard Whybrow"]),
        did("harriet", "preserve", 1, "containment:someones_page", unsafe_to_copy="no", saved_on=Day(0),
            where_kept="The chair's locked cupboard"),
        notes("harriet", "The picture has the wrong year for his account and two kinds of lettering. Shabnam sees it too.", 1),
        did("harriet", "talk", 1, "board_conduct:Leonard Whybrow", told_on=Day(0), talked_by=Who("harriet"),
            talked_about="I showed him the picture. He never wrote it. His account has no such post, and he let me look."),
        did("harriet", "accept", 0, "support:Leonard Whybrow", offered_on=Day(0), who_helps="Shabnam",
            what_helps="That it is over before the meeting, and that nobody hears of it."),
        did("harriet", "leave_up", 1, "containment:someones_page", because="There was never anything up."),
        did("harriet", "conclude", 2, "board_conduct:Leonard Whybrow", ended_how="Nothing to answer: the picture was made."),
        did("harriet", "end", 3, "support:Leonard Whybrow", how_they_are="Relieved, and angry. Both are fair."),
        closes(
            "harriet", "bad_faith", "The picture was put together before the vote for treasurer.", 0, second="gwilym",
            told=("not_told", "nobody", "told"), whys={"reporter": "The address does not exist."},
            lessons="Nothing to change, because looking before believing is what saved us.", years=3,
            keep="In case it happens again.",
        ),
    ),
)

STORIES = (ABUSE, FAKE, FAKE_AGAIN, BAD_FAITH)
