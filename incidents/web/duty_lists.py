"""The charity's lists: its pages and accounts, who posts, and the pictures it uses."""

from __future__ import annotations

from flask import render_template, url_for

from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import pictures as consents
from incidents.services import posters as approvals
from incidents.services import registers
from incidents.web import asked, visit
from incidents.web.asked import Asked, key_of, raw
from incidents.web.duty_form import ask, at, pages, send
from incidents.web.marks import allow
from incidents.web.sheets import Answer, Sheet


@pages.get("/duties/pages")
@allow(Permission.SEE_DUTIES)
def register(slug: str) -> str:
    """The register of pages and accounts."""
    return render_template("duties_pages.html", rows=registers.register(visit.member()), may_keep=_may_keep())


@pages.get("/duties/pages/add")
@allow(Permission.KEEP_REGISTERS)
def add_page(slug: str) -> str:
    """A form for a new page."""
    return ask(_adding(slug), registers.form(visit.charity(), visit.member(), None, visit.now()))


@pages.post("/duties/pages/add")
@allow(Permission.KEEP_REGISTERS)
def add_page_send(slug: str) -> Answer:
    """Add a page."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> None:
        registers.add(charity, member, key_of(form), raw(form), now)

    return send(_adding(slug), lambda: registers.form(charity, member, None, now), use)


@pages.get("/duties/pages/<account_id>/change")
@allow(Permission.KEEP_REGISTERS)
def change_page(slug: str, account_id: str) -> str:
    """A form that changes what is known of a page."""
    found = registers.form(visit.charity(), visit.member(), account_id, visit.now())
    return ask(_changing(slug, account_id), found)


@pages.post("/duties/pages/<account_id>/change")
@allow(Permission.KEEP_REGISTERS)
def change_page_send(slug: str, account_id: str) -> Answer:
    """Change it."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> None:
        version = asked.version_of(form)
        registers.change(charity, member, account_id, version, key_of(form), raw(form), now)

    return send(_changing(slug, account_id), lambda: registers.form(charity, member, account_id, now), use)


@pages.get("/duties/pages/<account_id>/close")
@allow(Permission.KEEP_REGISTERS)
def close_page(slug: str, account_id: str) -> str:
    """A form that closes a page."""
    return ask(_closing(slug), registers.closing(visit.member(), account_id))


@pages.post("/duties/pages/<account_id>/close")
@allow(Permission.KEEP_REGISTERS)
def close_page_send(slug: str, account_id: str) -> Answer:
    """Close it."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        registers.close(member, account_id, key_of(form), raw(form), now)

    return send(_closing(slug), lambda: registers.closing(member, account_id), use)


@pages.get("/duties/posters")
@allow(Permission.SEE_DUTIES)
def posters(slug: str) -> str:
    """Who may post."""
    page = approvals.posters(visit.charity(), visit.member(), visit.now())
    return render_template("duties_posters.html", page=page, may_keep=_may_keep())


@pages.get("/duties/posters/add")
@allow(Permission.KEEP_REGISTERS)
def approve(slug: str) -> str:
    """A form that approves someone."""
    return ask(_approving(slug), approvals.approving(visit.member(), visit.now()))


@pages.post("/duties/posters/add")
@allow(Permission.KEEP_REGISTERS)
def approve_send(slug: str) -> Answer:
    """Approve them."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        approvals.approve(member, key_of(form), raw(form), now)

    return send(_approving(slug), lambda: approvals.approving(member, now), use)


@pages.get("/duties/posters/<approval_id>/end")
@allow(Permission.KEEP_REGISTERS)
def end_approval(slug: str, approval_id: str) -> str:
    """A form that ends an approval."""
    return ask(_ending(slug), approvals.ending(visit.member(), approval_id))


