"""First decisions: the report on one side, the steps on the other; the same steps as on their own pages."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.permissions import permits
from incidents.domain.policy import standing_label
from incidents.domain.policy_words import Standing
from incidents.domain.words import Involvement, Permission, choices
from incidents.services.triaging import FirstDecisions, first_decisions
from incidents.web import kept, stepping, visit
from incidents.web.case_shown import Links
from incidents.web.marks import allow
from incidents.web.stepping import Turned

pages = Blueprint("triage", __name__, url_prefix="/<slug>")

# Where each step leads: after the first look there is more to decide, after the others the case goes on.
_THEN = {"look": "triage.show", "start_track": "triage.show"}


@pages.get("/cases/<reference>/first-decisions")
@pages.get("/cases/<reference>/first-decisions/<action>")
@allow(Permission.TRIAGE)
def show(slug: str, reference: str, action: str = "") -> str:
    """The report beside the step that is expected next, or beside another one that was asked for."""
    page = first_decisions(visit.member(), reference, action, visit.now())
    chosen = page.step.choices.get("track", {})
    if (track := request.args.get("track", "")) in chosen:
        page = replace(page, step=replace(page.step, filled={"track": track}))
    return _page(slug, page, stepping.begin(page.step))


@pages.post("/cases/<reference>/first-decisions/<action>")
@allow(Permission.TRIAGE)
def take(slug: str, reference: str, action: str) -> Response | tuple[str, int]:
    """Take the step."""
    done = stepping.take(reference, None, action)
    if isinstance(done, Turned):
        page = first_decisions(visit.member(), reference, action, visit.now())
        return _page(slug, page, done), done.status
    return kept.used(redirect(url_for(_THEN.get(action, "cases.show"), slug=slug, reference=done.reference)))


def _page(slug: str, page: FirstDecisions, turned: Turned) -> str:
    reference, now = page.case.reference, turned.found.transition.action

    member = visit.member()
    links = Links(slug, reference, frozenset(one for one in Permission if permits(member, one)))

    def to(action: str, track: str | None = None) -> str:
        return url_for("triage.show", slug=slug, reference=reference, action=action, track=track)

    return render_template(
        "triage.html",
        page=page,
        steps=[
            {"label": one.label, "href": to(one.action), "current": one.action == now} for one in page.steps
        ],
        tell=[{"label": label, "href": to("start_track", track)} for track, label in _TELL],
        involvement=dict(choices(Involvement)),
        standing={one.value: standing_label(visit.charity().policy, one) for one in Standing},
        reveals=links.reveals(page.hidden, "reporter", "young", "others"),
        back=url_for("cases.show", slug=slug, reference=reference),
        action=url_for("triage.take", slug=slug, reference=reference, action=now),
        look_up=lambda who: url_for("findings.show", slug=slug, reference=reference, who=who),
        add_person=url_for("act.person", slug=slug, reference=reference, then="first-decisions"),
        **stepping.shown(turned),
    )


# Who is told when someone could be harmed, in the order in which they are rung.
_TELL = (
    ("external_report:lado", "Tell the LADO (about someone who works or volunteers with children)"),
    ("external_report:childrens_social_care", "Tell children's social care"),
    ("external_report:adult_social_care", "Tell adult social care"),
    ("external_report:police", "Tell the police"),
)
