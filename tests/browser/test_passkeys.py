"""A passkey in a real browser with an authenticator of its own: added, and then enough to sign in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from incidents.domain.words import Role
from incidents.services import passkey_proof
from incidents.services.actors import Member
from incidents.services.passkeys import Keyring
from tests.browser.conftest import House, axe
from tests.cast import PASSWORD, join

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def at_its_name(house: House) -> BrowserContext:
    """A browser that looks at Candour under its name: passkeys belong to names."""
    house.address = house.address.replace("127.0.0.1", "localhost")
    ring = Keyring(passkey_proof.place(house.address), passkey_proof.box("of this test"))
    settings = replace(house.app.extensions["candour"], ring=ring)
    house.app.extensions["candour"] = settings
    context = house.browser.new_context(base_url=house.address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(8_000)
    house.contexts.append(context)
    return context


def with_authenticator(page: Page) -> tuple[CDPSession, str]:
    """The browser's virtual authenticator, and its id."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return cdp, made["authenticatorId"]


def by_password(page: Page, member: Member) -> None:
    page.goto("/fts/sign-in")
    page.get_by_label("E-mail address").fill(member.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_added_and_signs_in(house: House) -> None:
    ada = join("fts", "Ada Okoro", [Role.MANAGER])
    page = at_its_name(house).new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    cdp, authenticator = with_authenticator(page)

    by_password(page, ada)
    page.goto("/fts/account")
    found = axe(page)
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_label("What you call it")).to_have_value("Chrome on Linux")
    found += axe(page)
    page.get_by_label("What you call it").fill("my phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.get_by_role("link", name="I have kept them").click()
    page.goto("/fts/account")
    expect(page.get_by_role("main")).to_contain_text("my phone")
    assert len(cdp.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]) == 1
    found += axe(page)

    page.get_by_role("button", name="Sign out").click()
    page.goto("/fts/sign-in?next=/fts/cases")
    found += axe(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/fts/cases")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    by_password(page, ada)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second step")
    found += axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    # Not a pattern: the page of the second step has the same end, in what it leads to.
    page.wait_for_url(f"{house.address}/fts/today")
    page.goto("/fts/account")
    expect(page.get_by_role("main")).to_contain_text("last used")

    cdp.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    page.get_by_role("button", name="Sign out").click()
    page.goto("/fts/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("That did not work, or it was stopped")
    assert complaints == []
    assert found == []


def test_without_javascript_or_at_another_address_the_page_says_what_to_do(house: House) -> None:
    at_its_name(house)
    plain = house.visit("/fts/sign-in", scripts=False)
    expect(plain.get_by_role("main")).to_contain_text(
        "A passkey needs JavaScript, which is off in this browser."
    )
    expect(plain.get_by_role("button", name="Sign in with a passkey")).not_to_be_visible()
    elsewhere = house.visit(house.address.replace("localhost", "127.0.0.1") + "/fts/sign-in")
    expect(elsewhere.get_by_role("main")).to_contain_text(f"Passkeys work only at {house.address}.")
