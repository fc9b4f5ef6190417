"""Signing in with a passkey: wholly, as the second step, and to prove again who one is."""

from __future__ import annotations

from flask import Blueprint, redirect

from incidents.services import passkey_use
from incidents.web import account, account_steps, devices, passkey_asked, visit
from incidents.web.account import SignIn, onward
from incidents.web.account_steps import Answer, Code, sent
from incidents.web.marks import open_to_all, signed_in

pages = Blueprint("passkey_sign_in", __name__, url_prefix="/<slug>")
_OWN = "it is about one's own account"


@pages.post("/sign-in/passkey")
@open_to_all("people sign in here")
def alone(slug: str) -> Answer:
    """Sign in with a passkey and nothing else."""
    form = SignIn()
    where = devices.here()
    begun: list[str] = []

    def use() -> None:
        ring, now = visit.sessions().ring, visit.now()
        begun.append(passkey_use.sign_in(passkey_asked.given(), where, slug, ring, now))

    return sent(form, use, lambda: account.page(form)) or account.begun(begun[0], where)


@pages.post("/second-step/passkey")
@signed_in(_OWN, early="second_step")
def second_step(slug: str) -> Answer:
    """Take the second step with a passkey."""
    form = Code()
    return sent(form, _take, lambda: account_steps.ask(form)) or redirect(onward())


@pages.post("/confirm/passkey")
@signed_in(_OWN, early="set_up")
def confirm(slug: str) -> Answer:
    """Prove again who one is, with a passkey."""
    form = Code()
    return sent(form, _take, lambda: account_steps.ask_again(form)) or redirect(onward())


def _take() -> None:
    member, token = visit.unproven() or visit.member(), visit.token() or ""
    ring, now = visit.sessions().ring, visit.now()
    visit.goes_on(passkey_use.take(member, token, passkey_asked.given(), ring, now))
