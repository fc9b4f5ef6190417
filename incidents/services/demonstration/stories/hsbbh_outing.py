"""A rule that says "will" about a small thing: the chair decides against it."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, knows, lets_in, looks, looks_up, notes, opens
from incidents.services.demonstration.telling import Story, did
from incidents.services.reporting import Told

STORY = Story(
    charity="hsbbh",
    key="hsbbh-outing",
    days_ago=58,
    by="dilip",
    happened=1,
    told=Told(
        story=(
            "Jasmine Thorne and Abdi Warsame grew up in one street and write on each other's pages. "
            "Yesterday Jasmine wrote there that the outing goes to the other park, an hour before we "
            "told the families. I only say it because we all signed that rule."
        ),
        place="Facebook",
        still_online="no",
        about="Jasmine Thorne",
    ),
    acts=(
        looks("rosalind", 1, up="no"),
        knows("rosalind", "abdi", "witness"),
        looks_up(
            "rosalind",
            "Jasmine Thorne",
            act="prior_link_discussion",
            role="volunteer",
            as_state="active",
            other_person="Abdi Warsame",
            link_began="before",
            network="facebook",
            confidential="no",
        ),
        opens(
            "rosalind",
            "The new place of the outing told to an old friend",
            "breach",
            "minor",
            "HSBBH-4.2b",
            [],
            tasks="Ring Jasmine\nAsk the chair: the policy says “will”",
        ),
        did(
            "rosalind finishes_to_do",
            task="Ring Jasmine",
            how="She wrote it so that Abdi did not drive to the wrong park, and took it down herself.",
        ),
        lets_in("rosalind", "miriam", "The policy says “will”. Only the chair can decide that it does not."),
        did(
            "miriam set_aside",
            2,
            what="volunteer_exit:Jasmine Thorne",
            because=(
                "Which park we go to stood on our own page an hour later. Nothing private was told and "
                "nobody was hurt. A procedure for that would be unjust, and nobody would tell us "
                "anything again."
            ),
        ),
        did(
            "rosalind finishes_to_do",
            1,
            task="Ask the chair",
            how="She decided against it, and says why.",
        ),
        notes("rosalind", "I rang Jasmine once more and told her how it ended, and why the rule is there."),
        closes(
            "rosalind",
            "advice",
            "Against the letter of the rule, and much too small for what the rule says will follow.",
            heard="On the telephone, before anything was decided.",
            lessons="The rule does not tell a park from a secret. The trustees look at its wording soon.",
        ),
    ),
)
