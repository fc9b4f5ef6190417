"""E-mail addresses as they are kept."""

from __future__ import annotations

import re

from incidents.domain.fields import Problem
from incidents.services.faults import Invalid

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST = 254  # RFC 5321 4.5.3.1.3, without its angle brackets


def kept(typed: str, field: str = "email") -> str:
    """In lower case, without blanks around. Raises Invalid for what cannot be an address."""
    address = typed.strip().lower()
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address) or not address.isprintable():
        raise Invalid((Problem(field, "Enter an e-mail address, for example name@example.org"),))
    return address
