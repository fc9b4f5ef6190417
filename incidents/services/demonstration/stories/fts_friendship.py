"""A volunteer who befriended a family he visits, and stays."""

from __future__ import annotations

from incidents.services.demonstration.beats import closes, looks, looks_up, names, opens
from incidents.services.demonstration.telling import Day, Story, Who, did
from incidents.services.reporting import Told

STORY = Story(
    charity="fts",
    key="fts-friendship",
    days_ago=330,
    by="pavel",
    happened=20,
    until=2,
    reached=1,
    told=Told(
        story=(
            "A mum at the Tuesday group showed me her phone. Terry Goodchild is her Facebook friend"
            " and writes to her most evenings. He visits them for us. Nothing nasty in it, but it "
            "is every evening."
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
        looks_up(
            "maureen",
            "Terry Goodchild",
            act="boundary_service_user",
            role="volunteer",
            as_state="active",
            other_person="the mum he visits",
            other_state="supported",
            link_began="during",
            network="facebook",
        ),
        opens(
            "maureen",
            "Volunteer befriended a family he visits",
            "breach",
            "moderate",
            "FTS-V-03",
            ["volunteer_exit:Terry Goodchild", "containment:someones_page", "support:the mum he visits"],
        ).although(
            stated=(
                "It is every evening and he visits her on Thursday, so we have to talk before that. Advice "
                "is what I have in mind, and nobody speaks of leaving."
            )
        ),
        did(
            "maureen not_needed containment:someones_page",
            not_needed_because="Private messages between two people. There is nothing to take down.",
        ),
        did(
            "maureen step_back volunteer_exit:Terry Goodchild",
            1,
            paused_on=Day(0),
            pause_words="Terry misses one visit while we talk. We told him it is a pause and no judgement.",
        ),
        did(
            "maureen decline support:the mum he visits",
            offered_on=Day(0),
            declined_words="She likes Terry and wants him back. She did not mean to get him into trouble.",
        ),
        did(
            "maureen talk volunteer_exit:Terry Goodchild",
            2,
            told_on=Day(-1),
            talked_by=Who("maureen"),
            talked_about="What the policy says about friends online while we support a family, and why.",
        ),
        did(
            "maureen support volunteer_exit:Terry Goodchild",
            answer="He did not know it held for people who ask him first. He will end it tonight.",
            agreed="He ends the friendship and tells her why. Pavel sits in on two visits.",
            look_again_on=Day(30),
        ),
        did(
            "maureen talk volunteer_exit:Terry Goodchild",
            28,
            told_on=Day(-31),
            talked_by=Who("maureen"),
            talked_about=(
                "How it has been. The friendship ended that same night; Pavel is happy with the visits."
            ),
        ),
        did(
            "maureen support volunteer_exit:Terry Goodchild",
            agreed="Visits as before, nobody sits in. He comes to the next induction evening.",
            look_again_on=Day(60),
        ),
        did("maureen conclude volunteer_exit:Terry Goodchild", 45, ended_how="He stays. All is well."),
        closes(
            "maureen",
            "advice",
            "He did not know, put it right the same day, and no consequence is stated for it.",
            0,
            heard="He was told, answered, and agreed to what we wrote down.",
            told=("told", "nobody", "told"),
            lessons="The induction now has a page on friends online, with this as its example.",
        ),
    ),
)
