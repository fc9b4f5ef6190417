"""Who is on a case: the page that says so, letting in and out, and for how long."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.words import Permission
from incidents.services import case_access, terms, who_sees
from incidents.web import asked, kept, visit
from incidents.web.beside import Answer, Spot, ask, send
from incidents.web.marks import allow

pages = Blueprint("access", __name__, url_prefix="/<slug>")


@pages.get("/cases/<reference>/who-sees-it")
@allow(Permission.READ_CASE)
def show(slug: str, reference: str) -> str:
    """Everyone let in to the case and to each matter: why, since when, until when, and by whom."""
    return render_template(
        "who_sees.html", page=who_sees.page(visit.member(), reference, visit.now()), slug=slug
    )


@pages.get("/cases/<reference>/terms")
@allow(Permission.READ_CASE)
def promise(slug: str, reference: str) -> str:
    """What somebody from outside is let in for, and what they promise before they read."""
    found = terms.asked(visit.member(), reference, visit.now())
    return render_template("terms.html", found=found, slug=slug, form=asked.ask(()))


@pages.post("/cases/<reference>/terms")
@allow(Permission.READ_CASE)
def promise_send(slug: str, reference: str) -> Response:
    """They promise, once."""
    form = asked.ask((), sent=request.form)
    terms.agree(visit.member(), reference, asked.key_of(form), visit.now())
    return kept.used(redirect(url_for("cases.show", slug=slug, reference=reference)))


@pages.get("/cases/<reference>/let-in")
@pages.get("/cases/<reference>/matters/<track_id>/let-in")
@allow(Permission.LET_IN)
def let_in(slug: str, reference: str, track_id: str | None = None) -> str:
    """Someone who needs to see the case, or one matter of it."""
    return ask(Spot("let_in", slug, reference, track_id))


@pages.post("/cases/<reference>/let-in")
@pages.post("/cases/<reference>/matters/<track_id>/let-in")
@allow(Permission.LET_IN, sure=True)
def let_in_send(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """Let them in."""
    use = partial(case_access.let_in, visit.member(), reference, track_id)
    return send(Spot("let_in", slug, reference, track_id), use)


@pages.get("/cases/<reference>/take-off")
@pages.get("/cases/<reference>/matters/<track_id>/take-off")
@allow(Permission.LET_IN)
def shut_out(slug: str, reference: str, track_id: str | None = None) -> str:
    """Someone who need not see it any more."""
    return ask(Spot("shut_out", slug, reference, track_id))


@pages.post("/cases/<reference>/take-off")
@pages.post("/cases/<reference>/matters/<track_id>/take-off")
@allow(Permission.LET_IN, sure=True)
def shut_out_send(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """Take them off."""
    use = partial(case_access.shut_out, visit.member(), reference, track_id)
    return send(Spot("shut_out", slug, reference, track_id), use)


@pages.get("/cases/<reference>/until")
@pages.get("/cases/<reference>/matters/<track_id>/until")
@allow(Permission.LET_IN)
def set_until(slug: str, reference: str, track_id: str | None = None) -> str:
    """How long somebody is let in."""
    return ask(Spot("until", slug, reference, track_id))


@pages.post("/cases/<reference>/until")
@pages.post("/cases/<reference>/matters/<track_id>/until")
@allow(Permission.LET_IN, sure=True)
def set_until_send(slug: str, reference: str, track_id: str | None = None) -> Answer:
    """Change how long."""
    return send(
        Spot("until", slug, reference, track_id),
        partial(case_access.set_until, visit.member(), reference, track_id),
    )


@pages.get("/cases/<reference>/keep-to-those-let-in")
@allow(Permission.LET_IN)
def restrict(slug: str, reference: str) -> str:
    """Keeping the case to those let in."""
    return ask(Spot("restrict", slug, reference))


@pages.post("/cases/<reference>/keep-to-those-let-in")
@allow(Permission.LET_IN, sure=True)
def restrict_send(slug: str, reference: str) -> Answer:
    """Keep it to them."""
    use = partial(case_access.restrict, visit.member(), reference)
    return send(Spot("restrict", slug, reference), use)


@pages.get("/cases/<reference>/open-to-managers")
@allow(Permission.LET_IN)
def open_up(slug: str, reference: str) -> str:
    """Letting every manager see the case again."""
    return ask(Spot("open_up", slug, reference))


@pages.post("/cases/<reference>/open-to-managers")
@allow(Permission.LET_IN, sure=True)
def open_up_send(slug: str, reference: str) -> Answer:
    """Let them see it."""
    return send(
        Spot("open_up", slug, reference),
        partial(case_access.open_up, visit.charity(), visit.member(), reference),
    )


@pages.get("/cases/<reference>/keep-out")
@allow(Permission.LET_IN)
def keep_out(slug: str, reference: str) -> str:
    """Somebody who must not see the case."""
    return ask(Spot("keep_out", slug, reference))


@pages.post("/cases/<reference>/keep-out")
@allow(Permission.LET_IN, sure=True)
def keep_out_send(slug: str, reference: str) -> Answer:
    """Hide it from them."""
    return send(
        Spot("keep_out", slug, reference),
        partial(case_access.keep_out, visit.charity(), visit.member(), reference),
    )
