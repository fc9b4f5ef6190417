"""One's own reminders and calendar, and for an administrator how the charity's mail stands."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from incidents.domain.words import Permission
from incidents.services import mail_settings, mail_switch, my_calendar, my_reminders
from incidents.services.keeping import Form
from incidents.web import asked, sheets, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.marks import allow, signed_in
from incidents.web.sheets import Answer, Sheet

pages = Blueprint("reminders", __name__, url_prefix="/<slug>")
_OWN = "what somebody is reminded of is their own; what they may not see is not in it"


@pages.get("/reminders")
@signed_in(_OWN)
def show(slug: str) -> str:
    """What I want to be sent, and what I was sent."""
    mine = my_reminders.mine(visit.member(), visit.now())
    return render_template("reminders.html", mine=mine, mail_server=_server())


@pages.get("/reminders/change")
@signed_in(_OWN)
def change(slug: str) -> str:
    """A form of what I want."""
    return sheets.ask(_changing(slug), my_reminders.form(visit.member()))


@pages.post("/reminders/change")
@signed_in(_OWN)
def change_send(slug: str) -> Answer:
    """Keep it."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        my_reminders.change(member, asked.version_of(form), key_of(form), raw(form), now)

    return sheets.send(_changing(slug), lambda: my_reminders.form(member), use)


@pages.get("/reminders/calendar")
@signed_in(_OWN)
def calendar(slug: str) -> str:
    """A page that offers an address for my calendar."""
    visit.member()
    return sheets.ask(_making(slug), my_calendar.form())


@pages.post("/reminders/calendar")
@signed_in(_OWN)
def calendar_send(slug: str) -> Answer:
    """Make the address, and show it this once."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> str:
        token = my_calendar.make(member, key_of(form), raw(form), now)
        if not token:
            return "The address was shown already. Make another if you have lost it."
        address = _root() + url_for("private_calendar.feed", slug=slug, token=token)
        return f"Your calendar’s address, shown this once: {address}"

    return sheets.send(_making(slug), my_calendar.form, use)


@pages.get("/reminders/calendar/off")
@signed_in(_OWN)
def calendar_off(slug: str) -> str:
    """A page that asks whether to switch my calendar off."""
    visit.member()
    return sheets.ask(_ending(slug), Form(()))


@pages.post("/reminders/calendar/off")
@signed_in(_OWN)
def calendar_off_send(slug: str) -> Answer:
    """Switch it off."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        my_calendar.switch_off(member, key_of(form), now)

    return sheets.send(_ending(slug), lambda: Form(()), use)


@pages.get("/settings/mail")
@allow(Permission.MANAGE_PEOPLE)
def post(slug: str) -> str:
    """How the charity's mail stands."""
    stands = mail_settings.stands(visit.member())
    off = mail_settings.off_since(visit.member())
    key = key_of(asked.ask(()))
    return render_template("settings_mail.html", stands=stands, mail_server=_server(), key=key, off=off)


@pages.post("/settings/mail")
@allow(Permission.MANAGE_PEOPLE)
def post_again(slug: str) -> Response:
    """Try once more what was not taken."""
    form = asked.ask((), sent=request.form)
    mail_settings.again(visit.member(), key_of(form), visit.now())
    return redirect(url_for("reminders.post", slug=slug))


@pages.get("/settings/mail/switch")
@allow(Permission.MANAGE_PEOPLE)
def switch(slug: str) -> str:
    """The form that switches the charity's reminders by mail on or off."""
    return sheets.ask(_switching(slug), mail_switch.form(visit.member()))


@pages.post("/settings/mail/switch")
@allow(Permission.MANAGE_PEOPLE)
def switch_send(slug: str) -> Answer:
    """Switch them."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        mail_switch.switch(member, asked.version_of(form), key_of(form), raw(form), now)

    return sheets.send(_switching(slug), lambda: mail_switch.form(member), use)


def _switching(slug: str) -> Sheet:
    back = url_for("reminders.post", slug=slug)
    crumbs = (("Settings", url_for("settings.show", slug=slug)), ("Mail", back))
    warning = (
        "Without mails nobody hears of a new report, of what was handed to them, or of a deadline, not even"
        " one that the law fixes. Nobody else is told when somebody does not act. All of it still stands on"
        " “Today” and in private calendars. Mails that wait now are not sent."
    )
    return Sheet("Reminders by mail", "Keep this", "It is kept.", back, warning, crumbs)


def _server() -> bool:
    """Whether a mail server is named, by whoever runs the machine."""
    return bool(current_app.config["CANDOUR"].smtp_host)


def _root() -> str:
    """Where the pages are, by the settings and never by what a request says."""
    return str(current_app.config["CANDOUR"].public_url).rstrip("/")


def _back(slug: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    back = url_for("reminders.show", slug=slug)
    return back, (("My reminders", back),)


def _changing(slug: str) -> Sheet:
    back, crumbs = _back(slug)
    return Sheet("What I want to be sent", "Keep this", "It is kept.", back, crumbs=crumbs)


def _making(slug: str) -> Sheet:
    back, crumbs = _back(slug)
    warning = (
        "Whoever has the address sees when you have deadlines, without names. It is shown once. An address"
        " that you made before stops working."
    )
    head = "An address for my calendar"
    return Sheet(head, "Make an address", "", back, warning, crumbs=crumbs)


def _ending(slug: str) -> Sheet:
    back, crumbs = _back(slug)
    warning = "Calendars that use the address show nothing new from now on."
    done = "Your calendar’s address does not work any more."
    return Sheet("Switch my calendar off", "Switch it off", done, back, warning, crumbs=crumbs)
