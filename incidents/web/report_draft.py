"""The report someone is writing: kept on the server, found again by a token in a cookie of its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from flask import request
from werkzeug.wrappers import Response

from incidents.services import drafts, signing_in, throttling
from incidents.web import cookies, visit
from incidents.web.limits import DRAFTING
from incidents.web.report_steps import Typed

COOKIE = "candour-report"
_WHAT = "report"


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report being written. `key` lets it be sent once; `account` is whose it is, if they signed in."""

    token: str
    key: str
    account: str
    typed: Typed

    @property
    def sender(self) -> str:
        """Who sends it, for "acts once"."""
        return sender(self.token)

    @property
    def is_ours(self) -> bool:
        """Whether this visitor may go on with it: what was written signed in is for that account alone."""
        return self.account in ("", _account())


def sender(token: str) -> str:
    """Who sends the draft behind a token."""
    return f"draft:{signing_in.hash_of(token)}"


def token() -> str | None:
    """The token this browser holds, whether or not a draft still stands behind it."""
    return cookies.held(_cookie())


def find() -> ReportDraft | None:
    """The draft of this browser in this charity, or None."""
    held = token()
    body = drafts.find(held, visit.charity().id, _WHAT, visit.now())
    if held is None or body is None:
        return None
    return ReportDraft(held, str(body["key"]), str(body["account"]), cast("Typed", body["typed"]))


def save(draft: ReportDraft | None, step: str, answers: Mapping[str, list[str]]) -> ReportDraft:
    """Keep the answers of one step. Raises TooMany when too many drafts were begun from one address."""
    charity, now = visit.charity(), visit.now()
    if draft is None:
        throttling.count("draft", f"{charity.id} {request.remote_addr}", now=now, **DRAFTING)
        draft = ReportDraft("", secrets.token_urlsafe(16), "", {})
    # A draft begun before signing in belongs to whoever signed in with it.
    draft = replace(draft, account=_account() or draft.account, typed={**draft.typed, step: answers})
    body = {"key": draft.key, "account": draft.account, "typed": draft.typed}
    return replace(draft, token=drafts.save(draft.token or None, charity.id, _WHAT, body, now))


def give(response: Response, draft: ReportDraft) -> Response:
    """Let the browser hold the draft's token, as long as a draft is kept."""
    cookies.give(response, _cookie(), draft.token, int(drafts.KEPT_FOR.total_seconds()))
    return response


def drop(response: Response, draft: ReportDraft | None) -> Response:
    """Delete a draft, if it is this visitor's, and the cookie in any case."""
    if draft is not None and draft.is_ours:
        drafts.forget(draft.token)
    cookies.drop(response, _cookie())
    return response


def _cookie() -> str:
    """One for each charity: a report to one does not push out that to another."""
    return f"{COOKIE}-{visit.charity().id}"


def _account() -> str:
    member = visit.maybe_member()
    return member.account_id if member else ""
