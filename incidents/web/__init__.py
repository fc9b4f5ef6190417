"""The pages: parse, call one use case, render."""

from __future__ import annotations

from flask import Flask

from incidents.web import (
    account,
    account_steps,
    board,
    case_access,
    cases,
    charity_page,
    clocks,
    details,
    duties,
    errors,
    evidence_add,
    exports,
    findings,
    forgotten,
    forms,
    gate,
    headers,
    holidays,
    induction,
    invited,
    inviting,
    leaving,
    letters,
    marks,
    mine,
    noted,
    notes,
    overview,
    own_account,
    papers,
    passkey_sign_in,
    passkeys,
    people,
    policy,
    policy_ask,
    policy_edit_whole,
    private_calendar,
    provider,
    receiving,
    redacting,
    reminders,
    report,
    report_link,
    same_person,
    settings,
    site,
    start,
    telling_year,
    trail,
    triage,
    visit,
    who_looked,
)


def register(app: Flask, *, practice: bool, sessions: visit.Sessions) -> None:
    """Add every page, the gate before them and the frame. Raises marks.Unmarked for a page without a mark."""
    app.request_class = receiving.Received
    app.extensions["candour"] = sessions
    visit.logins.init_app(app)
    headers.register(app)
    gate.register(app)
    site.register(app, practice=practice)
    errors.register(app)
    noted.register(app)
    marks.open_to_all("style sheets and scripts hold no data")(app.view_functions["static"])
    rooms = (
        start,
        report,
        account,
        account_steps,
        forgotten,
        invited,
        report_link,
        own_account,
        passkeys,
        passkey_sign_in,
        provider,
        mine,
        cases,
        clocks,
        triage,
        findings,
        notes,
        policy,
        policy_edit_whole,
        policy_ask,
        induction,
        duties,
        overview,
        board,
        case_access,
        details,
        forms,
        letters,
        papers,
        redacting,
        people,
        inviting,
        leaving,
        same_person,
        settings,
        charity_page,
        reminders,
        private_calendar,
        telling_year,
        holidays,
        trail,
        who_looked,
        exports,
        evidence_add,
    )
    for room in rooms:
        app.register_blueprint(room.pages)
    marks.check(app)
