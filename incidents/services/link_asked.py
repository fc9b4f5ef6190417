"""Asking for a link by mail: the same answer after the same work for every address, and few mails."""

from __future__ import annotations

from datetime import datetime, timedelta

from incidents.domain import account_mails
from incidents.domain.invited import LinkKind
from incidents.services import addresses, throttling
from incidents.services.throttling import TooMany
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.queries import outbox
from incidents.store.queries.outbox import Letter

TO_ONE_ADDRESS, IN_A_DAY = 5, timedelta(days=1)
FROM_ONE_PLACE, IN_A_WHILE = 5, timedelta(minutes=15)
_SUBJECTS = {LinkKind.PASSWORD: account_mails.NEW_PASSWORD, LinkKind.REPORTS: account_mails.YOUR_LINK}


def ask(kind: LinkKind, organisation_id: str, address: str, place: str, now: datetime) -> None:
    """Ask for a link to be sent to an address. Whose it is, and whether anybody's, is looked up by the worker
    when the mail would go (`mailed_links`): so nothing here depends on it, not even the time it takes.

    `place` is the address on the network. Raises Invalid for what is no address, and TooMany for too much
    from there; what is too much for one address is not said, and not sent.
    """
    to = addresses.kept(address)
    throttling.count("links-from", place, limit=FROM_ONE_PLACE, window=IN_A_WHILE, now=now)
    try:
        throttling.count("links-to", to, limit=TO_ONE_ADDRESS, window=IN_A_DAY, now=now)
    except TooMany:
        return
    with work() as session:
        key = f"{kind}:{new_id()}"
        letter = Letter(None, None, kind.value, key, _SUBJECTS[kind], "", now, to_address=to)
        outbox.add(session, organisation_id, letter, now)
