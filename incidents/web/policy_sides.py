"""The sides of a charity's policy, each a page of its own: which of them this visitor may come to."""

from __future__ import annotations

from flask import url_for

from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.web import visit

# label, endpoint, who sees it
_SIDES = (
    ("Clause by clause", "policy.show", Permission.READ_POLICY),
    ("What does our policy say?", "policy_ask.show", Permission.READ_POLICY),
    ("The part for you", "induction.read", Permission.READ_POLICY),
    ("Who has read it", "induction.listing", Permission.SEE_READERS),
    ("Change the policy", "policy_edit.show", Permission.EDIT_POLICY),
)


def sides(here: str) -> list[dict[str, object]]:
    """The links for `parts.subnav`; `here` is the endpoint of the side that is shown."""
    member, slug = visit.member(), visit.charity().id
    return [
        {"label": label, "href": url_for(endpoint, slug=slug), "current": endpoint == here}
        for label, endpoint, permission in _SIDES
        if permits(member, permission)
    ]