@pages.post("/duties/posters/<approval_id>/end")
@allow(Permission.KEEP_REGISTERS)
def end_approval_send(slug: str, approval_id: str) -> Answer:
    """End it."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        approvals.end(member, approval_id, key_of(form), raw(form), now)

    return send(_ending(slug), lambda: approvals.ending(member, approval_id), use)


@pages.get("/duties/posters/<approval_id>/access-removed")
@allow(Permission.KEEP_REGISTERS)
def access_removed(slug: str, approval_id: str) -> str:
    """A page that asks whether somebody's access is gone."""
    return ask(_removing(slug), approvals.removing(visit.member(), approval_id))


@pages.post("/duties/posters/<approval_id>/access-removed")
@allow(Permission.KEEP_REGISTERS)
def access_removed_send(slug: str, approval_id: str) -> Answer:
    """Write down that it is gone."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        approvals.access_removed(member, approval_id, key_of(form), now)

    return send(_removing(slug), lambda: approvals.removing(member, approval_id), use)


@pages.get("/duties/pictures")
@allow(Permission.SEE_DUTIES)
def pictures(slug: str) -> str:
    """The pictures of people, with their consent."""
    page = consents.pictures(visit.charity(), visit.member())
    return render_template("duties_pictures.html", page=page, may_keep=_may_keep())


@pages.get("/duties/pictures/add")
@allow(Permission.KEEP_REGISTERS)
def add_picture(slug: str) -> str:
    """A form for a picture."""
    return ask(_picture(slug), consents.form(visit.charity(), visit.member()))


@pages.post("/duties/pictures/add")
@allow(Permission.KEEP_REGISTERS)
def add_picture_send(slug: str) -> Answer:
    """Add it."""
    charity, member, now = visit.charity(), visit.member(), visit.now()

    def use(form: Asked) -> None:
        consents.add(charity, member, key_of(form), raw(form), now)

    return send(_picture(slug), lambda: consents.form(charity, member), use)


@pages.get("/duties/pictures/<picture_id>/withdraw")
@allow(Permission.KEEP_REGISTERS)
def withdraw(slug: str, picture_id: str) -> str:
    """A form that says that consent was withdrawn."""
    return ask(_withdrawing(slug), consents.withdrawing(visit.member(), picture_id))


@pages.post("/duties/pictures/<picture_id>/withdraw")
@allow(Permission.KEEP_REGISTERS)
def withdraw_send(slug: str, picture_id: str) -> Answer:
    """Write it down."""
    member, now = visit.member(), visit.now()

    def use(form: Asked) -> None:
        consents.withdraw(member, picture_id, key_of(form), raw(form), now)

    return send(_withdrawing(slug), lambda: consents.withdrawing(member, picture_id), use)


def _may_keep() -> bool:
    return permits(visit.member(), Permission.KEEP_REGISTERS)


def _adding(slug: str) -> Sheet:
    return Sheet("Add a page or account", "Add it", "The page was added.", at("register", slug))


def _changing(slug: str, account_id: str) -> Sheet:
    back = url_for("duties.page", slug=slug, account_id=account_id)
    return Sheet("Change what is known of a page", "Keep these changes", "The changes were kept.", back)


def _closing(slug: str) -> Sheet:
    warning = "It stays in the list, closed, with its history. It is not looked over any more."
    return Sheet("Close a page", "Close it", "The page was closed.", at("register", slug), warning)


def _approving(slug: str) -> Sheet:
    done = "They are approved to post."
    return Sheet("Approve someone to post", "Approve them", done, at("posters", slug))


def _ending(slug: str) -> Sheet:
    return Sheet("End an approval to post", "End it", "The approval has ended.", at("posters", slug))


def _removing(slug: str) -> Sheet:
    head, done = "Write down that access was taken away", "It is written down that their access is gone."
    warning = "Somebody has looked on the platform itself: this person cannot get in any more."
    return Sheet(head, "Their access is gone", done, at("posters", slug), warning)


def _picture(slug: str) -> Sheet:
    return Sheet("Add a picture", "Add it", "The picture was added.", at("pictures", slug))


def _withdrawing(slug: str) -> Sheet:
    done = "It is written down. Take the picture down now."
    return Sheet("Consent was withdrawn", "Keep this", done, at("pictures", slug))
