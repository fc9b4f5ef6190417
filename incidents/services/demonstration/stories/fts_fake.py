"""A fake page collects money; it is not dealt with yet."""

from __future__ import annotations

from incidents.services.demonstration.beats import looks, opens
from incidents.services.demonstration.telling import Day, Story, did
from incidents.services.reporting import Told

_FAKE = "containment:fake_account"

STORY = Story(
    charity="fts",
    key="fts-fake",
    days_ago=19,
    happened=0,
    told=Told(
        story=(
            "There is a second Families Together page that asks for money for prams. It has your "
            "badge. Is it you?"
        ),
        place="Facebook",
        address="the one with two dots in its name",
        still_online="yes",
        name="Priti",
        contact="priti@post.example.org",
    ),
    acts=(
        looks("maureen", wait=False),
        opens(
            "maureen",
            "A fake page collects money in our name",
            "hacked",
            "serious",
            "",
            [_FAKE, "response:reporter", "external_report:report_fraud"],
            no_clause="Nobody of ours did this. Our own page is not touched.",
            tasks="Warn people on our own page\nAsk the bank whether money came in",
        ),
        did(f"maureen preserve {_FAKE}", unsafe_to_copy="no", saved_on=Day(0), where_kept="Locked folder"),
        did(
            f"maureen report_to_platform {_FAKE}",
            reported_on=Day(0),
            reported_as="Pretending to be a charity",
            platform_reference="made-up 71",
        ),
        did(
            "maureen answer response:reporter",
            answered_on=Day(0),
            channel="email",
            told_of_review=False,
            answer_words="It is not us. Thank you for telling us; please do not give.",
        ),
        did(
            "maureen finishes_to_do",
            1,
            task="Warn people",
            how="A line at the top of our page, and at the till.",
        ),
        did("maureen settle response:reporter", 2, ended_how="She had not given anything."),
        did(
            "maureen draft external_report:report_fraud",
            1,
            must_tell_because="People are asked for money",
            trustees_aware=True,
            found_out_how="Two people told us",
            what_happened="A page in our name asks for money.",
            impact="We do not know yet who gave.",
            steps_taken="Reported to the platform; a warning on our own page.",
            prevention="Our page now says which addresses are ours.",
            policies_followed=True,
        ),
    ),
)
