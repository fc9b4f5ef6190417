"""What the pages of links in mails share: asking for one, what is answered, and a link that is gone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form
from wtforms.validators import InputRequired

from incidents.domain.invited import LinkKind
from incidents.services import link_asked
from incidents.services.faults import Invalid
from incidents.services.throttling import TooMany
from incidents.web import visit
from incidents.web.account import EmailField
from incidents.web.site import in_london

Answer = Response | tuple[str, int]


class Ask(Form):
    """Where should the link be sent?"""

    email = EmailField("E-mail address", [InputRequired("Enter your e-mail address")])


@dataclass(frozen=True, slots=True)
class Asking:
    """One kind of link that can be asked for: its page, what that says, the answer's page, the way back."""

    kind: LinkKind
    head: str
    says: str
    answer: str
    back: str


def page(asking: Asking, form: Ask) -> str:
    """The box for an address."""
    return render_template("link_ask.html", asking=asking, form=form)


def send(asking: Asking) -> Answer:
    """Ask; one answer for every address there is."""
    form = Ask(request.form)
    status = 422
    if form.validate():
        try:
            place, now = request.remote_addr or "", visit.now()
            link_asked.ask(asking.kind, visit.charity().id, str(form.email.data), place, now)
            return redirect(url_for(asking.answer, slug=visit.charity().id))
        except Invalid as fault:
            form.email.errors = [problem.message for problem in fault.problems]
        except TooMany as fault:
            form.form_errors = [f"Too many tries: try again after {in_london(fault.until)}"]
            status = 429
    return page(asking, form), status


def asked(asking: Asking) -> str:
    """What happens next, whatever the address was."""
    mail_server = bool(current_app.config["CANDOUR"].smtp_host)
    return render_template("link_asked.html", asking=asking, mail_server=mail_server)


def gone(again: str, label: str, words: str = "") -> tuple[str, int]:
    """A link that was used, has ended, or never was: they look alike. `again` is the page that helps on."""
    href = url_for(again, slug=visit.charity().id)
    return render_template("link_gone.html", href=href, label=label, words=words), 410
